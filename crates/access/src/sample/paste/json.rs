//! Items as JSON: an object, a list of them, several one behind the other, or the answer of a scan.

use std::collections::BTreeMap;

use tablewright_model::{AttributeType, Table, Values};

use super::place::located;
use super::reader::{Kind, Node, Reader, Wrong};
use super::{Pasted, take};
use crate::template::filled;
use crate::value::Value;

/// Reads items; each is plain JSON or DynamoDB's own, as it looks.
#[must_use]
pub fn from_json(table: &Table, text: &str) -> Pasted {
    let mut pasted = Pasted::default();
    let mut seen = BTreeMap::new();
    let mut reader = Reader::new(text);
    while let Some(next) = reader.next() {
        let node = match next {
            Ok(node) => node,
            Err((at, message)) => {
                pasted.problems.push(located(text, at, message));
                break;
            }
        };
        for item in items(&node) {
            match read(table, item, text, &mut seen) {
                Ok(values) => pasted.items.push(values),
                Err((at, message)) => pasted.problems.push(located(text, at, message)),
            }
        }
    }
    pasted
}

/// The items in a value: those of a list, those of an answer, or itself.
fn items(node: &Node) -> Vec<&Node> {
    match &node.kind {
        Kind::List(items) => items.iter().collect(),
        Kind::Map(entries) => {
            let answer = entries.iter().find_map(|(name, node)| match (name.as_str(), &node.kind) {
                ("Items", Kind::List(items)) => Some(items.iter().collect()),
                ("Item", Kind::Map(_)) => Some(vec![node]),
                _ => None,
            });
            answer.unwrap_or_else(|| vec![node])
        }
        _ => vec![node],
    }
}

fn read(table: &Table, node: &Node, text: &str, seen: &mut BTreeMap<String, u32>) -> Result<Values, Wrong> {
    let at = node.at.start;
    let Kind::Map(entries) = &node.kind else {
        return Err((at, "an item is an object in braces, and this is none".to_owned()));
    };
    let is_typed = !entries.is_empty() && entries.iter().all(|(_, node)| is_typed(node));
    let mut values = Values::new();
    for (name, node) in entries {
        let declared = table.attributes.iter().find(|attribute| attribute.name == *name);
        let value = match is_typed {
            true => take::dynamodb(node, text)?,
            false => take::plain(node, declared.map(|attribute| attribute.kind))?,
        };
        values.insert(name.clone(), value);
    }
    once(table, &values, seen, located(text, at, "").line).map_err(|message| (at, message))?;
    Ok(values)
}

/// Checks the item's key, also as a template makes it, against those before it.
pub(super) fn once(
    table: &Table,
    values: &Values,
    seen: &mut BTreeMap<String, u32>,
    line: u32,
) -> Result<(), String> {
    let entity = super::entity(table, values).and_then(|id| table.entity(id));
    let only = || table.entities.iter().next().filter(|_| table.entities.len() == 1).map(AsRef::as_ref);
    let values = filled(table, entity.or_else(only), values);
    if let Some(problem) = take::key_problem(table, &values) {
        return Err(problem);
    }
    let names = table.key.attributes().map(|id| table.attribute_name(id));
    // Equal numbers are the same key, however they are written.
    let key: Vec<_> = names.map(|name| Value::try_from(values.get(name)?.clone()).ok()).collect();
    match seen.insert(serde_json::to_string(&key).unwrap_or_default(), line) {
        Some(first) => Err(format!("line {first} has an item with the same key: change one of them")),
        None => Ok(()),
    }
}

/// `{"S": "text"}`, and likewise.
fn is_typed(node: &Node) -> bool {
    let Kind::Map(entries) = &node.kind else { return false };
    let [(descriptor, value)] = entries.as_slice() else { return false };
    match AttributeType::from_descriptor(descriptor) {
        None => false,
        Some(AttributeType::S | AttributeType::N | AttributeType::B) => matches!(value.kind, Kind::Text(_)),
        Some(AttributeType::Bool | AttributeType::Null) => matches!(value.kind, Kind::Bool(_)),
        Some(AttributeType::M) => matches!(value.kind, Kind::Map(_)),
        Some(_) => matches!(value.kind, Kind::List(_)),
    }
}
