//! When UpdateTable is refused: the rules of the service that dynoxide does not have.
//!
//! Checks only, in the order in which the service seems to make them. dynoxide makes its own afterwards; capacity has
//! its own rules (`capacity_rules`).

use std::collections::BTreeSet;

use serde_json::Value;

use super::wanted::{StreamSpecification, UpdateWanted};
use super::{capacity_rules, encryption, projections, stream_settings};
use crate::durations::Durations;
use crate::overlay::{Consistency, TableEntry, TransitionKind};
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
    check_types(wanted, current)?;
    capacity_rules::check_index_throughput(wanted, current)?;
    let count = current["GlobalSecondaryIndexes"].as_array().map_or(0, Vec::len);
    if count + wanted.creates().count() > MOST_INDEXES {
        return Err(Refusal::invalid(&format!(
            "GlobalSecondaryIndex count exceeds the per-table limit of {MOST_INDEXES}"
        )));
    }
    projections::check_added(current, wanted.creates().chain(wanted.vector_creates()))?;
    capacity_rules::check(wanted, entry, current, durations, now)
}

/// An attribute has one type for all keys: while one of them has it, another one is refused.
fn check_types(wanted: &UpdateWanted, current: &Value) -> Result<(), Refusal> {
    let known = |name: &str| {
        let all = current["AttributeDefinitions"].as_array().into_iter().flatten();
        all.into_iter().find(|known| known["AttributeName"] == name)?["AttributeType"].as_str()
    };
    for given in wanted.attribute_definitions.iter().flatten() {
        let (name, to) = (&given.attribute_name, given.attribute_type.as_str());
        if let Some(from) = known(name).filter(|from| *from != to) {
            return Err(Refusal::invalid(&format!(
                "The type of the key attribute {name} cannot change from {from} to {to}"
            )));
        }
    }
    Ok(())
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
