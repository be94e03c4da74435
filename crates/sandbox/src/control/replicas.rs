//! UpdateTable of a table's regions: replicas and witnesses that come, change and go.
//!
//! Every member of a global table is a table of its own region; what they share follows from one to the others in
//! `synced`, and their items in `replication`.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::delete_table::{self, check_protection};
use super::describe_table::describe;
use super::replica_copy::{self, Source};
use super::replica_rules as rules;
use super::synced;
use super::wanted::{Replica, UpdateWanted};
use crate::arn::Place;
use crate::durations::after;
use crate::overlay::{Consistency, Group, Member, Phase, TableEntry, TransitionKind, Witness};
use crate::partition::{Change, Changes, Partition};
use crate::protocol::Refusal;

/// Answers an UpdateTable that is about replicas.
pub(super) fn update(partition: &Partition, table: &str, wanted: &UpdateWanted) -> Result<Value, Refusal> {
    rules::check_request(&partition.place, wanted)?;
    let mut regions = regions(partition, table);
    for update in wanted.replicas() {
        let replicas = [&update.create, &update.update, &update.delete].into_iter().flatten();
        regions.extend(replicas.map(|replica| replica.region_name.clone()));
    }
    partition.change_in(&regions, |changes| {
        let current = check(changes, table, wanted)?;
        let mut group = start(changes.here()?, table, wanted)?;
        for update in wanted.replicas() {
            if let Some(replica) = &update.create {
                create(changes, table, replica, &mut group, &current)?;
            }
            if let Some(replica) = &update.update {
                change_overrides(changes, table, replica, &mut group)?;
            }
            if let Some(replica) = &update.delete {
                delete(changes, table, &replica.region_name, &mut group)?;
            }
        }
        witness(changes.here()?, table, wanted, &mut group)?;
        store(changes, table, &group)?;
        let here = changes.here()?;
        if group.consistency == Consistency::Strong && group.regions().count() == 1 {
            replica_copy::end_silent_records(here, table)?;
        }
        let shown = describe(here.partition, here.overlay, table, here.now.saturating_sub(1))?;
        Ok(json!({ "TableDescription": shown }))
    })
}

/// The regions of the global table that `table` belongs to, and the one that is asked.
pub(super) fn regions(partition: &Partition, table: &str) -> BTreeSet<String> {
    let overlay = partition.look();
    let group = overlay.tables.get(table).and_then(|entry| entry.group.as_ref());
    let mut regions: BTreeSet<String> =
        group.into_iter().flat_map(Group::regions).map(str::to_owned).collect();
    regions.insert(partition.place.region.clone());
    regions
}

/// Takes this replica out of its global table, for DeleteTable.
pub(super) fn leave(changes: &mut Changes<'_>, table: &str) -> Result<(), Refusal> {
    let here = changes.here.clone();
    let Some(mut group) = changes.here()?.table(table)?.group.clone() else { return Ok(()) };
    if group.consistency == Consistency::Strong {
        return Err(Refusal::validation(
            "A replica of a global table with strong consistency cannot be deleted alone: delete all other replicas \
             and the witness with UpdateTable first",
        ));
    }
    let until = after(changes.here()?.now, changes.here()?.partition.durations.delete_replica);
    if let Some(member) = group.members.get_mut(&here) {
        member.phase = Phase::new("DELETING", until, "");
    }
    store(changes, table, &group)
}

/// Writes what a description shows of a global table.
pub(super) fn shape(
    fields: &mut Map<String, Value>,
    place: &Place,
    entry: &TableEntry,
    table: &str,
    now: u64,
) {
    let Some(group) = entry.group.clone().and_then(|group| group.settled(now)) else { return };
    fields.insert("GlobalTableVersion".into(), json!("2019.11.21"));
    fields.insert("MultiRegionConsistency".into(), json!(group.consistency.name()));
    let others = group.members.iter().filter(|(region, _)| **region != place.region);
    let replicas = others.map(|(region, member)| {
        let mut at = place.clone();
        at.region.clone_from(region);
        let mut shown = member.overrides.clone();
        shown.insert("RegionName".into(), json!(region));
        shown.insert("ReplicaStatus".into(), json!(member.phase.at(now)));
        shown.insert("ReplicaArn".into(), json!(at.table(table)));
        Value::Object(shown)
    });
    fields.insert("Replicas".into(), replicas.collect());
    if let Some(witness) = &group.witness {
        let shown = json!([{ "RegionName": witness.region, "WitnessStatus": witness.phase.at(now) }]);
        fields.insert("GlobalTableWitnesses".into(), shown);
    }
}

fn check(changes: &mut Changes<'_>, table: &str, wanted: &UpdateWanted) -> Result<Value, Refusal> {
    let here = changes.here()?;
    let (partition, now) = (here.partition, here.now);
    here.table(table)?;
    let current = describe(partition, here.overlay, table, now)?;
    let scaling = here.overlay.scaling.clone();
    rules::check_table(partition, here.table(table)?, &current, wanted, &scaling, now)?;
    for update in wanted.replicas() {
        if let Some(replica) = &update.create {
            check_free(changes.at(&replica.region_name)?, table)?;
        }
        for replica in [&update.update, &update.delete].into_iter().flatten() {
            check_idle(changes.at(&replica.region_name)?, table)?;
        }
        if let Some(replica) = &update.delete {
            delete_table::check_source(changes.at(&replica.region_name)?, table)?;
            check_protection(changes.at(&replica.region_name)?, table)?;
        }
    }
    Ok(current)
}

