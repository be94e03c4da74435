//! Values that AWS can't store, whatever attribute has them: sets, numbers, binaries, levels.

use std::collections::BTreeSet;

use super::shapes::MAX_LEVELS;
use crate::{AttributeValue, quoted};

/// Limits of numbers (Developer Guide, data types): digits, and the place of the first one.
const MAX_DIGITS: usize = 38;
const EXPONENTS: std::ops::RangeInclusive<i64> = -130..=125;

/// What is wrong with a value or something in it, to be said after its name.
pub(super) fn problem(value: &AttributeValue) -> Option<String> {
    problem_at(value, 1)
}

fn problem_at(value: &AttributeValue, level: usize) -> Option<String> {
    if level > MAX_LEVELS {
        return Some(format!("is nested deeper than {MAX_LEVELS} levels: make it flatter"));
    }
    match value {
        AttributeValue::S(_) | AttributeValue::Bool(_) | AttributeValue::Null(true) => None,
        AttributeValue::Null(false) => Some("is a null that is false: a null is true".to_owned()),
        AttributeValue::N(text) => number_problem(text),
        AttributeValue::B(text) => binary_problem(text),
        AttributeValue::StringSet(set) => set_problem(set),
        AttributeValue::NumberSet(set) => {
            set.iter().find_map(|text| number_problem(text)).or_else(|| set_problem(set))
        }
        AttributeValue::BinarySet(set) => {
            set.iter().find_map(|text| binary_problem(text)).or_else(|| set_problem(set))
        }
        AttributeValue::L(values) => values.iter().find_map(|value| problem_at(value, level + 1)),
        AttributeValue::M(values) => values.values().find_map(|value| problem_at(value, level + 1)),
    }
}

fn set_problem(set: &[String]) -> Option<String> {
    if set.is_empty() {
        return Some("is an empty set: put something into it or leave the attribute out".to_owned());
    }
    let mut seen = BTreeSet::new();
    let twice = set.iter().find(|member| !seen.insert(member.as_str()))?;
    Some(format!("is a set with {} twice: remove one", quoted(twice)))
}

fn number_problem(text: &str) -> Option<String> {
    let Some(number) = Number::parse(text) else {
        return Some(format!("is {}, which is not a number: use digits, such as -1.5 or 2e10", quoted(text)));
    };
    if number.digits > MAX_DIGITS {
        return Some(format!("is a number of {} digits: use at most {MAX_DIGITS}", number.digits));
    }
    if number.digits > 0 && !EXPONENTS.contains(&number.exponent) {
        return Some(format!(
            "is {}, which is beyond what DynamoDB can hold: use 1e-130 to 9.9e125",
            quoted(text)
        ));
    }
    None
}

fn binary_problem(text: &str) -> Option<String> {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || b == b'+' || b == b'/';
    let digits = text.strip_suffix("==").or_else(|| text.strip_suffix('=')).unwrap_or(text);
    let is_base64 = text.len().is_multiple_of(4) && digits.bytes().all(allowed);
    (!is_base64).then(|| format!("is {}, which is not base 64: encode the bytes", quoted(text)))
}

/// A decimal number as far as it is judged.
struct Number {
    /// Significant ones; 0 is the number 0.
    digits: usize,
    /// The power of ten of the first significant digit.
    exponent: i64,
}

impl Number {
    fn parse(text: &str) -> Option<Self> {
        let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
        let (mantissa, power) =
            unsigned.split_once(['e', 'E']).map_or((unsigned, Some(0)), |(mantissa, power)| {
                // What does not fit is far out of the bounds anyway.
                let is_number = is_digits(power.strip_prefix(['+', '-']).unwrap_or(power));
                let beyond = if power.starts_with('-') { -1_000_000 } else { 1_000_000 };
                (mantissa, is_number.then(|| power.parse().unwrap_or(beyond).clamp(-1_000_000, 1_000_000)))
            });
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = [whole, fraction].concat();
        if !is_digits(&digits) {
            return None;
        }
        let leading = digits.len() - digits.trim_start_matches('0').len();
        let significant = digits.trim_matches('0').len();
        let exponent = whole.len() as i64 - leading as i64 - 1 + power?;
        Some(Self { digits: significant, exponent })
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_within_and_beyond() {
        let nines = "9".repeat(38);
        for fine in [
            "0", "-0", "00012", "1.50", ".5", "5.", "+3", "1e125", "9.9e125", "1e-130", "0e9999", "-1.5E-7",
            &nines,
        ] {
            assert_eq!(number_problem(fine), None, "{fine}");
        }
        let too_long = format!("{nines}1");
        for wrong in [
            "",
            "-",
            ".",
            "e5",
            "1e",
            "1e+",
            "1.2.3",
            "0x1",
            "1 ",
            "NaN",
            "ü",
            "1e126",
            "0.1e-130",
            "1e999999999999999999999",
            &too_long,
        ] {
            assert!(number_problem(wrong).is_some(), "{wrong}");
        }
        assert_eq!(number_problem(&format!("{nines}000")), None, "zeros at the end are no digits");
    }

    #[test]
    fn binaries_are_base_64() {
        for fine in ["", "aGVsbG8=", "aGVsbA==", "aGVs"] {
            assert_eq!(binary_problem(fine), None, "{fine}");
        }
        for wrong in ["a", "aGVsbG8", "====", "a===", "äöüß"] {
            assert!(binary_problem(wrong).is_some(), "{wrong}");
        }
    }

    #[test]
    fn levels_are_counted_from_the_value() {
        let nested = |levels: usize| {
            (1..levels).fold(AttributeValue::Bool(true), |inner, _| AttributeValue::L(vec![inner]))
        };
        assert_eq!(problem(&nested(32)), None);
        assert!(problem(&nested(33)).is_some());
    }
}
