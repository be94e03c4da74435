//! Sample items, from the JSON of the DynamoDB API.
//!
//! Hand-made files leave types out inside of maps and lists; a plain value gets the type that it looks like.

use tablewright_model::{AttributeValue, Item, ItemId, List, Values};

use crate::import::value::{Kind, Map, Value, number_text};

use super::ids::Ids;
use super::reading::{MAX_TEXT, Reading};

/// Levels of lists and maps; the service stops at 32.
const MAX_DEPTH: usize = 40;

pub(super) fn items(values: &Value, reading: &mut Reading<'_>) -> Vec<Item> {
    let most = List::<Item>::MAX;
    if let Some(more) = values.items().get(most) {
        reading.left_out(more.at, &format!("items after the first {most} are left out"));
    }
    let mut ids = Ids::default();
    let mut items = Vec::new();
    for (number, value) in values.items().iter().take(most).enumerate() {
        let value =
            value.get("Item").filter(|inner| inner.as_map().is_some() && is_wrapper(value)).unwrap_or(value);
        let Some(map) = reading.wanted(value, "an item", "its attributes", |value| value.as_map().cloned())
        else {
            continue;
        };
        let mut is_plain = false;
        match attributes(&map, 0, &mut is_plain) {
            Some(values) => {
                let id = ItemId(ids.of(&format!("item-{}", number + 1)));
                items.push(Item { id, values, entity: None });
            }
            None => reading
                .left_out(value.at, "an item is left out, since it is nested too deep or has no values"),
        }
        if is_plain {
            reading.assumed(value.at, "values of an item have no types: taken as what they look like");
        }
    }
    items
}

/// A joined item is one property of what holds it.
fn is_wrapper(value: &Value) -> bool {
    value.as_map().is_some_and(|map| map.len() == 1)
        && value.get("Item").is_some_and(|item| typed(item).is_none())
}

fn attributes(map: &Map, depth: usize, is_plain: &mut bool) -> Option<Values> {
    let mut values = Values::new();
    for (name, value) in map.iter() {
        if name.len() <= MAX_TEXT {
            values.insert(name.to_string(), attribute(value, depth, is_plain)?);
        }
    }
    Some(values)
}

fn attribute(value: &Value, depth: usize, is_plain: &mut bool) -> Option<AttributeValue> {
    if depth > MAX_DEPTH {
        return None;
    }
    if let Some((descriptor, inner)) = typed(value) {
        return of_type(descriptor, inner, depth, is_plain);
    }
    *is_plain = true;
    match &value.kind {
        Kind::Null => Some(AttributeValue::Null(true)),
        Kind::Bool(value) => Some(AttributeValue::Bool(*value)),
        Kind::Number(number) => Some(AttributeValue::N(number_text(*number))),
        Kind::Text(text) => Some(AttributeValue::S(text.to_string())),
        Kind::List(_) => list(value, depth, is_plain),
        Kind::Map(map) => attributes(map, depth + 1, is_plain).map(AttributeValue::M),
        Kind::Unknown(unknown) => Some(AttributeValue::S(unknown.text.clone())),
    }
}

/// The type and what is of it, if the value is written as the API has it.
fn typed(value: &Value) -> Option<(&str, &Value)> {
    let map = value.as_map().filter(|map| map.len() == 1)?;
    let (descriptor, inner) = map.iter().next()?;
    let fits = match &**descriptor {
        "S" | "N" | "B" | "BOOL" | "NULL" => inner.as_list().is_none() && inner.as_map().is_none(),
        "SS" | "NS" | "BS" | "L" => inner.as_list().is_some(),
        "M" => inner.as_map().is_some(),
        _ => false,
    };
    fits.then_some((&**descriptor, inner))
}

fn of_type(descriptor: &str, inner: &Value, depth: usize, is_plain: &mut bool) -> Option<AttributeValue> {
    let text = || inner.to_text().unwrap_or_default().to_string();
    let texts = || inner.items().iter().filter_map(Value::to_text).map(|text| text.to_string()).collect();
    Some(match descriptor {
        "S" => AttributeValue::S(text()),
        "N" => AttributeValue::N(text()),
        "B" => AttributeValue::B(text()),
        "BOOL" => AttributeValue::Bool(inner.to_bool().unwrap_or(false)),
        "NULL" => AttributeValue::Null(true),
        "SS" => AttributeValue::StringSet(texts()),
        "NS" => AttributeValue::NumberSet(texts()),
        "BS" => AttributeValue::BinarySet(texts()),
        "L" => return list(inner, depth, is_plain),
        _ => AttributeValue::M(attributes(inner.as_map()?, depth + 1, is_plain)?),
    })
}

fn list(value: &Value, depth: usize, is_plain: &mut bool) -> Option<AttributeValue> {
    let values = value.items().iter().map(|value| attribute(value, depth + 1, is_plain));
    Some(AttributeValue::L(values.collect::<Option<_>>()?))
}
