//! From what AWS answers to a [`LiveTable`]: absent and default are the same, lists without an order become maps.
//!
//! The rules are those of the service, one by one in the tests below. Nothing is asked here, and nothing guessed: an
//! answer without something that a table always has is an error.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::types::{
    AttributeDefinition, BillingMode, GlobalSecondaryIndexDescription, IndexStatus as AwsIndexStatus,
    KeySchemaElement, KeyType, Projection, ProjectionType, ProvisionedThroughputDescription,
    ScalarAttributeType, StreamSpecification, TableDescription, TableStatus as AwsTableStatus,
};
use tablewright_model::{Capacity, StreamView};
use tablewright_plan::{
    BillingState, IndexState, IndexStatus, KeyElement, KeyRole, LiveTable, ProjectionState, ScalarType,
    TableState, TableStatus,
};

use crate::unmodelled;

/// What belongs to a table and is not in its description.
#[derive(Debug, Default)]
pub(crate) struct Neighbours {
    /// The TTL attribute, if TTL is on.
    pub(crate) ttl: Option<String>,
    /// All tags.
    pub(crate) tags: BTreeMap<String, String>,
    /// Point-in-time recovery in words, if it is on.
    pub(crate) recovery: Option<String>,
}

/// The table in our terms, or what is missing in the answer.
pub(crate) fn table(description: TableDescription, neighbours: Neighbours) -> Result<LiveTable, String> {
    let unmodelled = unmodelled::of(&description, neighbours.recovery);
    let billing = billing(&description);
    let name = required(description.table_name, "TableName")?;
    let arn = required(description.table_arn, "TableArn")?;
    let indexes = description.global_secondary_indexes.unwrap_or_default();
    let index_status =
        indexes.iter().filter_map(|index| Some((index.index_name.clone()?, index_status(index)))).collect();
    let state = TableState {
        name,
        key: key(description.key_schema)?,
        definitions: definitions(description.attribute_definitions)?,
        indexes: indexes.into_iter().map(|one| index(one, billing)).collect::<Result<_, _>>()?,
        billing,
        stream: stream(description.stream_specification)?,
        ttl: neighbours.ttl,
        deletion_protection: description.deletion_protection_enabled.unwrap_or(false),
        tags: own_tags(neighbours.tags),
    };
    Ok(LiveTable {
        state,
        // Some emulators have none; the ARN then is the best that there is.
        table_id: description.table_id.unwrap_or_else(|| arn.clone()),
        arn,
        stream_arn: description.latest_stream_arn,
        status: status(description.table_status),
        index_status,
        item_count: count(description.item_count),
        unmodelled,
    })
}

fn required<T>(value: Option<T>, field: &str) -> Result<T, String> {
    value.ok_or_else(|| format!("the answer has no {field}"))
}

fn count(number: Option<i64>) -> u64 {
    number.and_then(|number| u64::try_from(number).ok()).unwrap_or_default()
}

/// A table that was never on demand has no summary.
fn billing(description: &TableDescription) -> BillingState {
    let mode = description.billing_mode_summary.as_ref().and_then(|summary| summary.billing_mode.as_ref());
    match mode {
        Some(BillingMode::PayPerRequest) => BillingState::OnDemand,
        _ => BillingState::Provisioned(capacity(description.provisioned_throughput.as_ref())),
    }
}

fn capacity(throughput: Option<&ProvisionedThroughputDescription>) -> Capacity {
    Capacity {
        read: count(throughput.and_then(|units| units.read_capacity_units)),
        write: count(throughput.and_then(|units| units.write_capacity_units)),
    }
}

fn key(schema: Option<Vec<KeySchemaElement>>) -> Result<Vec<KeyElement>, String> {
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

fn definitions(
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

/// On demand, AWS reports a capacity of zero.
fn index(
    index: GlobalSecondaryIndexDescription,
    billing: BillingState,
) -> Result<(String, IndexState), String> {
    let provisioned = matches!(billing, BillingState::Provisioned(_));
    let state = IndexState {
        capacity: provisioned.then(|| capacity(index.provisioned_throughput.as_ref())),
        key: key(index.key_schema)?,
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

/// Off is no specification at all, or one that says so.
fn stream(specification: Option<StreamSpecification>) -> Result<Option<StreamView>, String> {
    let Some(specification) = specification.filter(|stream| stream.stream_enabled) else {
        return Ok(None);
    };
    let view = required(specification.stream_view_type, "StreamViewType")?;
    StreamView::from_term(view.as_str())
        .map(Some)
        .ok_or_else(|| format!("'{view}' is not a stream view type"))
}

/// Nobody but AWS can write its own tags.
fn own_tags(tags: BTreeMap<String, String>) -> BTreeMap<String, String> {
    tags.into_iter().filter(|(key, _)| !key.starts_with("aws:")).collect()
}

fn status(status: Option<AwsTableStatus>) -> TableStatus {
    match status {
        Some(AwsTableStatus::Creating) => TableStatus::Creating,
        Some(AwsTableStatus::Updating) => TableStatus::Updating,
        Some(AwsTableStatus::Deleting) => TableStatus::Deleting,
        Some(AwsTableStatus::Active) => TableStatus::Active,
        Some(other) => TableStatus::Other(other.as_str().to_owned()),
        None => TableStatus::Other("UNKNOWN".to_owned()),
    }
}

fn index_status(index: &GlobalSecondaryIndexDescription) -> IndexStatus {
    match &index.index_status {
        Some(AwsIndexStatus::Creating) => {
            IndexStatus::Creating { backfilling: index.backfilling.unwrap_or(false) }
        }
        Some(AwsIndexStatus::Updating) => IndexStatus::Updating,
        Some(AwsIndexStatus::Deleting) => IndexStatus::Deleting,
        Some(AwsIndexStatus::Active) => IndexStatus::Active,
        Some(other) => IndexStatus::Other(other.as_str().to_owned()),
        None => IndexStatus::Other("UNKNOWN".to_owned()),
    }
}
