//! What one request of the application reads or writes: bytes, pages, calls, units.
//!
//! Whole numbers only. What the design does not say is counted as the least there can be, and said to be so.

use tablewright_model::{AttributeId, IndexId, Projection};

use super::candidate::Candidate;
use super::question::Question;
use crate::capacity::{Amount, Consistency};

/// What one request of the application takes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Estimate {
    /// Bytes of an item, stated or as the sample items have; none if neither is there.
    pub item_bytes: Option<u64>,
    /// Bytes of what is read or written of each, which an index has less of.
    pub entry_bytes: Option<u64>,
    /// Items of the answer, if the pattern says.
    pub items: Option<u64>,
    /// Pages of 1 MB, or calls.
    pub pages: u64,
    /// Units, of the table or of the index that is read.
    pub units: Amount,
    /// Units of fetching whole items from the table.
    pub fetch_units: Option<Amount>,
    /// Units of each index that follows a write.
    pub index_units: Vec<(IndexId, Amount)>,
    /// Bytes that a write takes into each vector index, which is charged by them.
    pub vector_bytes: Vec<(IndexId, u64)>,
    /// All units in a second at the peak.
    pub peak_units: Option<Amount>,
    /// Whether it may be more: sizes or numbers are not known, or a filter returns less than is read.
    pub at_least: bool,
}

/// A page of a query or scan.
pub(super) const PAGE: u64 = 1024 * 1024;
/// Keys of a batch.
pub(super) const BATCH: u64 = 100;

impl Estimate {
    /// The units of everything.
    #[must_use]
    pub fn total(&self) -> Amount {
        let indexes = self.index_units.iter().map(|(_, units)| *units);
        self.units + self.fetch_units.unwrap_or_default() + indexes.sum()
    }

    /// With the sum at the pattern's peak.
    pub(super) fn at_peak(mut self, question: &Question<'_, '_>) -> Self {
        self.peak_units = question.pattern.peak_rate.map(|rate| self.total().times(rate.into()));
        self
    }
}

/// Bytes of an item.
pub(super) fn item_bytes(question: &Question<'_, '_>) -> Option<u64> {
    let stated = question.pattern.item_size.map(u64::from);
    stated.or_else(|| question.scope.sizes(question.pattern.entity).map(|sizes| sizes.item()))
}

/// Bytes of an entry: the item's share that the sample items have of these attributes.
pub(super) fn entry_bytes(question: &Question<'_, '_>, candidate: &Candidate<'_>) -> Option<u64> {
    let whole = item_bytes(question)?;
    if candidate.projection.is_none_or(|projection| *projection == Projection::All) {
        return Some(whole);
    }
    let Some(sizes) = question.scope.sizes(question.pattern.entity) else { return Some(whole) };
    let table = question.scope.table;
    let own = candidate.keys();
    let of_table = table.key.attributes().filter(|key| !candidate.is_key(*key));
    let included = candidate.projection.map(Projection::included).unwrap_or_default().iter().copied();
    let included = included.filter(|id| !candidate.is_key(*id) && !question.scope.is_key(*id));
    let part = sizes.part(table, own.chain(of_table).chain(included));
    Some(whole.saturating_mul(part.min(sizes.item())).div_ceil(sizes.item().max(1)))
}

/// Of reading a range.
pub(super) fn range(
    question: &Question<'_, '_>,
    candidate: &Candidate<'_>,
    missing: &[AttributeId],
    is_filtered: bool,
) -> Estimate {
    let (item, entry) = (item_bytes(question), entry_bytes(question, candidate));
    let items = answered(question);
    let consistency = Consistency::of(question.pattern.consistent);
    let (number, size) = (items.unwrap_or(1), entry.unwrap_or(1));
    let bytes = number.saturating_mul(size);
    let fetched = || Amount::read(item.unwrap_or(1), consistency).times(number);
    let estimate = Estimate {
        item_bytes: item,
        entry_bytes: entry,
        items,
        pages: bytes.div_ceil(PAGE).max(1),
        units: Amount::read(bytes, consistency),
        fetch_units: (!missing.is_empty()).then(fetched),
        at_least: is_filtered || items.is_none() || entry.is_none(),
        ..Estimate::default()
    };
    estimate.at_peak(question)
}

/// Of reading so many items by their keys.
pub(super) fn keys(question: &Question<'_, '_>, number: Option<u64>, consistency: Consistency) -> Estimate {
    let item = item_bytes(question);
    let count = number.unwrap_or(1);
    let estimate = Estimate {
        item_bytes: item,
        entry_bytes: item,
        items: number,
        pages: count.div_ceil(BATCH).max(1),
        units: Amount::read(item.unwrap_or(1), consistency).times(count),
        at_least: number.is_none() || item.is_none(),
        ..Estimate::default()
    };
    estimate.at_peak(question)
}

/// Items of the answer: as stated, at most the limit.
fn answered(question: &Question<'_, '_>) -> Option<u64> {
    let (items, limit) = (question.pattern.items.map(u64::from), question.pattern.limit.map(u64::from));
    match (items, limit) {
        (Some(items), Some(limit)) => Some(items.min(limit)),
        (items, limit) => items.or(limit),
    }
}
