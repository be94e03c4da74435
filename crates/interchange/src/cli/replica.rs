//! The calls that add replicas: one at a time, or all at once where they are strongly consistent.

use tablewright_model::{Billing, Consistency, Encryption, Replica, Table};

use super::calls;
use super::shell::{Script, answer, in_region, quoted};
use crate::api;
use crate::tree::{Map, Tree, map};

pub(super) fn calls(script: &mut Script, table: &Table, name: &str) {
    if table.consistency == Consistency::Strong && !table.replicas.is_empty() {
        let creations = table.replicas.iter().map(|replica| creation(table, replica)).collect();
        let mut input = update(name, creations);
        if let Some(witness) = &table.witness {
            let create = map([("Create", map([("RegionName", witness.as_str().into())]).into())]);
            input.set("GlobalTableWitnessUpdates", Tree::List(vec![create.into()]));
        }
        input.set("MultiRegionConsistency", table.consistency.term());
        script.call("dynamodb update-table", None, input);
        script.wait(name, None);
    } else {
        for replica in &table.replicas {
            script.call("dynamodb update-table", None, update(name, vec![creation(table, replica)]));
            script.wait(name, None);
        }
    }
    for replica in &table.replicas {
        settings(script, table, name, replica);
    }
}

fn update(name: &str, creations: Vec<Tree>) -> Map {
    map([("TableName", name.into()), ("ReplicaUpdates", Tree::List(creations))])
}

fn creation(table: &Table, replica: &Replica) -> Tree {
    let mut shape = map([("RegionName", replica.region.as_str().into())]);
    if let Some(Encryption::Customer(key)) = &replica.encryption {
        shape.set("KMSMasterKeyId", key.as_str());
    }
    let is_on_demand = table.billing == Billing::OnDemand;
    let units = |name: &'static str, units: u64| map([(name, units.into())]);
    let provisioned = replica.read_capacity.filter(|_| !is_on_demand);
    shape.maybe("ProvisionedThroughputOverride", provisioned.map(|read| units("ReadCapacityUnits", read)));
    let bound = replica.max_read.filter(|_| is_on_demand);
    shape.maybe("OnDemandThroughputOverride", bound.map(|read| units("MaxReadRequestUnits", read)));
    let index = |read: &tablewright_model::IndexRead| {
        let capacity = units("ReadCapacityUnits", read.capacity);
        let name = table.index_name(read.index)?;
        Some(map([("IndexName", name.into()), ("ProvisionedThroughputOverride", capacity.into())]).into())
    };
    let reads = replica.index_reads.iter().filter(|_| !is_on_demand);
    shape.list("GlobalSecondaryIndexes", reads.filter_map(index).collect());
    shape.maybe("TableClassOverride", replica.class.map(|class| class.term()));
    map([("Create", shape.into())]).into()
}

/// What is never carried over from the table.
fn settings(script: &mut Script, table: &Table, name: &str, replica: &Replica) {
    let region = Some(replica.region.as_str());
    script.wait(name, region);
    calls::own(script, name, region, replica.recovery, replica.kinesis.as_ref());
    calls::insights(script, name, region, None, replica.insights);
    if replica.deletion_protection {
        let input = map([("TableName", name.into()), ("DeletionProtectionEnabled", true.into())]);
        script.call("dynamodb update-table", region, input);
        script.wait(name, region);
    }
    let arn = answer(name, region, "Table.TableArn");
    if let Some(policy) = &replica.policy {
        let (region, policy) = (in_region(region), quoted(policy));
        script.line(&format!("dynamodb put-resource-policy{region} --resource-arn {arn} --policy {policy}"));
    }
    if replica.copies_tags && !table.tags.is_empty() {
        let (region, tags) = (in_region(region), quoted(&Tree::List(api::tags(table)).to_json_line()));
        script.line(&format!("dynamodb tag-resource{region} --resource-arn {arn} --tags {tags}"));
    }
}
