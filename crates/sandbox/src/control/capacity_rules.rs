//! When UpdateTable is refused because of capacity: throughput, decreases, warm throughput, rationed switches.
//!
//! Checks only.

use serde_json::{Value, json};

use super::describe_table::is_on_demand;
use super::rations::{ENCRYPTION, TABLE_CLASS, TO_ON_DEMAND};
use super::throughput::{self, units};
use super::wanted::{IndexWanted, UpdateWanted};
use super::warm;
use crate::durations::Durations;
use crate::overlay::{TABLE, TableEntry, Throughput};
use crate::protocol::Refusal;

/// Refuses what the capacity of the table and its history forbid.
pub(super) fn check(
    wanted: &UpdateWanted,
    entry: &TableEntry,
    current: &Value,
    durations: &Durations,
    now: u64,
) -> Result<(), Refusal> {
    check_warm(wanted, entry, current)?;
    check_decreases(wanted, entry, current, durations, now)?;
    check_rations(wanted, entry, current, durations, now)
}

/// Whether the table is on-demand after the change.
pub(super) fn becomes_on_demand(wanted: &UpdateWanted, current: &Value) -> bool {
    match wanted.billing_mode.as_deref() {
        Some(mode) => mode == "PAY_PER_REQUEST",
        None => is_on_demand(current),
    }
}

fn check_warm(wanted: &UpdateWanted, entry: &TableEntry, current: &Value) -> Result<(), Refusal> {
    let on_demand = becomes_on_demand(wanted, current);
    if let Some(asked) = wanted.warm_throughput {
        warm::check(asked, current, entry.warm.get(TABLE), TABLE, on_demand)?;
    }
    for update in wanted.updates() {
        let (Some(asked), name) = (update.warm_throughput, update.index_name.as_str()) else { continue };
        for index in indexes(current).filter(|index| index["IndexName"] == name) {
            warm::check(asked, index, entry.warm.get(name), name, on_demand)?;
        }
    }
    for create in wanted.creates() {
        let (Some(asked), name) = (create.warm_throughput, create.index_name.as_str()) else { continue };
        let units = create.provisioned_throughput.map(|given| given.units("")).transpose()?;
        let given = json!({ "ProvisionedThroughput": units });
        warm::check(asked, &given, None, name, on_demand)?;
    }
    Ok(())
}

/// A request that lowers several is refused as a whole if one is out of credit.
fn check_decreases(
    wanted: &UpdateWanted,
    entry: &TableEntry,
    current: &Value,
    durations: &Durations,
    now: u64,
) -> Result<(), Refusal> {
    if is_on_demand(current) {
        return Ok(());
    }
    for (name, from, to) in moves(wanted, current) {
        throughput::check(entry, name, from, to, durations, now)?;
    }
    Ok(())
}

/// What the request changes of provisioned throughput: of the table (`TABLE`) and of its indexes.
pub(super) fn moves<'a>(
    wanted: &'a UpdateWanted,
    current: &'a Value,
) -> impl Iterator<Item = (&'a str, Throughput, Throughput)> {
    let table = wanted.provisioned_throughput.and_then(|given| given.units("").ok());
    let table = table.map(|to| (TABLE, units(current), to));
    let indexes = wanted.updates().filter_map(|update| {
        let to = update.provisioned_throughput?.units("").ok()?;
        let index = indexes(current).find(|index| index["IndexName"] == update.index_name.as_str())?;
        Some((update.index_name.as_str(), units(index), to))
    });
    table.into_iter().chain(indexes)
}

fn check_rations(
    wanted: &UpdateWanted,
    entry: &TableEntry,
    current: &Value,
    durations: &Durations,
    now: u64,
) -> Result<(), Refusal> {
    let rations = [
        (wanted.table_class.is_some(), TABLE_CLASS),
        (becomes_on_demand(wanted, current) && !is_on_demand(current), TO_ON_DEMAND),
        (wanted.sse_specification.as_ref().is_some_and(|sse| sse.enabled == Some(true)), ENCRYPTION),
    ];
    rations.iter().filter(|(asked, _)| *asked).try_for_each(|(_, ration)| ration.check(entry, durations, now))
}

