//! The lines of one table's bill, each with its factors.
//!
//! A line whose price is not known carries that as a factor; what becomes of it is the bill's.

use tablewright_model::{ConsumerKind, Design, PatternId, Table};

use super::bill::{Assumptions, Line, Meter};
use super::factor::{Factor, What, product};
use super::load::{Flow, Load, carried_out, rate};
use super::money::Ratio;
use super::scale::capacities;
use super::share::{Rates, Share, shares};
use super::storage::stored;
use crate::verdict::{Place, Verdict};

/// One table with what it is used for.
pub(super) struct Tally<'d> {
    table: &'d Table,
    /// Where the table is, first.
    shares: Vec<Share<'d>>,
    assumptions: &'d Assumptions,
    loads: &'d [&'d Load],
}

impl<'d> Tally<'d> {
    pub(super) fn new(
        table: &'d Table,
        rates: Rates<'d>,
        assumptions: &'d Assumptions,
        loads: &'d [&'d Load],
    ) -> Self {
        Self { table, shares: shares(table, rates), assumptions, loads }
    }

    /// A line of all Regions of a share.
    fn line(
        &self,
        share: &Share<'_>,
        place: Place,
        pattern: Option<PatternId>,
        meter: Meter,
        factors: Vec<Factor>,
    ) -> Line {
        let region = share.region.map(str::to_owned);
        Line { table: self.table.id, place, region, pattern, meter, money: product(&factors), factors }
    }

    /// Where the table is.
    fn home(&self) -> impl Iterator<Item = &Share<'d>> {
        self.shares.iter().take(1)
    }

    /// Whether what is written there is replicated: indexes of replicas are filled by plain writes.
    fn is_replicated(&self, place: Place) -> bool {
        place == Place::Table && !self.table.replicas.is_empty()
    }

    pub(super) fn hours(&self) -> Factor {
        Factor::whole(self.assumptions.hours.into(), What::Hours)
    }

    fn seconds(&self) -> Factor {
        Factor::whole(u64::from(self.assumptions.hours) * 3600, What::Seconds)
    }

    /// A line for each pattern and place. What is read in other Regions is not known.
    pub(super) fn requests(&self) -> Vec<Line> {
        let mut lines = Vec::new();
        for load in self.loads.iter().filter(|load| load.units.halves() > 0) {
            let Some(rate) = load.rate() else { continue };
            let used = [rate, load.each(), self.seconds()];
            let (sharing, is_write) = match load.flow {
                Flow::Read => (1, false),
                Flow::Write => (self.shares.len(), true),
            };
            for share in self.shares.iter().take(sharing) {
                let class = share.prices.class(self.table.class);
                let (meter, million) = match load.flow {
                    Flow::Read => (Meter::ReadRequests, class.read_request_million),
                    Flow::Write if self.is_replicated(load.place) => {
                        (Meter::ReplicatedWriteRequests, class.replicated_write_request_million)
                    }
                    Flow::Write => (Meter::WriteRequests, class.write_request_million),
                };
                let regions = share.regions().filter(|_| is_write);
                let price = [Factor::many(1_000_000), Factor::price(million)];
                let factors = used.into_iter().chain(regions).chain(price).collect();
                lines.push(self.line(share, load.place, Some(load.pattern), meter, factors));
            }
        }
        lines
    }

    /// A line for each pattern that writes into a vector index.
    pub(super) fn vectors(&self, design: &Design, verdicts: &[Verdict]) -> Vec<Line> {
        let mut lines = Vec::new();
        for (of, part, service) in carried_out(design, verdicts) {
            let rate = rate(of.average_rate.map(u64::from), of.peak_rate.map(u64::from));
            let Some(rate) = rate.filter(|_| part.table == self.table.id) else { continue };
            for (index, bytes) in &service.estimate.vector_bytes {
                let used = [rate, Factor::whole(*bytes, What::BytesEach), self.seconds()];
                for share in &self.shares {
                    let price = Factor::price(share.prices.class(self.table.class).vector_write_gb);
                    let priced = [gigabytes(share), price];
                    let factors = used.into_iter().chain(share.regions()).chain(priced).collect();
                    lines.push(self.line(
                        share,
                        Place::Index(*index),
                        Some(of.id),
                        Meter::VectorWrites,
                        factors,
                    ));
                }
            }
        }
        lines
    }

    /// A line for the reads and one for the writes of the table and of each global index.
    pub(super) fn capacity(&self) -> Vec<Line> {
        let mut lines = Vec::new();
        for capacity in capacities(self.table, self.loads) {
            for share in &self.shares {
                let class = share.prices.class(self.table.class);
                let (meter, hour) = match capacity.flow {
                    Flow::Read => (Meter::ReadCapacity, class.read_capacity_hour),
                    Flow::Write if self.is_replicated(capacity.place) => {
                        (Meter::ReplicatedWriteCapacity, class.replicated_write_capacity_hour)
                    }
                    Flow::Write => (Meter::WriteCapacity, class.write_capacity_hour),
                };
                let mut factors = vec![Factor::whole(capacity.units, What::CapacityUnits), self.hours()];
                factors.extend(share.regions());
                factors.push(Factor::price(hour));
                lines.push(self.line(share, capacity.place, None, meter, factors));
            }
        }
        lines
    }

    pub(super) fn stored(&self) -> Vec<Line> {
        let Some(volume) = self.assumptions.volume(self.table) else { return Vec::new() };
        let mut lines = Vec::new();
        for one in stored(self.table, &volume) {
            let size = [Factor::whole(one.entries, What::Items), Factor::whole(one.bytes, What::BytesEach)];
            for share in &self.shares {
                let size = [size[0], size[1], gigabytes(share)];
                let price = Factor::price(share.prices.class(self.table.class).storage_gb_month);
                let factors = size.into_iter().chain(share.regions()).chain([price]);
                lines.push(self.line(share, one.place, None, Meter::Storage, factors.collect()));
                if self.is_copied_with_the_table(one.place) {
                    lines.extend(self.copies(share, one.place, size));
                }
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

    /// What recovery and backups take of something of this size. Backups on demand are kept where the table is.
    fn copies(&self, share: &Share<'_>, place: Place, size: [Factor; 3]) -> Vec<Line> {
        let mut lines = Vec::new();
        let mut copied = |meter, copies: Option<Factor>, gb_month| {
            let price = Factor::price(gb_month);
            let factors = size.into_iter().chain(copies).chain([price]).collect();
            lines.push(self.line(share, place, None, meter, factors));
        };
        if let Some(regions) = share.recovering() {
            copied(Meter::Recovery, regions, share.prices.recovery_gb_month);
        }
        let kept = self.assumptions.backups.get(&self.table.id).filter(|kept| **kept > 0);
        if let Some(kept) = kept.filter(|_| share.region.is_none()) {
            let backups = Factor::whole(*kept, What::Backups);
            copied(Meter::Backups, Some(backups), share.prices.backup_gb_month);
        }
        lines
    }

    /// Those of the Region where the table is.
    pub(super) fn streams(&self) -> Vec<Line> {
        let mut lines = Vec::new();
        // Lambda's calls are free; a pipeline pays its own.
        let is_reader = |kind: &ConsumerKind| matches!(kind, ConsumerKind::Search(_));
        let readers = self.table.consumers.iter().filter(|consumer| is_reader(&consumer.kind)).count() as u64;
        for home in self.home() {
            if self.table.stream.is_some() && readers > 0 {
                let calls = self.calls(home, readers);
                lines.push(self.line(home, Place::Table, None, Meter::StreamReads, calls));
            }
            if self.table.kinesis.is_some() {
                lines.extend(self.kinesis(home));
            }
        }
        lines
    }

    /// Four calls a second of each reader and shard, but for those that are free.
    fn calls(&self, home: &Share<'_>, readers: u64) -> Vec<Factor> {
        const CALLS: u64 = 4;
        const UNITS_OF_SHARD: u128 = 1000;
        let written = self.loads.iter().filter(|load| load.flow == Flow::Write && load.place == Place::Table);
        let units = written.fold(Ratio::ZERO, |sum, load| sum.plus(load.usual())).ceiling();
        let shards = u64::try_from(units.div_ceil(UNITS_OF_SHARD).max(1)).unwrap_or(u64::MAX);
        let all = readers * CALLS * shards * u64::from(self.assumptions.hours) * 3600;
        let charged = all.saturating_sub(home.prices.stream_reads_free);
        let price = Factor::price(home.prices.stream_reads_100_thousand);
        vec![Factor::whole(charged, What::Charged), Factor::many(100_000), price]
    }

    /// A change record takes as many units as the write has kilobytes.
    fn kinesis(&self, home: &Share<'_>) -> impl Iterator<Item = Line> {
        let price = [Factor::many(1_000_000), Factor::price(home.prices.kinesis_units_million)];
        let written = self.loads.iter().filter(|load| load.flow == Flow::Write && load.place == Place::Table);
        written.filter_map(move |load| {
            let mut each = load.each();
            if load.pattern != load.part {
                // A transaction's units are doubled, its records are not.
                each.value = each.value.times(Ratio::new(1, 2));
            }
            let factors = [load.rate()?, each, self.seconds()].into_iter().chain(price);
            Some(self.line(home, Place::Table, Some(load.pattern), Meter::KinesisUnits, factors.collect()))
        })
    }
}

fn gigabytes(share: &Share<'_>) -> Factor {
    Factor::new(Ratio::new(1, share.prices.bytes_per_gb.into()), What::Gigabytes)
}
