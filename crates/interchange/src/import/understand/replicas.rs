//! Copies in other regions, and how a table and they keep together.

use std::collections::HashMap;

use tablewright_model::{
    Autoscaling, Billing, Capacity, Consistency, IndexId, IndexRead, Replica, ReplicaId, Scaling, Table,
};

use crate::import::value::{Map, Value};

use super::by_index::ByIndex;
use super::ids::Ids;
use super::protection::{self, taken};
use super::reading::{Reading, owner};
use super::{left_out, scaling, streams, tags, throughput};

/// Fills in what is said of other regions; the indexes and settings of the table are there already.
pub(super) fn read(table: &mut Table, map: &mut Map, reading: &mut Reading<'_>) {
    /// There are about forty regions.
    const MOST: usize = 200;
    let mut ids = Ids::default();
    let mut replicas: Vec<Replica> = Vec::new();
    let mut is_strong = taken(map, "MultiRegionConsistency")
        .and_then(|value| reading.term(&value, "the consistency of the replicas", Consistency::from_term))
        == Some(Consistency::Strong);
    let values = taken(map, "Replicas");
    for value in values.as_ref().map(Value::items).unwrap_or_default().iter().take(MOST) {
        let Some(mut own) = reading.settings(value, "a replica") else {
            continue;
        };
        let region = ["RegionName", "Region"].iter().find_map(|name| own.remove(name));
        let Some(region) = region.and_then(|region| reading.expression(&region, "the region of a replica"))
        else {
            reading.left_out(value.at, "a replica is left out, since its region is not said");
            continue;
        };
        if let Some(mode) = taken(&mut own, "ConsistencyMode") {
            let mode = reading.term(&mode, "the consistency of a replica", Consistency::from_term);
            is_strong |= mode == Some(Consistency::Strong);
        }
        let blank = Replica::new(ReplicaId(ids.of(&region)), region);
        let part = owner("replica", &blank.region);
        replicas.push(reading.within(&part, |reading| replica(blank, own, table, reading)));
    }
    table.replicas = replicas.into_iter().collect();
    table.consistency = if is_strong { Consistency::Strong } else { Consistency::Eventual };
    table.witness = witness(taken(map, "GlobalTableWitnesses"), reading);
}

fn witness(value: Option<Value>, reading: &mut Reading<'_>) -> Option<String> {
    let value = value?;
    let (first, more) = value.items().split_first()?;
    for value in more {
        reading.left_out(value.at, "a second witness is left out, since a table has one");
    }
    let region = ["RegionName", "Region"].iter().find_map(|name| first.get(name))?;
    reading.expression(region, "the region of the witness")
}

fn replica(blank: Replica, mut map: Map, table: &Table, reading: &mut Reading<'_>) -> Replica {
    let mut replica = Replica {
        encryption: encryption(&mut map, reading),
        class: protection::class(taken(&mut map, "TableClass"), reading),
        recovery: recovery(&mut map, reading),
        deletion_protection: protection::deletion(taken(&mut map, "DeletionProtectionEnabled"), reading),
        insights: insights(&mut map, reading),
        kinesis: streams::kinesis(taken(&mut map, "KinesisStreamSpecification"), reading),
        policy: protection::policy(taken(&mut map, "ResourcePolicy"), reading),
        copies_tags: copies_tags(&mut map, table, reading),
        ..blank
    };
    reads(&mut replica, &mut map, table, reading);
    let indexes = taken(&mut map, "GlobalSecondaryIndexes");
    replica.index_reads = index_reads(indexes.as_ref(), table, reading);
    left_out::tell(&map, reading);
    replica
}

fn encryption(map: &mut Map, reading: &mut Reading<'_>) -> Option<tablewright_model::Encryption> {
    let own = taken(map, "KMSMasterKeyId").filter(|key| key.as_text() != Some(""));
    match own {
        Some(key) => protection::customer(&key, reading),
        None => protection::encryption(taken(map, "SSESpecification"), reading),
    }
}

fn recovery(map: &mut Map, reading: &mut Reading<'_>) -> Option<tablewright_model::Recovery> {
    let switch = taken(map, "PointInTimeRecoveryEnabled");
    protection::recovery(switch.or_else(|| taken(map, "PointInTimeRecoverySpecification")), reading)
}

fn insights(map: &mut Map, reading: &mut Reading<'_>) -> Option<tablewright_model::InsightsMode> {
    let mut sorted = ByIndex::of(taken(map, "ContributorInsightsSpecification"));
    let mode = protection::insights(&sorted.of_table(), reading);
    sorted.tell("Contributor Insights", reading);
    mode
}

/// Terraform has a switch; elsewhere the tags are written again.
fn copies_tags(map: &mut Map, table: &Table, reading: &mut Reading<'_>) -> bool {
    if let Some(switch) = taken(map, "PropagateTags") {
        return reading.flag(&switch, "whether it gets the table's tags").unwrap_or(false);
    }
    let Some(own) = taken(map, "Tags") else { return false };
    let at = own.at;
    let own = tags::tags(Some(own), reading);
    let is_copy = own == table.tags && !own.is_empty();
    if !is_copy && !own.is_empty() {
        reading.left_out(at, "its tags are left out, since they are not those of the table");
    }
    is_copy
}

