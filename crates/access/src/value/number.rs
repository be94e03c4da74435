//! DynamoDB's numbers: decimals of up to 38 significant digits, exact.
//!
//! Deliberately no float anywhere: `0.1 + 0.2` is `0.3`.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use super::ValueError;

/// Significant digits that a number may have.
const MAX_DIGITS: u32 = 38;
/// The power of ten of the first digit, at most and at least (1E-130 to 9.99E+125).
const MAX_MAGNITUDE: i64 = 125;
const MIN_MAGNITUDE: i64 = -130;

/// A coefficient times ten to the power of `exponent`; the coefficient has no trailing zero, and zero is all zeros, so
/// that equal numbers are equal values.
///
/// The coefficient is kept in halves, which makes every value of an item a third smaller, and the count of its digits
/// beside it, since most comparisons need no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Number {
    high: u64,
    low: u64,
    exponent: i16,
    digits: u8,
    negative: bool,
}

impl Number {
    /// Zero.
    pub const ZERO: Self = Self { high: 0, low: 0, exponent: 0, digits: 0, negative: false };

    /// Bytes that it takes in an item: one, plus half a byte per significant digit before and behind the point, each
    /// half rounded up, plus one for a minus.
    ///
    /// Source: the developer guide says "about" one byte per two significant digits plus one; the split at the point
    /// is what measurements of the item-size limit show, since DynamoDB keeps pairs of digits aligned to the point.
    #[must_use]
    pub fn size(self) -> usize {
        let digits = i64::from(self.digits);
        let whole = (digits + i64::from(self.exponent)).clamp(0, digits);
        let halves = |digits: i64| usize::try_from(digits).unwrap_or(0).div_ceil(2);
        halves(whole) + halves(digits - whole) + 1 + usize::from(self.negative)
    }

    /// The sum.
    ///
    /// # Errors
    ///
    /// If the exact sum has more than 38 digits or is out of range.
    pub fn plus(self, other: Self) -> Result<Self, ValueError> {
        let (high, low) = if self.exponent >= other.exponent { (self, other) } else { (other, self) };
        if high.is_zero() || low.is_zero() {
            return Ok(if high.is_zero() { low } else { high });
        }
        // The low one ends in a digit that is not zero, so an alignment that does not fit has too many digits.
        let shift = u32::from(high.exponent.abs_diff(low.exponent));
        let aligned = 10_u128.checked_pow(shift).and_then(|scale| high.coefficient().checked_mul(scale));
        let aligned = aligned.ok_or(ValueError::TooManyDigits)?;
        let (negative, coefficient) = if high.negative == low.negative {
            (high.negative, aligned.checked_add(low.coefficient()).ok_or(ValueError::TooManyDigits)?)
        } else {
            (high.negative == (aligned >= low.coefficient()), aligned.abs_diff(low.coefficient()))
        };
        Self::checked(negative, coefficient, i64::from(low.exponent))
    }

    /// The difference.
    ///
    /// # Errors
    ///
    /// As [`Number::plus`].
    pub fn minus(self, other: Self) -> Result<Self, ValueError> {
        self.plus(Self { negative: !other.negative && !other.is_zero(), ..other })
    }

    const fn is_zero(self) -> bool {
        self.digits == 0
    }

    const fn coefficient(self) -> u128 {
        ((self.high as u128) << 64) | self.low as u128
    }

    /// The power of ten of the first digit.
    const fn magnitude(self) -> i16 {
        self.exponent + self.digits as i16 - 1
    }

    fn checked(negative: bool, mut coefficient: u128, mut exponent: i64) -> Result<Self, ValueError> {
        if coefficient == 0 {
            return Ok(Self::ZERO);
        }
        while coefficient.is_multiple_of(10) {
            coefficient /= 10;
            exponent += 1;
        }
        let digits = coefficient.ilog10() + 1;
        if digits > MAX_DIGITS {
            return Err(ValueError::TooManyDigits);
        }
        match exponent.saturating_add(i64::from(digits) - 1) {
            magnitude if magnitude > MAX_MAGNITUDE => Err(ValueError::Overflow),
            magnitude if magnitude < MIN_MAGNITUDE => Err(ValueError::Underflow),
            _ => {
                let exponent = i16::try_from(exponent).map_err(|_| ValueError::Overflow)?;
                let digits = u8::try_from(digits).map_err(|_| ValueError::TooManyDigits)?;
                let half = |half: u128| u64::try_from(half).unwrap_or(u64::MAX);
                let (high, low) = (half(coefficient >> 64), half(coefficient & u128::from(u64::MAX)));
                Ok(Self { high, low, exponent, digits, negative })
            }
        }
    }

