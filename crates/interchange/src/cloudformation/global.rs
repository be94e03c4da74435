//! A table with replicas as the properties of `AWS::DynamoDB::GlobalTable`.
//!
//! The replica of the stack's own region carries what the design says of the table.

use tablewright_model::{
    Autoscaling, Billing, Capacity, Consistency, Encryption, GlobalIndex, Replica, Scaling, Table, TableClass,
};

use super::{Scope, Template, scaling, settings, table};
use crate::api;
use crate::tree::{Map, Tree, map};

pub(super) fn properties(template: &mut Template, scope: &Scope<'_>) -> Map {
    let table = scope.table;
    let mut map = table::common(scope);
    writes(
        &mut map,
        table,
        capacity(table),
        table.autoscaling,
        table.maximum.and_then(|bounds| bounds.write),
    );
    map.maybe("WarmThroughput", table.warm.map(api::warm_throughput));
    map.list("LocalSecondaryIndexes", api::local_indexes(table));
    let indexes = api::global_indexes(table, |index, map| {
        writes(map, table, index.capacity, index.autoscaling, index.maximum.and_then(|bounds| bounds.write));
        map.maybe("WarmThroughput", index.warm.map(api::warm_throughput));
    });
    map.list("GlobalSecondaryIndexes", indexes);
    map.list("VectorIndexes", api::vector_indexes(table));
    table::stream(&mut map, table);
    map.maybe("TimeToLiveSpecification", settings::ttl(table));
    map.maybe("SSESpecification", encryption(table));
    if table.consistency == Consistency::Strong {
        map.set("MultiRegionConsistency", table.consistency.term());
    }
    let witness =
        |region: &String| Tree::List(vec![crate::tree::map([("Region", region.as_str().into())]).into()]);
    map.maybe("GlobalTableWitnesses", table.witness.as_ref().map(witness));
    let mut replicas = vec![own_replica(template, scope).into()];
    replicas.extend(table.replicas.iter().map(|replica| Tree::from(other_replica(template, scope, replica))));
    map.set("Replicas", replicas);
    map
}

fn capacity(table: &Table) -> Option<Capacity> {
    match table.billing {
        Billing::OnDemand => None,
        Billing::Provisioned(capacity) => Some(capacity),
    }
}

/// Settings of writes, which are the same everywhere. AWS wants provisioned ones to scale.
fn writes(
    map: &mut Map,
    table: &Table,
    capacity: Option<Capacity>,
    scaling: Option<Autoscaling>,
    most: Option<u64>,
) {
    if table.billing == Billing::OnDemand {
        let shape = |units: u64| crate::tree::map([("MaxWriteRequestUnits", units.into())]);
        map.maybe("WriteOnDemandThroughputSettings", most.map(shape));
        return;
    }
    let fixed = capacity.map(|capacity| capacity.write).unwrap_or(1);
    let scaling = scaling.and_then(|scaling| scaling.write).unwrap_or(Scaling {
        min: fixed,
        max: fixed,
        target: 70,
        scale_in_cooldown: None,
        scale_out_cooldown: None,
        only_out: false,
    });
    let scaled = crate::tree::map([("WriteCapacityAutoScalingSettings", scaled(scaling).into())]);
    map.set("WriteProvisionedThroughputSettings", scaled);
}

fn scaled(scaling: Scaling) -> Map {
    map([
        ("MinCapacity", scaling.min.into()),
        ("MaxCapacity", scaling.max.into()),
        ("TargetTrackingScalingPolicyConfiguration", scaling::tracking(scaling).into()),
    ])
}

/// Settings of reads, which are a replica's own.
fn reads(map: &mut Map, table: &Table, fixed: Option<u64>, scaling: Option<Scaling>, most: Option<u64>) {
    if table.billing == Billing::OnDemand {
        let shape = |units: u64| crate::tree::map([("MaxReadRequestUnits", units.into())]);
        map.maybe("ReadOnDemandThroughputSettings", most.map(shape));
        return;
    }
    let shape = match (scaling, fixed) {
        (Some(scaling), _) => crate::tree::map([("ReadCapacityAutoScalingSettings", scaled(scaling).into())]),
        (None, Some(units)) => crate::tree::map([("ReadCapacityUnits", units.into())]),
        (None, None) => return,
    };
    map.set("ReadProvisionedThroughputSettings", shape);
}

