//! From our terms to the SDK's types.
//!
//! What a request consists of is said by `Call::request` in `plan`, and shown to people before they approve it; a test
//! compares what the SDK sends with it, call by call.

mod indexes;
mod throughput;

use std::collections::BTreeMap;

use aws_sdk_dynamodb::error::BuildError;
use aws_sdk_dynamodb::types::{
    AttributeDefinition, KeySchemaElement, KeyType, PointInTimeRecoverySpecification, Projection,
    ProjectionType, ScalarAttributeType, SseSpecification, SseType, StreamSpecification, StreamViewType, Tag,
};
use tablewright_model::{Encryption, Recovery, StreamView};
use tablewright_plan::{KeyElement, ProjectionState, ScalarType};

pub(crate) use indexes::{
    global_index, index_creation, index_deletion, local_index, vector_creation, vector_deletion, vector_index,
};
pub(crate) use throughput::{
    billing, first_maximum, index_capacities, index_maxima, index_warmth, maximum, new_index_capacities,
    new_throughput, throughput, warm,
};

/// One thing for each name; `None` rather than an empty list, which AWS refuses.
pub(crate) fn list<T, U>(
    named: &BTreeMap<String, T>,
    one: impl Fn(&str, &T) -> Result<U, BuildError>,
) -> Result<Option<Vec<U>>, BuildError> {
    let all: Vec<_> = named.iter().map(|(name, value)| one(name, value)).collect::<Result<_, _>>()?;
    Ok((!all.is_empty()).then_some(all))
}

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

fn projection(projection: &ProjectionState) -> Projection {
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

/// To switch a stream off its view type must not be named.
pub(crate) fn stream(view: Option<StreamView>) -> Result<StreamSpecification, BuildError> {
    StreamSpecification::builder()
        .stream_enabled(view.is_some())
        .set_stream_view_type(view.map(|view| StreamViewType::from(view.term())))
        .build()
}

/// Only a key of the customer is named.
pub(crate) fn encryption(encryption: &Encryption) -> SseSpecification {
    let (in_kms, key) = match encryption {
        Encryption::AwsOwned => (false, None),
        Encryption::AwsManaged => (true, None),
        Encryption::Customer(key) => (true, Some(key.clone())),
    };
    SseSpecification::builder()
        .enabled(in_kms)
        .set_sse_type(in_kms.then_some(SseType::Kms))
        .set_kms_master_key_id(key)
        .build()
}

pub(crate) fn recovery(recovery: Option<Recovery>) -> Result<PointInTimeRecoverySpecification, BuildError> {
    let days = recovery.map(|recovery| i32::try_from(recovery.days).unwrap_or(i32::MAX));
    PointInTimeRecoverySpecification::builder()
        .point_in_time_recovery_enabled(recovery.is_some())
        .set_recovery_period_in_days(days)
        .build()
}

/// Tags, or `None` for none.
pub(crate) fn tags(tags: &BTreeMap<String, String>) -> Result<Option<Vec<Tag>>, BuildError> {
    list(tags, |key, value| Tag::builder().key(key).value(value).build())
}