fn check_free(change: &Change<'_>, table: &str) -> Result<(), Refusal> {
    if change.overlay.tables.contains_key(table) || change.overlay.is_departing(table, change.now) {
        return Err(Refusal::validation(&format!(
            "Failed to create a the new replica of table with name: '{table}' because one or more replicas already \
             existed as tables."
        )));
    }
    Ok(())
}

fn check_idle(change: &mut Change<'_>, table: &str) -> Result<(), Refusal> {
    let (now, region) = (change.now, change.partition.place.region.clone());
    match change.table(table)?.status(now) {
        "ACTIVE" => Ok(()),
        _ => Err(Refusal::still_in_use(&format!("Replica is being changed: {table} in {region}"))),
    }
}

/// The group as it is, or a new one of this region alone.
fn start(here: &mut Change<'_>, table: &str, wanted: &UpdateWanted) -> Result<Group, Refusal> {
    let (partition, now) = (here.partition, here.now);
    let entry = here.table(table)?;
    if let Some(group) = &entry.group {
        return Ok(group.clone());
    }
    let strong = wanted.multi_region_consistency.as_deref() == Some("STRONG");
    if strong {
        replica_copy::record_silently(partition, table)?;
    }
    entry.sent.advance(crate::stream_records::last_sequence(&partition.db, table)?);
    let mut group = Group {
        consistency: if strong { Consistency::Strong } else { Consistency::Eventual },
        ..Group::default()
    };
    let own = Member { phase: Phase::new("ACTIVE", now, "ACTIVE"), overrides: Map::new() };
    group.members.insert(partition.place.region.clone(), own);
    Ok(group)
}

fn create(
    changes: &mut Changes<'_>,
    table: &str,
    replica: &Replica,
    group: &mut Group,
    current: &Value,
) -> Result<(), Refusal> {
    let here = changes.here()?;
    let (source, now, durations) = (here.partition, here.now, here.partition.durations);
    let until = after(now, durations.replica(current["ItemCount"].as_u64().unwrap_or(0)));
    let entry = here.table(table)?;
    entry.source_until = after(now, durations.source_window);
    entry.busy(TransitionKind::Updating, until);
    let entry = entry.clone();
    let member = Member { phase: Phase::new("CREATING", until, "ACTIVE"), overrides: Map::new() };
    group.members.insert(replica.region_name.clone(), member);
    let source = Source { partition: source, entry: &entry, current, table };
    let there = changes.at(&replica.region_name)?;
    replica_copy::make(there, source, replica, group, until)?;
    synced::apply_overrides(there, table, replica)?;
    there.table(table)?.busy(TransitionKind::Creating, until);
    remember(group, replica);
    Ok(())
}

fn change_overrides(
    changes: &mut Changes<'_>,
    table: &str,
    replica: &Replica,
    group: &mut Group,
) -> Result<(), Refusal> {
    let there = changes.at(&replica.region_name)?;
    let until = after(there.now, there.partition.durations.update_table);
    synced::apply_overrides(there, table, replica)?;
    there.table(table)?.busy(TransitionKind::Updating, until);
    changes.here()?.table(table)?.busy(TransitionKind::Updating, until);
    if let Some(member) = group.members.get_mut(&replica.region_name) {
        member.phase = Phase::new("UPDATING", until, "ACTIVE");
    }
    remember(group, replica);
    Ok(())
}

/// Keeps what a replica has otherwise than the rest, in the form of a description.
fn remember(group: &mut Group, replica: &Replica) {
    let Some(member) = group.members.get_mut(&replica.region_name) else { return };
    let given = [
        ("KMSMasterKeyId", replica.key.as_ref().map(|key| json!(key))),
        ("ProvisionedThroughputOverride", replica.provisioned_throughput_override.clone()),
        ("OnDemandThroughputOverride", replica.on_demand_throughput_override.clone()),
        (
            "ReplicaTableClassSummary",
            replica.table_class_override.as_ref().map(|class| json!({ "TableClass": class })),
        ),
        ("GlobalSecondaryIndexes", replica.global_secondary_indexes.clone()),
    ];
    for (field, value) in given {
        if let Some(value) = value {
            member.overrides.insert(field.to_owned(), value);
        }
    }
}

fn delete(changes: &mut Changes<'_>, table: &str, region: &str, group: &mut Group) -> Result<(), Refusal> {
    let there = changes.at(region)?;
    let until = after(there.now, there.partition.durations.delete_replica);
    delete_table::remove(there, table)?;
    if let Some(member) = group.members.get_mut(region) {
        member.phase = Phase::new("DELETING", until, "");
    }
    changes.here()?.table(table)?.busy(TransitionKind::Updating, until);
    Ok(())
}

fn witness(
    here: &mut Change<'_>,
    table: &str,
    wanted: &UpdateWanted,
    group: &mut Group,
) -> Result<(), Refusal> {
    let (now, durations) = (here.now, here.partition.durations);
    if let Some(region) = wanted.new_witness() {
        let until = after(now, durations.create_replica);
        let phase = Phase::new("CREATING", until, "ACTIVE");
        group.witness = Some(Witness { region: region.to_owned(), phase });
        here.table(table)?.busy(TransitionKind::Updating, until);
    }
    if let Some(witness) = group.witness.as_mut().filter(|_| wanted.old_witness().is_some()) {
        let until = after(now, durations.delete_replica);
        witness.phase = Phase::new("DELETING", until, "");
        here.table(table)?.busy(TransitionKind::Updating, until);
    }
    Ok(())
}

/// Gives every member the same group.
fn store(changes: &mut Changes<'_>, table: &str, group: &Group) -> Result<(), Refusal> {
    for region in changes.regions() {
        if let Some(entry) = changes.at(&region)?.overlay.tables.get_mut(table) {
            entry.group = Some(group.clone());
        }
    }
    Ok(())
}
