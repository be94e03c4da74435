//! Items of a global table on their way from one region to the others.
//!
//! Nothing runs in the background: a write leaves a mark with the time at which the others have it, and the next
//! request that looks at the table in any region brings over what is due. dynoxide's records say which keys were
//! written; the items themselves are read where they were written last, so several writes of one item arrive as one.
//! The last write wins, by the sequence numbers, which are times in microseconds.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::{Value, json};

use crate::durations::after;
use crate::overlay::{Consistency, Overlay, Sent, TableEntry};
use crate::partition::{Changes, Partition};
use crate::protocol::{Refusal, decode};
use crate::stream_records::{last_sequence, written_after};

/// When the writes of a region are due in the others, by table.
#[derive(Debug, Default)]
pub(crate) struct Marks(Mutex<BTreeMap<String, Vec<Mark>>>);

#[derive(Clone, Copy, Debug)]
struct Mark {
    upto: i64,
    due: u64,
}

impl Marks {
    fn add(&self, table: &str, mark: Mark) {
        let mut marks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        marks.entry(table.to_owned()).or_default().push(mark);
    }

    fn is_due(&self, table: &str, now: u64) -> bool {
        let marks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        marks.get(table).is_some_and(|marks| marks.iter().any(|mark| mark.due <= now))
    }

    /// The last sequence number that is due, if there is any.
    fn take_due(&self, table: &str, now: u64) -> Option<i64> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let marks = all.get_mut(table)?;
        let due = marks.iter().filter(|mark| mark.due <= now).map(|mark| mark.upto).max();
        marks.retain(|mark| mark.due > now);
        due
    }
}

/// Notes that tables were written. `overlay` is the partition's, as it was while they were written.
pub(crate) fn note<'a>(
    partition: &Partition,
    overlay: &Overlay,
    tables: impl Iterator<Item = &'a str>,
) -> Result<(), Refusal> {
    for table in tables {
        let Some(group) = overlay.tables.get(table).and_then(|entry| entry.group.as_ref()) else {
            continue;
        };
        if group.regions().count() < 2 {
            continue;
        }
        let due = match group.consistency {
            Consistency::Eventual => after(partition.now(), partition.durations.replicate),
            Consistency::Strong => 0,
        };
        partition.marks.add(table, Mark { upto: last_sequence(&partition.db, table)?, due });
    }
    Ok(())
}

/// Brings over what is due of a table. It does nothing for a table of one region.
pub(crate) fn bring(partition: &Partition, table: &str) -> Result<(), Refusal> {
    let regions: BTreeSet<String> = match partition.look().tables.get(table) {
        Some(TableEntry { group: Some(group), .. }) => group.regions().map(str::to_owned).collect(),
        _ => return Ok(()),
    };
    if regions.len() < 2 {
        return Ok(());
    }
    let members = regions.iter().map(|region| partition.sibling(region)).collect::<Result<Vec<_>, _>>()?;
    if !members.iter().any(|member| member.marks.is_due(table, member.now())) {
        return Ok(());
    }
    partition.change_in(&regions, |changes| spread(changes, table))
}

/// Makes the members of each global table agree on who they are, and all writes due: marks do not survive an end.
pub(crate) fn fit(partitions: &[Arc<Partition>]) {
    let mut there = BTreeSet::new();
    for partition in partitions {
        let overlay = partition.look();
        let global = overlay.tables.iter().filter(|(_, entry)| entry.group.is_some());
        there.extend(global.map(|(table, _)| (partition.place.clone(), table.clone())));
    }
    for partition in partitions {
        let place = &partition.place;
        if !there.iter().any(|(at, _)| at == place) {
            continue;
        }
        let fitted = partition.change(|change| {
            for (table, entry) in &mut change.overlay.tables {
                let Some(group) = &mut entry.group else { continue };
                partition.marks.add(table, Mark { upto: i64::MAX, due: 0 });
                group.members.retain(|region, member| {
                    let mut at = place.clone();
                    at.region.clone_from(region);
                    member.phase.after.is_empty() || there.contains(&(at, table.clone()))
                });
            }
            Ok(())
        });
        if let Err(refusal) = fitted {
            tracing::error!(region = place.region, why = refusal.body, "the global tables cannot be stored");
        }
    }
}

