//! Answers of the API, read. What does not have the API's shape counts as not there.

use serde_json::Value as Json;

use crate::capacity::Amount;
use crate::preview::{Asked, Units};
use crate::value::Attributes;

/// The items of an answer, in its order.
pub(super) fn items(call: &Asked, answer: &Json) -> Vec<Attributes> {
    match call {
        Asked::GetItem(_) => one(answer, "Item").into_iter().collect(),
        Asked::BatchGetItem(table, _) => list(answer.get("Responses").and_then(|all| all.get(table))),
        Asked::TransactGetItems(_) => {
            let parts = answer.get("Responses").and_then(Json::as_array).into_iter().flatten();
            parts.filter_map(|part| one(part, "Item")).collect()
        }
        _ => list(answer.get("Items")),
    }
}

/// An item or a key in an answer.
pub(super) fn one(answer: &Json, member: &str) -> Option<Attributes> {
    answer.get(member).and_then(attributes)
}

/// How many items were read.
pub(super) fn scanned(answer: &Json) -> Option<u64> {
    answer.get("ScannedCount").and_then(Json::as_u64)
}

/// What a request took, by table and index.
pub(super) fn units(answer: &Json) -> Vec<Units> {
    let consumed = answer.get("ConsumedCapacity");
    match consumed {
        Some(Json::Array(tables)) => tables.iter().flat_map(of_table).collect(),
        Some(table) => of_table(table),
        None => Vec::new(),
    }
}

fn of_table(consumed: &Json) -> Vec<Units> {
    let table = consumed.get("TableName").and_then(Json::as_str).unwrap_or_default();
    let amount =
        |arm: &Json| Amount::of_units(arm.get("CapacityUnits").and_then(Json::as_f64).unwrap_or_default());
    let units = |index, arm: &Json| Units { table: table.to_owned(), index, amount: amount(arm) };
    let own = consumed.get("Table").map(|arm| units(None, arm));
    let indexes = ["GlobalSecondaryIndexes", "LocalSecondaryIndexes"]
        .into_iter()
        .filter_map(|list| consumed.get(list)?.as_object())
        .flatten()
        .map(|(index, arm)| units(Some(index.clone()), arm));
    own.into_iter().chain(indexes).collect()
}

fn list(items: Option<&Json>) -> Vec<Attributes> {
    items.and_then(Json::as_array).into_iter().flatten().filter_map(attributes).collect()
}

/// Read, so that sets and numbers have one form.
fn attributes(json: &Json) -> Option<Attributes> {
    serde_json::from_value(json.clone()).ok()
}
