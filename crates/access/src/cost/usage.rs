//! Units a second by table, index and pattern, and how many times an index repeats what is written.

use std::collections::BTreeMap;

use tablewright_model::{Design, IndexId, PatternId, TableId};

use super::load::{Flow, Load, loads};
use super::money::Ratio;
use crate::verdict::{Place, Verdict};

/// Units a second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Usage {
    /// The table.
    pub table: TableId,
    /// The table itself or one of its indexes.
    pub place: Place,
    /// The pattern; none is all of them.
    pub pattern: Option<PatternId>,
    /// Reading or writing.
    pub flow: Flow,
    /// Over the month: at average rates, else at peaks.
    pub usual: Ratio,
    /// At the peak of every pattern at once.
    pub most: Ratio,
}

/// What an index adds to the writes of its table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amplification {
    /// The table.
    pub table: TableId,
    /// The index.
    pub index: IndexId,
    /// Its write units for each write unit of the table.
    pub factor: Ratio,
    /// Its write units a second over the month.
    pub usual: Ratio,
}

/// Where units come from.
type Source = (TableId, Place, Flow, Option<PatternId>);

/// Units a second of every table and index, and of every pattern on them, in this order; given all verdicts.
#[must_use]
pub fn usage(design: &Design, verdicts: &[Verdict]) -> Vec<Usage> {
    let mut sums: BTreeMap<Source, (Ratio, Ratio)> = BTreeMap::new();
    for load in loads(design, verdicts) {
        for pattern in [None, Some(load.pattern)] {
            let sum = sums.entry((load.table, load.place, load.flow, pattern));
            let (usual, most) = sum.or_insert((Ratio::ZERO, Ratio::ZERO));
            (*usual, *most) = (usual.plus(load.usual()), most.plus(load.most()));
        }
    }
    let one =
        |((table, place, flow, pattern), (usual, most))| Usage { table, place, pattern, flow, usual, most };
    sums.into_iter().map(one).filter(|usage| usage.most != Ratio::ZERO).collect()
}

/// What each index of a design adds to the writes of its table, the dearest first; given all verdicts.
#[must_use]
pub fn amplification(design: &Design, verdicts: &[Verdict]) -> Vec<Amplification> {
    let all = loads(design, verdicts);
    let written = |table: TableId, place: Place| {
        let own = |load: &&Load| load.flow == Flow::Write && load.table == table && load.place == place;
        all.iter().filter(own).fold(Ratio::ZERO, |sum, load| sum.plus(load.usual()))
    };
    let mut found = Vec::new();
    for table in &design.tables {
        let base = written(table.id, Place::Table);
        for index in table.index_ids() {
            let usual = written(table.id, Place::Index(index));
            if usual != Ratio::ZERO {
                let factor = usual.times(base.inverse());
                found.push(Amplification { table: table.id, index, factor, usual });
            }
        }
    }
    found.sort_by_key(|one| std::cmp::Reverse(one.usual));
    found
}
