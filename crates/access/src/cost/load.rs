//! Units that patterns take from tables and indexes, per request and per second.

use tablewright_model::{Design, Pattern, PatternId, PatternKind, TableId};

use super::factor::{Factor, What};
use super::money::Ratio;
use crate::capacity::{Amount, Consistency};
use crate::verdict::{Place, Service, Verdict};

/// What one pattern takes from one table or index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Load {
    /// The pattern whose rate counts.
    pub pattern: PatternId,
    /// The pattern that reads or writes: itself, or a part of the transaction.
    pub part: PatternId,
    /// The table.
    pub table: TableId,
    /// The table itself or one of its indexes.
    pub place: Place,
    /// Reading or writing.
    pub flow: Flow,
    /// Units of one request.
    pub units: Amount,
    /// Requests per second at the peak.
    pub peak: Option<u64>,
    /// Requests per second on average.
    pub average: Option<u64>,
    /// Whether it may be more, since sizes or numbers are not stated.
    pub at_least: bool,
}

/// Which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Flow {
    /// Read units.
    Read,
    /// Write units.
    Write,
}

/// What all patterns take, given all verdicts. What nothing serves takes nothing.
#[must_use]
pub fn loads(design: &Design, verdicts: &[Verdict]) -> Vec<Load> {
    let all = carried_out(design, verdicts).into_iter();
    all.flat_map(|(of, part, service)| single(of, part, service, if of.id == part.id { 1 } else { 2 }))
        .collect()
}

/// What is carried out: the pattern whose rate counts, the pattern that reads or writes (itself, or a part of the
/// transaction), and what serves it.
pub(super) fn carried_out<'d>(
    design: &'d Design,
    verdicts: &'d [Verdict],
) -> Vec<(&'d Pattern, &'d Pattern, &'d Service)> {
    let service = |id: PatternId| {
        let verdict = verdicts.iter().find(|verdict| verdict.pattern == id);
        verdict.and_then(|verdict| verdict.service.as_deref())
    };
    let mut all = Vec::new();
    for pattern in &design.patterns {
        let Some(own) = service(pattern.id) else { continue };
        if pattern.kind != PatternKind::Transaction {
            all.push((&**pattern, &**pattern, own));
            continue;
        }
        let parts = pattern.together.iter().filter_map(|id| design.pattern(*id));
        all.extend(parts.filter_map(|part| Some((&**pattern, part, service(part.id)?))));
    }
    all
}

/// The loads of a pattern, whose units on the table count so many times in a transaction.
fn single(of: &Pattern, part: &Pattern, service: &Service, times: u64) -> Vec<Load> {
    let estimate = &service.estimate;
    let is_write = part.kind.is_write();
    let load = |place, flow, units| Load {
        pattern: of.id,
        part: part.id,
        table: part.table,
        place,
        flow,
        units,
        peak: of.peak_rate.map(u64::from),
        average: of.average_rate.map(u64::from),
        at_least: estimate.at_least,
    };
    let flow = if is_write { Flow::Write } else { Flow::Read };
    let own = match (times, is_write) {
        (1, _) => estimate.units,
        (_, true) => estimate.units.times(times),
        (_, false) => Amount::read(estimate.item_bytes.unwrap_or(1), Consistency::Transactional),
    };
    let indexes =
        estimate.index_units.iter().map(|(index, units)| load(Place::Index(*index), Flow::Write, *units));
    let fetched = estimate.fetch_units.map(|units| load(Place::Table, Flow::Read, units));
    std::iter::once(load(service.place, flow, own)).chain(fetched).chain(indexes).collect()
}

impl Load {
    /// Requests per second over the month: the average, else the peak.
    #[must_use]
    pub fn rate(&self) -> Option<Factor> {
        rate(self.average, self.peak)
    }

    /// Units of one request.
    pub(super) fn each(&self) -> Factor {
        Factor::new(halves(self.units), What::UnitsPerRequest)
    }

    /// Units per second over the month.
    pub(super) fn usual(&self) -> Ratio {
        self.rate().map_or(Ratio::ZERO, |rate| rate.value.times(halves(self.units)))
    }

    /// Units per second at the peak, which the average is at least.
    pub(super) fn most(&self) -> Ratio {
        let rate = self.peak.max(self.average).unwrap_or(0);
        Ratio::whole(rate.into()).times(halves(self.units))
    }
}

/// Requests per second over the month: the average, else the peak.
pub(super) fn rate(average: Option<u64>, peak: Option<u64>) -> Option<Factor> {
    match (average, peak) {
        (Some(average), _) => Some(Factor::whole(average, What::RequestsPerSecond)),
        (None, Some(peak)) => Some(Factor::whole(peak, What::PeakRequestsPerSecond)),
        (None, None) => None,
    }
}

fn halves(units: Amount) -> Ratio {
    Ratio::new(units.halves().into(), 2)
}
