//! Steps into a value: attributes and elements.

use crate::import::value::{Kind, Loc, Map, Target, Value};

use super::evaluate::{ADDRESS, REST, unknown_like};

/// An attribute of a value.
pub(super) fn attribute(value: &Value, name: &str, at: Loc, text: &str) -> Value {
    match &value.kind {
        Kind::Map(map) => map.get(name).cloned().unwrap_or_else(|| missing(map, name, at, text)),
        Kind::Unknown(_) => known_after(value, name, at, text),
        // `list.attribute` of older files means the attribute of the only element.
        Kind::List(list) if list.len() == 1 && list[0].as_map().is_some() => {
            attribute(&list[0], name, at, text)
        }
        _ => Value::failed(at, text),
    }
}

/// What a map doesn't have: an error, unless the map is a resource or has a part that isn't known.
fn missing(map: &Map, name: &str, at: Loc, text: &str) -> Value {
    if let Some(address) = map.get(ADDRESS).and_then(Value::as_text) {
        let target = Target { address: address.into(), attribute: name.into() };
        return Value::reference(at, text, target);
    }
    match map.get(REST) {
        Some(rest) => unknown_like(at, text, [rest]),
        None => Value::failed(at, text),
    }
}

/// An attribute of something that isn't known: the same place, further in.
fn known_after(value: &Value, name: &str, at: Loc, text: &str) -> Value {
    let result = unknown_like(at, text, [value]);
    match value.as_unknown().and_then(|unknown| unknown.target.clone()) {
        Some(target) if target.attribute.is_empty() => {
            Value::reference(at, text, Target { attribute: name.into(), ..target })
        }
        _ => result,
    }
}

/// An element of a list or map.
pub(super) fn element(value: &Value, index: &Value, at: Loc, text: &str) -> Value {
    if index.as_unknown().is_some() || value.as_unknown().is_some() {
        return unknown_like(at, text, [value, index]);
    }
    let found = match &value.kind {
        Kind::List(list) => {
            let at = index.to_whole().and_then(|index| usize::try_from(index).ok());
            at.and_then(|at| list.get(at)).cloned()
        }
        Kind::Map(map) => {
            let key = index.to_text();
            key.map(|key| map.get(&key).cloned().unwrap_or_else(|| missing(map, &key, at, text)))
        }
        _ => None,
    };
    found.unwrap_or_else(|| Value::failed(at, text))
}
