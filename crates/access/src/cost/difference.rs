//! What a change of a design does to its bill.

use std::collections::BTreeMap;

use tablewright_model::{PatternId, TableId};

use super::bill::{Bill, Meter};
use super::money::Money;
use crate::verdict::Place;

/// A line that costs more or less than before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// The table.
    pub table: TableId,
    /// The table itself or one of its indexes.
    pub place: Place,
    /// The pattern that it is for, where requests are paid.
    pub pattern: Option<PatternId>,
    /// What is charged.
    pub meter: Meter,
    /// Before.
    pub before: Money,
    /// After.
    pub after: Money,
}

/// The lines that differ, the largest difference first.
#[must_use]
pub fn difference(before: &Bill, after: &Bill) -> Vec<Change> {
    let mut all: BTreeMap<(TableId, Place, Option<PatternId>, Meter), (Money, Money)> = BTreeMap::new();
    for line in &before.lines {
        let (old, _) = all.entry((line.table, line.place, line.pattern, line.meter)).or_default();
        *old = *old + line.money;
    }
    for line in &after.lines {
        let (_, new) = all.entry((line.table, line.place, line.pattern, line.meter)).or_default();
        *new = *new + line.money;
    }
    let changed = all.into_iter().filter(|(_, (before, after))| before != after);
    let mut changes: Vec<Change> = changed
        .map(|((table, place, pattern, meter), (before, after))| Change {
            table,
            place,
            pattern,
            meter,
            before,
            after,
        })
        .collect();
    let size = |change: &Change| (change.after - change.before).max(change.before - change.after);
    changes.sort_by_key(|change| std::cmp::Reverse(size(change)));
    changes
}
