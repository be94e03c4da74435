//! SAM's short forms: a table with one key, globals, and events of functions.

use std::rc::Rc;

use crate::import::value::{Loc, Map, Value};

use super::template::Template;

/// A `SimpleTable` as the table that SAM makes of it.
pub(super) fn simple_table(mut properties: Map, template: &Template<'_>, at: Loc) -> Map {
    globals(&mut properties, template, "SimpleTable");
    let key = properties.remove("PrimaryKey");
    let text = |name: &str| key.as_ref().and_then(|key| key.get(name)).cloned();
    let name = text("Name").unwrap_or_else(|| Value::text(at, "id"));
    let kind = match text("Type").as_ref().and_then(Value::as_text) {
        Some("Number") => "N",
        Some("Binary") => "B",
        _ => "S",
    };
    let one = |pairs: Vec<(Rc<str>, Value)>| Value::list(at, vec![Value::map(at, Map::of(pairs))]);
    let definition =
        vec![("AttributeName".into(), name.clone()), ("AttributeType".into(), Value::text(at, kind))];
    let part = vec![("AttributeName".into(), name), ("KeyType".into(), Value::text(at, "HASH"))];
    properties.set("AttributeDefinitions", one(definition));
    properties.set("KeySchema", one(part));
    if properties.get("ProvisionedThroughput").is_none() {
        properties.set("BillingMode", Value::text(at, "PAY_PER_REQUEST"));
    }
    if let Some(tags) = properties.remove("Tags") {
        properties.set("Tags", tag_list(&tags));
    }
    properties
}

/// What `Globals` say of every resource of a kind.
pub(super) fn globals(properties: &mut Map, template: &Template<'_>, kind: &str) {
    let globals = template.section("Globals").and_then(|globals| globals.get(kind));
    let globals = globals.map(|globals| template.value(globals));
    for (name, value) in globals.as_ref().and_then(Value::as_map).into_iter().flat_map(Map::iter) {
        if properties.get(name).is_none() {
            properties.set(name.clone(), value.clone());
        }
    }
}

/// SAM's tags are a map, the API's a list.
fn tag_list(tags: &Value) -> Value {
    let Some(map) = tags.as_map() else { return tags.clone() };
    let tag = |(key, value): &(Rc<str>, Value)| {
        let pair = vec![("Key".into(), Value::text(value.at, key.clone())), ("Value".into(), value.clone())];
        Value::map(value.at, Map::of(pair))
    };
    Value::list(tags.at, map.iter().map(tag).collect())
}

/// The events of a function that come from streams of tables, each as the mapping that SAM makes of it.
pub(super) fn mappings(function: &Map, name: &Rc<str>, at: Loc) -> Vec<Map> {
    let events = function.get("Events").and_then(Value::as_map);
    let of = |(_, event): &(Rc<str>, Value)| {
        let is_stream = event.get("Type").and_then(Value::as_text) == Some("DynamoDB");
        let mut mapping = event.get("Properties").filter(|_| is_stream)?.as_map()?.clone();
        let source = mapping.remove("Stream")?;
        mapping.set("EventSourceArn", source);
        mapping.set("FunctionName", Value::text(at, name.clone()));
        Some(mapping)
    };
    events.into_iter().flat_map(Map::iter).filter_map(of).collect()
}
