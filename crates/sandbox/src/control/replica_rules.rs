//! When a change of a global table's regions is refused.
//!
//! Checks only. The two kinds of global tables have their own preconditions: an eventually consistent one needs a
//! stream with both images and writes that scale, a strongly consistent one an empty table and exactly three regions.

use std::collections::BTreeSet;

use dynoxide::actions::scan::ScanRequest;
use serde_json::Value;

use super::describe_table::is_on_demand;
use super::wanted::{Replica, ReplicaUpdate, UpdateWanted};
use crate::arn::Place;
use crate::overlay::{Consistency, Group, Scaling, TableEntry};
use crate::partition::Partition;
use crate::protocol::Refusal;
use crate::regions;

/// Regions of a strongly consistent global table, the witness included.
const STRONG_REGIONS: usize = 3;

/// What can be refused without looking at the table.
pub(super) fn check_request(place: &Place, wanted: &UpdateWanted) -> Result<(), Refusal> {
    if let Some(given) =
        wanted.multi_region_consistency.as_deref().filter(|given| !["EVENTUAL", "STRONG"].contains(given))
    {
        return Err(Refusal::validation(&format!(
            "1 validation error detected: Value '{given}' at 'multiRegionConsistency' failed to satisfy constraint: \
             Member must satisfy enum value set: [EVENTUAL, STRONG]"
        )));
    }
    let mut seen = BTreeSet::new();
    for update in wanted.replicas() {
        let replica = action(update)?;
        check_region(place, &replica.region_name)?;
        if !seen.insert(replica.region_name.as_str()) {
            let region = &replica.region_name;
            return Err(Refusal::invalid(&format!(
                "Only one replica action per region is allowed: {region}"
            )));
        }
    }
    for region in wanted.new_witness().into_iter().chain(wanted.old_witness()) {
        check_region(place, region)?;
    }
    if wanted.global_table_witness_updates.as_ref().is_some_and(|updates| updates.len() > 1) {
        return Err(Refusal::validation("Only one witness can be changed in a request"));
    }
    Ok(())
}

/// The one action of an entry.
fn action(update: &ReplicaUpdate) -> Result<&Replica, Refusal> {
    if update.disassociate.is_some() {
        return Err(Refusal::validation("The sandbox does not support Disassociate."));
    }
    let mut actions = [&update.create, &update.update, &update.delete].into_iter().flatten();
    match (actions.next(), actions.next()) {
        (Some(replica), None) => Ok(replica),
        _ => {
            Err(Refusal::invalid("One of Create, Update or Delete must be given for each of ReplicaUpdates"))
        }
    }
}

fn check_region(place: &Place, region: &str) -> Result<(), Refusal> {
    if region == place.region {
        return Err(Refusal::validation(
            "Cannot add, delete, or update the local region through ReplicaUpdates. Use CreateTable, DeleteTable, or \
             UpdateTable as required.",
        ));
    }
    if !regions::exists(region) || !place.shares_partition_with(region) {
        return Err(Refusal::validation(&format!(
            "Region {region} is not supported for replicas of this table"
        )));
    }
    Ok(())
}

/// What is refused because of the table in the region that was asked.
pub(super) fn check_table(
    partition: &Partition,
    entry: &TableEntry,
    current: &Value,
    wanted: &UpdateWanted,
    scaling: &Scaling,
    now: u64,
) -> Result<(), Refusal> {
    let table = current["TableName"].as_str().unwrap_or_default();
    if entry.status(now) != "ACTIVE" || entry.building(now).is_some() || entry.index_is_leaving(now) {
        return Err(Refusal::still_in_use(&format!("Table is being updated: {table}")));
    }
    let creates = wanted.replicas().iter().filter_map(|update| update.create.as_ref()).count();
    match &entry.group {
        Some(group) => check_group(group, wanted, creates),
        None if creates == 0 => {
            Err(Refusal::validation("The table is not a global table: it has no replicas"))
        }
        None if wanted.multi_region_consistency.as_deref() == Some("STRONG") => {
            check_strong(partition, entry, current, wanted)
        }
        None if wanted.new_witness().is_some() => {
            Err(Refusal::validation("A witness needs MultiRegionConsistency STRONG"))
        }
        None => Ok(()),
    }?;
    let becomes_eventual =
        entry.group.is_none() && wanted.multi_region_consistency.as_deref() != Some("STRONG");
    let is_eventual = entry.group.as_ref().is_some_and(|group| group.consistency == Consistency::Eventual);
    if creates > 0 && (becomes_eventual || is_eventual) {
        check_stream(entry)?;
        check_writes(scaling, current)?;
    }
    Ok(())
}

