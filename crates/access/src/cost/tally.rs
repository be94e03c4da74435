//! The lines of one table's bill, each with its factors.
//!
//! A line whose price is not known carries that as a factor; what becomes of it is the bill's.

use tablewright_model::{ConsumerKind, Design, PatternId, Table};

use super::bill::{Assumptions, Line, Meter};
use super::factor::{Factor, What, product};
use super::load::{Flow, Load, carried_out, rate};
use super::money::Ratio;
use super::price::Prices;
use super::scale::capacities;
use super::storage::stored;
use crate::verdict::{Place, Verdict};

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
            factors.extend([Factor::many(1_000_000), Factor::price(million)]);
            Some(self.line(load.place, Some(load.pattern), meter, factors))
        });
        lines.collect()
    }

    /// A line for each pattern that writes into a vector index.
    pub(super) fn vectors(&self, design: &Design, verdicts: &[Verdict]) -> Vec<Line> {
        let price = Factor::price(self.prices.class(self.table.class).vector_write_gb);
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
            factors.push(Factor::price(hour));
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
            let price = Factor::price(class.storage_gb_month);
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
            let price = Factor::price(gb_month);
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

    pub(super) fn streams(&self) -> Vec<Line> {
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
        let price = Factor::price(self.prices.stream_reads_100_thousand);
        vec![Factor::whole(charged, What::Charged), Factor::many(100_000), price]
    }

    /// A change record takes as many units as the write has kilobytes.
    fn kinesis(&self) -> impl Iterator<Item = Line> {
        let price = [Factor::many(1_000_000), Factor::price(self.prices.kinesis_units_million)];
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
