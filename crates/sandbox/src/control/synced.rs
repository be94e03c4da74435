//! What the replicas of a global table share: a change of one is made in all, in one step.
//!
//! Protection stays where it was changed. What a replica has been given otherwise than the rest stays until the same
//! setting is changed for all.

use serde_json::{Value, json};

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
        let mut group = here.table(table)?.group.clone().unwrap_or_default();
        let mut following = Vec::new();
        for region in changes.regions() {
            if region != changes.here {
                following.extend(check(changes, table, &region, &group, request, &current)?);
            }
        }
        let here = changes.here()?;
        update_table::apply(here, table, wanted, request.clone(), &current)?;
        let shown = describe(here.partition, here.overlay, table, here.now.saturating_sub(1))?;
        for Follower { region, wanted, request, current: there } in following {
            update_table::apply(changes.at(&region)?, table, &wanted, request, &there)?;
        }
        forget_overrides(&mut group, request, &current);
        for region in changes.regions() {
            changes.at(&region)?.table(table)?.group = Some(group.clone());
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
    home: &Value,
) -> Result<Option<Follower>, Refusal> {
    let there = changes.at(region)?;
    there.table(table)?;
    let current = describe(there.partition, there.overlay, table, there.now)?;
    let Some(request) = following(request, group, home, &current) else { return Ok(None) };
    let wanted: UpdateWanted = decode(OPERATION, request.clone())?;
    if wanted.parts() == 0 {
        return Ok(None);
    }
    update_table::check(there, table, &wanted)?;
    Ok(Some(Follower { region: region.to_owned(), wanted, request, current }))
}

/// The part of a request that another replica follows: what it changes where it was asked. What a replica has otherwise
/// is overwritten by that, and stays when the request only repeats what there was.
fn following(request: &Value, group: &Group, home: &Value, current: &Value) -> Option<Value> {
    let mut request = request.clone();
    let fields = request.as_object_mut()?;
    fields.retain(|name, _| !OWN.contains(&name.as_str()));
    if group.consistency == Consistency::Strong {
        fields.remove("StreamSpecification");
    }
    if fields.get("TableClass").is_some_and(|class| *class == current["TableClassSummary"]["TableClass"]) {
        fields.remove("TableClass");
    }
    if let Some(Value::Object(sse)) = fields.get_mut("SSESpecification") {
        sse.remove("KMSMasterKeyId");
        let key = current["SSEDescription"]["KMSMasterKeyArn"].as_str();
        if let Some(key) = key.filter(|_| sse.get("Enabled") == Some(&json!(true))) {
            sse.insert("KMSMasterKeyId".into(), json!(key));
        }
    }
    let same_mode = is_on_demand(home) == is_on_demand(current);
    if same_mode && let Some(given) = fields.get_mut("ProvisionedThroughput").filter(|given| !given.is_null())
    {
        keep_reads(given, home, current);
        let has = units(current);
        if given["ReadCapacityUnits"] == has.read && given["WriteCapacityUnits"] == has.write {
            fields.remove("ProvisionedThroughput");
        }
    }
    if let Some(given) = fields.get_mut("OnDemandThroughput").filter(|given| !given.is_null()) {
        keep_bound(given, &home["OnDemandThroughput"], &current["OnDemandThroughput"]);
    }
    if let Some(Value::Array(updates)) = fields.get_mut("GlobalSecondaryIndexUpdates") {
        updates.retain_mut(|update| follows_index(update, home, current));
        if updates.is_empty() {
            fields.remove("GlobalSecondaryIndexUpdates");
        }
    }
    Some(request)
}

/// Reads that are not changed at home stay as they are here.
fn keep_reads(given: &mut Value, home: &Value, current: &Value) {
    if !is_on_demand(home) && given["ReadCapacityUnits"] == units(home).read {
        given["ReadCapacityUnits"] = json!(units(current).read);
    }
}

fn keep_bound(given: &mut Value, home: &Value, current: &Value) {
    const FIELD: &str = "MaxReadRequestUnits";
    let bound = |of: &Value| of[FIELD].as_i64().unwrap_or(-1);
    if bound(given) == bound(home) {
        given[FIELD] = json!(bound(current));
    }
}

/// Whether something of an index's update is left to follow.
fn follows_index(update: &mut Value, home: &Value, current: &Value) -> bool {
    let name = update["Update"]["IndexName"].clone();
    let of = |table: &Value| {
        let all = table["GlobalSecondaryIndexes"].as_array()?;
        all.iter().find(|index| index["IndexName"] == name).map(units)
    };
    let given = update.pointer_mut("/Update/ProvisionedThroughput").filter(|given| !given.is_null());
    let (Some(given), Some(before), Some(has)) = (given, of(home), of(current)) else { return true };
    if is_on_demand(home) {
        return true;
    }
    if given["ReadCapacityUnits"] == before.read {
        given["ReadCapacityUnits"] = json!(has.read);
    }
    given["ReadCapacityUnits"] != has.read || given["WriteCapacityUnits"] != has.write
}

/// What a replica had otherwise and has no more.
fn forget_overrides(group: &mut Group, request: &Value, home: &Value) {
    let reads = &request["ProvisionedThroughput"]["ReadCapacityUnits"];
    let overwritten = [
        ("ReplicaTableClassSummary", !request["TableClass"].is_null()),
        ("ProvisionedThroughputOverride", !reads.is_null() && *reads != units(home).read),
        ("KMSMasterKeyId", request["SSESpecification"]["Enabled"] == false),
    ];
    for member in group.members.values_mut() {
        for (field, _) in overwritten.iter().filter(|(_, overwritten)| *overwritten) {
            member.overrides.remove(*field);
        }
    }
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
