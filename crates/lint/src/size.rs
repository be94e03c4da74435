//! Sizes of items and what they cost (Developer Guide, DynamoDB item sizes and formats).
//!
//! Good enough to judge by. Exact figures, pages and money are `access`'s.

use tablewright_model::{AttributeValue, Values};

const READ_UNIT: u64 = 4_096;
const WRITE_UNIT: u64 = 1_024;

/// Bytes of an attribute of an item: its name and its value.
pub(crate) fn of_entry(name: &str, value: &AttributeValue) -> u64 {
    bytes(name) + of_value(value)
}

/// Units of one strongly consistent read.
pub(crate) fn read_units(size: u64) -> u64 {
    size.div_ceil(READ_UNIT).max(1)
}

/// Units of one write.
pub(crate) fn write_units(size: u64) -> u64 {
    size.div_ceil(WRITE_UNIT).max(1)
}

fn of_value(value: &AttributeValue) -> u64 {
    match value {
        AttributeValue::S(text) => bytes(text),
        AttributeValue::N(digits) => number(digits),
        AttributeValue::B(base64) => binary(base64),
        AttributeValue::Bool(_) | AttributeValue::Null(_) => 1,
        AttributeValue::StringSet(texts) => texts.iter().map(|text| bytes(text)).sum(),
        AttributeValue::NumberSet(numbers) => numbers.iter().map(|digits| number(digits)).sum(),
        AttributeValue::BinarySet(values) => values.iter().map(|base64| binary(base64)).sum(),
        AttributeValue::L(values) => 3 + values.iter().map(|value| 1 + of_value(value)).sum::<u64>(),
        AttributeValue::M(values) => 3 + values.len() as u64 + of_entries(values),
    }
}

fn of_entries(values: &Values) -> u64 {
    values.iter().map(|(name, value)| of_entry(name, value)).sum()
}

fn bytes(text: &str) -> u64 {
    text.len() as u64
}

/// About a byte for two digits, one more, and one for a minus.
fn number(text: &str) -> u64 {
    let digits = text.bytes().filter(u8::is_ascii_digit).count() as u64;
    digits.div_ceil(2) + 1 + u64::from(text.starts_with('-'))
}

fn binary(base64: &str) -> u64 {
    bytes(base64.trim_end_matches('=')) * 3 / 4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_as_large_as_the_guide_says() {
        let item = |json: &str| serde_json::from_str::<Values>(json).unwrap();
        assert_eq!(of_entries(&item(r#"{"shirt-color": {"S": "R"}, "shirt-size": {"S": "M"}}"#)), 23);
        let order = r#"{"pk": {"S": "123456789"}, "sk": {"S": "1234567890123456789"}, "total": {"N": "129.95"},
            "paid": {"BOOL": true}, "tags": {"L": [{"S": "a"}, {"S": "b"}]}}"#;
        assert_eq!(of_entries(&item(order)), 57);
    }

    #[test]
    fn units_are_rounded_up() {
        assert_eq!([0, 1, 4_096, 4_097].map(read_units), [1, 1, 1, 2]);
        assert_eq!([0, 1_024, 1_025].map(write_units), [1, 1, 2]);
    }
}
