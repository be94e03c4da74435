//! Functions of lists, sets and maps.

use std::collections::HashSet;
use std::rc::Rc;

use crate::import::value::{Kind, Map, Value};

use super::super::evaluate::REST;
use super::super::operators::equal;
use super::Context;

fn list(values: Vec<Value>) -> Option<Kind> {
    Some(Kind::List(Rc::new(values)))
}

fn values_of(argument: Option<&Value>) -> Option<&[Value]> {
    argument?.as_list()
}

fn is_equal(left: &Value, right: &Value, context: &Context<'_>) -> bool {
    equal(left, right, context.budget, 32) == Some(true)
}

pub(super) fn same(arguments: &[Value], _: &Context<'_>) -> Option<Kind> {
    arguments.first().map(|value| value.kind.clone())
}

pub(super) fn to_bool(arguments: &[Value], _: &Context<'_>) -> Option<Kind> {
    arguments.first()?.to_bool().map(Kind::Bool)
}

pub(super) fn length(arguments: &[Value], _: &Context<'_>) -> Option<Kind> {
    let length = match &arguments.first()?.kind {
        Kind::List(list) => list.len(),
        Kind::Map(map) if map.get(REST).is_none() => map.len(),
        Kind::Text(text) => text.chars().count(),
        _ => return None,
    };
    Some(Kind::Number(length as f64))
}

/// The first argument that says something; an unknown one may or may not.
pub(super) fn coalesce(arguments: &[Value], _: &Context<'_>) -> Option<Kind> {
    let is_empty = |value: &Value| match &value.kind {
        Kind::Null => true,
        Kind::Text(text) => text.is_empty(),
        Kind::List(list) => list.is_empty(),
        _ => false,
    };
    arguments.iter().find(|value| !is_empty(value)).map(|value| value.kind.clone())
}

pub(super) fn compact(arguments: &[Value], _: &Context<'_>) -> Option<Kind> {
    let is_kept = |value: &&Value| !value.is_null() && value.as_text() != Some("");
    list(values_of(arguments.first())?.iter().filter(is_kept).cloned().collect())
}

/// An unknown list stays in the result as one unknown element.
pub(super) fn concat(arguments: &[Value], context: &Context<'_>) -> Option<Kind> {
    let mut values = Vec::new();
    for argument in arguments {
        match &argument.kind {
            Kind::List(more) if context.budget.spend(more.len()) => values.extend(more.iter().cloned()),
            Kind::Unknown(unknown) if !unknown.failed => values.push(argument.clone()),
            _ => return None,
        }
    }
    list(values)
}

pub(super) fn contains(arguments: &[Value], context: &Context<'_>) -> Option<Kind> {
    let [values, wanted] = arguments else { return None };
    Some(Kind::Bool(values.as_list()?.iter().any(|value| is_equal(value, wanted, context))))
}

/// A text that two equal scalars share, for sets; lists and maps have none.
fn scalar(value: &Value) -> Option<Rc<str>> {
    value.to_text()
}

fn unique(values: &[Value], context: &Context<'_>) -> Vec<Value> {
    let mut seen: HashSet<Rc<str>> = HashSet::new();
    let mut kept: Vec<Value> = Vec::new();
    for value in values {
        let is_new = match scalar(value) {
            Some(text) => seen.insert(text),
            None => !kept.iter().any(|other| is_equal(other, value, context)),
        };
        if is_new {
            kept.push(value.clone());
        }
    }
    kept
}

pub(super) fn distinct(arguments: &[Value], context: &Context<'_>) -> Option<Kind> {
    list(unique(values_of(arguments.first())?, context))
}

/// Sets go by the order of their texts.
pub(super) fn to_set(arguments: &[Value], context: &Context<'_>) -> Option<Kind> {
    let value = arguments.first()?;
    if !matches!(value.kind, Kind::List(_)) {
        return Some(value.kind.clone());
    }
    list(in_order(unique(value.items(), context)))
}

