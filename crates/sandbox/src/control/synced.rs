//! What the replicas of a global table share: a change of one is made in all, in one step.
//!
//! Protection stays where it was changed, and so does what a replica has been given otherwise than the rest.

use serde_json::{Map, Value, json};

use super::describe_table::{describe, is_on_demand};
use super::throughput::units;
use super::wanted::{Replica, SseSpecification, UpdateWanted};
use super::{encryption, replicas, update_table};
use crate::overlay::{Consistency, Group};
use crate::partition::{Change, Changes, Partition};
use crate::protocol::{Refusal, decode};

const OPERATION: &str = "UpdateTable";
/// What an UpdateTable of one replica changes in that one alone.
const OWN: [&str; 1] = ["DeletionProtectionEnabled"];

/// Answers an UpdateTable of a table in several regions.
pub(super) fn update(
    partition: &Partition,
    table: &str,
    wanted: &UpdateWanted,
    request: &Value,
) -> Result<Value, Refusal> {
    partition.change_in(&replicas::regions(partition, table), |changes| {
        let here = changes.here()?;
        let current = update_table::check(here, table, wanted)?;
        let group = here.table(table)?.group.clone().unwrap_or_default();
        let mut following = Vec::new();
        for region in changes.regions() {
            if region != changes.here {
                following.extend(check(changes, table, &region, &group, request)?);
            }
        }
        let here = changes.here()?;
        update_table::apply(here, table, wanted, request.clone(), &current)?;
        let shown = describe(here.partition, here.overlay, table, here.now.saturating_sub(1))?;
        for Follower { region, wanted, request, current } in following {
            update_table::apply(changes.at(&region)?, table, &wanted, request, &current)?;
        }
        Ok(json!({ "TableDescription": shown }))
    })
}

/// Gives a replica what it has otherwise than the rest.
pub(super) fn apply_overrides(there: &mut Change<'_>, table: &str, replica: &Replica) -> Result<(), Refusal> {
    let (partition, now) = (there.partition, there.now);
    for request in requests(&describe(partition, there.overlay, table, now)?, table, replica) {
        let current = describe(partition, there.overlay, table, now)?;
        let wanted: UpdateWanted = decode(OPERATION, request.clone())?;
        update_table::apply(there, table, &wanted, request, &current)?;
    }
    let Some(key) = replica.key.clone() else { return Ok(()) };
    let entry = there.table(table)?;
    let wanted = SseSpecification { enabled: Some(true), kind: None, key: Some(key) };
    entry.encryption = encryption::changed(&partition.place, entry.encryption.as_ref(), &wanted, now);
    Ok(())
}

/// A replica that a change is made in too.
struct Follower {
    region: String,
    wanted: UpdateWanted,
    request: Value,
    current: Value,
}

fn check(
    changes: &mut Changes<'_>,
    table: &str,
    region: &str,
    group: &Group,
    request: &Value,
) -> Result<Option<Follower>, Refusal> {
    let there = changes.at(region)?;
    there.table(table)?;
    let current = describe(there.partition, there.overlay, table, there.now)?;
    let overrides = group.members.get(region).map(|member| member.overrides.clone()).unwrap_or_default();
    let Some(request) = following(request, group, &overrides, &current) else { return Ok(None) };
    let wanted: UpdateWanted = decode(OPERATION, request.clone())?;
    if wanted.parts() == 0 {
        return Ok(None);
    }
    update_table::check(there, table, &wanted)?;
    Ok(Some(Follower { region: region.to_owned(), wanted, request, current }))
}

/// The part of a request that another replica follows.
fn following(
    request: &Value,
    group: &Group,
    overrides: &Map<String, Value>,
    current: &Value,
) -> Option<Value> {
    let mut request = request.clone();
    let fields = request.as_object_mut()?;
    fields.retain(|name, _| !OWN.contains(&name.as_str()));
    if group.consistency == Consistency::Strong {
        fields.remove("StreamSpecification");
    }
    if overrides.contains_key("ReplicaTableClassSummary") {
        fields.remove("TableClass");
    }
    if let Some(Value::Object(sse)) = fields.get_mut("SSESpecification") {
        sse.remove("KMSMasterKeyId");
        if let Some(key) =
            overrides.get("KMSMasterKeyId").filter(|_| sse.get("Enabled") == Some(&json!(true)))
        {
            sse.insert("KMSMasterKeyId".into(), key.clone());
        }
    }
    let has = units(current);
    if let Some(given) = fields.get_mut("ProvisionedThroughput").filter(|given| !given.is_null()) {
        if overrides.contains_key("ProvisionedThroughputOverride") && !is_on_demand(current) {
            given["ReadCapacityUnits"] = json!(has.read);
        }
        if given["ReadCapacityUnits"] == has.read && given["WriteCapacityUnits"] == has.write {
            fields.remove("ProvisionedThroughput");
        }
    }
    Some(request)
}

/// Overrides as requests that dynoxide and the overlay know how to carry out.
fn requests(current: &Value, table: &str, replica: &Replica) -> Vec<Value> {
    let has = units(current);
    let read = |given: &Value| given["ReadCapacityUnits"].as_i64();
    let throughput = replica.provisioned_throughput_override.as_ref().and_then(read);
    let throughput = throughput.filter(|read| !is_on_demand(current) && *read != has.read).map(|read| {
        json!({ "ProvisionedThroughput": { "ReadCapacityUnits": read, "WriteCapacityUnits": has.write } })
    });
    let limits = replica.on_demand_throughput_override.as_ref().filter(|_| is_on_demand(current));
    let limits = limits.map(|limits| json!({ "OnDemandThroughput": limits }));
    let class = replica.table_class_override.as_ref().map(|class| json!({ "TableClass": class }));
    let all = [throughput, limits, class].into_iter().flatten().chain(index_requests(current, replica));
    all.map(|mut request| {
        request["TableName"] = json!(table);
        request
    })
    .collect()
}

fn index_requests(current: &Value, replica: &Replica) -> Option<Value> {
    let given = replica.global_secondary_indexes.as_ref().and_then(Value::as_array)?;
    let updates = given.iter().filter_map(|index| {
        let all = current["GlobalSecondaryIndexes"].as_array()?;
        let has = units(all.iter().find(|it| it["IndexName"] == index["IndexName"])?);
        let mut update = json!({ "IndexName": index["IndexName"] });
        if let Some(read) = index["ProvisionedThroughputOverride"]["ReadCapacityUnits"].as_i64() {
            update["ProvisionedThroughput"] =
                json!({ "ReadCapacityUnits": read, "WriteCapacityUnits": has.write });
        } else {
            update["OnDemandThroughput"] = index["OnDemandThroughputOverride"].clone();
        }
        Some(json!({ "Update": update }))
    });
    let updates: Vec<Value> = updates.collect();
    (!updates.is_empty()).then(|| json!({ "GlobalSecondaryIndexUpdates": updates }))
}
