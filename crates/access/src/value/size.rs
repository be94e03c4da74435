//! How many bytes a value and an item take, by the rules that limits and capacity units go by.
//!
//! Source: developer guide, "Item sizes and formats". What storage adds per item on top is `capacity`'s.

use super::{Attributes, Value};

/// What a list or map takes beside its elements.
const COLLECTION: usize = 3;
/// What each element of a list or map takes beside itself.
const ELEMENT: usize = 1;

/// Bytes of an item: its attributes' names and values.
#[must_use]
pub fn item_size(item: &Attributes) -> usize {
    item.iter().map(|(name, value)| name.len() + value.size()).sum()
}

impl Value {
    /// Bytes of the value, without the name of its attribute.
    #[must_use]
    pub fn size(&self) -> usize {
        match self {
            Self::S(text) => text.len(),
            Self::N(number) => number.size(),
            Self::B(bytes) => bytes.len(),
            Self::Bool(_) | Self::Null => 1,
            Self::StringSet(members) => members.iter().map(String::len).sum(),
            Self::NumberSet(members) => members.iter().map(|number| number.size()).sum(),
            Self::BinarySet(members) => members.iter().map(Vec::len).sum(),
            Self::List(items) => COLLECTION + items.iter().map(|item| ELEMENT + item.size()).sum::<usize>(),
            Self::Map(entries) => COLLECTION + ELEMENT * entries.len() + item_size(entries),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(json: &str) -> Attributes {
        serde_json::from_str(json).unwrap()
    }

    /// The developer guide's own example.
    #[test]
    fn a_shirt_takes_23_bytes() {
        assert_eq!(item_size(&item(r#"{"shirt-color": {"S": "R"}, "shirt-size": {"S": "M"}}"#)), 23);
    }

    /// The worked example of our reference, section 6.7.
    #[test]
    fn an_order_takes_57_bytes() {
        let order = r#"{"pk": {"S": "123456789"}, "sk": {"S": "1234567890123456789"}, "total": {"N": "129.95"},
            "paid": {"BOOL": true}, "tags": {"L": [{"S": "a"}, {"S": "b"}]}}"#;
        assert_eq!(item_size(&item(order)), 57);
    }

    #[test]
    fn collections_have_a_price() {
        assert_eq!(item_size(&item(r#"{"a": {"L": []}}"#)), 4);
        assert_eq!(item_size(&item(r#"{"a": {"M": {"bc": {"NULL": true}}}}"#)), 1 + 3 + 1 + 2 + 1);
        assert_eq!(item_size(&item(r#"{"a": {"SS": ["x", "yz"]}, "b": {"NS": ["1", "2"]}}"#)), 1 + 3 + 1 + 4);
        assert_eq!(item_size(&item(r#"{"a": {"B": "AAEC"}, "b": {"BS": ["AA=="]}}"#)), 1 + 3 + 1 + 1);
    }
}
