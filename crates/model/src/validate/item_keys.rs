//! What keys and vectors ask of sample items (DDB038): presence, type, size.

use std::collections::{BTreeMap, BTreeSet};

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
    keys: BTreeMap<&'a str, KeyRule>,
    vectors: BTreeMap<&'a str, Vec<&'a VectorIndex>>,
}

struct KeyRule {
    kind: AttributeType,
    /// The most bytes; `None` for what a vector index only filters by, where empty is fine as well.
    max: Option<usize>,
}

impl<'a> KeyRules<'a> {
    pub(super) fn of(scope: &Scope<'a>) -> Self {
        let name = |id| scope.attribute(id).map(|attribute| attribute.name.as_str());
        let mut vectors: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for index in &scope.table.vector_indexes {
            if let Some(name) = index.vector.and_then(name) {
                vectors.entry(name).or_default().push(&**index);
            }
        }
        // A key without a name is told of already.
        let needed = scope.table.key.attributes().filter_map(name).filter(|name| !name.is_empty());
        Self { needed: needed.collect(), keys: keys(scope), vectors }
    }

    /// The keys that an item lacks, to be said after it.
    pub(super) fn missing(&self, item: &Item) -> impl Iterator<Item = String> {
        let missing = self.needed.iter().filter(|name| !item.values.contains_key(**name));
        missing.map(|name| format!("has no {}, which is in the key: give it one", quoted(name)))
    }

    /// What is wrong with a value as a key or a vector.
    pub(super) fn problem(&self, name: &str, value: &AttributeValue) -> Option<String> {
        if let Some(problem) = self.keys.get(name).and_then(|rule| rule.problem(name, value)) {
            return Some(problem);
        }
        let problem = self.vectors.get(name)?.iter().find_map(|index| vector_problem(value, index))?;
        Some(format!("has {} {problem}", quoted(name)))
    }
}

fn keys<'a>(scope: &Scope<'a>) -> BTreeMap<&'a str, KeyRule> {
    let (partitions, sorts) = (partitions(scope), sorts(scope));
    let rule = |id: &AttributeId| {
        let Attribute { name, kind, .. } = scope.attribute(*id)?;
        let of_sort = sorts.contains(id).then_some(MAX_SORT);
        let max = of_sort.or_else(|| partitions.contains(id).then_some(MAX_PARTITION));
        // A key of a type that keys don't have is told of already.
        kind.is_key_type().then_some((name.as_str(), KeyRule { kind: *kind, max }))
    };
    scope.keys().iter().filter_map(rule).collect()
}

fn partitions(scope: &Scope<'_>) -> BTreeSet<AttributeId> {
    let table = scope.table;
    let global = table.indexes.iter().flat_map(|index| index.partition.iter().copied());
    let vector = table.vector_indexes.iter().filter_map(|index| index.partition);
    table.key.partition.into_iter().chain(global).chain(vector).collect()
}

fn sorts(scope: &Scope<'_>) -> BTreeSet<AttributeId> {
    let table = scope.table;
    let global = table.indexes.iter().flat_map(|index| index.sort.iter().copied());
    let local = table.local_indexes.iter().filter_map(|index| index.sort);
    table.key.sort.into_iter().chain(global).chain(local).collect()
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
