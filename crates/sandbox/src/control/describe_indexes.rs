//! The indexes of a table as DescribeTable shows them.
//!
//! It only shapes: states come from the overlay, keys and projections from dynoxide.

use serde_json::{Map, Value, json};

use super::{throughput, warm};
use crate::overlay::{IndexEntry, TableEntry};
use crate::partition::Partition;

const GLOBAL: &str = "GlobalSecondaryIndexes";
const LOCAL: &str = "LocalSecondaryIndexes";
const VECTOR: &str = "VectorIndexes";

/// Shapes all indexes of a description.
pub(super) fn shape(
    fields: &mut Map<String, Value>,
    partition: &Partition,
    entry: &TableEntry,
    table: &str,
    on_demand: bool,
    now: u64,
) {
    for list in [GLOBAL, LOCAL, VECTOR] {
        let mut indexes = match fields.remove(list) {
            Some(Value::Array(indexes)) => indexes,
            _ => Vec::new(),
        };
        for index in &mut indexes {
            let name = index["IndexName"].as_str().unwrap_or_default().to_owned();
            index["IndexArn"] = json!(partition.place.index(table, &name));
            let kept = entry.indexes.get(&name).cloned().unwrap_or_default();
            if list != LOCAL {
                shape_state(index, &kept, entry.is_creating(now), now);
            }
            if list == GLOBAL {
                shape_capacity(index, &kept, on_demand);
                let moves = entry.moves.get(&name);
                throughput::shape(&mut index["ProvisionedThroughput"], moves, &partition.durations, now);
                index["WarmThroughput"] = warm::shown(index, entry.warm.get(&name), on_demand, now);
            }
        }
        indexes.extend(leaving(entry, list, now));
        if !indexes.is_empty() {
            fields.insert(list.into(), Value::Array(indexes));
        }
    }
}

/// Indexes that are DELETING. Only a vector index has a vector attribute.
fn leaving<'a>(entry: &'a TableEntry, list: &'a str, now: u64) -> impl Iterator<Item = Value> + 'a {
    let leaving = entry.leaving.values().filter(move |index| now < index.until);
    let of_list = leaving.filter(move |index| {
        let vector = !index.description["VectorAttribute"].is_null();
        list == if vector { VECTOR } else { GLOBAL }
    });
    of_list.map(|index| index.description.clone())
}

fn shape_state(index: &mut Value, kept: &IndexEntry, creating: bool, now: u64) {
    let build = kept.building(now);
    index["IndexStatus"] = json!(match build {
        _ if creating => "CREATING",
        Some(_) => "CREATING",
        None if now < kept.updating_until => "UPDATING",
        None => "ACTIVE",
    });
    if let Value::Object(fields) = index {
        fields.remove("Backfilling");
    }
    if let Some(build) = build {
        index["Backfilling"] = json!(build.allocated <= now);
        index["ItemCount"] = json!(0);
        index["IndexSizeBytes"] = json!(0);
    }
}

fn shape_capacity(index: &mut Value, kept: &IndexEntry, on_demand: bool) {
    let throughput = &mut index["ProvisionedThroughput"];
    match kept.throughput {
        _ if on_demand => *throughput = units(0, 0),
        Some(given) => *throughput = units(given.read, given.write),
        None => {}
    }
    if let Some(limits) = kept.on_demand.as_ref().filter(|_| on_demand) {
        index["OnDemandThroughput"] = limits.clone();
    }
}

fn units(read: i64, write: i64) -> Value {
    json!({ "ReadCapacityUnits": read, "WriteCapacityUnits": write })
}
