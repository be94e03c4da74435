//! Exact numbers: fractions for quantities, and money in parts of a dollar so small that no price is rounded.

use std::cmp::Ordering;
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Sub};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// Parts of a dollar that money is counted in: a millionth of a millionth.
const PARTS: i128 = 1_000_000_000_000;
const CENT: i128 = PARTS / 100;

/// An amount of money in the currency of the price file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(i128);

/// A quantity that is not negative, as a fraction in lowest terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Ratio {
    numerator: u128,
    denominator: u128,
}

impl Money {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// In whole cents, rounded to the nearest.
    #[must_use]
    pub const fn cents(self) -> i128 {
        (self.0 + if self.0 < 0 { -CENT / 2 } else { CENT / 2 }) / CENT
    }

    /// Whether it is less than half a cent, either way.
    #[must_use]
    pub const fn is_nothing(self) -> bool {
        self.cents() == 0
    }

    /// A quantity of the currency, rounded to the smallest part.
    #[must_use]
    pub fn of(ratio: Ratio) -> Self {
        let scaled = ratio.times(Ratio::whole(PARTS.unsigned_abs()));
        let rounded = scaled.numerator.saturating_add(scaled.denominator / 2) / scaled.denominator;
        Self(i128::try_from(rounded).unwrap_or(i128::MAX))
    }
}

impl Ratio {
    /// One.
    pub const ONE: Self = Self { numerator: 1, denominator: 1 };
    /// Nothing.
    pub const ZERO: Self = Self { numerator: 0, denominator: 1 };

    /// A whole number.
    #[must_use]
    pub const fn whole(number: u128) -> Self {
        Self { numerator: number, denominator: 1 }
    }

    /// A fraction; nothing if it is of nothing.
    #[must_use]
    pub const fn new(numerator: u128, denominator: u128) -> Self {
        if denominator == 0 {
            return Self::ZERO;
        }
        let divisor = divisor(numerator, denominator);
        Self { numerator: numerator / divisor, denominator: denominator / divisor }
    }

    /// The product.
    #[must_use]
    pub const fn times(self, other: Self) -> Self {
        // Reduced crosswise first, so that the product of large numbers fits.
        let one = Self::new(self.numerator, other.denominator);
        let two = Self::new(other.numerator, self.denominator);
        Self {
            numerator: one.numerator.saturating_mul(two.numerator),
            denominator: one.denominator.saturating_mul(two.denominator),
        }
    }

    /// The sum.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        let divisor = divisor(self.denominator, other.denominator);
        let (mine, its) = (self.denominator / divisor, other.denominator / divisor);
        let sum = self.numerator.saturating_mul(its).saturating_add(other.numerator.saturating_mul(mine));
        Self::new(sum, self.denominator.saturating_mul(its))
    }

    /// One over it; nothing over nothing.
    #[must_use]
    pub const fn inverse(self) -> Self {
        Self::new(self.denominator, self.numerator)
    }

    /// The next whole number.
    #[must_use]
    pub const fn ceiling(self) -> u128 {
        self.numerator.div_ceil(self.denominator)
    }

    /// Whether it is less than the other.
    #[must_use]
    pub const fn is_less(self, other: Self) -> bool {
        self.numerator.saturating_mul(other.denominator) < other.numerator.saturating_mul(self.denominator)
    }

    /// A decimal as prices are written: `0.00065`.
    #[must_use]
    pub fn decimal(text: &str) -> Option<Self> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let digits = format!("{whole}{fraction}");
        let is_number = !whole.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        if !is_number || digits.len() > 30 {
            return None;
        }
        let places = u32::try_from(fraction.len()).ok()?;
        Some(Self::new(digits.parse().ok()?, 10_u128.checked_pow(places)?))
    }
}

impl Ord for Ratio {
    fn cmp(&self, other: &Self) -> Ordering {
        if self.is_less(*other) {
            Ordering::Less
        } else if other.is_less(*self) {
            Ordering::Greater
        } else {
            Ordering::Equal
        }
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

const fn divisor(mut one: u128, mut two: u128) -> u128 {
    while two != 0 {
        (one, two) = (two, one % two);
    }
    if one == 0 { 1 } else { one }
}

impl Add for Money {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Money {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

impl fmt::Display for Money {
    /// With two places, as on a bill.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cents = self.cents();
        let sign = if cents < 0 { "-" } else { "" };
        write!(f, "{sign}{}.{:02}", grouped(cents.unsigned_abs() / 100), cents.unsigned_abs() % 100)
    }
}

impl fmt::Display for Ratio {
    /// As a decimal with up to eight places, or as many as are asked for.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = f.precision().unwrap_or(8).min(8);
        let places = 10_u128.pow(u32::try_from(width).unwrap_or_default());
        let scaled = Self::whole(places).times(*self);
        let rounded = scaled.numerator.saturating_add(scaled.denominator / 2) / scaled.denominator;
        write!(f, "{}", grouped(rounded / places))?;
        let fraction = format!("{:0width$}", rounded % places);
        match fraction.trim_end_matches('0') {
            "" => Ok(()),
            fraction => write!(f, ".{fraction}"),
        }
    }
}

/// With a comma at every thousand.
fn grouped(number: u128) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

impl Serialize for Ratio {
    /// As [`Ratio::decimal`] reads it, with all the places that money is counted in.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let parts = PARTS.unsigned_abs();
        let scaled = Self::whole(parts).times(*self);
        let rounded = scaled.numerator.saturating_add(scaled.denominator / 2) / scaled.denominator;
        let text = format!("{}.{:012}", rounded / parts, rounded % parts);
        serializer.serialize_str(text.trim_end_matches('0').trim_end_matches('.'))
    }
}

impl<'de> Deserialize<'de> for Ratio {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::decimal(&text)
            .ok_or_else(|| D::Error::custom(format!("`{text}` is no decimal such as \"0.125\"")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_exact() {
        for (text, shown) in
            [("0.00065", "0.00065"), ("0.625", "0.625"), ("12", "12"), ("1234567.5", "1,234,567.5")]
        {
            assert_eq!(Ratio::decimal(text).unwrap().to_string(), shown);
        }
        for wrong in ["", ".5", "-1", "1e3", "1.2.3", "1,5"] {
            assert_eq!(Ratio::decimal(wrong), None, "{wrong}");
        }
        let third = Ratio::new(1, 3);
        assert_eq!((format!("{third:.2}"), format!("{third:.0}")), ("0.33".to_owned(), "0".to_owned()));
        assert_eq!(format!("{:.2}", Ratio::new(3, 2)), "1.5");
        assert_eq!(third.plus(third).plus(third), Ratio::ONE);
        assert_eq!(Ratio::new(7, 2).ceiling(), 4);
        assert!(third.is_less(Ratio::new(34, 100)) && !third.is_less(third));
    }

    #[test]
    fn money_is_rounded_only_when_it_is_shown() {
        let tiny = Money::of(Ratio::decimal("0.0000001").unwrap());
        let sum: Money = std::iter::repeat_n(tiny, 50_000).sum();
        assert_eq!((tiny.to_string(), sum.to_string()), ("0.00".to_owned(), "0.01".to_owned()));
        assert!(tiny.is_nothing() && !sum.is_nothing());
        assert_eq!((Money::ZERO - Money::of(Ratio::decimal("1234.565").unwrap())).to_string(), "-1,234.57");
    }
}
