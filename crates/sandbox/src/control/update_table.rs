//! UpdateTable: checked by the rules, done by dynoxide as far as it can, and the rest kept in the overlay.

use dynoxide::actions::update_table::UpdateTableRequest;
use serde_json::{Map, Value, json};

use super::describe_table::{describe, is_on_demand};
use super::rations::{ENCRYPTION, TABLE_CLASS, TO_ON_DEMAND};
use super::wanted::UpdateWanted;
use super::{
    capacity_rules, encryption, index_changes, refuse_unsupported, replicas, stream_settings, synced,
    table_of, throughput, update_rules, warm,
};
use crate::durations::{Durations, after};
use crate::overlay::{Consistency, TABLE, TableEntry, TransitionKind};
use crate::partition::{Change, Partition};
use crate::protocol::{Refusal, decode};
use crate::stream_records;

const OPERATION: &str = "UpdateTable";
const UNSUPPORTED: [&str; 2] = ["GlobalTableSettingsReplicationMode", "DisassociationProtectionEnabled"];

pub(crate) fn update_table(partition: &Partition, request: Value) -> Result<Value, Refusal> {
    let table = table_of(&partition.place, OPERATION, &request)?;
    refuse_unsupported(&request, &UNSUPPORTED)?;
    let wanted: UpdateWanted = decode(OPERATION, request.clone())?;
    update_rules::check_request(&wanted)?;
    if wanted.is_about_replicas() {
        return replicas::update(partition, &table, &wanted);
    }
    if replicas::regions(partition, &table).len() > 1 {
        return synced::update(partition, &table, &wanted, &request);
    }
    partition.change(|change| {
        let current = check(change, &table, &wanted)?;
        apply(change, &table, &wanted, request, &current)?;
        let shown = describe(partition, change.overlay, &table, change.now.saturating_sub(1))?;
        Ok(json!({ "TableDescription": shown }))
    })
}

/// Changes the table of one region, whatever the others have: autoscaling moves the reads of each by itself.
pub(crate) fn update_alone(partition: &Partition, request: Value) -> Result<(), Refusal> {
    let table = table_of(&partition.place, OPERATION, &request)?;
    let wanted: UpdateWanted = decode(OPERATION, request.clone())?;
    partition.change(|change| {
        let current = check(change, &table, &wanted)?;
        apply(change, &table, &wanted, request, &current)
    })
}

/// Refuses what the table's present state forbids, and returns its description.
pub(super) fn check(change: &mut Change<'_>, table: &str, wanted: &UpdateWanted) -> Result<Value, Refusal> {
    let (partition, now) = (change.partition, change.now);
    change.table(table)?;
    let current = describe(partition, change.overlay, table, now)?;
    let entry = change.table(table)?;
    update_rules::check_table(wanted, entry, &current, table, &partition.durations, now)?;
    Ok(current)
}

/// Makes a change that was found good. `current` is the description before it.
pub(super) fn apply(
    change: &mut Change<'_>,
    table: &str,
    wanted: &UpdateWanted,
    request: Value,
    current: &Value,
) -> Result<(), Refusal> {
    let (partition, now) = (change.partition, change.now);
    let entry = change.table(table)?;
    let last = last_record(partition, entry, table)?;
    if let Some(inner) = for_dynoxide(for_group(request, entry), table)? {
        partition.db.update_table(inner)?;
        if wanted.vector_creates().next().is_some() {
            partition.db.forget_vector_windows();
        }
    }
    if let Some(stream) = &wanted.stream_specification {
        let last = match last {
            Some(last) => last,
            None => stream_records::last_sequence(&partition.db, table)?,
        };
        stream_settings::switch(entry, stream, last, now);
    }
    take_over(entry, partition, wanted, current, now);
    Ok(())
}

/// The newest record of a stream that is on. dynoxide tells it only then, so it is asked before a stream goes off and
/// after one goes on.
fn last_record(partition: &Partition, entry: &TableEntry, table: &str) -> Result<Option<i64>, Refusal> {
    entry.live_stream().map(|_| stream_records::last_sequence(&partition.db, table)).transpose()
}

/// dynoxide goes on to write the records that a strongly consistent global table lives on.
fn for_group(mut request: Value, entry: &TableEntry) -> Value {
    let strong = entry.group.as_ref().is_some_and(|group| group.consistency == Consistency::Strong);
    if strong
        && request["StreamSpecification"]["StreamEnabled"] == false
        && let Value::Object(fields) = &mut request
    {
        fields.remove("StreamSpecification");
    }
    request
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
    move_throughput(entry, wanted, current, durations, now);
    update_billing(entry, wanted, current, durations, now);
    raise_warm(entry, wanted, current, durations, now);
    if wanted.table_class.is_some() {
        TABLE_CLASS.spend(entry, now);
    }
    if let Some(specification) = &wanted.sse_specification {
        if specification.enabled == Some(true) {
            ENCRYPTION.spend(entry, now);
        }
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
    index_changes::take_over(entry, wanted, current, durations, now);
}

fn move_throughput(
    entry: &mut TableEntry,
    wanted: &UpdateWanted,
    current: &Value,
    durations: &Durations,
    now: u64,
) {
    let moves: Vec<_> = capacity_rules::moves(wanted, current).collect();
    if !moves.is_empty() || wanted.billing_mode.is_some() {
        warm::keep(entry, current);
    }
    if is_on_demand(current) {
        return;
    }
    for (name, from, to) in moves {
        throughput::moved(entry, name, from, to, durations, now);
    }
}

fn raise_warm(
    entry: &mut TableEntry,
    wanted: &UpdateWanted,
    current: &Value,
    durations: &Durations,
    now: u64,
) {
    let until = after(now, durations.warm_up);
    let on_demand = capacity_rules::becomes_on_demand(wanted, current);
    if let Some(asked) = wanted.warm_throughput {
        warm::raise(entry, TABLE, asked, current, on_demand, until);
    }
    for index in wanted.updates().chain(wanted.creates()) {
        if let Some(asked) = index.warm_throughput {
            let all = current["GlobalSecondaryIndexes"].as_array().into_iter().flatten();
            let has = all.into_iter().find(|it| it["IndexName"] == index.index_name.as_str());
            warm::raise(entry, &index.index_name, asked, has.unwrap_or(&Value::Null), on_demand, until);
        }
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
        TO_ON_DEMAND.spend(entry, now);
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
