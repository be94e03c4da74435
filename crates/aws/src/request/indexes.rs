//! Indexes of the three kinds: of a new table, and of one that is there.

use aws_sdk_dynamodb::error::BuildError;
use aws_sdk_dynamodb::types::{
    CreateGlobalSecondaryIndexAction, CreateVectorIndexAction, DeleteGlobalSecondaryIndexAction,
    DeleteVectorIndexAction, GlobalSecondaryIndex, GlobalSecondaryIndexUpdate, LocalSecondaryIndex,
    SearchSchemaElement, SearchSchemaElementType, VectorAttributeDefinition, VectorDistanceFunction,
    VectorIndex, VectorIndexUpdate,
};
use tablewright_plan::{IndexState, KeyElement, KeyRole, LocalIndexState, TableState, VectorIndexState};

use super::{first_maximum, key, projection, throughput, warm};

/// An index of a new table.
pub(crate) fn global_index(name: &str, state: &IndexState) -> Result<GlobalSecondaryIndex, BuildError> {
    GlobalSecondaryIndex::builder()
        .index_name(name)
        .set_key_schema(Some(key(&state.key)?))
        .projection(projection(&state.projection))
        .set_provisioned_throughput(state.capacity.map(throughput).transpose()?)
        .set_on_demand_throughput(first_maximum(&state.maximum))
        .set_warm_throughput(state.warm.as_ref().map(warm))
        .build()
}

/// A new index of a table that is there.
pub(crate) fn index_creation(
    name: &str,
    state: &IndexState,
) -> Result<GlobalSecondaryIndexUpdate, BuildError> {
    let create = CreateGlobalSecondaryIndexAction::builder()
        .index_name(name)
        .set_key_schema(Some(key(&state.key)?))
        .projection(projection(&state.projection))
        .set_provisioned_throughput(state.capacity.map(throughput).transpose()?)
        .set_on_demand_throughput(first_maximum(&state.maximum))
        .set_warm_throughput(state.warm.as_ref().map(warm))
        .build()?;
    Ok(GlobalSecondaryIndexUpdate::builder().create(create).build())
}

pub(crate) fn index_deletion(name: &str) -> Result<GlobalSecondaryIndexUpdate, BuildError> {
    let delete = DeleteGlobalSecondaryIndexAction::builder().index_name(name).build()?;
    Ok(GlobalSecondaryIndexUpdate::builder().delete(delete).build())
}

/// Its partition key is the table's.
pub(crate) fn local_index(
    table: &TableState,
    name: &str,
    state: &LocalIndexState,
) -> Result<LocalSecondaryIndex, BuildError> {
    let sort = KeyElement { name: state.sort.clone(), role: KeyRole::Range };
    let partition = table.key.iter().filter(|part| part.role == KeyRole::Hash).cloned();
    LocalSecondaryIndex::builder()
        .index_name(name)
        .set_key_schema(Some(key(&partition.chain([sort]).collect::<Vec<_>>())?))
        .projection(projection(&state.projection))
        .build()
}

/// A vector index of a new table.
pub(crate) fn vector_index(name: &str, state: &VectorIndexState) -> Result<VectorIndex, BuildError> {
    VectorIndex::builder()
        .index_name(name)
        .vector_attribute(vector_attribute(state)?)
        .set_search_schema(search_schema(state)?)
        .dimensions(i64::from(state.dimensions))
        .distance_function(VectorDistanceFunction::from(state.distance.term()))
        .projection(projection(&state.projection))
        .build()
}

/// A new vector index of a table that is there.
pub(crate) fn vector_creation(name: &str, state: &VectorIndexState) -> Result<VectorIndexUpdate, BuildError> {
    let create = CreateVectorIndexAction::builder()
        .index_name(name)
        .vector_attribute(vector_attribute(state)?)
        .set_search_schema(search_schema(state)?)
        .dimensions(i64::from(state.dimensions))
        .distance_function(VectorDistanceFunction::from(state.distance.term()))
        .projection(projection(&state.projection))
        .build()?;
    Ok(VectorIndexUpdate::builder().create(create).build())
}

pub(crate) fn vector_deletion(name: &str) -> Result<VectorIndexUpdate, BuildError> {
    let delete = DeleteVectorIndexAction::builder().index_name(name).build()?;
    Ok(VectorIndexUpdate::builder().delete(delete).build())
}

fn vector_attribute(state: &VectorIndexState) -> Result<VectorAttributeDefinition, BuildError> {
    VectorAttributeDefinition::builder().attribute_name(&state.vector).build()
}

fn search_schema(state: &VectorIndexState) -> Result<Option<Vec<SearchSchemaElement>>, BuildError> {
    let element = |name: &String, kind| {
        SearchSchemaElement::builder().attribute_name(name).search_schema_element_type(kind).build()
    };
    let partition = state.partition.iter().map(|name| element(name, SearchSchemaElementType::Hash));
    let filters = state.filters.iter().map(|name| element(name, SearchSchemaElementType::InlineFilter));
    let elements: Vec<_> = partition.chain(filters).collect::<Result<_, _>>()?;
    Ok((!elements.is_empty()).then_some(elements))
}
