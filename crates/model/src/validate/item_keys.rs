//! What keys and vectors ask of sample items (DDB038): presence, type, size.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::scope::Scope;
use super::size::value_size;
use super::subject::grouped;
use crate::{Attribute, AttributeId, AttributeType, AttributeValue, Item, VectorIndex, quoted};

/// Bytes of the value of a partition key and of a sort key (Developer Guide, quotas).
const MAX_PARTITION: usize = 2_048;
const MAX_SORT: usize = 1_024;

/// The rules of a table, gathered once for all of its items; by the names of attributes, as items are.
pub(super) struct KeyRules<'a> {
    /// In every item, since they are the key of the table.
    needed: Vec<&'a str>,
    rules: Vec<(&'a str, Rule<'a>)>,
}

/// What is asked of the values of one name.
#[derive(Default)]
pub(super) struct Rule<'a> {
    key: Option<KeyRule>,
    vectors: Vec<&'a VectorIndex>,
}

struct KeyRule {
    kind: AttributeType,
    /// The most bytes; `None` for what a vector index only filters by, where empty is fine as well.
    max: Option<usize>,
}

impl<'a> KeyRules<'a> {
    pub(super) fn of(scope: &Scope<'a>) -> Self {
        let name = |id| scope.attribute(id).map(|attribute| attribute.name.as_str());
        let mut rules: BTreeMap<_, Rule<'a>> = keys(scope).collect();
        for index in &scope.table.vector_indexes {
            if let Some(name) = index.vector.and_then(name) {
                rules.entry(name).or_default().vectors.push(&**index);
            }
        }
        // A key without a name is told of already.
        let needed = scope.table.key.attributes().filter_map(name).filter(|name| !name.is_empty());
        Self { needed: needed.collect(), rules: rules.into_iter().collect() }
    }

    /// The keys that an item lacks, to be said after it.
    pub(super) fn missing(&self, item: &Item) -> impl Iterator<Item = String> {
        let missing = self.needed.iter().filter(|name| !item.values.contains_key(**name));
        missing.map(|name| format!("has no {}, which is in the key: give it one", quoted(name)))
    }

    /// The rules, to be asked for in the order of names.
    pub(super) fn in_order(&self) -> InOrder<'_> {
        InOrder(&self.rules)
    }
}

/// What is left of the rules on the way through the values of an item, which are in the order of names as well.
pub(super) struct InOrder<'r>(&'r [(&'r str, Rule<'r>)]);

impl<'r> InOrder<'r> {
    /// The rule for a name that comes after those asked for before.
    pub(super) fn next(&mut self, name: &str) -> Option<&'r Rule<'r>> {
        while let Some(((of, rule), rest)) = self.0.split_first() {
            match (*of).cmp(name) {
                Ordering::Less => self.0 = rest,
                Ordering::Equal => return Some(rule),
                Ordering::Greater => return None,
            }
        }
        None
    }
}

impl Rule<'_> {
    /// What is wrong with a value as a key or a vector.
    pub(super) fn problem(&self, name: &str, value: &AttributeValue) -> Option<String> {
        if let Some(problem) = self.key.as_ref().and_then(|rule| rule.problem(name, value)) {
            return Some(problem);
        }
        let problem = self.vectors.iter().find_map(|index| vector_problem(value, index))?;
        Some(format!("has {} {problem}", quoted(name)))
    }
}

fn keys<'a>(scope: &Scope<'a>) -> impl Iterator<Item = (&'a str, Rule<'a>)> {
    let (partitions, sorts) = (partitions(scope), sorts(scope));
    scope.keys().iter().filter_map(move |id| {
        let Attribute { name, kind, .. } = scope.attribute(*id)?;
        let is_in = |ids: &[AttributeId]| ids.binary_search(id).is_ok();
        let max = is_in(&sorts).then_some(MAX_SORT).or_else(|| is_in(&partitions).then_some(MAX_PARTITION));
        // A key of a type that keys don't have is told of already.
        let key = kind.is_key_type().then_some(KeyRule { kind: *kind, max })?;
        Some((name.as_str(), Rule { key: Some(key), vectors: Vec::new() }))
    })
}

fn partitions(scope: &Scope<'_>) -> Vec<AttributeId> {
    let table = scope.table;
    let global = table.indexes.iter().flat_map(|index| index.partition.iter().copied());
    let vector = table.vector_indexes.iter().filter_map(|index| index.partition);
    in_order(table.key.partition.into_iter().chain(global).chain(vector))
}

fn sorts(scope: &Scope<'_>) -> Vec<AttributeId> {
    let table = scope.table;
    let global = table.indexes.iter().flat_map(|index| index.sort.iter().copied());
    let local = table.local_indexes.iter().filter_map(|index| index.sort);
    in_order(table.key.sort.into_iter().chain(global).chain(local))
}

fn in_order(ids: impl Iterator<Item = AttributeId>) -> Vec<AttributeId> {
    let mut ids: Vec<_> = ids.collect();
    ids.sort_unstable();
    ids
}

impl KeyRule {
    fn problem(&self, name: &str, value: &AttributeValue) -> Option<String> {
        let found = type_of(value);
        if found != self.kind {
            let kinds = (found.label(), self.kind.label());
            return Some(format!("has a {} as {}, a key: give it a {}", kinds.0, quoted(name), kinds.1));
        }
        let max = self.max?;
        let size = value_size(value);
        if size == 0 {
            return Some(format!("has an empty {}, a key: give it a value", quoted(name)));
        }
        (size > max).then(|| {
            let (size, max) = (grouped(size as u64), grouped(max as u64));
            format!("has {size} bytes in {}, a key: use at most {max}", quoted(name))
        })
    }
}

fn vector_problem(value: &AttributeValue, index: &VectorIndex) -> Option<String> {
    let AttributeValue::L(values) = value else {
        return Some(format!(
            "of another type than the vector of {}: give it a list of numbers",
            quoted(&index.name)
        ));
    };
    if values.len() as u64 != u64::from(index.dimensions) {
        let (has, needs) = (values.len(), index.dimensions);
        return Some(format!(
            "with {has} numbers, but {} takes {needs}: give it as many",
            quoted(&index.name)
        ));
    }
    let is_number = |value: &AttributeValue| matches!(value, AttributeValue::N(_));
    (!values.iter().all(is_number)).then(|| {
        format!("with something else than numbers in the vector of {}: use numbers", quoted(&index.name))
    })
}

fn type_of(value: &AttributeValue) -> AttributeType {
    match value {
        AttributeValue::S(_) => AttributeType::S,
        AttributeValue::N(_) => AttributeType::N,
        AttributeValue::B(_) => AttributeType::B,
        AttributeValue::Bool(_) => AttributeType::Bool,
        AttributeValue::Null(_) => AttributeType::Null,
        AttributeValue::StringSet(_) => AttributeType::StringSet,
        AttributeValue::NumberSet(_) => AttributeType::NumberSet,
        AttributeValue::BinarySet(_) => AttributeType::BinarySet,
        AttributeValue::L(_) => AttributeType::L,
        AttributeValue::M(_) => AttributeType::M,
    }
}