    fn compare_magnitude(self, other: Self) -> Ordering {
        self.magnitude().cmp(&other.magnitude()).then_with(|| match self.digits.cmp(&other.digits) {
            Ordering::Equal => self.coefficient().cmp(&other.coefficient()),
            Ordering::Less => self.scaled(other.digits).cmp(&other.coefficient()),
            Ordering::Greater => self.coefficient().cmp(&other.scaled(self.digits)),
        })
    }

    /// The coefficient with zeros up to that many digits, which are 38 at most and fit.
    const fn scaled(self, digits: u8) -> u128 {
        self.coefficient() * 10_u128.pow((digits - self.digits) as u32)
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.is_zero(), other.is_zero()) {
            (true, true) => return Ordering::Equal,
            (true, false) => return if other.negative { Ordering::Greater } else { Ordering::Less },
            (false, true) => return if self.negative { Ordering::Less } else { Ordering::Greater },
            (false, false) => {}
        }
        match (self.negative, other.negative) {
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
            (false, false) => self.compare_magnitude(*other),
            (true, true) => other.compare_magnitude(*self),
        }
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl From<i64> for Number {
    fn from(number: i64) -> Self {
        // Nineteen digits at most: it cannot be refused.
        Self::checked(number < 0, u128::from(number.unsigned_abs()), 0).unwrap_or(Self::ZERO)
    }
}

impl FromStr for Number {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        let wrong = || ValueError::NotANumber(text.to_owned());
        let (negative, unsigned) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (mantissa, power) = match unsigned.split_once(['e', 'E']) {
            Some((mantissa, power)) => (mantissa, exponent(power).ok_or_else(wrong)?),
            None => (unsigned, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = || whole.bytes().chain(fraction.bytes());
        if digits().next().is_none() || !digits().all(|byte| byte.is_ascii_digit()) {
            return Err(wrong());
        }
        let (coefficient, dropped) = significant(digits())?;
        let behind = i64::try_from(fraction.len()).map_err(|_| ValueError::Underflow)?;
        Self::checked(negative, coefficient, power.saturating_sub(behind).saturating_add(dropped))
    }
}

/// The number behind `e`; one that no number survives if it is longer than any that could matter.
fn exponent(text: &str) -> Option<i64> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    if unsigned.is_empty() || !unsigned.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let far = i64::from(i32::MAX);
    let power = unsigned.parse::<i64>().map_or(far, |power| power.min(far));
    Some(if text.starts_with('-') { -power } else { power })
}

/// The digits as an integer without its trailing zeros, and how many of those there were.
fn significant(digits: impl Iterator<Item = u8>) -> Result<(u128, i64), ValueError> {
    let mut coefficient = 0_u128;
    let mut zeros = 0;
    for byte in digits {
        if byte == b'0' {
            zeros += 1;
            continue;
        }
        let mut shifted = Some(coefficient);
        if coefficient > 0 {
            shifted = 10_u128.checked_pow(zeros + 1).and_then(|scale| coefficient.checked_mul(scale));
        }
        zeros = 0;
        let next = shifted.and_then(|shifted| shifted.checked_add(u128::from(byte - b'0')));
        coefficient = next.ok_or(ValueError::TooManyDigits)?;
    }
    Ok((coefficient, i64::from(zeros)))
}

impl fmt::Display for Number {
    /// Without an exponent, as DynamoDB answers.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.negative {
            f.write_str("-")?;
        }
        let digits = self.coefficient().to_string();
        let behind = usize::from(self.exponent.min(0).unsigned_abs());
        if behind == 0 {
            let zeros = usize::from(self.exponent.unsigned_abs());
            return write!(f, "{digits}{}", "0".repeat(zeros));
        }
        let padded = format!("{digits:0>width$}", width = behind + 1);
        let (whole, fraction) = padded.split_at(padded.len() - behind);
        write!(f, "{whole}.{fraction}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn number(text: &str) -> Number {
        text.parse().unwrap()
    }

