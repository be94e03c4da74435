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
        if !self.budget.spend(1) {
            return Value::failed(value.at, "…");
        }
        let evaluated = self.budget.deeper(|| match &value.kind {
            Kind::Map(map) => self.map(value, map),
            Kind::List(list) => {
                let values = list.iter().map(|value| self.value(value)).filter(|value| !value.is_null());
                Value::list(value.at, values.collect())
            }
            Kind::Text(text) if self.has_variables && text.contains("${") => {
                functions::with_gaps(text, value.at)
            }
            _ => value.clone(),
        });
        evaluated.unwrap_or_else(|| Value::failed(value.at, "…"))
    }

    fn map(&self, value: &Value, map: &Map) -> Value {
        if let (1, Some((name, argument))) = (map.len(), map.iter().next())
            && let Some(result) = functions::evaluate(self, name, argument, value)
        {
            return result;
        }
        let expanded = super::expand::map(self, map);
        let pairs = expanded.iter().map(|(key, value)| (key.clone(), self.value(value)));
        Value::map(value.at, Map::of(pairs.filter(|(_, value)| !value.is_null()).collect()))
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