/// Refuses throughput that does not fit the billing mode, or is what it was.
pub(super) fn check_index_throughput(wanted: &UpdateWanted, current: &Value) -> Result<(), Refusal> {
    let was_on_demand = is_on_demand(current);
    let on_demand = becomes_on_demand(wanted, current);
    for update in wanted.updates() {
        check_update(update, current, on_demand, was_on_demand)?;
    }
    for create in wanted.creates() {
        let name = &create.index_name;
        match (create.provisioned_throughput, on_demand) {
            (Some(_), true) => {
                return Err(Refusal::invalid(&format!(
                    "ProvisionedThroughput should not be specified for index: {name} when BillingMode is \
                     PAY_PER_REQUEST"
                )));
            }
            (None, false) => return Err(needs_throughput(name)),
            (Some(given), false) => {
                given.units("globalSecondaryIndexUpdates.1.member.create.provisionedThroughput")?;
            }
            (None, true) => {}
        }
    }
    if was_on_demand && !on_demand { check_all_given(wanted, current) } else { Ok(()) }
}

fn check_update(
    update: &IndexWanted,
    current: &Value,
    on_demand: bool,
    was_on_demand: bool,
) -> Result<(), Refusal> {
    let name = update.index_name.as_str();
    let index =
        indexes(current).find(|index| index["IndexName"] == name && index["IndexStatus"] != "DELETING");
    let Some(index) = index else {
        return Err(Refusal::validation(
            "This operation cannot be performed with given input values. Please contact DynamoDB service team for \
             more info: Action Blocked: IndexUpdate",
        ));
    };
    let Some(given) = update.provisioned_throughput else {
        return match (&update.on_demand_throughput, update.warm_throughput) {
            (None, None) => Err(needs_throughput(name)),
            _ => Ok(()),
        };
    };
    let given = given.units("globalSecondaryIndexUpdates.1.member.update.provisionedThroughput")?;
    if on_demand {
        return Err(Refusal::invalid(
            "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST",
        ));
    }
    if !was_on_demand && units(index) == given {
        return Err(unchanged(name, given));
    }
    Ok(())
}

/// A switch to provisioned capacity states the throughput of every index that stays.
fn check_all_given(wanted: &UpdateWanted, current: &Value) -> Result<(), Refusal> {
    if wanted.provisioned_throughput.is_none() {
        return Err(Refusal::invalid(
            "ProvisionedThroughput must be specified when BillingMode is PROVISIONED",
        ));
    }
    for index in indexes(current) {
        let name = index["IndexName"].as_str().unwrap_or_default();
        let is = |action: &IndexWanted| action.index_name == name;
        let given = wanted.updates().any(|update| is(update) && update.provisioned_throughput.is_some());
        if !given && !wanted.deletes().any(is) && index["IndexStatus"] != "DELETING" {
            return Err(needs_throughput(name));
        }
    }
    Ok(())
}

fn needs_throughput(index: &str) -> Refusal {
    Refusal::invalid(&format!("ProvisionedThroughput must be specified for index: {index}"))
}

fn unchanged(index: &str, same: Throughput) -> Refusal {
    let Throughput { read, write } = same;
    Refusal::validation(&format!(
        "The provisioned throughput for the index {index} will not change. The requested value equals the current \
         value. Current ReadCapacityUnits provisioned for the index: {read}. Requested ReadCapacityUnits: {read}. \
         Current WriteCapacityUnits provisioned for the index: {write}. Requested WriteCapacityUnits: {write}. Refer \
         to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits."
    ))
}

fn indexes(current: &Value) -> impl Iterator<Item = &Value> {
    current["GlobalSecondaryIndexes"].as_array().into_iter().flatten()
}
