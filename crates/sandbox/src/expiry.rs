//! Expired items, which go some time after the moment that their attribute names.
//!
//! Nothing runs in the background: a table is swept when a request looks at it, at most once in a while. The records
//! of such deletions carry the service's identity, which `stream_records` adds: dynoxide sweeps by the machine's time.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use dynoxide::actions::scan::ScanRequest;
use dynoxide::types::AttributeValue;
use serde_json::{Value, json};

use crate::durations::{after, milliseconds};
use crate::overlay::TableEntry;
use crate::partition::{Change, Partition};
use crate::protocol::{Refusal, decode};
use crate::replication;
use crate::stream_records::last_sequence;

/// Times that are longer ago are taken for something else: five years, in seconds.
const TOO_OLD: u64 = 5 * 365 * 24 * 3_600;
/// The shortest time between two sweeps of a table.
const SELDOM: Duration = Duration::from_secs(1);
/// Ranges of records that are remembered as the service's.
const KEPT: usize = 256;

/// When each table is swept next.
#[derive(Debug, Default)]
pub(crate) struct Sweeps(Mutex<BTreeMap<String, u64>>);

/// Removes the expired items of a table, if its time to live is on and it was not swept a moment ago.
pub(crate) fn sweep(partition: &Partition, table: &str) -> Result<(), Refusal> {
    let now = partition.now();
    let attribute = partition.look().tables.get(table).and_then(|entry| attribute(entry, now));
    let Some(attribute) = attribute.filter(|_| partition.sweeps.begin(partition, table, now)) else {
        return Ok(());
    };
    let delay = milliseconds(partition.durations.expire_items);
    let before = now.saturating_sub(delay) / 1_000;
    let keys = expired(partition, table, &attribute, before)?;
    if keys.is_empty() {
        return Ok(());
    }
    partition.change(|change| remove(change, table, &attribute, before, &keys))?;
    let overlay = partition.look();
    replication::note(partition, &overlay, std::iter::once(table))
}

impl Sweeps {
    fn begin(&self, partition: &Partition, table: &str, now: u64) -> bool {
        let mut next = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if next.get(table).is_some_and(|next| now < *next) {
            return false;
        }
        let interval = (partition.durations.expire_items / 10).max(SELDOM);
        next.insert(table.to_owned(), after(now, interval));
        true
    }
}

fn attribute(entry: &TableEntry, now: u64) -> Option<String> {
    let setting = &entry.time_to_live;
    let is_on = setting.enabled && setting.settled <= now && !entry.is_creating(now);
    setting.attribute.clone().filter(|_| is_on)
}

/// The keys of the items whose time is before `before`, in seconds.
fn expired(partition: &Partition, table: &str, attribute: &str, before: u64) -> Result<Vec<Value>, Refusal> {
    let names: Vec<String> =
        partition.db.table(table)?.key_schema.iter().map(|key| key.attribute_name.clone()).collect();
    let (mut keys, mut start) = (Vec::new(), None);
    loop {
        let scan = ScanRequest {
            table_name: table.to_owned(),
            filter_expression: Some("#ttl BETWEEN :oldest AND :latest".to_owned()),
            expression_attribute_names: Some(HashMap::from([("#ttl".to_owned(), attribute.to_owned())])),
            expression_attribute_values: Some(bounds(before)),
            exclusive_start_key: start,
            ..ScanRequest::default()
        };
        let page = partition.db.scan(scan)?;
        for item in page.items.unwrap_or_default() {
            let key = item.into_iter().filter(|(name, _)| names.contains(name));
            let key = serde_json::to_value(key.collect::<HashMap<_, _>>());
            keys.push(key.map_err(|error| Refusal::internal(&error.to_string()))?);
        }
        match page.last_evaluated_key {
            Some(last) => start = Some(last),
            None => return Ok(keys),
        }
    }
}

fn bounds(before: u64) -> HashMap<String, AttributeValue> {
    let number = |seconds: u64| AttributeValue::N(seconds.to_string());
    HashMap::from([
        (":oldest".to_owned(), number(before.saturating_sub(TOO_OLD))),
        (":latest".to_owned(), number(before.saturating_sub(1))),
    ])
}

fn remove(
    change: &mut Change<'_>,
    table: &str,
    attribute: &str,
    before: u64,
    keys: &[Value],
) -> Result<(), Refusal> {
    let partition = change.partition;
    let entry = change.table(table)?;
    let recorded = entry.live_stream().is_some();
    let first = if recorded { last_sequence(&partition.db, table)? + 1 } else { 0 };
    for key in keys {
        delete(partition, table, attribute, before, key)?;
    }
    if recorded {
        entry.expired.push((first, last_sequence(&partition.db, table)?));
        let old = entry.expired.len().saturating_sub(KEPT);
        entry.expired.drain(..old);
    }
    Ok(())
}

/// Deletes an item that is still expired: it may have been written since it was found.
fn delete(
    partition: &Partition,
    table: &str,
    attribute: &str,
    before: u64,
    key: &Value,
) -> Result<(), Refusal> {
    let request = json!({
        "TableName": table,
        "Key": key,
        "ConditionExpression": "#ttl < :before",
        "ExpressionAttributeNames": { "#ttl": attribute },
        "ExpressionAttributeValues": { ":before": { "N": before.to_string() } },
    });
    match partition.db.delete_item(decode("DeleteItem", request)?).map_err(Refusal::from) {
        Err(refusal) if !refusal.body.contains("ConditionalCheckFailedException") => Err(refusal),
        _ => Ok(()),
    }
}
