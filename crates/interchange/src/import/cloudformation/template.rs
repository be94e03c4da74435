//! A template with what is known of its names, and the evaluation of values in it.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use crate::import::budget::Budget;
use crate::import::value::{Kind, Loc, Map, Target, Value};

use super::functions;

/// A template, from which values are evaluated when asked for.
pub(super) struct Template<'t> {
    pub(super) root: &'t Value,
    pub(super) budget: &'t Budget,
    /// Names bound by `Fn::ForEach` where a value stands.
    pub(super) bound: RefCell<Vec<(Rc<str>, Value)>>,
    conditions: RefCell<HashMap<Rc<str>, Option<Value>>>,
    /// Whether texts have variables of the Serverless Framework in them.
    has_variables: bool,
}

impl<'t> Template<'t> {
    pub(super) fn new(root: &'t Value, has_variables: bool, budget: &'t Budget) -> Self {
        Self { root, budget, bound: RefCell::default(), conditions: RefCell::default(), has_variables }
    }

    pub(super) fn section(&self, name: &str) -> Option<&'t Map> {
        self.root.get(name)?.as_map()
    }

    /// The value with everything evaluated that can be. What is to be left out (`AWS::NoValue`) is null.
    pub(super) fn value(&self, value: &Value) -> Value {
        self.evaluated(value).unwrap_or_else(|| value.clone())
    }

    /// Nothing when the value is as it stands: most of a template is, and is shared then.
    fn evaluated(&self, value: &Value) -> Option<Value> {
        if !self.budget.spend(1) {
            return Some(Value::failed(value.at, "…"));
        }
        let evaluated = self.budget.deeper(|| match &value.kind {
            Kind::Map(map) => self.map(value, map),
            Kind::List(list) => self.list(value.at, list),
            Kind::Text(text) if self.has_variables && text.contains("${") => {
                Some(functions::with_gaps(text, value.at))
            }
            _ => None,
        });
        evaluated.unwrap_or_else(|| Some(Value::failed(value.at, "…")))
    }

    fn list(&self, at: Loc, list: &[Value]) -> Option<Value> {
        let values = changed(list, |value| value, |value| self.evaluated(value), |_, value| value)?;
        Some(Value::list(at, values))
    }

    fn map(&self, value: &Value, map: &Map) -> Option<Value> {
        if let (1, Some((name, argument))) = (map.len(), map.iter().next())
            && let Some(result) = functions::evaluate(self, name, argument, value)
        {
            return Some(result);
        }
        let expanded = super::expand::map(self, map);
        let pairs = expanded.as_ref().unwrap_or(map).iter().as_slice();
        let with = |(key, _): &(Rc<str>, Value), value| (key.clone(), value);
        let changed = changed(pairs, |(_, value)| value, |value| self.evaluated(value), with);
        match (changed, expanded) {
            (Some(pairs), _) => Some(Value::map(value.at, Map::of(pairs))),
            (None, expanded) => expanded.map(|map| Value::map(value.at, map)),
        }
    }

    /// What `Ref` gives.
    pub(super) fn reference(&self, name: &str, at: Loc) -> Value {
        if let Some((_, value)) = self.bound.borrow().iter().rev().find(|(bound, _)| **bound == *name) {
            return value.clone();
        }
        if name == "AWS::NoValue" {
            return Value::null(at);
        }
        let text = format!("!Ref {name}");
        if let Some(parameter) = self.section("Parameters").and_then(|parameters| parameters.get(name)) {
            return parameter
                .get("Default")
                .map_or_else(|| Value::unknown(at, text), |default| typed(parameter, default));
        }
        self.attribute(name, "Ref", text, at)
    }

    /// An attribute of a resource: known when the stack is deployed.
    pub(super) fn attribute(&self, resource: &str, attribute: &str, text: String, at: Loc) -> Value {
        let target = Target { address: resource.into(), attribute: attribute.into() };
        Value::reference(at, text, target)
    }

    /// Whether a condition of the template holds; nothing when that isn't known.
    pub(super) fn condition(&self, name: &Rc<str>, at: Loc) -> Option<bool> {
        if let Some(known) = self.conditions.borrow().get(name) {
            // One that is being evaluated needs itself.
            return known.as_ref().and_then(Value::to_bool);
        }
        self.conditions.borrow_mut().insert(name.clone(), None);
        let value = self.section("Conditions").and_then(|conditions| conditions.get(name));
        let value =
            value.map_or_else(|| Value::unknown(at, format!("condition {name}")), |value| self.value(value));
        self.conditions.borrow_mut().insert(name.clone(), Some(value.clone()));
        value.to_bool()
    }
}

/// The entries with what became of their values, without those that became nothing; nothing when all are as they were.
fn changed<T: Clone>(
    entries: &[T],
    value_of: impl Fn(&T) -> &Value,
    evaluated: impl Fn(&Value) -> Option<Value>,
    with: impl Fn(&T, Value) -> T,
) -> Option<Vec<T>> {
    let mut made: Option<Vec<T>> = None;
    for (at, entry) in entries.iter().enumerate() {
        let old = value_of(entry);
        let new = evaluated(old);
        if new.is_none() && !old.is_null() {
            made.iter_mut().for_each(|made| made.push(entry.clone()));
            continue;
        }
        let made = made.get_or_insert_with(|| entries.iter().take(at).cloned().collect());
        made.extend(new.filter(|value| !value.is_null()).map(|value| with(entry, value)));
    }
    made
}

/// The default of a parameter; a list is written as one text with commas.
fn typed(parameter: &Value, default: &Value) -> Value {
    let kind = parameter.get("Type").and_then(Value::as_text).unwrap_or_default();
    let is_list = kind == "CommaDelimitedList" || kind.starts_with("List<");
    match (is_list, default.to_text()) {
        (true, Some(text)) => {
            let parts = text.split(',').map(|part| Value::text(default.at, part.trim()));
            Value::list(default.at, parts.collect())
        }
        _ => default.clone(),
    }
}
