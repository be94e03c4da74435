//! The bill of a month, line by line.

use std::collections::BTreeMap;

use tablewright_model::{Billing, ConsumerKind, Design, IndexId, PatternId, Table, TableId};

use super::factor::{Factor, What, product};
use super::load::{Flow, Load, carried_out, loads, rate};
use super::money::{Money, Ratio};
use super::price::Prices;
use super::scale::capacities;
use super::storage::stored;
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
    fn volume(&self, table: &Table) -> Option<Volume> {
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
    /// The pattern that it is for, where requests are paid.
    pub pattern: Option<PatternId>,
    /// What is charged.
    pub meter: Meter,
    /// Its formula: the amount is their product.
    pub factors: Vec<Factor>,
    /// The amount.
    pub money: Money,
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
    /// Copies in other Regions are priced as those here, and their reads are not known.
    OtherRegions(TableId),
}

/// The bill of a design, given all verdicts.
#[must_use]
pub fn bill(design: &Design, verdicts: &[Verdict], prices: &Prices, assumptions: &Assumptions) -> Bill {
    let all = loads(design, verdicts);
    let mut bill = Bill { lines: Vec::new(), omitted: left_out(design, verdicts, &all, assumptions) };
    for table in &design.tables {
        let loads: Vec<&Load> = all.iter().filter(|load| load.table == table.id).collect();
        let of = Tally { table, prices, assumptions, loads: &loads };
        match table.billing {
            Billing::OnDemand => bill.lines.extend(of.requests()),
            Billing::Provisioned(_) => bill.lines.extend(of.capacity()),
        }
        bill.lines.extend(of.vectors(design, verdicts));
        bill.lines.extend(of.stored());
        bill.lines.extend(of.streams());
    }
    bill
}

impl Bill {
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

fn left_out(design: &Design, verdicts: &[Verdict], all: &[Load], assumptions: &Assumptions) -> Vec<Omitted> {
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
        omitted.extend((!table.replicas.is_empty()).then_some(Omitted::OtherRegions(table.id)));
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

/// One table with what it is used for.
pub(super) struct Tally<'d> {
    pub(super) table: &'d Table,
    pub(super) prices: &'d Prices,
    pub(super) assumptions: &'d Assumptions,
    pub(super) loads: &'d [&'d Load],
}