fn in_order(mut values: Vec<Value>) -> Vec<Value> {
    values.sort_by_key(scalar);
    values
}

pub(super) fn sort(arguments: &[Value], _: &Context<'_>) -> Option<Kind> {
    list(in_order(values_of(arguments.first())?.to_vec()))
}

pub(super) fn reverse(arguments: &[Value], _: &Context<'_>) -> Option<Kind> {
    list(values_of(arguments.first())?.iter().rev().cloned().collect())
}

pub(super) fn element(arguments: &[Value], _: &Context<'_>) -> Option<Kind> {
    let values = values_of(arguments.first())?;
    let index = arguments.get(1)?.to_whole()?;
    let at = usize::try_from(index).ok()?.checked_rem(values.len())?;
    values.get(at).map(|value| value.kind.clone())
}

pub(super) fn one(arguments: &[Value], _: &Context<'_>) -> Option<Kind> {
    match arguments.first()?.as_list()? {
        [] => Some(Kind::Null),
        [only] => Some(only.kind.clone()),
        _ => None,
    }
}

pub(super) fn index(arguments: &[Value], context: &Context<'_>) -> Option<Kind> {
    let [values, wanted] = arguments else { return None };
    let at = values.as_list()?.iter().position(|value| is_equal(value, wanted, context))?;
    Some(Kind::Number(at as f64))
}

pub(super) fn slice(arguments: &[Value], _: &Context<'_>) -> Option<Kind> {
    let [values, start, end] = arguments else { return None };
    let (start, end) = (usize::try_from(start.to_whole()?).ok()?, usize::try_from(end.to_whole()?).ok()?);
    list(values.as_list()?.get(start..end)?.to_vec())
}

pub(super) fn chunklist(arguments: &[Value], context: &Context<'_>) -> Option<Kind> {
    let [values, size] = arguments else { return None };
    let size = usize::try_from(size.to_whole()?).ok().filter(|size| *size > 0)?;
    list(values.as_list()?.chunks(size).map(|chunk| Value::list(context.at, chunk.to_vec())).collect())
}

pub(super) fn flatten(arguments: &[Value], context: &Context<'_>) -> Option<Kind> {
    let mut flat = Vec::new();
    flatten_into(values_of(arguments.first())?, &mut flat, context, 0)?;
    list(flat)
}

fn flatten_into(values: &[Value], flat: &mut Vec<Value>, context: &Context<'_>, depth: usize) -> Option<()> {
    const MAX_DEPTH: usize = 48;
    if depth > MAX_DEPTH || !context.budget.spend(values.len()) {
        return None;
    }
    for value in values {
        match &value.kind {
            Kind::List(inner) => flatten_into(inner, flat, context, depth + 1)?,
            _ => flat.push(value.clone()),
        }
    }
    Some(())
}

pub(super) fn keys(arguments: &[Value], context: &Context<'_>) -> Option<Kind> {
    let map = arguments.first()?.as_map().filter(|map| map.get(REST).is_none())?;
    list(in_order(map.iter().map(|(key, _)| Value::text(context.at, key.clone())).collect()))
}

pub(super) fn values(arguments: &[Value], _: &Context<'_>) -> Option<Kind> {
    let map = arguments.first()?.as_map().filter(|map| map.get(REST).is_none())?;
    let sorted = Map::sorted(map.iter().cloned().collect());
    list(sorted.iter().map(|(_, value)| value.clone()).collect())
}

/// A map may lack the key; whether an unknown one has it isn't known.
pub(super) fn lookup(arguments: &[Value], _: &Context<'_>) -> Option<Kind> {
    let map = arguments.first()?.as_map()?;
    let key = arguments.get(1)?.to_text()?;
    match (map.get(&key), map.get(REST), arguments.get(2)) {
        (Some(value), ..) => Some(value.kind.clone()),
        (None, Some(rest), _) => Some(rest.kind.clone()),
        (None, None, default) => default.map(|value| value.kind.clone()),
    }
}

