//! The bill of a month, line by line.

use std::collections::BTreeMap;

use tablewright_model::{Billing, Design, IndexId, PatternId, Table, TableId};

use super::factor::{Factor, What};
use super::load::{Load, loads};
use super::money::{Money, Ratio};
use super::share::Rates;
use super::storage::stored;
use super::tally::Tally;
use crate::verdict::{Place, Verdict};

/// What the design does not say and a month depends on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assumptions {
    /// Hours of the month: 730 is the mean.
    pub hours: u32,
    /// How much tables hold where it is not as the design says.
    pub volumes: BTreeMap<TableId, Volume>,
    /// How many full backups on demand are kept of a table all month.
    pub backups: BTreeMap<TableId, u64>,
}

impl Default for Assumptions {
    fn default() -> Self {
        Self { hours: 730, volumes: BTreeMap::new(), backups: BTreeMap::new() }
    }
}

/// How much a table holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Volume {
    /// Items.
    pub items: u64,
    /// Bytes of an item; none is as the sample has.
    pub item_bytes: Option<u64>,
    /// Bytes of an entry of an index; none is as the sample has.
    pub entry_bytes: BTreeMap<IndexId, u64>,
}

impl Volume {
    /// As the table says.
    fn stated(table: &Table) -> Option<Self> {
        let tablewright_model::Volume { items, item_bytes } = table.volume?;
        Some(Self { items, item_bytes, ..Self::default() })
    }
}

impl Assumptions {
    /// How much a table holds, if anybody says.
    pub(super) fn volume(&self, table: &Table) -> Option<Volume> {
        self.volumes.get(&table.id).cloned().or_else(|| Volume::stated(table))
    }
}

/// A month's costs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bill {
    /// In the order of the design.
    pub lines: Vec<Line>,
    /// What is not in it.
    pub omitted: Vec<Omitted>,
}

/// A line of a bill.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The table.
    pub table: TableId,
    /// The table itself or one of its indexes.
    pub place: Place,
    /// The Region of a replica that has prices of its own; none is where the table is, and all that are priced alike.
    pub region: Option<String>,
    /// The pattern that it is for, where requests are paid.
    pub pattern: Option<PatternId>,
    /// What is charged.
    pub meter: Meter,
    /// Its formula: the amount is their product.
    pub factors: Vec<Factor>,
    /// The amount.
    pub money: Money,
}

impl Line {
    /// Whether there is something to be paid, and no price for it.
    pub(super) fn lacks_price(&self) -> bool {
        let is_nothing = |factor: &Factor| factor.what != What::NoPrice && factor.value == Ratio::ZERO;
        !self.has_price() && !self.factors.iter().any(is_nothing)
    }

    fn has_price(&self) -> bool {
        self.factors.iter().all(|factor| factor.what != What::NoPrice)
    }
}

/// What AWS charges for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Meter {
    /// Read request units.
    ReadRequests,
    /// Write request units.
    WriteRequests,
    /// Write request units of a global table, in every Region.
    ReplicatedWriteRequests,
    /// Read capacity, by the hour.
    ReadCapacity,
    /// Write capacity, by the hour.
    WriteCapacity,
    /// Write capacity of a global table, in every Region.
    ReplicatedWriteCapacity,
    /// What writes bring into vector indexes, by the byte.
    VectorWrites,
    /// Items and index entries.
    Storage,
    /// Point-in-time recovery.
    Recovery,
    /// Backups on demand.
    Backups,
    /// Calls of the readers of a stream.
    StreamReads,
    /// Change records for a Kinesis data stream.
    KinesisUnits,
}

/// What a bill leaves out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Omitted {
    /// The price file of the Region has no price for it.
    NoPrice(TableId, Meter),
    /// Data transfer between Regions and to the internet.
    Transfer,
    /// Keys, metrics, functions, pipelines and streams of other services.
    OtherServices,
    /// Restores, exports and imports.
    Restores,
    /// Nobody says how many backups are kept on demand.
    Backups(TableId),
    /// Searches of a vector index, which are charged by the bytes that they read.
    Searches(TableId, IndexId),
    /// The pattern states no rate.
    NoRate(PatternId),
    /// Nothing serves the pattern.
    NotServed(PatternId),
    /// The pattern may take more: sizes or numbers of items are not stated.
    AtLeast(PatternId),
    /// Nobody says how many items the table has, or how large they are.
    NoVolume(TableId),
    /// What is read in other Regions.
    OtherReads(TableId),
    /// Copies in Regions whose prices are not known are priced as those here.
    OtherPrices(TableId),
}