impl Tally<'_> {
    fn line(&self, place: Place, pattern: Option<PatternId>, meter: Meter, factors: Vec<Factor>) -> Line {
        Line { table: self.table.id, place, pattern, meter, money: product(&factors), factors }
    }

    fn regions(&self) -> Option<Factor> {
        let count = self.table.replicas.iter().count() as u64;
        (count > 0).then(|| Factor::whole(count + 1, What::Regions))
    }

    pub(super) fn hours(&self) -> Factor {
        Factor::whole(self.assumptions.hours.into(), What::Hours)
    }

    fn seconds(&self) -> Factor {
        Factor::whole(u64::from(self.assumptions.hours) * 3600, What::Seconds)
    }

    /// A line for each pattern and place.
    pub(super) fn requests(&self) -> Vec<Line> {
        let class = self.prices.class(self.table.class);
        let lines = self.loads.iter().filter(|load| load.units.halves() > 0).filter_map(|load| {
            let is_copied = load.place == Place::Table && self.regions().is_some();
            let (meter, million) = match load.flow {
                Flow::Read => (Meter::ReadRequests, class.read_request_million),
                Flow::Write if is_copied => {
                    (Meter::ReplicatedWriteRequests, class.replicated_write_request_million)
                }
                Flow::Write => (Meter::WriteRequests, class.write_request_million),
            };
            let mut factors = vec![load.rate()?, load.each(), self.seconds()];
            factors.extend(self.regions().filter(|_| load.flow == Flow::Write));
            factors.extend([Factor::many(1_000_000), Factor::new(million, What::Price)]);
            Some(self.line(load.place, Some(load.pattern), meter, factors))
        });
        lines.collect()
    }

    /// A line for each pattern that writes into a vector index.
    fn vectors(&self, design: &Design, verdicts: &[Verdict]) -> Vec<Line> {
        let price = Factor::new(self.prices.class(self.table.class).vector_write_gb, What::Price);
        let gigabytes = self.gigabytes();
        let mut lines = Vec::new();
        for (of, part, service) in carried_out(design, verdicts) {
            let rate = rate(of.average_rate.map(u64::from), of.peak_rate.map(u64::from));
            let Some(rate) = rate.filter(|_| part.table == self.table.id) else { continue };
            for (index, bytes) in &service.estimate.vector_bytes {
                let each = [rate, Factor::whole(*bytes, What::BytesEach), self.seconds()];
                let factors = each.into_iter().chain(self.regions()).chain([gigabytes, price]).collect();
                lines.push(self.line(Place::Index(*index), Some(of.id), Meter::VectorWrites, factors));
            }
        }
        lines
    }

    fn gigabytes(&self) -> Factor {
        Factor::new(Ratio::new(1, self.prices.bytes_per_gb.into()), What::Gigabytes)
    }

    /// A line for the reads and one for the writes of the table and of each global index.
    pub(super) fn capacity(&self) -> Vec<Line> {
        let class = self.prices.class(self.table.class);
        let mut lines = Vec::new();
        for capacity in capacities(self.table, self.loads) {
            let is_copied = capacity.place == Place::Table && self.regions().is_some();
            let (meter, hour) = match capacity.flow {
                Flow::Read => (Meter::ReadCapacity, class.read_capacity_hour),
                Flow::Write if is_copied => {
                    (Meter::ReplicatedWriteCapacity, class.replicated_write_capacity_hour)
                }
                Flow::Write => (Meter::WriteCapacity, class.write_capacity_hour),
            };
            let mut factors = vec![Factor::whole(capacity.units, What::CapacityUnits), self.hours()];
            factors.extend(self.regions());
            factors.push(Factor::new(hour, What::Price));
            lines.push(self.line(capacity.place, None, meter, factors));
        }
        lines
    }

    pub(super) fn stored(&self) -> Vec<Line> {
        let Some(volume) = self.assumptions.volume(self.table) else { return Vec::new() };
        let class = self.prices.class(self.table.class);
        let gigabytes = self.gigabytes();
        let mut lines = Vec::new();
        for one in stored(self.table, &volume) {
            let size = [
                Factor::whole(one.entries, What::Items),
                Factor::whole(one.bytes, What::BytesEach),
                gigabytes,
            ];
            let price = Factor::new(class.storage_gb_month, What::Price);
            let factors = size.into_iter().chain(self.regions()).chain([price]);
            lines.push(self.line(one.place, None, Meter::Storage, factors.collect()));
            if self.is_copied_with_the_table(one.place) {
                lines.extend(self.copies(one.place, size));
            }
        }
        lines
    }

    /// Recovery and backups hold the table and its local indexes; other indexes are built anew.
    fn is_copied_with_the_table(&self, place: Place) -> bool {
        match place {
            Place::Table => true,
            Place::Index(id) => self.table.local_indexes.get(id).is_some(),
        }
    }

    /// What recovery and backups take of something of this size.
    fn copies(&self, place: Place, size: [Factor; 3]) -> Vec<Line> {
        let mut lines = Vec::new();
        let mut copied = |meter, copies: Option<Factor>, gb_month| {
            let price = Factor::new(gb_month, What::Price);
            let factors = size.into_iter().chain(copies).chain([price]).collect();
            lines.push(self.line(place, None, meter, factors));
        };
        let replicas = self.table.replicas.iter().filter(|replica| replica.recovery.is_some()).count() as u64;
        let recovering = replicas + u64::from(self.table.recovery.is_some());
        if recovering > 0 {
            let regions = (recovering > 1).then(|| Factor::whole(recovering, What::Regions));
            copied(Meter::Recovery, regions, self.prices.recovery_gb_month);
        }
        if let Some(kept) = self.assumptions.backups.get(&self.table.id).filter(|kept| **kept > 0) {
            let backups = Factor::whole(*kept, What::Backups);
            copied(Meter::Backups, Some(backups), self.prices.backup_gb_month);
        }
        lines
    }

    fn streams(&self) -> Vec<Line> {
        let mut lines = Vec::new();
        // Lambda's calls are free; a pipeline pays its own.
        let is_reader = |kind: &ConsumerKind| matches!(kind, ConsumerKind::Search(_));
        let readers = self.table.consumers.iter().filter(|consumer| is_reader(&consumer.kind)).count() as u64;
        if self.table.stream.is_some() && readers > 0 {
            lines.push(self.line(Place::Table, None, Meter::StreamReads, self.calls(readers)));
        }
        if self.table.kinesis.is_some() {
            lines.extend(self.kinesis());
        }
        lines
    }

    /// Four calls a second of each reader and shard, but for those that are free.
    fn calls(&self, readers: u64) -> Vec<Factor> {
        const CALLS: u64 = 4;
        const UNITS_OF_SHARD: u128 = 1000;
        let written = self.loads.iter().filter(|load| load.flow == Flow::Write && load.place == Place::Table);
        let units = written.fold(Ratio::ZERO, |sum, load| sum.plus(load.usual())).ceiling();
        let shards = u64::try_from(units.div_ceil(UNITS_OF_SHARD).max(1)).unwrap_or(u64::MAX);
        let all = readers * CALLS * shards * u64::from(self.assumptions.hours) * 3600;
        let charged = all.saturating_sub(self.prices.stream_reads_free);
        let price = Factor::new(self.prices.stream_reads_100_thousand, What::Price);
        vec![Factor::whole(charged, What::Charged), Factor::many(100_000), price]
    }

    /// A change record takes as many units as the write has kilobytes.
    fn kinesis(&self) -> impl Iterator<Item = Line> {
        let price = [Factor::many(1_000_000), Factor::new(self.prices.kinesis_units_million, What::Price)];
        let written = self.loads.iter().filter(|load| load.flow == Flow::Write && load.place == Place::Table);
        written.filter_map(move |load| {
            let mut each = load.each();
            if load.pattern != load.part {
                // A transaction's units are doubled, its records are not.
                each.value = each.value.times(Ratio::new(1, 2));
            }
            let factors = [load.rate()?, each, self.seconds()].into_iter().chain(price);
            Some(self.line(Place::Table, Some(load.pattern), Meter::KinesisUnits, factors.collect()))
        })
    }
}