/// What is known stays; an unknown argument stays as the part that isn't.
pub(super) fn merge(arguments: &[Value], context: &Context<'_>) -> Option<Kind> {
    let mut pairs: Vec<(Rc<str>, Value)> = Vec::new();
    for argument in arguments {
        match &argument.kind {
            Kind::Null => {}
            Kind::Map(map) if context.budget.spend(map.len()) => pairs.extend(map.iter().cloned()),
            Kind::Unknown(unknown) if !unknown.failed => pairs.push((REST.into(), argument.clone())),
            _ => return None,
        }
    }
    Some(Kind::Map(Rc::new(Map::sorted(pairs))))
}

pub(super) fn zipmap(arguments: &[Value], _: &Context<'_>) -> Option<Kind> {
    let [keys, values] = arguments else { return None };
    let keys: Option<Vec<_>> = keys.as_list()?.iter().map(Value::to_text).collect();
    let pairs = keys?.into_iter().zip(values.as_list()?.iter().cloned());
    Some(Kind::Map(Rc::new(Map::sorted(pairs.collect()))))
}

pub(super) fn transpose(arguments: &[Value], context: &Context<'_>) -> Option<Kind> {
    let mut swapped: std::collections::BTreeMap<Rc<str>, Vec<Value>> = std::collections::BTreeMap::new();
    for (key, values) in arguments.first()?.as_map()?.iter() {
        for value in values.as_list()? {
            context.budget.spend(1).then_some(())?;
            swapped.entry(value.to_text()?).or_default().push(Value::text(context.at, key.clone()));
        }
    }
    let pairs = swapped.into_iter().map(|(key, values)| (key, Value::list(context.at, values)));
    Some(Kind::Map(Rc::new(Map::of(pairs.collect()))))
}

pub(super) fn all_true(arguments: &[Value], _: &Context<'_>) -> Option<Kind> {
    Some(Kind::Bool(values_of(arguments.first())?.iter().all(|value| value.to_bool() == Some(true))))
}

pub(super) fn any_true(arguments: &[Value], _: &Context<'_>) -> Option<Kind> {
    Some(Kind::Bool(values_of(arguments.first())?.iter().any(|value| value.to_bool() == Some(true))))
}

pub(super) fn set_union(arguments: &[Value], context: &Context<'_>) -> Option<Kind> {
    let all: Vec<Value> = arguments.iter().flat_map(Value::items).cloned().collect();
    list(in_order(unique(&all, context)))
}

/// Those of the first set that are in all others, or in none of them.
fn restricted(arguments: &[Value], context: &Context<'_>, is_in: bool) -> Option<Kind> {
    let (first, others) = arguments.split_first()?;
    let is_kept = |value: &&Value| {
        let found = |other: &Value| other.items().iter().any(|other| is_equal(value, other, context));
        if is_in { others.iter().all(found) } else { !others.iter().any(found) }
    };
    list(in_order(first.as_list()?.iter().filter(is_kept).cloned().collect()))
}

pub(super) fn set_intersection(arguments: &[Value], context: &Context<'_>) -> Option<Kind> {
    restricted(arguments, context, true)
}

pub(super) fn set_subtract(arguments: &[Value], context: &Context<'_>) -> Option<Kind> {
    restricted(arguments, context, false)
}

pub(super) fn set_product(arguments: &[Value], context: &Context<'_>) -> Option<Kind> {
    let mut rows: Vec<Vec<Value>> = vec![Vec::new()];
    for argument in arguments {
        let values = argument.as_list()?;
        let count = rows.len().checked_mul(values.len())?;
        if !context.budget.spend(count.checked_mul(arguments.len())?) {
            return None;
        }
        let longer = |row: &Vec<Value>, value: &Value| row.iter().chain([value]).cloned().collect();
        rows = rows.iter().flat_map(|row| values.iter().map(move |value| longer(row, value))).collect();
    }
    list(rows.into_iter().map(|row| Value::list(context.at, row)).collect())
}
