//! The model of NoSQL Workbench, every version: one without a number, 1.0, 2.0, 3.0.
//!
//! Members that nobody knows are told and left out.

use std::rc::Rc;

use super::report::Notes;
use super::table::TableSource;
use super::value::{Loc, Map, Value, shown};

/// The name and the tables of a model.
pub(super) fn tables(root: &Value, notes: &mut Notes) -> (Option<String>, Vec<TableSource>) {
    for (name, value) in root.as_map().into_iter().flat_map(Map::iter) {
        if !["ModelName", "ModelMetadata", "DataModel"].contains(&&**name) {
            notes.left_out(
                value.at,
                format!("`{name}` is left out, since it is no part of a model that is known"),
            );
        }
    }
    let name = root.get("ModelName").and_then(Value::to_text).filter(|name| name.len() <= 2_048);
    let values = root.get("DataModel").map(Value::items).unwrap_or_default().iter();
    let tables = values.take(TableSource::MOST).map(|value| table(value, notes)).collect();
    (name.map(|name| name.to_string()), tables)
}

fn table(value: &Value, notes: &mut Notes) -> TableSource {
    let mut map = value.as_map().cloned().unwrap_or_default();
    let at = value.at;
    let mut definitions = Vec::new();
    let mut properties = Map::default();
    if let Some(keys) = map.remove("KeyAttributes") {
        properties.set("KeySchema", key_schema(&keys, &mut definitions));
    }
    billing(&mut map, &mut properties, at);
    if let Some(indexes) = map.remove("GlobalSecondaryIndexes") {
        let throughput = properties.get("ProvisionedThroughput");
        if let Some(at) = throughput.and(indexes.items().first()).map(|first| first.at) {
            let name = map.get("TableName").and_then(Value::to_text).unwrap_or_default();
            let message = "a model doesn't say the capacity of indexes: taken as that of the table";
            notes.assumed(at, format!("table `{}`: {message}", shown(&name)));
        }
        let made = indexes.items().iter().map(|value| index(value, throughput, &mut definitions)).collect();
        properties.set("GlobalSecondaryIndexes", Value::list(indexes.at, made));
    }
    properties.set("AttributeDefinitions", Value::list(at, definitions));
    for (from, to) in
        [("TableFacets", "Facets"), ("TableData", "Items"), ("NonKeyAttributes", "NonKeyAttributes")]
    {
        if let Some(value) = map.remove(from) {
            properties.set(to, value);
        }
    }
    // Where a table of MySQL was to be imported from: always empty.
    map.remove("DataAccess");
    for (name, value) in map.iter() {
        properties.set(name.clone(), value.clone());
    }
    let name = value.get("TableName").and_then(Value::to_text).unwrap_or_else(|| "table".into());
    TableSource { label: name.to_string(), address: name, aliases: Vec::new(), at, properties }
}

/// Key attributes as a key schema; their types are definitions.
fn key_schema(keys: &Value, definitions: &mut Vec<Value>) -> Value {
    let mut parts = Vec::new();
    for (member, kind) in [("PartitionKey", "HASH"), ("SortKey", "RANGE")] {
        let Some(key) = keys.get(member) else { continue };
        let Some(name) = key.get("AttributeName").filter(|name| name.as_text() != Some("")) else { continue };
        let part =
            vec![("AttributeName".into(), name.clone()), ("KeyType".into(), Value::text(key.at, kind))];
        parts.push(Value::map(key.at, Map::of(part)));
        let names = ["AttributeName", "AttributeType"];
        let definition = names.iter().filter_map(|name| Some((Rc::from(*name), key.get(name)?.clone())));
        definitions.push(Value::map(key.at, Map::of(definition.collect())));
    }
    Value::list(keys.at, parts)
}

fn index(index: &Value, of_table: Option<&Value>, definitions: &mut Vec<Value>) -> Value {
    let mut map = index.as_map().cloned().unwrap_or_default();
    if let Some(keys) = map.remove("KeyAttributes") {
        map.set("KeySchema", key_schema(&keys, definitions));
    }
    if let Some(of_table) = of_table {
        map.set("ProvisionedThroughput", of_table.clone());
    }
    Value::map(index.at, map)
}

/// Version 3.0 says how a table is paid for; before, there was nothing to say, and on demand needs nothing.
fn billing(map: &mut Map, properties: &mut Map, at: Loc) {
    let mode = map.remove("BillingMode").filter(|mode| !mode.is_null());
    properties.set("BillingMode", mode.unwrap_or_else(|| Value::text(at, "PAY_PER_REQUEST")));
    // Workbench writes settings for every table; where it is paid by request they rest.
    let is_on_demand = properties.get("BillingMode").and_then(Value::as_text) == Some("PAY_PER_REQUEST");
    if let Some(settings) = map.remove("ProvisionedCapacitySettings").filter(|_| !is_on_demand) {
        capacity(&settings, properties);
    }
}

fn capacity(settings: &Value, properties: &mut Map) {
    if let Some(throughput) = settings.get("ProvisionedThroughput") {
        properties.set("ProvisionedThroughput", throughput.clone());
    }
    let mut scaling = Vec::new();
    for (member, units) in
        [("AutoScalingRead", "ReadCapacityUnits"), ("AutoScalingWrite", "WriteCapacityUnits")]
    {
        let Some(scaled) =
            settings.get(member).filter(|scaled| scaled.as_map().is_some_and(|map| !map.is_empty()))
        else {
            continue;
        };
        let mut made = Map::default();
        for part in ["ScalableTargetRequest", "ScalingPolicyConfiguration"] {
            for (name, value) in scaled.get(part).and_then(Value::as_map).into_iter().flat_map(Map::iter) {
                made.set(name.clone(), value.clone());
            }
        }
        made.set("ScalableDimension", Value::text(scaled.at, format!("dynamodb:table:{units}")));
        scaling.push(Value::map(scaled.at, made));
    }
    if !scaling.is_empty() {
        properties.set("AutoScaling", Value::list(settings.at, scaling));
    }
}