/// What was written where, by key: the newest write of all regions.
type Newest = BTreeMap<String, (i64, String, Value)>;

fn spread(changes: &mut Changes<'_>, table: &str) -> Result<(), Refusal> {
    let regions = members(changes, table)?;
    let (mut newest, mut due, mut before) = (Newest::new(), BTreeMap::new(), BTreeMap::new());
    for region in &regions {
        let change = changes.at(region)?;
        before.insert(region.clone(), last_sequence(&change.partition.db, table)?);
        if let Some(upto) = change.partition.marks.take_due(table, change.now) {
            due.insert(region.clone(), upto);
        }
        let sent = change.table(table)?.sent.clone();
        collect(&mut newest, change.partition, &sent, table, region)?;
    }
    for (sequence, from, key) in newest.values() {
        if due.get(from).is_some_and(|upto| sequence <= upto) {
            carry(changes, &regions, table, from, key)?;
        }
    }
    for region in &regions {
        let change = changes.at(region)?;
        let (first, last) =
            (before.get(region).copied().unwrap_or(0), last_sequence(&change.partition.db, table)?);
        let upto = due.get(region).map(|upto| first.min(*upto));
        let sent = &mut change.table(table)?.sent;
        if last > first {
            sent.foreign.push((first + 1, last));
        }
        if let Some(upto) = upto {
            sent.advance(upto);
        }
    }
    Ok(())
}

/// The regions that still have the table: one may have left before the locks were taken.
fn members(changes: &mut Changes<'_>, table: &str) -> Result<Vec<String>, Refusal> {
    let mut members = Vec::new();
    for region in changes.regions() {
        let entry = changes.at(&region)?.overlay.tables.get(table);
        if entry.is_some_and(|entry| entry.group.is_some()) {
            members.push(region);
        }
    }
    Ok(members)
}

fn collect(
    newest: &mut Newest,
    partition: &Partition,
    sent: &Sent,
    table: &str,
    region: &str,
) -> Result<(), Refusal> {
    for (sequence, key) in written_after(&partition.db, table, sent.upto)? {
        if sent.is_foreign(sequence) {
            continue;
        }
        let name = key.to_string();
        if newest.get(&name).is_none_or(|(known, _, _)| *known < sequence) {
            newest.insert(name, (sequence, region.to_owned(), key));
        }
    }
    Ok(())
}

/// Makes the item of a key everywhere what it is in `from`.
fn carry(
    changes: &mut Changes<'_>,
    regions: &[String],
    table: &str,
    from: &str,
    key: &Value,
) -> Result<(), Refusal> {
    let item = read(changes.at(from)?.partition, table, key)?;
    for region in regions {
        let partition = changes.at(region)?.partition;
        if region == from || read(partition, table, key)? == item {
            continue;
        }
        if item.is_null() {
            let delete = decode("DeleteItem", json!({ "TableName": table, "Key": key }))?;
            partition.db.delete_item(delete)?;
        } else {
            let put = decode("PutItem", json!({ "TableName": table, "Item": item }))?;
            partition.db.put_item(put)?;
        }
    }
    Ok(())
}

/// The item of a key; null if there is none.
fn read(partition: &Partition, table: &str, key: &Value) -> Result<Value, Refusal> {
    let request = json!({ "TableName": table, "Key": key, "ConsistentRead": true });
    let answer = partition.db.get_item(decode("GetItem", request)?)?;
    let answer = serde_json::to_value(answer).map_err(|error| Refusal::internal(&error.to_string()))?;
    Ok(answer.get("Item").cloned().unwrap_or_default())
}
