//! Where an item or index entry stands among the others: its keys in an order that ranges can be cut from.

use crate::schema::{KeyAttribute, KeySchema};
use crate::value::{Attributes, Number, Value};

/// One key value. An attribute has one type, so strings and binaries never meet at the same place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Number(Number),
    Bytes(Vec<u8>),
    /// Behind every value: the end of a range.
    End,
}

/// First the partition, then the sort key, then, in an index, the table's key, since index keys are not unique.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Position {
    pub(super) partition: Vec<Part>,
    pub(super) sort: Vec<Part>,
    pub(super) base: Vec<Part>,
}

impl Part {
    /// None for what is no key value.
    pub(super) fn of(value: &Value) -> Option<Self> {
        match value {
            Value::S(text) => Some(Self::Bytes(text.as_bytes().to_vec())),
            Value::B(bytes) => Some(Self::Bytes(bytes.clone())),
            Value::N(number) => Some(Self::Number(*number)),
            _ => None,
        }
    }

    /// The first value behind all that start like this one.
    pub(super) fn behind_prefix(&self) -> Self {
        let Self::Bytes(bytes) = self else {
            return Self::End;
        };
        let mut bytes = bytes.clone();
        while let Some(last) = bytes.pop() {
            if let Some(next) = last.checked_add(1) {
                bytes.push(next);
                return Self::Bytes(bytes);
            }
        }
        Self::End
    }
}

impl Position {
    /// Where the item stands in the table.
    pub(super) fn in_table(item: &Attributes, key: &KeySchema) -> Option<Self> {
        let (partition, sort) = (parts(item, &key.partition)?, parts(item, &key.sort)?);
        Some(Self { partition, sort, base: Vec::new() })
    }

    /// Where the item stands in an index; nowhere if it lacks a key attribute or has one that is empty or of another
    /// type.
    pub(super) fn in_index(item: &Attributes, key: &KeySchema, table: &KeySchema) -> Option<Self> {
        let is_empty = |attribute: &KeyAttribute| match item.get(&attribute.name) {
            Some(Value::S(text)) => text.is_empty(),
            Some(Value::B(bytes)) => bytes.is_empty(),
            _ => false,
        };
        if key.attributes().any(is_empty) {
            return None;
        }
        let mut position = Self::in_table(item, key)?;
        position.base = parts(item, &table.partition)?;
        position.base.extend(parts(item, &table.sort)?);
        Some(position)
    }

    /// Whether two index positions have the same index key, so that a write changes the entry in place.
    pub(super) fn has_same_key(&self, other: &Self) -> bool {
        self.partition == other.partition && self.sort == other.sort
    }
}

fn parts(item: &Attributes, attributes: &[KeyAttribute]) -> Option<Vec<Part>> {
    let part = |attribute: &KeyAttribute| {
        let value = item.get(&attribute.name).filter(|value| value.kind() == attribute.kind)?;
        Part::of(value)
    };
    attributes.iter().map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefixes_end_where_they_should() {
        let bytes = |bytes: &[u8]| Part::Bytes(bytes.to_vec());
        assert_eq!(bytes(b"ab").behind_prefix(), bytes(b"ac"));
        assert_eq!(bytes(&[1, 255]).behind_prefix(), bytes(&[2]));
        assert_eq!(bytes(&[255, 255]).behind_prefix(), Part::End);
        assert_eq!(bytes(b"").behind_prefix(), Part::End);
        assert!(bytes(&[255; 9]) < Part::End && Part::Number(Number::ZERO) < Part::End);
    }
}
