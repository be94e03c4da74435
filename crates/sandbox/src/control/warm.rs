//! Warm throughput of tables and indexes: raised on request, never lowered.
//!
//! What a table has without a request follows from its capacity: the start values of on-demand capacity, or the
//! provisioned units. Real tables also grow warmer by their traffic; here they do not.

use serde::Deserialize;
use serde_json::{Value, json};

use super::describe_table::is_on_demand;
use super::throughput::units;
use crate::overlay::{TABLE, TableEntry, Throughput, Warm};
use crate::protocol::Refusal;

/// What an on-demand table sustains from its first second.
const ON_DEMAND: Throughput = Throughput { read: 12_000, write: 4_000 };
/// The default quota of a table.
const MOST: i64 = 40_000;

/// The `WarmThroughput` of a request.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct WarmWanted {
    read_units_per_second: Option<i64>,
    write_units_per_second: Option<i64>,
}

/// Refuses what is lower than the table or index has. `description` is its own, or what it will be at creation;
/// `index` is `TABLE` for the table.
pub(super) fn check(
    wanted: WarmWanted,
    description: &Value,
    kept: Option<&Warm>,
    index: &str,
    on_demand: bool,
) -> Result<(), Refusal> {
    let of = if index == TABLE { "table".to_owned() } else { format!("index {index}") };
    if wanted.read_units_per_second.is_none() && wanted.write_units_per_second.is_none() {
        return Err(Refusal::invalid(&format!(
            "At least one of ReadUnitsPerSecond and WriteUnitsPerSecond is required for WarmThroughput for {of}"
        )));
    }
    let (least, has) = (least(description, on_demand), current(description, kept, on_demand));
    let members = [
        ("ReadUnitsPerSecond", wanted.read_units_per_second, least.read, has.read),
        ("WriteUnitsPerSecond", wanted.write_units_per_second, least.write, has.write),
    ];
    for (member, given, least, has) in members {
        let Some(given) = given else { continue };
        let why = if given < least {
            let capacity = match (on_demand, member) {
                (true, _) => "initial throughput for OnDemand",
                (false, "ReadUnitsPerSecond") => "ReadCapacityUnits of ProvisionedThroughput",
                (false, _) => "WriteCapacityUnits of ProvisionedThroughput",
            };
            format!("lower than {capacity}")
        } else if given < has {
            "lower than current WarmThroughput, decreasing WarmThroughput is not supported".to_owned()
        } else if given > MOST {
            format!("higher than the quota of {MOST}")
        } else {
            continue;
        };
        return Err(Refusal::invalid(&format!("Requested {member} for WarmThroughput for {of} is {why}")));
    }
    Ok(())
}

/// Takes a request over that was found good.
pub(super) fn raise(
    entry: &mut TableEntry,
    index: &str,
    wanted: WarmWanted,
    description: &Value,
    on_demand: bool,
    until: u64,
) {
    let has = current(description, entry.warm.get(index), on_demand);
    let read = wanted.read_units_per_second.unwrap_or(has.read);
    let write = wanted.write_units_per_second.unwrap_or(has.write);
    if read > has.read || write > has.write {
        entry.warm.insert(index.to_owned(), Warm { read, write, until });
    }
}

/// Before capacity changes: what the table and its indexes have now, they keep.
pub(super) fn keep(entry: &mut TableEntry, current_description: &Value) {
    let on_demand = is_on_demand(current_description);
    let indexes = current_description["GlobalSecondaryIndexes"].as_array().into_iter().flatten();
    let all = indexes.map(|index| (index["IndexName"].as_str().unwrap_or(TABLE), index));
    for (name, description) in all.chain(std::iter::once((TABLE, current_description))) {
        let kept = entry.warm.get(name);
        let until = kept.map_or(0, |kept| kept.until);
        let has = current(description, kept, on_demand);
        entry.warm.insert(name.to_owned(), Warm { read: has.read, write: has.write, until });
    }
}

/// The `WarmThroughput` of a description.
pub(super) fn shown(description: &Value, kept: Option<&Warm>, on_demand: bool, now: u64) -> Value {
    let has = current(description, kept, on_demand);
    let status = if kept.is_some_and(|kept| now < kept.until) { "UPDATING" } else { "ACTIVE" };
    json!({ "ReadUnitsPerSecond": has.read, "WriteUnitsPerSecond": has.write, "Status": status })
}

fn current(description: &Value, kept: Option<&Warm>, on_demand: bool) -> Throughput {
    let least = least(description, on_demand);
    match kept {
        Some(kept) => Throughput { read: kept.read.max(least.read), write: kept.write.max(least.write) },
        None => least,
    }
}

fn least(description: &Value, on_demand: bool) -> Throughput {
    if on_demand { ON_DEMAND } else { units(description) }
}
