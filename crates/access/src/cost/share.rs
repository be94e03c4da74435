//! Who pays what: the Regions of a table, by the prices that hold there.
//!
//! Deliberately absent: where prices come from.

use tablewright_model::{Replica, Table};

use super::factor::{Factor, What};
use super::price::Prices;

/// The prices that a design is billed by.
#[derive(Debug, Clone, Copy)]
pub struct Rates<'p> {
    /// Those of the Region that its tables are in.
    pub home: &'p Prices,
    /// Those of every Region that are known: a replica is billed by its own.
    pub known: &'p [Prices],
}

impl<'p> From<&'p Prices> for Rates<'p> {
    /// No other Region's are known.
    fn from(home: &'p Prices) -> Self {
        Self { home, known: std::slice::from_ref(home) }
    }
}

impl<'p> Rates<'p> {
    /// The prices of another Region, if they are known.
    fn elsewhere(self, region: &str) -> Option<&'p Prices> {
        self.known.iter().find(|prices| prices.region == region && prices.region != self.home.region)
    }

    /// Whether a replica is billed by prices that are not of its Region.
    pub(super) fn lacks(self, replica: &Replica) -> bool {
        replica.region != self.home.region && self.elsewhere(&replica.region).is_none()
    }
}

/// Regions of a table that pay the same.
#[derive(Debug, Clone, Copy)]
pub(super) struct Share<'d> {
    /// A replica's Region with prices of its own; none is where the table is, and wherever nothing better is known.
    pub(super) region: Option<&'d str>,
    pub(super) prices: &'d Prices,
    regions: u64,
    /// How many of them keep point-in-time recovery.
    recovering: u64,
}

/// The Regions of a table, its own first.
pub(super) fn shares<'d>(table: &'d Table, rates: Rates<'d>) -> Vec<Share<'d>> {
    let recovering = u64::from(table.recovery.is_some());
    let mut home = Share { region: None, prices: rates.home, regions: 1, recovering };
    let mut others = Vec::new();
    for replica in &table.replicas {
        let recovering = u64::from(replica.recovery.is_some());
        match rates.elsewhere(&replica.region) {
            Some(prices) => {
                others.push(Share { region: Some(&replica.region), prices, regions: 1, recovering });
            }
            None => {
                home.regions += 1;
                home.recovering += recovering;
            }
        }
    }
    std::iter::once(home).chain(others).collect()
}

impl Share<'_> {
    /// How many Regions pay it; nothing for one.
    pub(super) fn regions(&self) -> Option<Factor> {
        several(self.regions)
    }

    /// In how many of them point-in-time recovery is paid: none where it is in no one, and nothing for one.
    pub(super) fn recovering(&self) -> Option<Option<Factor>> {
        (self.recovering > 0).then(|| several(self.recovering))
    }
}

fn several(regions: u64) -> Option<Factor> {
    (regions > 1).then(|| Factor::whole(regions, What::Regions))
}
