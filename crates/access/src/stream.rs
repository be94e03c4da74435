//! Stream records: what a change of an item looks like to the consumers of the table's stream.
//!
//! The shape is that of `GetRecords`. Order, shards and retention are not here.

use std::sync::Arc;

use serde::Serialize;
use tablewright_model::StreamView;

use crate::engine::ItemChange;
use crate::schema::TableSchema;
use crate::value::{Attributes, item_size};

/// What a record says that does not follow from the change.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordContext {
    /// The record's identity.
    pub event_id: String,
    /// The stream's region.
    pub region: String,
    /// The record's place in its shard.
    pub sequence_number: String,
    /// Seconds since 1970.
    pub created: f64,
    /// Whether the item expired (`TTL`) instead of being deleted by somebody.
    pub is_expiry: bool,
}

/// One record.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StreamRecord {
    /// Its identity.
    #[serde(rename = "eventID")]
    pub event_id: String,
    /// What happened.
    #[serde(rename = "eventName")]
    pub event_name: EventName,
    /// The version of this shape.
    #[serde(rename = "eventVersion")]
    pub event_version: &'static str,
    /// `aws:dynamodb`
    #[serde(rename = "eventSource")]
    pub event_source: &'static str,
    /// The region.
    #[serde(rename = "awsRegion")]
    pub aws_region: String,
    /// The change.
    pub dynamodb: RecordData,
    /// Who did it, if the service did.
    #[serde(rename = "userIdentity", skip_serializing_if = "Option::is_none")]
    pub user_identity: Option<UserIdentity>,
}

/// What a record carries of the item.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct RecordData {
    /// Seconds since 1970.
    pub approximate_creation_date_time: f64,
    /// The item's primary key.
    pub keys: Attributes,
    /// The item after the change, if the view has it and there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new_image: Option<Arc<Attributes>>,
    /// The item before the change, if the view has it and there was one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old_image: Option<Arc<Attributes>>,
    /// Its place in the shard.
    pub sequence_number: String,
    /// Bytes of the key and the images, by the rules of item sizes.
    pub size_bytes: usize,
    /// The stream's view type.
    pub stream_view_type: StreamView,
}

/// The three events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum EventName {
    /// A new item.
    Insert,
    /// An item that changed.
    Modify,
    /// An item that went.
    Remove,
}

/// Who made a change that nobody requested.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct UserIdentity {
    /// `Service`
    #[serde(rename = "Type")]
    pub kind: &'static str,
    /// `dynamodb.amazonaws.com`
    pub principal_id: &'static str,
}

/// The record of a change under a view type; none where nothing changed, since such writes leave no record.
#[must_use]
pub fn stream_record(
    schema: &TableSchema,
    change: &ItemChange,
    view: StreamView,
    context: RecordContext,
) -> Option<StreamRecord> {
    let event_name = match (&change.before, &change.after) {
        (before, after) if before == after => return None,
        (None, _) => EventName::Insert,
        (Some(_), Some(_)) => EventName::Modify,
        (Some(_), None) => EventName::Remove,
    };
    let is_expiry = context.is_expiry && event_name == EventName::Remove;
    let service = UserIdentity { kind: "Service", principal_id: "dynamodb.amazonaws.com" };
    Some(StreamRecord {
        event_id: context.event_id.clone(),
        event_name,
        event_version: "1.1",
        event_source: "aws:dynamodb",
        aws_region: context.region.clone(),
        dynamodb: data(schema, change, view, context),
        user_identity: is_expiry.then_some(service),
    })
}

fn data(schema: &TableSchema, change: &ItemChange, view: StreamView, context: RecordContext) -> RecordData {
    let has_new = matches!(view, StreamView::NewImage | StreamView::NewAndOldImages);
    let has_old = matches!(view, StreamView::OldImage | StreamView::NewAndOldImages);
    let new_image = change.after.clone().filter(|_| has_new);
    let old_image = change.before.clone().filter(|_| has_old);
    let keys = keys(schema, change);
    let images = [&new_image, &old_image].into_iter().flatten();
    RecordData {
        approximate_creation_date_time: context.created,
        size_bytes: item_size(&keys) + images.map(|image| item_size(image)).sum::<usize>(),
        keys,
        new_image,
        old_image,
        sequence_number: context.sequence_number,
        stream_view_type: view,
    }
}

fn keys(schema: &TableSchema, change: &ItemChange) -> Attributes {
    let item = change.after.as_deref().or(change.before.as_deref());
    let names = schema.key.attributes().map(|attribute| &attribute.name);
    let values = names.filter_map(|name| Some((name.clone(), item?.get(name)?.clone())));
    values.collect()
}
