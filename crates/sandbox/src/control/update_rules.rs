//! When UpdateTable is refused: the rules of the service that dynoxide does not have.
//!
//! Checks only, in the order in which the service seems to make them. dynoxide makes its own afterwards.

use std::collections::BTreeSet;

use serde_json::Value;

use super::describe_table::is_on_demand;
use super::rations::{ENCRYPTION, TABLE_CLASS, TO_ON_DEMAND};
use super::throughput::{self, units};
use super::wanted::{IndexWanted, StreamSpecification, UpdateWanted};
use super::{encryption, stream_settings, warm};
use crate::durations::Durations;
use crate::overlay::{Consistency, TABLE, TableEntry, Throughput, TransitionKind};
use crate::protocol::Refusal;

/// Global secondary indexes of one table.
const MOST_INDEXES: usize = 20;

/// What can be refused without looking at the table.
pub(super) fn check_request(wanted: &UpdateWanted) -> Result<(), Refusal> {
    if wanted.parts() == 0 {
        return Err(Refusal::validation(
            "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates or \
             SSESpecification or ReplicaUpdates is required",
        ));
    }
    if wanted.table_class.is_some() && wanted.parts() > 1 {
        return Err(Refusal::validation("TableClass modification must be the only operation in the request"));
    }
    if wanted.is_about_replicas() && wanted.parts() > 1 {
        return Err(Refusal::validation(
            "ReplicaUpdates and other changes of the table cannot be made in the same request",
        ));
    }
    if wanted.stream_specification.is_some() && wanted.provisioned_throughput.is_some() {
        return Err(Refusal::validation("You cannot modify stream status while updating table IOPS"));
    }
    wanted.stream_specification.as_ref().map_or(Ok(()), stream_settings::check)?;
    wanted.sse_specification.as_ref().map_or(Ok(()), encryption::check)?;
    check_actions(wanted)
}

fn check_actions(wanted: &UpdateWanted) -> Result<(), Refusal> {
    let mut seen = BTreeSet::new();
    for update in wanted.index_updates() {
        let actions = [&update.update, &update.create, &update.delete];
        if actions.iter().all(|action| action.is_none()) {
            return Err(Refusal::invalid(
                "One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, \
                 GlobalSecondaryIndexUpdate.Delete must not be null",
            ));
        }
        for action in actions.into_iter().flatten() {
            let name = &action.index_name;
            if !seen.insert(name) {
                return Err(Refusal::invalid(&format!(
                    "Only one global secondary index update per index is allowed simultaneously. Index: {name}"
                )));
            }
        }
    }
    if wanted.online_index_operations() > 1 {
        return Err(Refusal::one_online_index());
    }
    Ok(())
}

/// What is refused because of the table's present state. `current` is its description.
pub(super) fn check_table(
    wanted: &UpdateWanted,
    entry: &TableEntry,
    current: &Value,
    table: &str,
    durations: &Durations,
    now: u64,
) -> Result<(), Refusal> {
    check_index_in_flight(wanted, entry, table, now)?;
    check_busy(wanted, entry, table, now)?;
    if let Some(stream) = &wanted.stream_specification {
        stream_settings::check_switch(entry, table, stream)?;
        check_replicated_stream(entry, stream)?;
    }
    check_index_throughput(wanted, current)?;
    let count = indexes(current).count();
    if count + wanted.creates().count() > MOST_INDEXES {
        return Err(Refusal::invalid(&format!(
            "GlobalSecondaryIndex count exceeds the per-table limit of {MOST_INDEXES}"
        )));
    }
    check_warm(wanted, entry, current)?;
    check_decreases(wanted, entry, current, durations, now)?;
    check_rations(wanted, entry, current, durations, now)
}

/// The replicas of an eventually consistent global table live on its stream.
fn check_replicated_stream(entry: &TableEntry, wanted: &StreamSpecification) -> Result<(), Refusal> {
    let group = entry.group.as_ref();
    let needed = group.is_some_and(|group| group.consistency == Consistency::Eventual);
    if needed && !wanted.stream_enabled {
        return Err(Refusal::validation(
            "Stream cannot be disabled: it is required by the replicas of the global table",
        ));
    }
    Ok(())
}

/// Whether the table is on-demand after the change.
fn becomes_on_demand(wanted: &UpdateWanted, current: &Value) -> bool {
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
        let given = serde_json::json!({ "ProvisionedThroughput": units });
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

/// One index at a time; the one that is being built can be dropped once it backfills.
fn check_index_in_flight(
    wanted: &UpdateWanted,
    entry: &TableEntry,
    table: &str,
    now: u64,
) -> Result<(), Refusal> {
    if wanted.online_index_operations() == 0 {
        return Ok(());
    }
    if entry.index_is_leaving(now) {
        return Err(Refusal::one_online_index());
    }
    let Some((building, build)) = entry.building(now) else {
        return Ok(());
    };
    if !wanted.drops().any(|index| index.index_name == building) {
        return Err(Refusal::one_online_index());
    }
    if now < build.allocated {
        return Err(Refusal::still_in_use(&format!(
            "Index creation is in resource allocation phase. Retry deletion during backfilling phase or when the \
             index is active. Table: {table} Index: {building}"
        )));
    }
    Ok(())
}

fn check_busy(wanted: &UpdateWanted, entry: &TableEntry, table: &str, now: u64) -> Result<(), Refusal> {
    let Some(transition) = entry.transition(now) else {
        return Ok(());
    };
    let allocating = transition.kind == TransitionKind::AllocatingIndex;
    let building = entry.building(now).map(|(name, _)| name);
    let others_only = wanted.parts() == 1
        && wanted.updates().count() > 0
        && wanted.updates().count() == wanted.index_updates().len()
        && wanted.vector_updates().is_empty()
        && wanted.updates().all(|index| Some(index.index_name.as_str()) != building);
    if allocating && others_only {
        return Ok(());
    }
    let doing = if transition.kind == TransitionKind::Creating { "created" } else { "updated" };
    Err(Refusal::still_in_use(&format!("Table is being {doing}: {table}")))
}

fn check_index_throughput(wanted: &UpdateWanted, current: &Value) -> Result<(), Refusal> {
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
