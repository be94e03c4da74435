//! Time to live: switched once an hour, settling for a while, then shown.
//!
//! dynoxide gets the setting at once, and is never asked to sweep: expired items are `expiry`'s part.

use dynoxide::actions::update_time_to_live::{TimeToLiveSpecification, UpdateTimeToLiveRequest};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{replicas, table_of};
use crate::durations::after;
use crate::overlay::{Consistency, TimeToLive, TransitionKind};
use crate::partition::{Change, Partition};
use crate::protocol::{Refusal, decode};

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct UpdateTimeToLive {
    time_to_live_specification: TimeToLiveSpecification,
}

pub(super) fn update_time_to_live(partition: &Partition, request: Value) -> Result<Value, Refusal> {
    let table = table_of(&partition.place, "UpdateTimeToLive", &request)?;
    let wanted: UpdateTimeToLive = decode("UpdateTimeToLive", request)?;
    let wanted = wanted.time_to_live_specification;
    partition.change_in(&replicas::regions(partition, &table), |changes| {
        check(changes.here()?, &table, &wanted)?;
        // All replicas of a global table share the setting.
        for region in changes.regions() {
            set(changes.at(&region)?, &table, &wanted)?;
        }
        Ok(json!({ "TimeToLiveSpecification": wanted }))
    })
}

fn check(change: &mut Change<'_>, table: &str, wanted: &TimeToLiveSpecification) -> Result<(), Refusal> {
    let now = change.now;
    let entry = change.table(table)?;
    if entry.transition(now).is_some_and(|transition| transition.kind == TransitionKind::Creating) {
        return Err(Refusal::still_in_use(&format!("Table is being created: {table}")));
    }
    if entry.group.as_ref().is_some_and(|group| group.consistency == Consistency::Strong) {
        return Err(Refusal::validation("Time to live is not supported for MultiRegionConsistency STRONG"));
    }
    check_switch(&entry.time_to_live, wanted, now)
}

fn set(change: &mut Change<'_>, table: &str, wanted: &TimeToLiveSpecification) -> Result<(), Refusal> {
    let (partition, now) = (change.partition, change.now);
    let entry = change.table(table)?;
    partition.db.update_time_to_live(UpdateTimeToLiveRequest {
        table_name: table.to_owned(),
        time_to_live_specification: wanted.clone(),
    })?;
    entry.time_to_live = TimeToLive {
        enabled: wanted.enabled,
        attribute: Some(wanted.attribute_name.clone()),
        settled: after(now, partition.durations.settle_time_to_live),
        locked_until: after(now, partition.durations.time_to_live_interval),
    };
    Ok(())
}

fn check_switch(current: &TimeToLive, wanted: &TimeToLiveSpecification, now: u64) -> Result<(), Refusal> {
    let same_attribute = current.attribute.as_ref() == Some(&wanted.attribute_name);
    if !current.enabled && !wanted.enabled {
        return Err(Refusal::validation("TimeToLive is already disabled"));
    }
    if current.enabled && !same_attribute {
        let attribute = current.attribute.as_deref().unwrap_or_default();
        return Err(Refusal::validation(&format!(
            "TimeToLive is active on a different AttributeName: current AttributeName is {attribute}"
        )));
    }
    if current.enabled && wanted.enabled {
        return Err(Refusal::validation("TimeToLive is already enabled"));
    }
    if now < current.locked_until {
        return Err(Refusal::validation(
            "Time to live has been modified multiple times within a fixed interval",
        ));
    }
    Ok(())
}

pub(super) fn describe_time_to_live(partition: &Partition, request: Value) -> Result<Value, Refusal> {
    let table = table_of(&partition.place, "DescribeTimeToLive", &request)?;
    let overlay = partition.look();
    let now = partition.now();
    let entry = overlay.tables.get(&table).ok_or_else(|| Refusal::no_table(&table))?;
    let current = &entry.time_to_live;
    let status = match (current.enabled, now < current.settled) {
        (true, true) => "ENABLING",
        (true, false) => "ENABLED",
        (false, true) => "DISABLING",
        (false, false) => "DISABLED",
    };
    let mut shown = json!({ "TimeToLiveStatus": status });
    if status != "DISABLED" {
        shown["AttributeName"] = json!(current.attribute);
    }
    Ok(json!({ "TimeToLiveDescription": shown }))
}