fn encryption(table: &Table) -> Option<Map> {
    match table.encryption {
        Encryption::AwsOwned => None,
        Encryption::AwsManaged => Some(map([("SSEEnabled", true.into())])),
        Encryption::Customer(_) => Some(map([("SSEEnabled", true.into()), ("SSEType", "KMS".into())])),
    }
}

/// The replica where the stack is.
fn own_replica(template: &mut Template, scope: &Scope<'_>) -> Map {
    let table = scope.table;
    let mut shape = map([("Region", Tree::reference("AWS::Region"))]);
    let scaling = |scaling: Option<Autoscaling>| scaling.and_then(|scaling| scaling.read);
    let units = |capacity: Option<Capacity>| capacity.map(|capacity| capacity.read);
    let most = table.maximum.and_then(|bounds| bounds.read);
    reads(&mut shape, table, units(capacity(table)), scaling(table.autoscaling), most);
    let index = |index: &GlobalIndex| {
        let mut shape = map([("IndexName", index.name.as_str().into())]);
        let most = index.maximum.and_then(|bounds| bounds.read);
        reads(&mut shape, table, units(index.capacity), scaling(index.autoscaling), most);
        shape.maybe("ContributorInsightsSpecification", settings::insights(index.insights));
        (shape.members().len() > 1).then(|| Tree::from(shape))
    };
    shape.list("GlobalSecondaryIndexes", table.indexes.iter().filter_map(|one| index(one)).collect());
    let kinesis = settings::kinesis(template, table::sink(table).as_ref(), &scope.logical);
    shape.maybe("KinesisStreamSpecification", kinesis);
    shape.maybe("PointInTimeRecoverySpecification", settings::recovery(table.recovery));
    shape.maybe("SSESpecification", key(template, Some(&table.encryption), &scope.logical));
    shape.maybe("TableClass", (table.class != TableClass::Standard).then(|| table.class.term()));
    shape.maybe("DeletionProtectionEnabled", table.deletion_protection.then_some(true));
    shape.maybe("ContributorInsightsSpecification", settings::insights(table.insights));
    shape.maybe("ResourcePolicy", settings::policy(table.policy.as_ref()));
    shape.list("Tags", api::tags(table));
    shape
}

fn other_replica(template: &mut Template, scope: &Scope<'_>, replica: &Replica) -> Map {
    let table = scope.table;
    let logical = template.names.within(&scope.logical, &[&replica.region]);
    let mut shape = map([("Region", replica.region.as_str().into())]);
    let follows = table.autoscaling.and_then(|scaling| scaling.read);
    let units = replica.read_capacity.or_else(|| capacity(table).map(|capacity| capacity.read));
    let scaling = replica.read_scaling.or(follows.filter(|_| replica.read_capacity.is_none()));
    reads(&mut shape, table, units, scaling, replica.max_read);
    let index = |index: &GlobalIndex| {
        let own = replica.index_reads.iter().find(|read| read.index == index.id).map(|read| read.capacity);
        let mut shape = map([("IndexName", index.name.as_str().into())]);
        let scaling = index.autoscaling.and_then(|scaling| scaling.read).filter(|_| own.is_none());
        reads(&mut shape, table, own.or(index.capacity.map(|capacity| capacity.read)), scaling, None);
        (shape.members().len() > 1).then(|| Tree::from(shape))
    };
    shape.list("GlobalSecondaryIndexes", table.indexes.iter().filter_map(|one| index(one)).collect());
    shape
        .maybe("KinesisStreamSpecification", settings::kinesis(template, replica.kinesis.as_ref(), &logical));
    shape.maybe("PointInTimeRecoverySpecification", settings::recovery(replica.recovery));
    shape.maybe("SSESpecification", key(template, replica.encryption.as_ref(), &logical));
    shape.maybe("TableClass", replica.class.map(|class| class.term()));
    shape.maybe("DeletionProtectionEnabled", replica.deletion_protection.then_some(true));
    shape.maybe("ContributorInsightsSpecification", settings::insights(replica.insights));
    shape.maybe("ResourcePolicy", settings::policy(replica.policy.as_ref()));
    shape.list("Tags", if replica.copies_tags { api::tags(table) } else { Vec::new() });
    shape
}

/// The key of one region.
fn key(template: &mut Template, encryption: Option<&Encryption>, logical: &str) -> Option<Map> {
    let Some(Encryption::Customer(key)) = encryption else { return None };
    let about = "Id, ARN or alias of the key that encrypts the table in its region.";
    Some(map([("KMSMasterKeyId", template.known(key, &format!("{logical}KmsKey"), about))]))
}
