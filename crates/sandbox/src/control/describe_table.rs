//! DescribeTable: a table as AWS describes it, from dynoxide's description and the overlay.
//!
//! It only shapes. `CreateTable`, `UpdateTable` and `DeleteTable` answer with the same description, taken a millisecond
//! before the change: that way an answer shows the state that begins, even where it lasts no time.

use serde_json::{Map, Value, json};

use super::{seconds, table_of};
use crate::arn::Place;
use crate::overlay::{IndexEntry, Overlay, TableEntry};
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
        shape(fields, &partition.place, entry, table, now);
    }
    Ok(shown)
}

/// Whether a description is of an on-demand table.
pub(super) fn is_on_demand(description: &Value) -> bool {
    description["BillingModeSummary"]["BillingMode"] == "PAY_PER_REQUEST"
}

fn shape(fields: &mut Map<String, Value>, place: &Place, entry: &TableEntry, table: &str, now: u64) {
    fields.insert("TableArn".into(), json!(place.table(table)));
    fields.insert("TableStatus".into(), json!(entry.status(now)));
    fields.insert("CreationDateTime".into(), json!(seconds(entry.created)));
    shape_billing(fields, entry);
    shape_stream(fields, place, entry, table);
    shape_encryption(fields, entry, now);
    let on_demand =
        fields.get("BillingModeSummary").is_some_and(|mode| mode["BillingMode"] == "PAY_PER_REQUEST");
    shape_indexes(fields, place, entry, table, on_demand, now);
    for list in ["LocalSecondaryIndexes", "VectorIndexes"] {
        for index in fields.get_mut(list).and_then(Value::as_array_mut).into_iter().flatten() {
            set_arn(index, place, table);
        }
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

fn shape_indexes(
    fields: &mut Map<String, Value>,
    place: &Place,
    entry: &TableEntry,
    table: &str,
    on_demand: bool,
    now: u64,
) {
    let mut indexes = match fields.remove("GlobalSecondaryIndexes") {
        Some(Value::Array(indexes)) => indexes,
        _ => Vec::new(),
    };
    let creating = entry.is_creating(now);
    for index in &mut indexes {
        set_arn(index, place, table);
        let name = index["IndexName"].as_str().unwrap_or_default().to_owned();
        let kept = entry.indexes.get(&name).cloned().unwrap_or_default();
        shape_index(index, &kept, creating, on_demand, now);
    }
    let leaving = entry.leaving.values().filter(|index| now < index.until);
    indexes.extend(leaving.map(|index| index.description.clone()));
    if !indexes.is_empty() {
        fields.insert("GlobalSecondaryIndexes".into(), Value::Array(indexes));
    }
}

fn shape_index(index: &mut Value, kept: &IndexEntry, creating: bool, on_demand: bool, now: u64) {
    let build = kept.building(now);
    index["IndexStatus"] = json!(match build {
        _ if creating => "CREATING",
        Some(_) => "CREATING",
        None if now < kept.updating_until => "UPDATING",
        None => "ACTIVE",
    });
    if let Some(build) = build {
        index["Backfilling"] = json!(build.allocated <= now);
        index["ItemCount"] = json!(0);
        index["IndexSizeBytes"] = json!(0);
    }
    let throughput = &mut index["ProvisionedThroughput"];
    match kept.throughput {
        _ if on_demand => *throughput = units(0, 0),
        Some(given) => *throughput = units(given.read, given.write),
        None => {}
    }
    if let Some(limits) = kept.on_demand.as_ref().filter(|_| on_demand) {
        index["OnDemandThroughput"] = limits.clone();
    }
}

fn units(read: i64, write: i64) -> Value {
    json!({ "NumberOfDecreasesToday": 0, "ReadCapacityUnits": read, "WriteCapacityUnits": write })
}

fn set_arn(index: &mut Value, place: &Place, table: &str) {
    let arn = place.index(table, index["IndexName"].as_str().unwrap_or_default());
    index["IndexArn"] = json!(arn);
}