/// What a source has for reads of a replica or of an index in it.
#[derive(Default)]
struct Reads {
    capacity: Option<u64>,
    scaling: Option<Scaling>,
    max: Option<u64>,
}

/// What is the same as the table's is not its own.
fn reads(replica: &mut Replica, map: &mut Map, table: &Table, reading: &mut Reading<'_>) {
    let found = own_reads(map, reading);
    let of_table = match table.billing {
        Billing::Provisioned(Capacity { read, .. }) => Some(read),
        Billing::OnDemand => None,
    };
    let scaling = table.autoscaling.and_then(|Autoscaling { read, .. }| read);
    replica.read_scaling = found.scaling.filter(|own| Some(*own) != scaling);
    // A capacity that is scaled is where the scaling has it.
    let is_scaled = found.scaling.is_some() || scaling.is_some();
    replica.read_capacity = found.capacity.filter(|own| Some(*own) != of_table && !is_scaled);
    replica.max_read = found.max.filter(|own| Some(*own) != table.maximum.and_then(|maximum| maximum.read));
}

fn own_reads(map: &mut Map, reading: &mut Reading<'_>) -> Reads {
    let mut found = Reads::default();
    // DescribeTable's overrides, and CloudFormation's settings.
    if let Some(value) = taken(map, "ProvisionedThroughputOverride") {
        found.capacity = value.get("ReadCapacityUnits").and_then(|units| reading.whole(units, "its reads"));
    }
    if let Some(value) = taken(map, "ReadProvisionedThroughputSettings") {
        reading.settings(&value, "its reads");
        found.capacity = value.get("ReadCapacityUnits").and_then(|units| reading.whole(units, "its reads"));
        let scaled = value.get("ReadCapacityAutoScalingSettings").map(flat);
        found.scaling = scaled.and_then(|scaled| {
            reading.within("scaling of reads", |reading| scaling::scaling(&[&scaled], reading))
        });
    }
    for name in ["OnDemandThroughputOverride", "ReadOnDemandThroughputSettings"] {
        if let Some(value) = taken(map, name) {
            found.max = throughput::maximum(Some(&value), reading).and_then(|maximum| maximum.read);
        }
    }
    found
}

/// CloudFormation has what is aimed at one level deeper.
fn flat(settings: &Value) -> Value {
    let mut map = settings.as_map().cloned().unwrap_or_default();
    let tracking = map.remove("TargetTrackingScalingPolicyConfiguration");
    // Where scaling begins is no setting of it.
    map.remove("SeedCapacity");
    for (name, value) in tracking.as_ref().and_then(Value::as_map).into_iter().flat_map(Map::iter) {
        map.set(name.clone(), value.clone());
    }
    Value::map(settings.at, map)
}

fn index_reads(indexes: Option<&Value>, table: &Table, reading: &mut Reading<'_>) -> Vec<IndexRead> {
    let mut found = Vec::new();
    let known: HashMap<&str, IndexId> =
        table.indexes.iter().map(|index| (index.name.as_str(), index.id)).collect();
    for value in indexes.map(Value::items).unwrap_or_default().iter().take(1_000) {
        let mut map = value.as_map().cloned().unwrap_or_default();
        let name = map.remove("IndexName").and_then(|name| name.to_text()).unwrap_or_default();
        let Some(index) = known.get(&*name).copied() else {
            let message = format!("what it says of `{name}` is left out, since the table has no such index");
            reading.left_out(value.at, &message);
            continue;
        };
        let part = owner("index", &name);
        found.extend(reading.within(&part, |reading| index_read(index, value, map, table, reading)));
    }
    found
}

fn index_read(
    index: IndexId,
    value: &Value,
    mut map: Map,
    table: &Table,
    reading: &mut Reading<'_>,
) -> Option<IndexRead> {
    let own = own_reads(&mut map, reading);
    let of_table = table.index(index);
    let scaling = of_table.and_then(|index| index.autoscaling?.read);
    let differs = |what: &str| format!("{what} of its own is left out, since only the table's is held");
    if own.scaling.is_some() && own.scaling != scaling {
        reading.left_out(value.at, &differs("scaling of reads"));
    }
    if own.max.is_some() && own.max != of_table.and_then(|index| index.maximum?.read) {
        reading.left_out(value.at, &differs("a maximum of reads"));
    }
    // Insights of an index are told by the table; a replica's have no place of their own.
    let insights = taken(&mut map, "ContributorInsightsSpecification");
    let insights = insights.and_then(|value| protection::insights(&[value], reading));
    if insights.is_some() && insights != of_table.and_then(|index| index.insights) {
        reading.left_out(value.at, &differs("Contributor Insights"));
    }
    left_out::tell(&map, reading);
    let of_index = of_table.and_then(|index| index.capacity).map(|capacity| capacity.read);
    let capacity = own.capacity.filter(|own| Some(*own) != of_index && scaling.is_none())?;
    Some(IndexRead { index, capacity })
}
