//! The attributes of a table, and references to them by name.
//!
//! Whatever a source names becomes an attribute; a type that it doesn't say is assumed.

use std::collections::HashMap;

use tablewright_model::{Attribute, AttributeId, AttributeType, List, SampleFormat};

use crate::import::value::{Loc, Value};

use super::ids::Ids;
use super::reading::{MAX_TEXT, Reading};

#[derive(Debug, Default)]
pub(super) struct Attributes {
    ids: Ids,
    /// Places in the list.
    by_name: HashMap<String, usize>,
    list: Vec<Attribute>,
}

impl Attributes {
    /// Takes definitions: names, types, descriptions.
    pub(super) fn define(&mut self, definitions: &Value, reading: &mut Reading<'_>) {
        for definition in definitions.items() {
            let Some(name) = definition.get("AttributeName") else {
                reading.wanted(definition, "an attribute", "a name with a type", |_| None::<()>);
                continue;
            };
            let Some(name) = reading.shared(name, "the name of an attribute") else { continue };
            let kind = definition.get("AttributeType").and_then(|kind| kind_of(&name, kind, reading));
            let description = definition.get("Description").and_then(Value::to_text);
            self.add(&name, kind.unwrap_or(AttributeType::S), description.as_deref().unwrap_or_default());
        }
    }

    fn add(&mut self, name: &str, kind: AttributeType, description: &str) -> Option<AttributeId> {
        if let Some(known) = self.known(name) {
            return Some(known);
        }
        if self.list.len() >= List::<Attribute>::MAX {
            return None;
        }
        let id = AttributeId(self.ids.of(name));
        self.by_name.insert(name.to_owned(), self.list.len());
        let description = description.chars().take(MAX_TEXT / 4).collect();
        self.list.push(Attribute { description, ..Attribute::new(id, name, kind) });
        Some(id)
    }

    /// The attribute that a value names.
    pub(super) fn named(
        &mut self,
        value: &Value,
        assumed: AttributeType,
        reading: &mut Reading<'_>,
    ) -> Option<AttributeId> {
        let name = reading.shared(value, "an attribute")?;
        if name.is_empty() {
            return None;
        }
        self.refer(&name, assumed, value.at, reading)
    }

    /// The attribute of this name; a new one has the assumed type.
    pub(super) fn refer(
        &mut self,
        name: &str,
        assumed: AttributeType,
        at: Loc,
        reading: &mut Reading<'_>,
    ) -> Option<AttributeId> {
        if let Some(known) = self.known(name) {
            return Some(known);
        }
        let type_name = assumed.label().to_lowercase();
        reading.assumed(at, &format!("the type of attribute `{name}` is not said: taken as {type_name}"));
        self.add(name, assumed, "")
    }

    /// The attribute of this name; a new one is a number.
    pub(super) fn number(&mut self, name: &str) -> Option<AttributeId> {
        self.of_kind(name, AttributeType::N)
    }

    /// The attribute of this name; a new one is of this kind, and there is nothing to tell.
    pub(super) fn of_kind(&mut self, name: &str, kind: AttributeType) -> Option<AttributeId> {
        self.add(name, kind, "")
    }

    /// Says how sample values of an attribute look; whether there is such an attribute.
    pub(super) fn form(&mut self, name: &str, format: &SampleFormat) -> bool {
        let place = self.by_name.get(name).copied();
        let attribute = place.and_then(|place| self.list.get_mut(place));
        let is_there = attribute.is_some();
        if let Some(attribute) = attribute {
            attribute.format = Some(format.clone());
        }
        is_there
    }

    fn known(&self, name: &str) -> Option<AttributeId> {
        self.list.get(*self.by_name.get(name)?).map(|attribute| attribute.id)
    }

    pub(super) fn into_list(self) -> List<Attribute> {
        self.list.into_iter().collect()
    }
}

fn kind_of(name: &str, kind: &Value, reading: &mut Reading<'_>) -> Option<AttributeType> {
    let read = |value: &Value| AttributeType::from_descriptor(value.to_text()?.trim());
    read(kind).or_else(|| {
        let what = format!("the type of attribute `{name}`");
        reading.wanted(kind, &what, "a type such as S, N or B", read)
    })
}

/// The attributes of a key: those of the partition key and those of the sort key.
pub(super) fn key(
    schema: Option<&Value>,
    attributes: &mut Attributes,
    reading: &mut Reading<'_>,
) -> (Vec<AttributeId>, Vec<AttributeId>) {
    /// The service takes four of each.
    const MOST: usize = 16;
    let (mut partition, mut sort) = (Vec::new(), Vec::new());
    for part in schema.map(Value::items).unwrap_or_default().iter().take(MOST) {
        let Some(name) = part.get("AttributeName") else {
            reading.wanted(part, "a part of the key", "an attribute with HASH or RANGE", |_| None::<()>);
            continue;
        };
        let is_sort = match part.get("KeyType") {
            Some(kind) => {
                reading.wanted(kind, "a part of the key", "HASH or RANGE", |kind| match kind.as_text()? {
                    "HASH" => Some(false),
                    "RANGE" => Some(true),
                    _ => None,
                })
            }
            None => Some(!partition.is_empty()),
        };
        let (Some(is_sort), Some(id)) = (is_sort, attributes.named(name, AttributeType::S, reading)) else {
            continue;
        };
        if is_sort { sort.push(id) } else { partition.push(id) }
    }
    (partition, sort)
}
