//! One page of a query or scan: reading until 1 MB, the limit or the end, then filtering, then projecting.

use std::sync::Arc;

use super::answer::ReadAnswer;
use super::position::Position;
use super::store::{Entry, Range};
use super::target::Target;
use crate::capacity::{Consistency, Consumed, read_units};
use crate::expression::{Condition, Projection};
use crate::schema::IndexScope;
use crate::value::Attributes;

/// Bytes that a page reads at most; a first item is read in any case.
const MAX_BYTES: usize = 1024 * 1024;

/// How to read.
pub(super) struct Reading<'t> {
    pub(super) target: Target<'t>,
    pub(super) filter: Option<Condition>,
    pub(super) projection: Option<Projection>,
    pub(super) count_only: bool,
    /// Whether whole items are fetched from the table.
    pub(super) fetch: bool,
    pub(super) limit: Option<usize>,
    pub(super) forward: bool,
    pub(super) consistency: Consistency,
}

/// What has been read so far.
#[derive(Default)]
struct Read<'t> {
    items: Vec<Arc<Attributes>>,
    count: usize,
    scanned: usize,
    /// Against the limit of a page.
    bytes: usize,
    /// Of the table's or index's own entries.
    entry_bytes: usize,
    fetched_units: f64,
    last: Option<&'t Entry>,
    may_go_on: bool,
}

impl<'t> Reading<'t> {
    /// Reads a page of the range; none is an empty one.
    pub(super) fn page(&self, range: Option<Range>) -> ReadAnswer {
        let mut read = Read::default();
        if let Some(range) = range {
            let entries = self.target.store.range(range).map(|(_, entry): (&Position, _)| entry);
            if self.forward {
                self.read(entries, &mut read);
            } else {
                self.read(entries.rev(), &mut read);
            }
        }
        self.answer(read)
    }

    fn read(&self, entries: impl Iterator<Item = &'t Entry>, read: &mut Read<'t>) {
        for entry in entries {
            let whole = if self.fetch { self.target.fetch(entry).unwrap_or(entry) } else { entry };
            if read.bytes + whole.size > MAX_BYTES && read.scanned > 0 {
                read.may_go_on = true;
                return;
            }
            read.bytes += whole.size;
            read.entry_bytes += entry.size;
            if self.fetch {
                read.fetched_units += read_units(whole.size, self.consistency);
            }
            read.scanned += 1;
            read.last = Some(entry);
            self.keep(&whole.item, read);
            if self.limit.is_some_and(|limit| read.scanned >= limit) {
                read.may_go_on = true;
                return;
            }
        }
    }

    fn keep(&self, item: &Arc<Attributes>, read: &mut Read<'_>) {
        if self.filter.as_ref().is_some_and(|filter| !filter.is_met_by(item)) {
            return;
        }
        read.count += 1;
        if !self.count_only {
            let project = |projection: &Projection| Arc::new(projection.apply(item));
            read.items.push(self.projection.as_ref().map_or_else(|| Arc::clone(item), project));
        }
    }

    fn answer(&self, read: Read<'_>) -> ReadAnswer {
        let last = read.last.filter(|_| read.may_go_on);
        ReadAnswer {
            count: read.count,
            scanned_count: read.scanned,
            last_evaluated_key: last.map(|entry| self.keys(&entry.item)),
            consumed_capacity: self.consumed(&read),
            items: (!self.count_only).then_some(read.items),
        }
    }

    /// The keys of the index and of the table.
    fn keys(&self, item: &Attributes) -> Attributes {
        let keys = self.target.key.attributes().chain(self.target.table.schema().key.attributes());
        let values = keys.filter_map(|key| Some((key.name.clone(), item.get(&key.name)?.clone())));
        values.collect()
    }

    fn consumed(&self, read: &Read<'_>) -> Consumed {
        let mut consumed = Consumed::new(&self.target.table.schema().name);
        let units = read_units(read.entry_bytes, self.consistency);
        match self.target.index {
            None => consumed.table = units,
            Some(index) => {
                consumed.add(index.scope, &index.name, units);
                if index.scope == IndexScope::Local {
                    consumed.table = read.fetched_units;
                }
            }
        }
        consumed
    }
}
