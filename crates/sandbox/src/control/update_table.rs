//! UpdateTable: checked by the rules, done by dynoxide as far as it can, and the rest kept in the overlay.

use dynoxide::actions::update_table::UpdateTableRequest;
use serde_json::{Map, Value, json};

use super::describe_table::{describe, is_on_demand};
use super::wanted::{IndexWanted, UpdateWanted};
use super::{encryption, refuse_unsupported, stream_settings, table_of, update_rules};
use crate::durations::{Durations, after};
use crate::overlay::{Build, Departing, IndexEntry, TableEntry, TransitionKind};
use crate::partition::{Change, Partition};
use crate::protocol::{Refusal, decode};
use crate::stream_records;

const OPERATION: &str = "UpdateTable";
const UNSUPPORTED: [&str; 6] = [
    "ReplicaUpdates",
    "WarmThroughput",
    "MultiRegionConsistency",
    "GlobalTableWitnessUpdates",
    "GlobalTableSettingsReplicationMode",
    "DisassociationProtectionEnabled",
];

pub(super) fn update_table(partition: &Partition, request: Value) -> Result<Value, Refusal> {
    let table = table_of(&partition.place, OPERATION, &request)?;
    refuse_unsupported(&request, &UNSUPPORTED)?;
    let wanted: UpdateWanted = decode(OPERATION, request.clone())?;
    update_rules::check_request(&wanted)?;
    partition.change(|change| update(change, &table, &wanted, request))
}

fn update(
    change: &mut Change<'_>,
    table: &str,
    wanted: &UpdateWanted,
    request: Value,
) -> Result<Value, Refusal> {
    let (partition, now) = (change.partition, change.now);
    change.table(table)?;
    let current = describe(partition, change.overlay, table, now)?;
    let entry = change.table(table)?;
    update_rules::check_table(wanted, entry, &current, table, now)?;
    let last = last_record(partition, entry, table)?;
    if let Some(inner) = for_dynoxide(request, table)? {
        partition.db.update_table(inner)?;
    }
    if let Some(stream) = &wanted.stream_specification {
        let last = match last {
            Some(last) => last,
            None => stream_records::last_sequence(&partition.db, table)?,
        };
        stream_settings::switch(entry, stream, last, now);
    }
    take_over(entry, partition, wanted, &current, now);
    let shown = describe(partition, change.overlay, table, now.saturating_sub(1))?;
    Ok(json!({ "TableDescription": shown }))
}

/// The newest record of a stream that is on. dynoxide tells it only then, so it is asked before a stream goes off and
/// after one goes on.
fn last_record(partition: &Partition, entry: &TableEntry, table: &str) -> Result<Option<i64>, Refusal> {
    entry.live_stream().map(|_| stream_records::last_sequence(&partition.db, table)).transpose()
}

/// The part of the request that dynoxide can do; `None` if there is nothing of that kind.
fn for_dynoxide(request: Value, table: &str) -> Result<Option<UpdateTableRequest>, Refusal> {
    const TAKEN: [&str; 8] = [
        "AttributeDefinitions",
        "VectorIndexUpdates",
        "StreamSpecification",
        "DeletionProtectionEnabled",
        "ProvisionedThroughput",
        "BillingMode",
        "TableClass",
        "OnDemandThroughput",
    ];
    let Value::Object(fields) = request else {
        return Ok(None);
    };
    let mut inner = Map::new();
    for (name, value) in fields {
        if name == "GlobalSecondaryIndexUpdates" {
            // Throughput updates of indexes are the overlay's; dynoxide would drop them.
            let online: Vec<Value> = match value {
                Value::Array(updates) => {
                    updates.into_iter().filter(|update| update["Update"].is_null()).collect()
                }
                _ => Vec::new(),
            };
            if !online.is_empty() {
                inner.insert(name, Value::Array(online));
            }
        } else if TAKEN.contains(&name.as_str()) && !value.is_null() {
            inner.insert(name, value);
        }
    }
    if inner.keys().all(|name| name == "AttributeDefinitions") {
        return Ok(None);
    }
    inner.insert("TableName".into(), json!(table));
    decode(OPERATION, Value::Object(inner)).map(Some)
}