fn check_group(group: &Group, wanted: &UpdateWanted, creates: usize) -> Result<(), Refusal> {
    if wanted.multi_region_consistency.is_some() {
        return Err(Refusal::validation("MultiRegionConsistency can be set only with the first replicas"));
    }
    for update in wanted.replicas() {
        let member = |replica: &Replica| group.members.get(&replica.region_name);
        let create = update.create.as_ref();
        if let Some(replica) = create.filter(|replica| member(replica).is_some()) {
            let region = &replica.region_name;
            return Err(Refusal::validation(&format!("A replica already exists in region {region}")));
        }
        for replica in [&update.update, &update.delete].into_iter().flatten() {
            if member(replica).is_none_or(|member| member.phase.after.is_empty()) {
                let region = &replica.region_name;
                return Err(Refusal::validation(&format!("There is no replica in region {region}")));
            }
        }
    }
    if group.consistency == Consistency::Eventual {
        return match wanted.new_witness().or(wanted.old_witness()) {
            Some(_) => Err(Refusal::validation("A witness needs MultiRegionConsistency STRONG")),
            None => Ok(()),
        };
    }
    check_leaving_strong(group, wanted, creates)
}

/// Back to one region only: all others go together.
fn check_leaving_strong(group: &Group, wanted: &UpdateWanted, creates: usize) -> Result<(), Refusal> {
    let deletes = wanted.replicas().iter().filter(|update| update.delete.is_some()).count();
    let leaves = deletes + 1 == group.regions().count()
        && wanted.old_witness() == group.witness.as_ref().map(|witness| witness.region.as_str());
    let stays = deletes == 0 && wanted.old_witness().is_none();
    if creates > 0 || wanted.new_witness().is_some() || !(leaves || stays) {
        return Err(Refusal::validation(
            "A global table with strong consistency keeps its regions: delete all other replicas and the witness in \
             one request to leave it",
        ));
    }
    Ok(())
}

fn check_strong(
    partition: &Partition,
    entry: &TableEntry,
    current: &Value,
    wanted: &UpdateWanted,
) -> Result<(), Refusal> {
    let replicas = wanted.replicas().iter().filter_map(|update| update.create.as_ref());
    let mut all: Vec<&str> = replicas.map(|replica| replica.region_name.as_str()).collect();
    all.push(&partition.place.region);
    all.extend(wanted.new_witness());
    let because = |why: &str| Err(Refusal::validation(&format!("MultiRegionConsistency STRONG needs {why}")));
    if all.len() != STRONG_REGIONS {
        return because("exactly three regions: three replicas, or two and a witness");
    }
    if !regions::may_be_strong(all.iter().copied()) {
        return because("regions of one set: of the United States, of Europe, or of Asia Pacific");
    }
    if entry.time_to_live.enabled {
        return because("a table without time to live");
    }
    if !current["LocalSecondaryIndexes"].is_null() {
        return because("a table without local secondary indexes");
    }
    let table_name = current["TableName"].as_str().unwrap_or_default().to_owned();
    let scan = ScanRequest { table_name, limit: Some(1), ..ScanRequest::default() };
    match partition.db.scan(scan)?.count {
        0 => Ok(()),
        _ => because("an empty table"),
    }
}

fn check_stream(entry: &TableEntry) -> Result<(), Refusal> {
    match entry.live_stream() {
        Some(stream) if stream.view_type == "NEW_AND_OLD_IMAGES" => Ok(()),
        _ => Err(Refusal::validation(
            "Table needs to have streams enabled with the view type NEW_AND_OLD_IMAGES to have replicas",
        )),
    }
}

/// Writes come from all regions: they need on-demand capacity or autoscaling, for the table and each index.
fn check_writes(scaling: &Scaling, current: &Value) -> Result<(), Refusal> {
    if is_on_demand(current) {
        return Ok(());
    }
    let table = current["TableName"].as_str().unwrap_or_default();
    if !scaling.scales(&format!("table/{table}"), "dynamodb:table:WriteCapacityUnits") {
        return Err(Refusal::validation(
            "Table write capacity should either be Pay-Per-Request or AutoScaled.",
        ));
    }
    for index in current["GlobalSecondaryIndexes"].as_array().into_iter().flatten() {
        let name = index["IndexName"].as_str().unwrap_or_default();
        if !scaling.scales(&format!("table/{table}/index/{name}"), "dynamodb:index:WriteCapacityUnits") {
            return Err(Refusal::validation(&format!(
                "Index {name} write capacity should either be Pay-Per-Request or AutoScaled."
            )));
        }
    }
    Ok(())
}
