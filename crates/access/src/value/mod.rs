//! Attribute values as DynamoDB holds them: numbers are numbers, binaries are bytes, sets have no order.
//!
//! The design document keeps values as they are written ([`AttributeValue`]): text that may be wrong. Reading one into
//! a [`Value`] is where wrong ones are refused; everything behind it may trust what it gets. The JSON form of both is
//! DynamoDB's own.

mod error;
mod number;
mod size;
mod wire;

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use tablewright_model::{AttributeType, AttributeValue};

pub use error::ValueError;
pub use number::Number;
pub use size::item_size;

/// One value of an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "AttributeValue", into = "AttributeValue")]
pub enum Value {
    /// String.
    S(String),
    /// Number.
    N(Number),
    /// Binary.
    B(Vec<u8>),
    /// Boolean.
    Bool(bool),
    /// Null.
    Null,
    /// Set of strings, by their bytes.
    StringSet(BTreeSet<String>),
    /// Set of numbers, by value.
    NumberSet(BTreeSet<Number>),
    /// Set of binaries, by their bytes.
    BinarySet(BTreeSet<Vec<u8>>),
    /// List.
    List(Vec<Value>),
    /// Map.
    Map(Attributes),
}

/// Attribute names with their values: an item, or a map inside one.
pub type Attributes = BTreeMap<String, Value>;

impl Value {
    /// Its type.
    #[must_use]
    pub const fn kind(&self) -> AttributeType {
        match self {
            Self::S(_) => AttributeType::S,
            Self::N(_) => AttributeType::N,
            Self::B(_) => AttributeType::B,
            Self::Bool(_) => AttributeType::Bool,
            Self::Null => AttributeType::Null,
            Self::StringSet(_) => AttributeType::StringSet,
            Self::NumberSet(_) => AttributeType::NumberSet,
            Self::BinarySet(_) => AttributeType::BinarySet,
            Self::List(_) => AttributeType::L,
            Self::Map(_) => AttributeType::M,
        }
    }

    /// The order that `<` and a sort key see: numbers by value, strings and binaries by their unsigned bytes.
    ///
    /// None between different types and for all that has no order; such a comparison is false in DynamoDB.
    #[must_use]
    pub fn order(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::S(one), Self::S(two)) => Some(one.cmp(two)),
            (Self::N(one), Self::N(two)) => Some(one.cmp(two)),
            (Self::B(one), Self::B(two)) => Some(one.cmp(two)),
            _ => None,
        }
    }

    /// How many levels of lists and maps it has; a scalar has none.
    #[must_use]
    pub fn depth(&self) -> usize {
        match self {
            Self::List(items) => 1 + items.iter().map(Self::depth).max().unwrap_or(0),
            Self::Map(entries) => 1 + entries.values().map(Self::depth).max().unwrap_or(0),
            _ => 0,
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::S(text.to_owned())
    }
}

impl From<Number> for Value {
    fn from(number: Number) -> Self {
        Self::N(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_ordered_by_their_bytes() {
        let order = |one: &str, two: &str| Value::from(one).order(&Value::from(two));
        assert_eq!(order("B", "a"), Some(Ordering::Less));
        assert_eq!(order("z", "\u{e9}"), Some(Ordering::Less));
        // A surrogate pair in UTF-16 sorts before U+FFFD there, and behind it here.
        assert_eq!(order("\u{fffd}", "\u{1f600}"), Some(Ordering::Less));
    }

    #[test]
    fn different_types_have_no_order() {
        assert_eq!(Value::from("1").order(&Value::N(Number::from(1))), None);
        assert_eq!(Value::Bool(false).order(&Value::Bool(true)), None);
    }

    #[test]
    fn scalars_have_no_depth() {
        assert_eq!(Value::Null.depth(), 0);
        assert_eq!(Value::List(vec![Value::List(vec![]), Value::Null]).depth(), 2);
    }
}
