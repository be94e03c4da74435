//! Sizes of sample items, where the pattern does not state one.
//!
//! Only the first items of an entity are measured: a mean of 100 says as much as one of 10,000, at every keystroke.

use std::collections::BTreeMap;

use tablewright_model::{AttributeValue, EntityId, Table, Values};

use crate::value::Number;

/// Items that are measured.
const MEASURED: usize = 100;
/// What a list or map takes, and each of its elements beside itself.
const COLLECTION: u64 = 3;

/// Sums over the measured items, by attribute.
#[derive(Debug, Clone)]
pub(super) struct Sizes {
    items: u64,
    total: u64,
    by_name: BTreeMap<String, u64>,
}

impl Sizes {
    /// Of the items of an entity, or of all; none if there are none.
    pub(super) fn of(table: &Table, entity: Option<EntityId>) -> Option<Self> {
        let mut sizes = Self { items: 0, total: 0, by_name: BTreeMap::new() };
        let wanted = table.items.iter().filter(|item| entity.is_none() || item.entity == entity);
        for item in wanted.take(MEASURED) {
            sizes.add(&item.values);
        }
        (sizes.items > 0).then_some(sizes)
    }

    fn add(&mut self, values: &Values) {
        self.items += 1;
        for (name, value) in values {
            let size = attribute_size(name, value);
            self.total += size;
            match self.by_name.get_mut(name) {
                Some(sum) => *sum += size,
                None => drop(self.by_name.insert(name.clone(), size)),
            }
        }
    }

    /// Bytes of an item on average, rounded up.
    pub(super) const fn item(&self) -> u64 {
        self.total.div_ceil(self.items)
    }

    /// Bytes of an item on average as far as these attributes go, rounded up.
    pub(super) fn part<'n>(&self, names: impl Iterator<Item = &'n str>) -> u64 {
        names.filter_map(|name| self.by_name.get(name)).sum::<u64>().div_ceil(self.items)
    }
}

fn attribute_size(name: &str, value: &AttributeValue) -> u64 {
    length(name) + size(value)
}

/// As `Value::size`, of a value that may be wrong: what can't be read counts as text.
fn size(value: &AttributeValue) -> u64 {
    match value {
        AttributeValue::S(text) => length(text),
        AttributeValue::N(text) => number(text),
        AttributeValue::B(text) => binary(text),
        AttributeValue::Bool(_) | AttributeValue::Null(_) => 1,
        AttributeValue::StringSet(members) => members.iter().map(|text| length(text)).sum(),
        AttributeValue::NumberSet(members) => members.iter().map(|text| number(text)).sum(),
        AttributeValue::BinarySet(members) => members.iter().map(|text| binary(text)).sum(),
        AttributeValue::L(items) => COLLECTION + items.iter().map(|item| 1 + size(item)).sum::<u64>(),
        AttributeValue::M(entries) => {
            let each = |(name, value): (&String, &AttributeValue)| 1 + attribute_size(name, value);
            COLLECTION + entries.iter().map(each).sum::<u64>()
        }
    }
}

const fn length(text: &str) -> u64 {
    text.len() as u64
}

fn number(text: &str) -> u64 {
    text.parse::<Number>().map_or_else(|_| length(text), |number| number.size() as u64)
}

/// Three bytes are four characters of base 64.
fn binary(text: &str) -> u64 {
    let filled = text.trim_end_matches('=');
    length(filled) * 3 / 4
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Value;

    #[test]
    fn a_written_value_has_the_size_of_the_value() {
        for json in [
            r#"{"S": "é"}"#,
            r#"{"N": "-129.950"}"#,
            r#"{"B": "AAEC"}"#,
            r#"{"BS": ["AA==", "AAE="]}"#,
            r#"{"NS": ["1", "22"]}"#,
            r#"{"L": [{"S": "a"}, {"M": {"k": {"BOOL": true}}}]}"#,
            r#"{"NULL": true}"#,
        ] {
            let written: AttributeValue = serde_json::from_str(json).unwrap();
            let value = Value::try_from(written.clone()).unwrap();
            assert_eq!(size(&written), value.size() as u64, "{json}");
        }
    }
}
