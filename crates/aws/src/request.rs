//! From our terms to the SDK's types.
//!
//! What a request consists of is said by `Call::request` in `plan`, and shown to people before they approve it; a test
//! compares what the SDK sends with it, call by call.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::error::BuildError;
use aws_sdk_dynamodb::types::{
    AttributeDefinition, BillingMode, CreateGlobalSecondaryIndexAction, DeleteGlobalSecondaryIndexAction,
    GlobalSecondaryIndex, GlobalSecondaryIndexUpdate, KeySchemaElement, KeyType, Projection, ProjectionType,
    ProvisionedThroughput, ScalarAttributeType, StreamSpecification, StreamViewType, Tag,
    UpdateGlobalSecondaryIndexAction,
};
use tablewright_model::{Capacity, StreamView};
use tablewright_plan::{BillingState, IndexState, KeyElement, ProjectionState, ScalarType};

pub(crate) fn definitions(
    types: &BTreeMap<String, ScalarType>,
) -> Result<Vec<AttributeDefinition>, BuildError> {
    let definition = |(name, scalar): (&String, &ScalarType)| {
        let scalar = ScalarAttributeType::from(scalar.term());
        AttributeDefinition::builder().attribute_name(name).attribute_type(scalar).build()
    };
    types.iter().map(definition).collect()
}

pub(crate) fn key(elements: &[KeyElement]) -> Result<Vec<KeySchemaElement>, BuildError> {
    let element = |element: &KeyElement| {
        let role = KeyType::from(element.role.term());
        KeySchemaElement::builder().attribute_name(&element.name).key_type(role).build()
    };
    elements.iter().map(element).collect()
}

pub(crate) fn projection(projection: &ProjectionState) -> Projection {
    let builder = Projection::builder();
    match projection {
        ProjectionState::All => builder.projection_type(ProjectionType::All),
        ProjectionState::KeysOnly => builder.projection_type(ProjectionType::KeysOnly),
        ProjectionState::Include(names) => builder
            .projection_type(ProjectionType::Include)
            .set_non_key_attributes(Some(names.iter().cloned().collect())),
    }
    .build()
}

pub(crate) fn throughput(capacity: Capacity) -> Result<ProvisionedThroughput, BuildError> {
    // AWS refuses far smaller numbers than these with a sentence of its own.
    let units = |units: u64| i64::try_from(units).unwrap_or(i64::MAX);
    ProvisionedThroughput::builder()
        .read_capacity_units(units(capacity.read))
        .write_capacity_units(units(capacity.write))
        .build()
}

/// The mode, and the capacity that goes with it.
pub(crate) fn billing(
    billing: BillingState,
) -> Result<(BillingMode, Option<ProvisionedThroughput>), BuildError> {
    Ok(match billing {
        BillingState::OnDemand => (BillingMode::PayPerRequest, None),
        BillingState::Provisioned(capacity) => (BillingMode::Provisioned, Some(throughput(capacity)?)),
    })
}

/// An index of a new table.
pub(crate) fn index(name: &str, state: &IndexState) -> Result<GlobalSecondaryIndex, BuildError> {
    GlobalSecondaryIndex::builder()
        .index_name(name)
        .set_key_schema(Some(key(&state.key)?))
        .projection(projection(&state.projection))
        .set_provisioned_throughput(state.capacity.map(throughput).transpose()?)
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
        .build()?;
    Ok(GlobalSecondaryIndexUpdate::builder().create(create).build())
}

pub(crate) fn index_deletion(name: &str) -> Result<GlobalSecondaryIndexUpdate, BuildError> {
    let delete = DeleteGlobalSecondaryIndexAction::builder().index_name(name).build()?;
    Ok(GlobalSecondaryIndexUpdate::builder().delete(delete).build())
}

/// New capacities of indexes; `None` rather than an empty list, which AWS refuses.
pub(crate) fn index_capacities(
    capacities: &BTreeMap<String, Capacity>,
) -> Result<Option<Vec<GlobalSecondaryIndexUpdate>>, BuildError> {
    let updates: Vec<_> = capacities.iter().map(index_capacity).collect::<Result<_, _>>()?;
    Ok((!updates.is_empty()).then_some(updates))
}

fn index_capacity((name, capacity): (&String, &Capacity)) -> Result<GlobalSecondaryIndexUpdate, BuildError> {
    let throughput = throughput(*capacity)?;
    let update =
        UpdateGlobalSecondaryIndexAction::builder().index_name(name).provisioned_throughput(throughput);
    Ok(GlobalSecondaryIndexUpdate::builder().update(update.build()?).build())
}

/// To switch a stream off its view type must not be named.
pub(crate) fn stream(view: Option<StreamView>) -> Result<StreamSpecification, BuildError> {
    StreamSpecification::builder()
        .stream_enabled(view.is_some())
        .set_stream_view_type(view.map(|view| StreamViewType::from(view.term())))
        .build()
}

/// Tags, or `None` for none.
pub(crate) fn tags(tags: &BTreeMap<String, String>) -> Result<Option<Vec<Tag>>, BuildError> {
    let tag = |(key, value): (&String, &String)| Tag::builder().key(key).value(value).build();
    let tags: Vec<_> = tags.iter().map(tag).collect::<Result<_, _>>()?;
    Ok((!tags.is_empty()).then_some(tags))
}
