//! Sizes of sample items, where the pattern does not state one.
//!
//! Only the first items of an entity are measured: a mean of 100 says as much as one of 10,000, at every keystroke.

use std::cell::OnceCell;

use tablewright_model::{AttributeId, AttributeValue, EntityId, Item, Table, Template, TemplatePart, Values};

use crate::value::Number;

/// Items that are measured.
const MEASURED: usize = 100;
/// What a list or map takes, and each of its elements beside itself.
const COLLECTION: u64 = 3;

/// Means over the measured items, rounded up.
#[derive(Debug)]
pub(super) struct Sizes {
    item: u64,
    /// By the places of the table's attributes; found out when an index first asks.
    attributes: OnceCell<Vec<u64>>,
    entity: Option<EntityId>,
}

impl Sizes {
    /// Of the items of an entity, or of all; none if there are none.
    pub(super) fn of(table: &Table, entity: Option<EntityId>) -> Option<Self> {
        let sums = measured(table, entity).map(|item| {
            let written = item.values.iter().map(|(name, value)| attribute_size(name, value));
            written.chain(made(table, item).map(|(_, bytes)| bytes)).sum::<u64>()
        });
        let (number, total) = sums.fold((0, 0), |(number, total), sum| (number + 1, total + sum));
        (number > 0).then(|| Self { item: total.div_ceil(number), attributes: OnceCell::new(), entity })
    }

    /// Bytes of an item.
    pub(super) const fn item(&self) -> u64 {
        self.item
    }

    /// Bytes of an item as far as these attributes go.
    pub(super) fn part(&self, table: &Table, attributes: impl Iterator<Item = AttributeId>) -> u64 {
        let means = self.attributes.get_or_init(|| means(table, self.entity));
        attributes.filter_map(|id| means.get(table.attributes.position(id)?)).sum()
    }
}

fn measured(table: &Table, entity: Option<EntityId>) -> impl Iterator<Item = &Item> {
    let wanted = table.items.iter().filter(move |item| entity.is_none() || item.entity == entity);
    wanted.take(MEASURED).map(AsRef::as_ref)
}

/// What templates make of an item's values, with its bytes. The texts are not made: they would be at every keystroke.
fn made<'t>(table: &'t Table, item: &'t Item) -> impl Iterator<Item = (AttributeId, u64)> + use<'t> {
    let entity = item.entity.and_then(|id| table.entity(id));
    let carried = entity.map_or(&[][..], |entity| entity.attributes.as_slice());
    carried.iter().filter_map(|carried| {
        let name = table.attribute_name(carried.attribute);
        let template = carried.template.as_ref().filter(|_| !item.values.contains_key(name))?;
        Some((carried.attribute, length(name) + filled(table, template, &item.values)?))
    })
}

/// Bytes of the text that a template makes; none if a piece is not written.
fn filled(table: &Table, template: &Template, values: &Values) -> Option<u64> {
    let bytes = |part: &TemplatePart| match part {
        TemplatePart::Text(text) => Some(length(text)),
        TemplatePart::Attribute(id) => match values.get(table.attribute_name(*id))? {
            AttributeValue::S(text) | AttributeValue::N(text) => Some(length(text)),
            _ => None,
        },
        TemplatePart::Parameter(name) => match values.get(name)? {
            AttributeValue::S(text) => Some(length(text)),
            _ => None,
        },
    };
    template.0.iter().map(bytes).sum()
}

/// Sums by name, where both the names and what an item carries are in order.
fn means(table: &Table, entity: Option<EntityId>) -> Vec<u64> {
    let mut names: Vec<(&str, usize)> = table
        .attributes
        .iter()
        .enumerate()
        .map(|(place, attribute)| (attribute.name.as_str(), place))
        .collect();
    names.sort_unstable();
    let mut sums = vec![0; names.len()];
    let mut number = 0;
    for item in measured(table, entity) {
        number += 1;
        for (id, bytes) in made(table, item) {
            let place = table.attributes.position(id);
            if let Some(sum) = place.and_then(|place| sums.get_mut(place)) {
                *sum += bytes;
            }
        }
        for (name, value) in &item.values {
            let found = names.binary_search_by(|(known, _)| (*known).cmp(name));
            let place = found.ok().and_then(|at| names.get(at));
            if let Some(sum) = place.and_then(|(_, place)| sums.get_mut(*place)) {
                *sum += attribute_size(name, value);
            }
        }
    }
    sums.into_iter().map(|sum: u64| sum.div_ceil(number.max(1))).collect()
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
