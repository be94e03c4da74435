//! DescribeTable: a table as AWS describes it, from dynoxide's description and the overlay.
//!
//! It only shapes. `CreateTable`, `UpdateTable` and `DeleteTable` answer with the same description, taken a millisecond
//! before the change: that way an answer shows the state that begins, even where it lasts no time.

use serde_json::{Map, Value, json};

use super::rations::TABLE_CLASS;
use super::{describe_indexes, replicas, seconds, table_of, throughput, warm};
use crate::arn::Place;
use crate::overlay::{Overlay, TABLE, TableEntry};
use crate::partition::Partition;
use crate::protocol::Refusal;

pub(super) fn describe_table(partition: &Partition, request: Value) -> Result<Value, Refusal> {
    let table = table_of(&partition.place, "DescribeTable", &request)?;
    let overlay = partition.look();
    let now = partition.now();
    Ok(json!({ "Table": describe(partition, &overlay, &table, now)? }))
}

/// The description of a table at the time `now`.
pub(super) fn describe(
    partition: &Partition,
    overlay: &Overlay,
    table: &str,
    now: u64,
) -> Result<Value, Refusal> {
    if let Some(departing) = overlay.departing.get(table).filter(|departing| now < departing.until) {
        return Ok(departing.description.clone());
    }
    let entry = overlay.tables.get(table).ok_or_else(|| Refusal::no_table(table))?;
    let described = serde_json::to_value(partition.db.table(table)?);
    let mut shown = described.map_err(|error| Refusal::internal(&error.to_string()))?;
    if let Value::Object(fields) = &mut shown {
        shape(fields, partition, entry, table, now);
    }
    let kept = entry.warm.get(TABLE);
    shown["WarmThroughput"] = warm::shown(&shown, kept, is_on_demand(&shown), now);
    Ok(shown)
}

/// Whether a description is of an on-demand table.
pub(super) fn is_on_demand(description: &Value) -> bool {
    description["BillingModeSummary"]["BillingMode"] == "PAY_PER_REQUEST"
}

fn shape(fields: &mut Map<String, Value>, partition: &Partition, entry: &TableEntry, table: &str, now: u64) {
    let place = &partition.place;
    fields.insert("TableArn".into(), json!(place.table(table)));
    fields.insert("TableStatus".into(), json!(entry.status(now)));
    fields.insert("CreationDateTime".into(), json!(seconds(entry.created)));
    shape_billing(fields, entry);
    shape_stream(fields, place, entry, table);
    shape_encryption(fields, entry, now);
    let on_demand =
        fields.get("BillingModeSummary").is_some_and(|mode| mode["BillingMode"] == "PAY_PER_REQUEST");
    replicas::shape(fields, place, entry, table, now);
    describe_indexes::shape(fields, partition, entry, table, on_demand, now);
    if let Some(shown) = fields.get_mut("ProvisionedThroughput") {
        throughput::shape(shown, entry.moves.get(TABLE), &partition.durations, now);
    }
    if let (Some(shown), Some(last)) = (fields.get_mut("TableClassSummary"), TABLE_CLASS.last(entry)) {
        shown["LastUpdateDateTime"] = json!(seconds(last));
    }
}

/// The summary appears once a table has been on-demand, and then for good.
fn shape_billing(fields: &mut Map<String, Value>, entry: &TableEntry) {
    fields.remove("TableThroughputModeSummary");
    let on_demand = fields.remove("BillingModeSummary").is_some();
    if let Some(since) = entry.on_demand_since {
        let mode = if on_demand { "PAY_PER_REQUEST" } else { "PROVISIONED" };
        let summary = json!({ "BillingMode": mode, "LastUpdateToPayPerRequestDateTime": seconds(since) });
        fields.insert("BillingModeSummary".into(), summary);
    }
}

/// The latest stream keeps its ARN here after it was switched off.
fn shape_stream(fields: &mut Map<String, Value>, place: &Place, entry: &TableEntry, table: &str) {
    for field in ["StreamSpecification", "LatestStreamArn", "LatestStreamLabel"] {
        fields.remove(field);
    }
    if let Some(latest) = entry.streams.last() {
        fields.insert("LatestStreamArn".into(), json!(place.stream(table, &latest.label)));
        fields.insert("LatestStreamLabel".into(), json!(latest.label));
    }
    if let Some(stream) = entry.live_stream() {
        let on = json!({ "StreamEnabled": true, "StreamViewType": stream.view_type });
        fields.insert("StreamSpecification".into(), on);
    }
}

fn shape_encryption(fields: &mut Map<String, Value>, entry: &TableEntry, now: u64) {
    fields.remove("SSEDescription");
    let Some(encryption) = &entry.encryption else {
        return;
    };
    let settled = encryption.settled <= now;
    if settled && !encryption.enabled {
        return;
    }
    let status = if settled { "ENABLED" } else { &encryption.status };
    let shown = json!({ "Status": status, "SSEType": "KMS", "KMSMasterKeyArn": encryption.key_arn });
    fields.insert("SSEDescription".into(), shown);
}
