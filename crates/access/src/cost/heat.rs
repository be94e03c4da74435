//! Hot keys: how much of a table's or index's load falls on one value of its partition key.
//!
//! A value takes 3,000 read units and 1,000 write units a second, whatever the capacity of the table (developer guide,
//! best practices for partition keys). How the load is spread follows from what attributes state (`hottest`,
//! `distinct`), else from the sample items.

use std::collections::BTreeMap;

use tablewright_model::{Attribute, AttributeId, Design, Pattern, Table, TableId, TemplatePart};

use super::load::{Flow, loads};
use super::money::Ratio;
use crate::preview::{Block, Preview};
use crate::verdict::{Place, Verdict};

/// Read units a second that one value takes.
pub const READ_LIMIT: u64 = 3000;
/// Write units a second that one value takes.
pub const WRITE_LIMIT: u64 = 1000;
/// Sample items that say something about the rest.
const ENOUGH: usize = 20;

/// The load on the hottest value of a partition key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heat {
    /// The table.
    pub table: TableId,
    /// The table itself or one of its indexes.
    pub place: Place,
    /// The attributes that tell values of the partition key apart; none if it is always the same text.
    pub attributes: Vec<AttributeId>,
    /// Where the share is from.
    pub basis: Basis,
    /// The share of the load that the hottest value has.
    pub share: Ratio,
    /// Reading or writing.
    pub flow: Flow,
    /// Units a second at the peak on all values.
    pub total: Ratio,
    /// Units a second at the peak on the hottest value.
    pub units: Ratio,
    /// Units a second that one value takes.
    pub limit: u64,
    /// Values that it must be split into, so that each stays below the limit.
    pub shards: u64,
    /// How it stands.
    pub temperature: Temperature,
}

/// Where a share is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// An attribute states the share of its commonest value.
    Hottest,
    /// An attribute states how many values it has; taken to be used alike.
    Distinct,
    /// The sample items.
    Sample,
    /// The key is the same text in every item.
    Constant,
    /// Nothing says: everything may fall on one value.
    Unknown,
}

/// How near a value is to its limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Temperature {
    /// Below half of it.
    Cool,
    /// From half of it on.
    Warm,
    /// Above it, so that requests are refused.
    Hot,
}

/// The heat of every table and index that patterns with a peak use, the hottest first; given all verdicts.
#[must_use]
pub fn heat(design: &Design, verdicts: &[Verdict]) -> Vec<Heat> {
    let mut sums: BTreeMap<(TableId, Place, Flow, Vec<AttributeId>), Ratio> = BTreeMap::new();
    for load in loads(design, verdicts) {
        let (Some(pattern), Some(table)) = (design.pattern(load.part), design.table(load.table)) else {
            continue;
        };
        if load.most() == Ratio::ZERO {
            continue;
        }
        let spread = spread(table, load.place, pattern);
        let sum = sums.entry((load.table, load.place, load.flow, spread)).or_insert(Ratio::ZERO);
        *sum = sum.plus(load.most());
    }
    let mut previews: BTreeMap<TableId, Vec<Block>> = BTreeMap::new();
    let mut all: Vec<Heat> = sums
        .into_iter()
        .filter_map(|((id, place, flow, attributes), total)| {
            let table = design.table(id)?;
            let blocks = previews.entry(id).or_insert_with(|| Preview::of_table(table).blocks(table));
            let block = blocks.iter().find(|block| block.place == place);
            let (basis, share) = share(table, &attributes, block);
            Some(measured(id, place, flow, attributes, (basis, share), total))
        })
        .collect();
    all.sort_by(|one, two| {
        let by_limit = |heat: &Heat| heat.units.times(Ratio::new(1, heat.limit.into()));
        let (one, two) = (by_limit(one), by_limit(two));
        if two.is_less(one) {
            std::cmp::Ordering::Less
        } else if one.is_less(two) {
            std::cmp::Ordering::Greater
        } else {
            std::cmp::Ordering::Equal
        }
    });
    all
}

fn measured(
    table: TableId,
    place: Place,
    flow: Flow,
    attributes: Vec<AttributeId>,
    (basis, share): (Basis, Ratio),
    total: Ratio,
) -> Heat {
    let limit = match flow {
        Flow::Read => READ_LIMIT,
        Flow::Write => WRITE_LIMIT,
    };
    let units = total.times(share);
    let whole = Ratio::whole(limit.into());
    let temperature = match (whole.is_less(units), units.is_less(Ratio::new(limit.into(), 2))) {
        (true, _) => Temperature::Hot,
        (false, true) => Temperature::Cool,
        (false, false) => Temperature::Warm,
    };
    let shards = units.times(whole.inverse()).ceiling().max(1);
    let shards = u64::try_from(shards).unwrap_or(u64::MAX);
    Heat { table, place, attributes, basis, share, flow, total, units, limit, shards, temperature }
}

/// The attributes that tell the values of a partition key apart, as the pattern's entity fills it.
fn spread(table: &Table, place: Place, pattern: &Pattern) -> Vec<AttributeId> {
    let own = table.key.partition.as_slice();
    let key = match place {
        Place::Table => own,
        Place::Index(id) => table.index(id).map_or(own, |index| index.partition.as_slice()),
    };
    let entity = pattern.entity.and_then(|id| table.entity(id));
    let mut attributes = Vec::new();
    for id in key {
        match entity.and_then(|entity| entity.template(*id)) {
            // A parameter is no attribute that could state anything: the key itself is what there is.
            Some(template) if !template.0.iter().any(|part| matches!(part, TemplatePart::Parameter(_))) => {
                attributes.extend(template.attributes());
            }
            _ => attributes.push(*id),
        }
    }
    attributes
}

/// The share of the hottest value.
fn share(table: &Table, attributes: &[AttributeId], block: Option<&Block>) -> (Basis, Ratio) {
    if attributes.is_empty() {
        return (Basis::Constant, Ratio::ONE);
    }
    let known: Option<Vec<&Attribute>> = attributes.iter().map(|id| table.attribute(*id)).collect();
    let known = known.unwrap_or_default();
    // Values of several attributes are taken to fall together by chance.
    let all = |of: fn(&Attribute) -> Option<Ratio>| {
        known
            .iter()
            .map(|attribute| of(attribute))
            .try_fold(Ratio::ONE, |product, one| Some(product.times(one?)))
    };
    let hottest = |attribute: &Attribute| Some(Ratio::new(attribute.hottest?.into(), 100));
    let evenly = |attribute: &Attribute| Some(Ratio::new(1, attribute.distinct?.max(1).into()));
    if known.is_empty() {
        return (Basis::Unknown, Ratio::ONE);
    }
    if let Some(share) = all(hottest) {
        return (Basis::Hottest, share);
    }
    if let Some(share) = all(evenly) {
        return (Basis::Distinct, share);
    }
    sampled(block).map_or((Basis::Unknown, Ratio::ONE), |share| (Basis::Sample, share))
}

/// The share of the largest partition in the sample.
fn sampled(block: Option<&Block>) -> Option<Ratio> {
    let sizes = || block.into_iter().flat_map(|block| &block.groups).map(|group| group.entries.len());
    let (all, largest) = (sizes().sum::<usize>(), sizes().max()?);
    (all >= ENOUGH).then(|| Ratio::new(largest as u128, all as u128))
}