    #[test]
    fn spellings_of_one_number_are_equal() {
        for (one, two) in [
            ("1", "1.0"),
            ("0042", "42"),
            ("1e3", "1000"),
            ("1.200", "1.2"),
            ("-0", "0"),
            (".5", "0.5"),
            ("1200E-2", "12"),
            ("+7", "7"),
        ] {
            assert_eq!(number(one), number(two), "{one}");
        }
        assert_eq!(number("0.00120").to_string(), "0.0012");
        assert_eq!(number("-12e2").to_string(), "-1200");
        assert_eq!(number("12.5").to_string(), "12.5");
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in ["", "-", "a", "1e", "1.2.3", "1e+", "--1", "0x1", "1 ", "NaN", "e5", "."] {
            assert_eq!(text.parse::<Number>(), Err(ValueError::NotANumber(text.to_owned())));
        }
        let parse = |text: &str| text.parse::<Number>();
        assert_eq!(parse(&"1".repeat(39)), Err(ValueError::TooManyDigits));
        assert!(parse(&format!("{}0000", "1".repeat(38))).is_ok());
        assert_eq!(parse("1e126"), Err(ValueError::Overflow));
        assert!(parse("9.99e125").is_ok());
        assert_eq!(parse("9e-131"), Err(ValueError::Underflow));
        assert!(parse("1e-130").is_ok());
        assert_eq!(parse("1e99999999999999999999"), Err(ValueError::Overflow));
    }

    #[test]
    fn sizes_are_those_of_the_service() {
        for (text, size) in [
            ("0", 1),
            ("1", 2),
            ("12", 2),
            ("123", 3),
            ("100", 2),
            ("1.5", 3),
            ("129.95", 4),
            ("-42", 3),
            ("0.0000001", 2),
            ("1E125", 2),
            ("3.14159", 5),
            ("100.5", 4),
            ("0.15", 2),
            ("-1E125", 3),
        ] {
            assert_eq!(number(text).size(), size, "{text}");
        }
        assert_eq!(number("12345678901234567890123456789012345678").size(), 20);
    }

    #[test]
    fn numbers_are_ordered_by_value() {
        let sorted =
            ["-1e100", "-10", "-9.5", "-1e-100", "0", "1e-130", "0.2", "0.25", "1", "9", "10", "1e125"];
        for pair in sorted.windows(2) {
            assert!(number(pair[0]) < number(pair[1]), "{pair:?}");
        }
    }

    #[test]
    fn sums_are_exact_or_refused() {
        assert_eq!(number("0.1").plus(number("0.2")), Ok(number("0.3")));
        assert_eq!(number("5").minus(number("5")), Ok(Number::ZERO));
        assert_eq!(number("0").minus(number("5")), Ok(number("-5")));
        assert_eq!(number("3").minus(number("10")), Ok(number("-7")));
        assert_eq!(number("1e100").plus(number("1")), Err(ValueError::TooManyDigits));
        assert_eq!(number(&"9".repeat(38)).plus(number("1")), Ok(number("1e38")));
        assert_eq!(number("9e125").plus(number("9e125")), Err(ValueError::Overflow));
    }

    fn any_number() -> impl Strategy<Value = Number> {
        (any::<bool>(), 0_u128..10_u128.pow(20), -60_i64..60).prop_map(|(negative, coefficient, exponent)| {
            Number::checked(negative, coefficient, exponent).unwrap()
        })
    }

    proptest! {
        #[test]
        fn text_reads_back(number in any_number()) {
            prop_assert_eq!(number.to_string().parse(), Ok(number));
        }

        #[test]
        fn the_difference_says_the_order(one in any_number(), two in any_number()) {
            prop_assert_eq!(one.cmp(&two), two.cmp(&one).reverse());
            if let Ok(difference) = one.minus(two) {
                prop_assert_eq!(one.cmp(&two), difference.cmp(&Number::ZERO));
                prop_assert_eq!(two.plus(difference), Ok(one));
            }
        }
    }
}
