//! How many bytes a value takes of the 400 KB of an item (Developer Guide, capacity unit consumption).

use crate::AttributeValue;

/// A value without its name.
pub(super) fn value_size(value: &AttributeValue) -> usize {
    match value {
        AttributeValue::S(text) => text.len(),
        AttributeValue::N(text) => number_size(text),
        AttributeValue::B(text) => binary_size(text),
        AttributeValue::Bool(_) | AttributeValue::Null(_) => 1,
        AttributeValue::StringSet(set) => set.iter().map(String::len).sum(),
        AttributeValue::NumberSet(set) => set.iter().map(|text| number_size(text)).sum(),
        AttributeValue::BinarySet(set) => set.iter().map(|text| binary_size(text)).sum(),
        AttributeValue::L(values) => 3 + values.iter().map(|value| 1 + value_size(value)).sum::<usize>(),
        AttributeValue::M(values) => {
            3 + values.iter().map(|(name, value)| 1 + name.len() + value_size(value)).sum::<usize>()
        }
    }
}

/// About a byte for two significant digits and one more, and one for the sign.
fn number_size(text: &str) -> usize {
    let mantissa = text.split(['e', 'E']).next().unwrap_or_default();
    let digits = mantissa.bytes().filter(u8::is_ascii_digit).count();
    digits.div_ceil(2) + 1 + usize::from(text.starts_with('-'))
}

/// The bytes that base 64 stands for.
fn binary_size(text: &str) -> usize {
    text.trim_end_matches('=').len() * 3 / 4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type() {
        for (json, size) in [
            (r#"{"S": "größe"}"#, 7),
            (r#"{"N": "1234"}"#, 3),
            (r#"{"N": "-1.5e10"}"#, 3),
            (r#"{"B": "aGVsbG8="}"#, 5),
            (r#"{"BOOL": true}"#, 1),
            (r#"{"NULL": true}"#, 1),
            (r#"{"SS": ["a", "bc"]}"#, 3),
            (r#"{"NS": ["1", "23"]}"#, 4),
            (r#"{"BS": ["aGVsbG8="]}"#, 5),
            (r#"{"L": []}"#, 3),
            (r#"{"L": [{"S": "ab"}]}"#, 6),
            (r#"{"M": {"k": {"S": "ab"}}}"#, 7),
        ] {
            assert_eq!(value_size(&serde_json::from_str(json).unwrap()), size, "{json}");
        }
    }
}
