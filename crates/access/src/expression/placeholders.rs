//! `ExpressionAttributeNames` and `ExpressionAttributeValues`, and which of them a request's expressions use.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::ExpressionError;
use crate::value::Value;

/// What `#name` and `:value` stand for; the marks are part of the keys, as in a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placeholders<V = Value> {
    /// `#name` to the attribute's name.
    #[serde(
        rename = "ExpressionAttributeNames",
        default = "BTreeMap::new",
        skip_serializing_if = "BTreeMap::is_empty"
    )]
    pub names: BTreeMap<String, String>,
    /// `:value` to the value.
    #[serde(
        rename = "ExpressionAttributeValues",
        default = "BTreeMap::new",
        skip_serializing_if = "BTreeMap::is_empty"
    )]
    pub values: BTreeMap<String, V>,
}

impl<V> Default for Placeholders<V> {
    fn default() -> Self {
        Self { names: BTreeMap::new(), values: BTreeMap::new() }
    }
}

/// The placeholders while the expressions of one request are read: it remembers which were used.
#[derive(Debug)]
pub struct Scope<'p> {
    placeholders: &'p Placeholders,
    used: RefCell<BTreeSet<String>>,
}

impl<'p> Scope<'p> {
    /// Nothing is used yet.
    #[must_use]
    pub fn new(placeholders: &'p Placeholders) -> Self {
        Self { placeholders, used: RefCell::default() }
    }

    /// The attribute that `#name` stands for, or the reason that it stands for none.
    pub(super) fn name(&self, placeholder: &str) -> Result<&'p str, String> {
        self.used.borrow_mut().insert(placeholder.to_owned());
        self.placeholders.names.get(placeholder).map(String::as_str).ok_or_else(|| {
            format!(
                "An expression attribute name used in the document path is not defined; attribute name: {placeholder}"
            )
        })
    }

    /// The value that `:value` stands for, or the reason that it stands for none.
    pub(super) fn value(&self, placeholder: &str) -> Result<&'p Value, String> {
        self.used.borrow_mut().insert(placeholder.to_owned());
        self.placeholders.values.get(placeholder).ok_or_else(|| {
            format!(
                "An expression attribute value used in expression is not defined; attribute value: {placeholder}"
            )
        })
    }

    /// To be called when every expression of the request is read.
    ///
    /// # Errors
    ///
    /// If a placeholder is defined that no expression uses.
    pub fn finish(self) -> Result<(), ExpressionError> {
        let used = self.used.into_inner();
        unused("ExpressionAttributeNames", self.placeholders.names.keys(), &used)?;
        unused("ExpressionAttributeValues", self.placeholders.values.keys(), &used)
    }
}

fn unused<'k>(
    parameter: &str,
    defined: impl Iterator<Item = &'k String>,
    used: &BTreeSet<String>,
) -> Result<(), ExpressionError> {
    let spare: Vec<&str> = defined.filter(|key| !used.contains(*key)).map(String::as_str).collect();
    if spare.is_empty() {
        return Ok(());
    }
    Err(ExpressionError(format!(
        "Value provided in {parameter} unused in expressions: keys: {{{}}}",
        spare.join(", ")
    )))
}
