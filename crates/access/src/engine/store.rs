//! The ordered entries of a table or index, and ranges of them.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::Arc;

use super::position::{Part, Position};
use crate::expression::{KeyCondition, SortCondition};
use crate::value::{Attributes, Value};

/// An item, or what an index carries of it.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) item: Arc<Attributes>,
    pub(super) size: usize,
}

/// Entries by their position.
pub(super) type Store = BTreeMap<Position, Entry>;

/// What to read of a store.
pub(super) type Range = (Bound<Position>, Bound<Position>);

/// Everything.
pub(super) const fn whole() -> Range {
    (Bound::Unbounded, Bound::Unbounded)
}

/// The entries that a key condition asks for.
pub(super) fn range(condition: &KeyCondition) -> Range {
    let partition: Vec<Part> = condition.partition.iter().filter_map(Part::of).collect();
    let equal: Vec<Part> = condition.equal.iter().filter_map(Part::of).collect();
    let at = |last: Option<Part>| {
        let sort = equal.iter().cloned().chain(last).collect();
        Position { partition: partition.clone(), sort, base: Vec::new() }
    };
    let (start, end) = match &condition.last {
        None => (Cut::Start, Cut::End),
        Some(last) => cuts(last),
    };
    (Bound::Included(start.place(&at)), Bound::Excluded(end.place(&at)))
}

/// A border between sort values.
enum Cut {
    /// Before all of them.
    Start,
    /// Before the value.
    Before(Part),
    /// Behind the value and all that continues it in further sort attributes.
    Behind(Part),
    /// Behind all of them.
    End,
}

impl Cut {
    fn place(self, at: &dyn Fn(Option<Part>) -> Position) -> Position {
        match self {
            Self::Start => at(None),
            Self::Before(part) => at(Some(part)),
            Self::Behind(part) => {
                let mut position = at(Some(part));
                position.sort.push(Part::End);
                position
            }
            Self::End => at(Some(Part::End)),
        }
    }
}

fn cuts(condition: &SortCondition) -> (Cut, Cut) {
    // Key conditions are checked against the key's types: there is always a part.
    let part = |value: &Value| Part::of(value).unwrap_or(Part::End);
    match condition {
        SortCondition::Less(value) => (Cut::Start, Cut::Before(part(value))),
        SortCondition::LessOrEqual(value) => (Cut::Start, Cut::Behind(part(value))),
        SortCondition::Greater(value) => (Cut::Behind(part(value)), Cut::End),
        SortCondition::GreaterOrEqual(value) => (Cut::Before(part(value)), Cut::End),
        SortCondition::Between(low, high) => (Cut::Before(part(low)), Cut::Behind(part(high))),
        SortCondition::BeginsWith(prefix) => {
            (Cut::Before(part(prefix)), Cut::Before(part(prefix).behind_prefix()))
        }
    }
}

/// The range from behind a position on, or before it where the order is descending. None if nothing is left.
pub(super) fn resume(range: Range, from: Position, forward: bool) -> Option<Range> {
    let (start, end) =
        if forward { (Bound::Excluded(from), range.1) } else { (range.0, Bound::Excluded(from)) };
    match (&start, &end) {
        // A range whose start is behind its end is a mistake of the caller to a BTreeMap.
        (Bound::Included(low) | Bound::Excluded(low), Bound::Excluded(high)) if low >= high => None,
        _ => Some((start, end)),
    }
}
