//! `AWS::DynamoDB::GlobalTable`: settings that it has per replica, to those of a table with replicas.
//!
//! The stack's region is one of the replicas, but nothing in a template says which: the first is taken.

use std::rc::Rc;

use crate::import::report::Notes;
use crate::import::value::{Loc, Map, Value};

/// What a replica has that is a setting of the table in the stack's region.
const OF_TABLE: [&str; 8] = [
    "ContributorInsightsSpecification",
    "DeletionProtectionEnabled",
    "KinesisStreamSpecification",
    "PointInTimeRecoverySpecification",
    "ResourcePolicy",
    "TableClass",
    "Tags",
    "SSESpecification",
];

/// What belongs to autoscaling or ceilings, by where it stands and what it becomes.
const THROUGHPUT: [(&str, &str, &str); 2] = [
    ("WriteProvisionedThroughputSettings", "WriteCapacityAutoScalingSettings", "WriteCapacityUnits"),
    ("ReadProvisionedThroughputSettings", "ReadCapacityAutoScalingSettings", "ReadCapacityUnits"),
];

const CEILINGS: [(&str, &str); 2] = [
    ("WriteOnDemandThroughputSettings", "MaxWriteRequestUnits"),
    ("ReadOnDemandThroughputSettings", "MaxReadRequestUnits"),
];

/// The properties of a table.
pub(super) fn table(mut properties: Map, at: Loc, notes: &mut Notes) -> Map {
    let replicas = properties.remove("Replicas");
    let mut replicas: Vec<Value> = replicas.map(|replicas| replicas.items().to_vec()).unwrap_or_default();
    if replicas.len() > 1 {
        notes.assumed(at, "which replica is in the stack's own region is not said: taken as the first");
    }
    let home = if replicas.is_empty() { None } else { Some(replicas.remove(0)) };
    let mut home = home.as_ref().and_then(Value::as_map).cloned().unwrap_or_default();
    for name in OF_TABLE {
        let Some(own) = home.remove(name) else { continue };
        let both = properties.get(name).and_then(Value::as_map).zip(own.as_map());
        // Encryption is switched on for all, with a key for each.
        let joined = both.map(|(all, own)| {
            let pairs = all.iter().chain(own.iter());
            Map::of(pairs.map(|(name, value)| (name.clone(), value.clone())).collect())
        });
        properties.set(name, joined.map_or(own.clone(), |map| Value::map(own.at, map)));
    }
    let indexes = home.remove("GlobalSecondaryIndexes");
    throughput(&mut properties, &mut home, None);
    index_throughput(&mut properties, indexes.as_ref());
    if !replicas.is_empty() {
        let at = replicas.first().map_or(at, |first| first.at);
        properties.set("Replicas", Value::list(at, replicas.iter().map(with_region_name).collect()));
    }
    properties.remove("TableType");
    properties
}

fn with_region_name(replica: &Value) -> Value {
    let Some(map) = replica.as_map() else { return replica.clone() };
    let mut map = map.clone();
    if let Some(region) = map.remove("Region") {
        map.set("RegionName", region);
    }
    Value::map(replica.at, map)
}

/// Capacity is what the table starts with: the seed, or the least.
fn throughput(properties: &mut Map, home: &mut Map, index: Option<&Rc<str>>) -> Vec<Value> {
    let mut capacity = Vec::new();
    let mut scaling = Vec::new();
    for (outer, inner, units) in THROUGHPUT {
        let Some(settings) = home.remove(outer).or_else(|| properties.remove(outer)) else { continue };
        if let Some(fixed) = settings.get(units) {
            capacity.push((Rc::from(units), fixed.clone()));
        }
        if let Some(scaled) = settings.get(inner) {
            let start = scaled.get("SeedCapacity").or_else(|| scaled.get("MinCapacity"));
            capacity.extend(start.map(|start| (Rc::from(units), start.clone())));
            scaling.push(setting(scaled, units, index));
        }
    }
    let mut ceilings = Vec::new();
    for (outer, units) in CEILINGS {
        let settings = home.remove(outer).or_else(|| properties.remove(outer));
        if let Some(most) = settings.as_ref().and_then(|settings| settings.get(units)) {
            ceilings.push((Rc::from(units), most.clone()));
        }
    }
    for (name, pairs) in [("ProvisionedThroughput", capacity), ("OnDemandThroughput", ceilings)] {
        if let Some(at) = pairs.first().map(|(_, value)| value.at) {
            properties.set(name, Value::map(at, Map::of(pairs)));
        }
    }
    if index.is_none()
        && let Some(at) = scaling.first().map(|value| value.at)
    {
        properties.set("AutoScaling", Value::list(at, std::mem::take(&mut scaling)));
    }
    scaling
}

fn setting(scaled: &Value, units: &str, index: Option<&Rc<str>>) -> Value {
    let mut made = Map::default();
    for name in ["MinCapacity", "MaxCapacity"] {
        if let Some(value) = scaled.get(name) {
            made.set(name, value.clone());
        }
    }
    let tracking = scaled.get("TargetTrackingScalingPolicyConfiguration").and_then(Value::as_map);
    for (name, value) in tracking.into_iter().flat_map(Map::iter) {
        made.set(name.clone(), value.clone());
    }
    let of = if index.is_some() { "index" } else { "table" };
    made.set("ScalableDimension", Value::text(scaled.at, format!("dynamodb:{of}:{units}")));
    if let Some(index) = index {
        made.set("IndexName", Value::text(scaled.at, index.clone()));
    }
    Value::map(scaled.at, made)
}

/// The same for each index: its write side is with the index, its read side with the replica.
fn index_throughput(properties: &mut Map, of_replica: Option<&Value>) {
    let Some(indexes) = properties.remove("GlobalSecondaryIndexes") else { return };
    let mut scaling = Vec::new();
    let mut changed = Vec::new();
    for index in indexes.items() {
        let (Some(map), Some(name)) = (index.as_map(), index.get("IndexName").and_then(Value::to_text))
        else {
            changed.push(index.clone());
            continue;
        };
        let is_same =
            |other: &&Value| other.get("IndexName").and_then(Value::to_text).as_ref() == Some(&name);
        let replica = of_replica.and_then(|list| list.items().iter().find(is_same)).and_then(Value::as_map);
        let (mut map, mut replica) = (map.clone(), replica.cloned().unwrap_or_default());
        scaling.extend(throughput(&mut map, &mut replica, Some(&name)));
        if let Some(insights) = replica.remove("ContributorInsightsSpecification") {
            map.set("ContributorInsightsSpecification", insights);
        }
        changed.push(Value::map(index.at, map));
    }
    properties.set("GlobalSecondaryIndexes", Value::list(indexes.at, changed));
    if let Some(at) = scaling.first().map(|value| value.at) {
        let mut all = properties.remove("AutoScaling").map(|list| list.items().to_vec()).unwrap_or_default();
        all.extend(scaling);
        properties.set("AutoScaling", Value::list(at, all));
    }
}
