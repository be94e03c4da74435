//! Units per second that bound on-demand requests, and those that are kept warm.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use tablewright_model::{Maximum, Warm};

use crate::TableState;

/// What AWS takes for "no bound any more".
pub(crate) const UNBOUNDED: i64 = -1;

pub(super) fn maximum(table: &str, own: Option<&Maximum>, indexes: &BTreeMap<String, Maximum>) -> Value {
    of_table_and_indexes(table, "OnDemandThroughput", own.map(bounds), indexes, bounds)
}

/// Every bound is said, so that one that is left out of the design goes.
fn bounds(maximum: &Maximum) -> Value {
    let bound = |units: Option<u64>| units.map_or(json!(UNBOUNDED), |units| json!(units));
    json!({ "MaxReadRequestUnits": bound(maximum.read), "MaxWriteRequestUnits": bound(maximum.write) })
}

/// The bounds at creation, where none is said by leaving it out.
pub(crate) fn first_bounds(maximum: &Maximum) -> Option<Value> {
    let mut fields = Map::new();
    fields.extend(maximum.read.map(|units| ("MaxReadRequestUnits".to_owned(), json!(units))));
    fields.extend(maximum.write.map(|units| ("MaxWriteRequestUnits".to_owned(), json!(units))));
    (!fields.is_empty()).then_some(Value::Object(fields))
}

pub(super) fn warm(table: &str, own: Option<&Warm>, indexes: &BTreeMap<String, Warm>) -> Value {
    of_table_and_indexes(table, "WarmThroughput", own.map(warm_units), indexes, warm_units)
}

pub(crate) fn warm_units(warm: &Warm) -> Value {
    json!({ "ReadUnitsPerSecond": warm.read, "WriteUnitsPerSecond": warm.write })
}

/// `UpdateTable` with units of the table, of indexes, or of both.
pub(super) fn of_table_and_indexes<T>(
    table: &str,
    field: &str,
    own: Option<Value>,
    indexes: &BTreeMap<String, T>,
    value: impl Fn(&T) -> Value,
) -> Value {
    let mut body = json!({ "TableName": table });
    if let Some(own) = own {
        body[field] = own;
    }
    if !indexes.is_empty() {
        let update =
            |(name, one): (&String, &T)| json!({ "Update": { "IndexName": name, field: value(one) } });
        body["GlobalSecondaryIndexUpdates"] = indexes.iter().map(update).collect();
    }
    body
}

pub(super) fn maximum_set(
    state: &mut TableState,
    own: Option<&Maximum>,
    indexes: &BTreeMap<String, Maximum>,
) {
    if let Some(own) = own {
        state.maximum = *own;
    }
    for (name, index) in &mut state.indexes {
        if let Some(maximum) = indexes.get(name) {
            index.maximum = *maximum;
        }
    }
}

/// AWS raises what is warm by itself, and refuses less than it has.
pub(super) fn sent(
    state: &TableState,
    own: Option<Warm>,
    indexes: &BTreeMap<String, Warm>,
) -> (Option<Warm>, BTreeMap<String, Warm>) {
    let of_index = |name: &String| state.indexes.get(name).and_then(|index| index.warm);
    let indexes = indexes.iter().map(|(name, to)| (name.clone(), raised(of_index(name), *to)));
    (own.map(|to| raised(state.warm, to)), indexes.collect())
}

fn raised(now: Option<Warm>, to: Warm) -> Warm {
    let now = now.unwrap_or(to);
    Warm { read: now.read.max(to.read), write: now.write.max(to.write) }
}

/// What is warm already stays so: AWS takes no lower value.
pub(super) fn warmed(state: &mut TableState, own: Option<&Warm>, indexes: &BTreeMap<String, Warm>) {
    if let Some(own) = own {
        state.warm = Some(raised(state.warm, *own));
    }
    for (name, index) in &mut state.indexes {
        if let Some(to) = indexes.get(name) {
            index.warm = Some(raised(index.warm, *to));
        }
    }
}
