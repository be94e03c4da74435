//! The requests that put the sample items.

use serde_json::{Value as Json, json};

use crate::engine::Table;

/// Puts of one `BatchWriteItem`.
const BATCH: usize = 25;

/// The bodies of the `BatchWriteItem`s that put what the table in memory holds.
pub fn loading(table: &Table) -> impl Iterator<Item = Json> {
    let name = &table.schema().name;
    let puts: Vec<Json> =
        table.entries_of(None).map(|item| json!({"PutRequest": {"Item": **item}})).collect();
    let bodies: Vec<Json> =
        puts.chunks(BATCH).map(|puts| json!({"RequestItems": { name.as_str(): puts }})).collect();
    bodies.into_iter()
}