/// The bill of a design, given all verdicts.
#[must_use]
pub fn bill(design: &Design, verdicts: &[Verdict], rates: Rates<'_>, assumptions: &Assumptions) -> Bill {
    let all = loads(design, verdicts);
    let mut bill = Bill::default();
    for table in &design.tables {
        let loads: Vec<&Load> = all.iter().filter(|load| load.table == table.id).collect();
        let of = Tally::new(table, rates, assumptions, &loads);
        match table.billing {
            Billing::OnDemand => bill.take(of.requests()),
            Billing::Provisioned(_) => bill.take(of.capacity()),
        }
        bill.take(of.vectors(design, verdicts));
        bill.take(of.stored());
        bill.take(of.streams());
    }
    bill.omitted.extend(left_out(design, verdicts, &all, rates, assumptions));
    bill
}

impl Bill {
    /// What has no price is told: it is not free.
    fn take(&mut self, lines: Vec<Line>) {
        for line in lines {
            let omitted = Omitted::NoPrice(line.table, line.meter);
            if line.lacks_price() && !self.omitted.contains(&omitted) {
                self.omitted.push(omitted);
            }
            if line.has_price() {
                self.lines.push(line);
            }
        }
    }

    /// All of it.
    #[must_use]
    pub fn total(&self) -> Money {
        self.lines.iter().map(|line| line.money).sum()
    }

    /// The part of a table.
    #[must_use]
    pub fn of_table(&self, table: TableId) -> Money {
        self.lines.iter().filter(|line| line.table == table).map(|line| line.money).sum()
    }

    /// The part of a table or index.
    #[must_use]
    pub fn of_place(&self, table: TableId, place: Place) -> Money {
        let lines = self.lines.iter().filter(|line| line.table == table && line.place == place);
        lines.map(|line| line.money).sum()
    }

    /// The part of a pattern, where requests are paid.
    #[must_use]
    pub fn of_pattern(&self, pattern: PatternId) -> Money {
        self.lines.iter().filter(|line| line.pattern == Some(pattern)).map(|line| line.money).sum()
    }
}

fn left_out(
    design: &Design,
    verdicts: &[Verdict],
    all: &[Load],
    rates: Rates<'_>,
    assumptions: &Assumptions,
) -> Vec<Omitted> {
    let mut omitted = vec![Omitted::Transfer, Omitted::OtherServices, Omitted::Restores];
    for table in &design.tables {
        omitted.extend(table.vector_indexes.iter().map(|index| Omitted::Searches(table.id, index.id)));
        let has_volume = assumptions.volume(table).is_some_and(|volume| !stored(table, &volume).is_empty());
        let is_backed_up = assumptions.backups.contains_key(&table.id);
        omitted.extend(match (has_volume, is_backed_up) {
            (false, _) => Some(Omitted::NoVolume(table.id)),
            (true, false) => Some(Omitted::Backups(table.id)),
            (true, true) => None,
        });
        omitted.extend((!table.replicas.is_empty()).then_some(Omitted::OtherReads(table.id)));
        let is_guessed = table.replicas.iter().any(|replica| rates.lacks(replica));
        omitted.extend(is_guessed.then_some(Omitted::OtherPrices(table.id)));
    }
    for verdict in verdicts {
        let mut own = all.iter().filter(|load| load.pattern == verdict.pattern).peekable();
        let is_part = design.patterns.iter().any(|pattern| pattern.together.contains(&verdict.pattern));
        let Some(first) = own.peek() else {
            omitted.push(Omitted::NotServed(verdict.pattern));
            continue;
        };
        if first.rate().is_none() {
            // What only happens in transactions has its rate there.
            omitted.extend((!is_part).then_some(Omitted::NoRate(verdict.pattern)));
        } else if own.any(|load| load.at_least) {
            omitted.push(Omitted::AtLeast(verdict.pattern));
        }
    }
    omitted
}
