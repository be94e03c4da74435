//! Units as whole halves, for estimates: the browser adds and prints them without floating point.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign};

use super::Consistency;
use super::units::{READ_UNIT, WRITE_UNIT};

/// An amount of capacity units. The smallest part of a unit is a half: an eventually consistent read of 4 KB.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount {
    halves: u64,
}

impl Amount {
    /// Reading so many bytes in one request.
    #[must_use]
    pub const fn read(bytes: u64, consistency: Consistency) -> Self {
        let halves = match consistency {
            Consistency::Eventual => 1,
            Consistency::Strong => 2,
            Consistency::Transactional => 4,
        };
        Self { halves: whole(bytes, READ_UNIT as u64).saturating_mul(halves) }
    }

    /// Writing an item or an index entry of so many bytes.
    #[must_use]
    pub const fn write(bytes: u64) -> Self {
        Self { halves: whole(bytes, WRITE_UNIT as u64).saturating_mul(2) }
    }

    /// Units as answers tell them, whose smallest part is a half.
    #[must_use]
    pub const fn of_units(units: f64) -> Self {
        // What is negative or no number becomes nothing, what is too large the largest.
        Self { halves: (units * 2.0) as u64 }
    }

    /// So many of it.
    #[must_use]
    pub const fn times(self, number: u64) -> Self {
        Self { halves: self.halves.saturating_mul(number) }
    }

    /// In halves of a unit.
    #[must_use]
    pub const fn halves(self) -> u64 {
        self.halves
    }
}

const fn whole(bytes: u64, unit: u64) -> u64 {
    let units = bytes.div_ceil(unit);
    if units == 0 { 1 } else { units }
}

impl Add for Amount {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { halves: self.halves.saturating_add(other.halves) }
    }
}

impl AddAssign for Amount {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sum for Amount {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::default(), Add::add)
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.halves / 2, if self.halves % 2 == 1 { ".5" } else { "" })
    }
}

#[cfg(test)]
mod tests {
    use super::super::{read_units, write_units};
    use super::*;

    #[test]
    fn amounts_are_the_units_in_halves() {
        for bytes in [0, 1, 1024, 1025, 4096, 4097, 40_960 + 820, 400 * 1024] {
            let size = usize::try_from(bytes).unwrap();
            for consistency in [Consistency::Eventual, Consistency::Strong, Consistency::Transactional] {
                let amount = Amount::read(bytes, consistency);
                assert_eq!(amount.to_string(), read_units(size, consistency).to_string());
            }
            assert_eq!(Amount::write(bytes).to_string(), write_units(size).to_string());
        }
    }
}
