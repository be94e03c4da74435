//! Capacity that is kept ready, and what the other ways to pay for a table would cost.

use tablewright_model::{
    Autoscaling, Billing, Capacity, Design, GlobalIndex, Scaling, Table, TableClass, TableId,
};

use super::bill::{Assumptions, Line};
use super::load::{Flow, Load, loads};
use super::money::{Money, Ratio};
use super::price::Prices;
use super::share::Rates;
use super::tally::Tally;
use crate::verdict::{Place, Verdict};

/// The use that autoscaling aims at where nobody has chosen one, in percent.
const TARGET: u32 = 70;
/// What a table may be scaled to without asking for more.
const MOST: u64 = 40_000;

/// Capacity of a table or global index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ready {
    pub(super) place: Place,
    pub(super) flow: Flow,
    /// Units, all Regions' own where they differ.
    pub(super) units: u64,
}

/// A way to pay for a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Alternative {
    /// How requests are paid.
    pub mode: Mode,
    /// The table's class.
    pub class: TableClass,
    /// Requests or capacity in a month.
    pub throughput: Money,
    /// Storage in a month.
    pub storage: Money,
}

/// How requests are paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mode {
    /// By request.
    OnDemand,
    /// By capacity for the peak, all the time.
    Provisioned,
    /// By capacity that follows its use.
    Autoscaled,
}

impl Mode {
    /// Every mode.
    pub const ALL: [Self; 3] = [Self::OnDemand, Self::Provisioned, Self::Autoscaled];
}

impl Alternative {
    /// All of it.
    #[must_use]
    pub fn total(&self) -> Money {
        self.throughput + self.storage
    }
}

/// Every mode and class of a table whose prices are known, the cheapest first; given all verdicts.
#[must_use]
pub fn alternatives(
    design: &Design,
    verdicts: &[Verdict],
    table: TableId,
    rates: Rates<'_>,
    assumptions: &Assumptions,
) -> Vec<Alternative> {
    let all = loads(design, verdicts);
    let loads: Vec<&Load> = all.iter().filter(|load| load.table == table).collect();
    let Some(table) = design.table(table) else { return Vec::new() };
    let mut found = Vec::new();
    for mode in Mode::ALL {
        for class in TableClass::ALL {
            let table = paid(table, mode, class, &loads);
            let of = Tally::new(&table, rates, assumptions, &loads);
            let requests = if mode == Mode::OnDemand { of.requests() } else { of.capacity() };
            let stored = of.stored();
            if requests.iter().chain(&stored).any(Line::lacks_price) {
                continue;
            }
            let sum = |lines: &[Line]| -> Money { lines.iter().map(|line| line.money).sum() };
            found.push(Alternative { mode, class, throughput: sum(&requests), storage: sum(&stored) });
        }
    }
    found.sort_by_key(Alternative::total);
    found
}

/// The share of provisioned units that must be used, on average, for them to be as cheap as requests: reads, writes.
/// None where a price is not known.
#[must_use]
pub fn break_even(prices: &Prices, class: TableClass) -> Option<(Ratio, Ratio)> {
    let class = prices.class(class);
    let share = |hour: Option<Ratio>, million: Option<Ratio>| {
        // An hour's price against that of 3,600 requests.
        Some(hour?.times(Ratio::new(1_000_000, 3600)).times(million?.inverse()))
    };
    Some((
        share(class.read_capacity_hour, class.read_request_million)?,
        share(class.write_capacity_hour, class.write_request_million)?,
    ))
}

/// The table as it would be paid so.
fn paid(table: &Table, mode: Mode, class: TableClass, loads: &[&Load]) -> Table {
    let peak = |place: Place| Capacity {
        read: needed(used(table, loads, place, Flow::Read, Load::most)),
        write: needed(used(table, loads, place, Flow::Write, Load::most)),
    };
    let scaling = (mode == Mode::Autoscaled).then(|| {
        let scaling = Scaling {
            min: 1,
            max: MOST,
            target: TARGET,
            scale_in_cooldown: None,
            scale_out_cooldown: None,
            only_out: false,
        };
        Autoscaling { read: Some(scaling), write: Some(scaling) }
    });
    let index = |index: &std::sync::Arc<GlobalIndex>| GlobalIndex {
        capacity: Some(peak(Place::Index(index.id))),
        autoscaling: scaling,
        ..(**index).clone()
    };
    Table {
        billing: Billing::Provisioned(peak(Place::Table)),
        autoscaling: scaling,
        class,
        indexes: table.indexes.iter().map(index).collect(),
        ..table.clone()
    }
}

/// Capacity of a provisioned table and its global indexes; autoscaled capacity is the use over its target.
pub(super) fn capacities(table: &Table, loads: &[&Load]) -> Vec<Ready> {
    let Billing::Provisioned(own) = table.billing else { return Vec::new() };
    let mut ready = scaled(table, Place::Table, own, table.autoscaling, loads);
    for index in &table.indexes {
        let capacity = index.capacity.unwrap_or(own);
        ready.extend(scaled(table, Place::Index(index.id), capacity, index.autoscaling, loads));
    }
    ready
}

fn scaled(
    table: &Table,
    place: Place,
    capacity: Capacity,
    autoscaling: Option<Autoscaling>,
    loads: &[&Load],
) -> Vec<Ready> {
    let autoscaling = autoscaling.unwrap_or_default();
    let flows =
        [(Flow::Read, capacity.read, autoscaling.read), (Flow::Write, capacity.write, autoscaling.write)];
    let ready = flows.into_iter().map(|(flow, fixed, scaling)| {
        let units = match scaling {
            None => fixed,
            Some(scaling) => {
                let used = used(table, loads, place, flow, Load::usual);
                let wanted = used.times(Ratio::new(100, scaling.target.max(1).into())).ceiling();
                let wanted = u64::try_from(wanted).unwrap_or(u64::MAX);
                wanted.min(scaling.max).max(scaling.min)
            }
        };
        Ready { place, flow, units }
    });
    ready.collect()
}

/// Whole units, at least one.
fn needed(units: Ratio) -> u64 {
    u64::try_from(units.ceiling().max(1)).unwrap_or(u64::MAX)
}

/// Units per second of a place; what local indexes take is the table's.
fn used(table: &Table, loads: &[&Load], place: Place, flow: Flow, rate: fn(&Load) -> Ratio) -> Ratio {
    let is_local = |at: Place| matches!(at, Place::Index(id) if table.local_indexes.get(id).is_some());
    let belongs = |load: &&&Load| load.place == place || (place == Place::Table && is_local(load.place));
    let own = loads.iter().filter(|load| load.flow == flow).filter(belongs);
    own.fold(Ratio::ZERO, |sum, load| sum.plus(rate(load)))
}
