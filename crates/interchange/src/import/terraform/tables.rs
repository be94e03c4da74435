//! From resources to the neutral description of tables.

use std::rc::Rc;

use crate::import::report::Notes;
use crate::import::table::TableSource;
use crate::import::value::{Loc, Map, Value};

use super::blocks::COMMENT;
use super::evaluate::REST;
use super::joins;
use super::resources::Resource;
use super::shapes::{self, shaped};

/// The tables among the resources, with everything that belongs to them.
pub(crate) fn tables(resources: Vec<Resource>, notes: &mut Notes) -> Vec<TableSource> {
    let (tables, others): (Vec<_>, Vec<_>) =
        resources.into_iter().partition(|resource| &*resource.kind == "aws_dynamodb_table");
    let mut tables: Vec<TableSource> = tables.into_iter().map(table).collect();
    joins::join_all(&mut tables, others, notes);
    tables
}

fn table(resource: Resource) -> TableSource {
    let text = |key: &str| resource.arguments.get(key).and_then(Value::to_text);
    let aliases = ["name", "arn", "stream_arn"].iter().filter_map(|key| text(key)).collect();
    let mut properties = shaped(&resource.arguments, shapes::TABLE);
    keys(&mut properties, resource.at);
    for indexes in ["GlobalSecondaryIndexes", "LocalSecondaryIndexes"] {
        each(&mut properties, indexes, keys);
    }
    each(&mut properties, "AttributeDefinitions", |definition, _| {
        if let Some(comment) = definition.remove(COMMENT) {
            definition.set("Description", comment);
        }
    });
    forget_comments(&mut properties);
    if let Some(tags) = properties.remove("Tags") {
        properties.set("Tags", tag_list(&tags));
    }
    if !resource.comment.is_empty() {
        properties.set("Description", Value::text(resource.at, &*resource.comment));
    }
    if properties.get("BillingMode").is_none() {
        // The provider's default.
        properties.set("BillingMode", Value::text(resource.at, "PROVISIONED"));
    }
    // `module.tables["orders"].aws_dynamodb_table.this[0]` is best known by its last telling part.
    let label = label(&resource.address);
    TableSource { label, address: resource.address, aliases, at: resource.at, properties }
}

fn label(address: &str) -> String {
    let is_telling = |part: &&str| {
        !matches!(*part, "this" | "default" | "main" | "table" | "aws_dynamodb_table" | "module")
    };
    let parts = parts(address);
    parts.iter().rev().copied().find(is_telling).or(parts.last().copied()).unwrap_or("table").to_owned()
}

/// The names and the keys in quotes of an address.
fn parts(address: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    for (n, part) in address.split(['[', ']']).enumerate() {
        match part.strip_prefix('"') {
            Some(key) => parts.push(key.trim_end_matches('"')),
            // Between brackets, what is no key in quotes is a number or an open key.
            None if n % 2 == 0 => parts.extend(part.split('.').filter(|part| !part.is_empty())),
            None => {}
        }
    }
    parts
}

/// Changes each map in a list.
fn each(properties: &mut Map, list: &str, change: impl Fn(&mut Map, Loc)) {
    let Some(value) = properties.get(list) else { return };
    let changed = value.items().iter().map(|value| match value.as_map() {
        Some(map) => {
            let mut map = map.clone();
            change(&mut map, value.at);
            Value::map(value.at, map)
        }
        None => value.clone(),
    });
    let changed = Value::list(value.at, changed.collect());
    properties.set(list, changed);
}

/// Comments inside of a table belong to attributes only.
fn forget_comments(properties: &mut Map) {
    properties.remove(COMMENT);
    let names: Vec<Rc<str>> = properties.iter().map(|(name, _)| name.clone()).collect();
    for name in names {
        let Some(value) = properties.get(&name) else { continue };
        if value.as_list().is_some() {
            each(properties, &name, |map, _| drop(map.remove(COMMENT)));
        } else if let Some(map) = value.as_map().filter(|map| map.get(COMMENT).is_some()) {
            let (mut map, at) = (map.clone(), value.at);
            map.remove(COMMENT);
            properties.set(name, Value::map(at, map));
        }
    }
}

/// `hash_key` and `range_key` are the short form of a key schema.
fn keys(map: &mut Map, at: Loc) {
    let mut parts: Vec<Value> =
        map.get("KeySchema").map(|schema| schema.items().to_vec()).unwrap_or_default();
    for (argument, kind) in [("HashKey", "HASH"), ("RangeKey", "RANGE")] {
        let Some(name) = map.remove(argument).filter(|name| name.as_text() != Some("")) else { continue };
        let at = name.at;
        let part = Map::of(vec![("AttributeName".into(), name), ("KeyType".into(), Value::text(at, kind))]);
        parts.push(Value::map(at, part));
    }
    if !parts.is_empty() {
        map.set("KeySchema", Value::list(at, parts));
    }
}

/// Terraform's tags are a map, the API's a list.
pub(super) fn tag_list(tags: &Value) -> Value {
    let Some(map) = tags.as_map() else { return tags.clone() };
    let tag = |(key, value): &(Rc<str>, Value)| {
        if &**key == REST {
            return value.clone();
        }
        let tag = Map::of(vec![
            ("Key".into(), Value::text(value.at, key.clone())),
            ("Value".into(), value.clone()),
        ]);
        Value::map(value.at, tag)
    };
    Value::list(tags.at, map.iter().map(tag).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_without_a_name_is_called_by_the_telling_part_of_its_address() {
        for (address, expected) in [
            ("aws_dynamodb_table.orders", "orders"),
            ("aws_dynamodb_table.this[\"a.b\"]", "a.b"),
            ("module.shop[each.key].aws_dynamodb_table.this[0]", "shop"),
            ("aws_dynamodb_table.table", "table"),
        ] {
            assert_eq!(label(address), expected, "{address}");
        }
    }
}
