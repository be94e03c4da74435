//! Keys, their types, and the three kinds of index.

use std::collections::{BTreeMap, BTreeSet};

use aws_sdk_dynamodb::types::{
    AttributeDefinition, GlobalSecondaryIndexDescription, KeySchemaElement, KeyType,
    LocalSecondaryIndexDescription, Projection, ProjectionType, ScalarAttributeType, SearchSchemaElementType,
    VectorIndexDescription,
};
use tablewright_model::{Distance, InsightsMode};
use tablewright_plan::{
    BillingState, Dimension, IndexState, KeyElement, KeyRole, LocalIndexState, ProjectionState, ScalarType,
    ScalingState, VectorIndexState,
};

use super::{required, throughput};

type ScalingByIndex = BTreeMap<Option<String>, BTreeMap<Dimension, ScalingState>>;

pub(super) fn key(schema: Option<Vec<KeySchemaElement>>) -> Result<Vec<KeyElement>, String> {
    required(schema, "KeySchema")?.into_iter().map(key_element).collect()
}

fn key_element(element: KeySchemaElement) -> Result<KeyElement, String> {
    let role = match element.key_type {
        KeyType::Hash => KeyRole::Hash,
        KeyType::Range => KeyRole::Range,
        other => return Err(format!("'{other}' is not a key type")),
    };
    Ok(KeyElement { name: element.attribute_name, role })
}

pub(super) fn definitions(
    definitions: Option<Vec<AttributeDefinition>>,
) -> Result<BTreeMap<String, ScalarType>, String> {
    required(definitions, "AttributeDefinitions")?.into_iter().map(definition).collect()
}

fn definition(definition: AttributeDefinition) -> Result<(String, ScalarType), String> {
    let scalar = match definition.attribute_type {
        ScalarAttributeType::S => ScalarType::S,
        ScalarAttributeType::N => ScalarType::N,
        ScalarAttributeType::B => ScalarType::B,
        other => return Err(format!("'{other}' is not the type of a key attribute")),
    };
    Ok((definition.attribute_name, scalar))
}

pub(super) fn global(
    indexes: Option<Vec<GlobalSecondaryIndexDescription>>,
    billing: BillingState,
    mut scaling: ScalingByIndex,
    insights: &BTreeMap<Option<String>, InsightsMode>,
) -> Result<BTreeMap<String, IndexState>, String> {
    let mut all = BTreeMap::new();
    for index in indexes.unwrap_or_default() {
        let name = Some(required(index.index_name.clone(), "IndexName")?);
        let mut state = global_index(index, billing)?;
        state.autoscaling = scaling.remove(&name).unwrap_or_default();
        state.insights = insights.get(&name).copied();
        all.extend(name.map(|name| (name, state)));
    }
    Ok(all)
}

/// On demand, AWS reports a capacity of zero.
fn global_index(index: GlobalSecondaryIndexDescription, billing: BillingState) -> Result<IndexState, String> {
    let provisioned = matches!(billing, BillingState::Provisioned(_));
    let projection = projection(required(index.projection, "Projection")?)?;
    Ok(IndexState {
        capacity: provisioned.then(|| throughput::capacity(index.provisioned_throughput.as_ref())),
        maximum: throughput::maximum(index.on_demand_throughput.as_ref()),
        warm: index
            .warm_throughput
            .and_then(|warm| throughput::warm(warm.read_units_per_second, warm.write_units_per_second)),
        ..IndexState::new(key(index.key_schema)?, projection)
    })
}

pub(super) fn local(
    indexes: Option<Vec<LocalSecondaryIndexDescription>>,
) -> Result<BTreeMap<String, LocalIndexState>, String> {
    indexes.unwrap_or_default().into_iter().map(local_index).collect()
}

fn local_index(index: LocalSecondaryIndexDescription) -> Result<(String, LocalIndexState), String> {
    let sort = key(index.key_schema)?.into_iter().find(|part| part.role == KeyRole::Range);
    let state = LocalIndexState {
        sort: required(sort, "sort key of a local index")?.name,
        projection: projection(required(index.projection, "Projection")?)?,
    };
    Ok((required(index.index_name, "IndexName")?, state))
}

pub(super) fn vector(
    indexes: Option<Vec<VectorIndexDescription>>,
) -> Result<BTreeMap<String, VectorIndexState>, String> {
    indexes.unwrap_or_default().into_iter().map(vector_index).collect()
}

fn vector_index(index: VectorIndexDescription) -> Result<(String, VectorIndexState), String> {
    let distance = required(index.distance_function, "DistanceFunction")?;
    let dimensions = required(index.dimensions, "Dimensions")?;
    let (mut partition, mut filters) = (None, BTreeSet::new());
    for element in index.search_schema.unwrap_or_default() {
        match element.search_schema_element_type {
            SearchSchemaElementType::Hash => partition = Some(element.attribute_name),
            SearchSchemaElementType::InlineFilter => drop(filters.insert(element.attribute_name)),
            other => return Err(format!("'{other}' is not the type of a search schema element")),
        }
    }
    let state = VectorIndexState {
        vector: required(index.vector_attribute, "VectorAttribute")?.attribute_name,
        dimensions: u32::try_from(dimensions).map_err(|_| format!("{dimensions} are no dimensions"))?,
        distance: Distance::from_term(distance.as_str())
            .ok_or_else(|| format!("'{distance}' is not a distance function"))?,
        partition,
        filters,
        projection: projection(required(index.projection, "Projection")?)?,
    };
    Ok((required(index.index_name, "IndexName")?, state))
}

fn projection(projection: Projection) -> Result<ProjectionState, String> {
    match projection.projection_type {
        Some(ProjectionType::All) => Ok(ProjectionState::All),
        Some(ProjectionType::KeysOnly) => Ok(ProjectionState::KeysOnly),
        Some(ProjectionType::Include) => Ok(ProjectionState::Include(
            projection.non_key_attributes.unwrap_or_default().into_iter().collect(),
        )),
        Some(other) => Err(format!("'{other}' is not a projection type")),
        None => Err("the answer has no ProjectionType".to_owned()),
    }
}
