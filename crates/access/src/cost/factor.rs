//! Formulas as values: a figure is the product of its factors, each with what it is.

use super::money::{Money, Ratio};

/// One factor of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Factor {
    /// How much.
    pub value: Ratio,
    /// Of what.
    pub what: What,
}

/// What a factor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// Requests per second, on average.
    RequestsPerSecond,
    /// Requests per second at the peak, where no average is stated.
    PeakRequestsPerSecond,
    /// Units of one request.
    UnitsPerRequest,
    /// Capacity units that are kept ready.
    CapacityUnits,
    /// Regions that hold a copy.
    Regions,
    /// Seconds of a month.
    Seconds,
    /// Hours of a month.
    Hours,
    /// Items or index entries.
    Items,
    /// Backups that are kept.
    Backups,
    /// Bytes of each as it is stored, with what storage adds.
    BytesEach,
    /// Bytes turned into the gigabytes that are billed.
    Gigabytes,
    /// Units turned into the millions, or hundred thousands, that a price is for.
    Many,
    /// What is charged, the free part taken off.
    Charged,
    /// The price of one unit.
    Price,
    /// The price of one unit, which is not known.
    NoPrice,
}

/// The product.
pub(super) fn product(factors: &[Factor]) -> Money {
    Money::of(factors.iter().fold(Ratio::ONE, |product, factor| product.times(factor.value)))
}

impl Factor {
    pub(super) const fn new(value: Ratio, what: What) -> Self {
        Self { value, what }
    }

    /// A price, if it is known.
    pub(super) fn price(price: Option<Ratio>) -> Self {
        let unknown = Self { value: Ratio::ZERO, what: What::NoPrice };
        price.map_or(unknown, |price| Self { value: price, what: What::Price })
    }

    /// What a price is for, as many at a time.
    pub(super) const fn many(number: u64) -> Self {
        Self { value: Ratio::new(1, number as u128), what: What::Many }
    }

    pub(super) const fn whole(number: u64, what: What) -> Self {
        Self { value: Ratio::whole(number as u128), what }
    }
}
