//! Indexes that come, change and go: what the overlay keeps of an UpdateTable after dynoxide did its part.
//!
//! dynoxide finishes an index at once; the phases are the overlay's.

use serde_json::{Map, Value, json};

use super::wanted::{IndexWanted, UpdateWanted};
use crate::durations::{Durations, after};
use crate::overlay::{Build, Departing, IndexEntry, TableEntry, TransitionKind};

/// Takes over what the request does to indexes. `current` is the description before it.
pub(super) fn take_over(
    entry: &mut TableEntry,
    wanted: &UpdateWanted,
    current: &Value,
    durations: &Durations,
    now: u64,
) {
    for index in wanted.updates() {
        update_index(entry, index, durations, now);
    }
    for index in wanted.drops() {
        delete_index(entry, index, current, durations, now);
    }
    for index in wanted.creates() {
        create_index(entry, index, false, current, durations, now);
    }
    for index in wanted.vector_creates() {
        create_index(entry, index, true, current, durations, now);
    }
}

/// Limits given now over those given before; -1 takes one away.
pub(super) fn merged(before: Option<Value>, given: &Value) -> Option<Value> {
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

fn update_index(entry: &mut TableEntry, wanted: &IndexWanted, durations: &Durations, now: u64) {
    if wanted.provisioned_throughput.is_none() && wanted.on_demand_throughput.is_none() {
        return;
    }
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

fn delete_index(
    entry: &mut TableEntry,
    wanted: &IndexWanted,
    current: &Value,
    durations: &Durations,
    now: u64,
) {
    let (until, name) = (after(now, durations.delete_index), &wanted.index_name);
    let indexes = ["GlobalSecondaryIndexes", "VectorIndexes"].into_iter();
    let indexes = indexes.filter_map(|list| current[list].as_array()).flatten();
    for index in indexes.filter(|index| index["IndexName"] == name.as_str()) {
        let mut description = index.clone();
        description["IndexStatus"] = json!("DELETING");
        if let Value::Object(fields) = &mut description {
            fields.remove("Backfilling");
        }
        entry.leaving.insert(name.clone(), Departing { description, until });
    }
    entry.forget_index(name);
    entry.busy(TransitionKind::Updating, until);
}

fn create_index(
    entry: &mut TableEntry,
    wanted: &IndexWanted,
    vector: bool,
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
        vector,
    };
    entry.indexes.insert(wanted.index_name.clone(), index);
    entry.busy(TransitionKind::AllocatingIndex, allocated);
}