/// Takes the done change over: settings that dynoxide lacks, and how long everything lasts.
fn take_over(
    entry: &mut TableEntry,
    partition: &Partition,
    wanted: &UpdateWanted,
    current: &Value,
    now: u64,
) {
    let durations = &partition.durations;
    update_billing(entry, wanted, current, durations, now);
    if let Some(specification) = &wanted.sse_specification {
        let settled = after(now, durations.change_encryption);
        entry.encryption =
            encryption::changed(&partition.place, entry.encryption.as_ref(), specification, settled);
        entry.busy(TransitionKind::Updating, settled);
    }
    if wanted.deletion_protection_enabled.is_some() {
        entry.busy(TransitionKind::Updating, after(now, durations.change_protection));
    }
    let plain = [
        wanted.provisioned_throughput.is_some(),
        wanted.on_demand_throughput.is_some(),
        wanted.stream_specification.is_some(),
        wanted.table_class.is_some(),
    ];
    if plain.contains(&true) {
        entry.busy(TransitionKind::Updating, after(now, durations.update_table));
    }
    for index in wanted.updates() {
        update_index(entry, index, durations, now);
    }
    for index in wanted.deletes() {
        delete_index(entry, index, current, durations, now);
    }
    for index in wanted.creates() {
        create_index(entry, index, current, durations, now);
    }
}

fn update_billing(
    entry: &mut TableEntry,
    wanted: &UpdateWanted,
    current: &Value,
    durations: &Durations,
    now: u64,
) {
    let Some(mode) = wanted.billing_mode.as_deref() else {
        return;
    };
    let to_on_demand = mode == "PAY_PER_REQUEST";
    if to_on_demand == is_on_demand(current) {
        return;
    }
    let until = after(now, durations.switch_billing);
    if to_on_demand {
        entry.on_demand_since = Some(now);
    }
    for index in current["GlobalSecondaryIndexes"].as_array().into_iter().flatten() {
        let Some(name) = index["IndexName"].as_str().filter(|_| index["IndexStatus"] != "DELETING") else {
            continue;
        };
        let index = entry.indexes.entry(name.to_owned()).or_default();
        index.updating_until = until;
        if !to_on_demand {
            index.on_demand = None;
        }
    }
    entry.busy(TransitionKind::Updating, until);
}

fn update_index(entry: &mut TableEntry, wanted: &IndexWanted, durations: &Durations, now: u64) {
    let until = after(now, durations.update_table);
    let index = entry.indexes.entry(wanted.index_name.clone()).or_default();
    index.updating_until = index.updating_until.max(until);
    if let Some(Ok(units)) = wanted.provisioned_throughput.map(|given| given.units("")) {
        index.throughput = Some(units);
    }
    if let Some(limits) = &wanted.on_demand_throughput {
        index.on_demand = merged(index.on_demand.take(), limits);
    }
    // While another index allocates its resources, the table is UPDATING for that alone.
    if entry.transition(now).is_none_or(|transition| transition.kind != TransitionKind::AllocatingIndex) {
        entry.busy(TransitionKind::Updating, until);
    }
}

/// Limits given now over those given before; -1 takes one away.
fn merged(before: Option<Value>, given: &Value) -> Option<Value> {
    let mut limits = match before {
        Some(Value::Object(limits)) => limits,
        _ => Map::new(),
    };
    for (name, limit) in given.as_object().into_iter().flatten() {
        limits.insert(name.clone(), limit.clone());
    }
    limits.retain(|_, limit| *limit != -1 && !limit.is_null());
    (!limits.is_empty()).then_some(Value::Object(limits))
}

fn delete_index(
    entry: &mut TableEntry,
    wanted: &IndexWanted,
    current: &Value,
    durations: &Durations,
    now: u64,
) {
    let until = after(now, durations.delete_index);
    let indexes = current["GlobalSecondaryIndexes"].as_array().into_iter().flatten();
    for index in indexes.filter(|index| index["IndexName"] == wanted.index_name.as_str()) {
        let mut description = index.clone();
        description["IndexStatus"] = json!("DELETING");
        if let Value::Object(fields) = &mut description {
            fields.remove("Backfilling");
        }
        entry.leaving.insert(wanted.index_name.clone(), Departing { description, until });
    }
    entry.indexes.remove(&wanted.index_name);
    entry.busy(TransitionKind::Updating, until);
}

fn create_index(
    entry: &mut TableEntry,
    wanted: &IndexWanted,
    current: &Value,
    durations: &Durations,
    now: u64,
) {
    let items = current["ItemCount"].as_u64().unwrap_or(0);
    let allocated = after(now, durations.allocate_index);
    let active = after(allocated, durations.backfill(items));
    let units = wanted.provisioned_throughput.map(|given| given.units(""));
    let index = IndexEntry {
        throughput: units.and_then(Result::ok),
        on_demand: wanted.on_demand_throughput.clone(),
        build: Some(Build { allocated, active }),
        updating_until: 0,
    };
    entry.indexes.insert(wanted.index_name.clone(), index);
    entry.busy(TransitionKind::AllocatingIndex, allocated);
}
