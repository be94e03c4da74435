//! Global secondary indexes: names (DDB001, DDB002), keys (DDB007), number (DDB009), projections (DDB010, DDB011, DDB012).

use std::collections::BTreeSet;

use super::{keys, names};
use crate::{Address, AttributeId, Diagnostic, Field, GlobalIndex, Object, Table, quoted};

/// Default quota of a table (Developer Guide, service quotas).
const MAX_INDEXES: usize = 20;
/// Attributes in each half of the key (API reference, `CreateTable`).
const MAX_KEY_PART: usize = 4;
/// Attributes named by INCLUDE, over all indexes of a table; the same name twice counts twice.
const MAX_INCLUDED: usize = 100;

pub(super) fn check(table: &Table, found: &mut Vec<Diagnostic>) {
    let mut seen = BTreeSet::new();
    for index in &table.indexes {
        let at = |field| Address::field(Object::Index(table.id, index.id), field);
        found.extend(names::resource_name("Index name", &index.name, at(Field::Name)));
        if !index.name.is_empty() && !seen.insert(&index.name) {
            let message = format!(
                "Another index of {} is called {} as well: rename one",
                quoted(&table.name),
                quoted(&index.name)
            );
            found.push(Diagnostic::error("DDB002", at(Field::Name), message));
        }
        check_keys(table, index, found);
        check_projection(table, index, found);
    }
    check_totals(table, found);
}

fn check_keys(table: &Table, index: &GlobalIndex, found: &mut Vec<Diagnostic>) {
    let owner = format!("Index {}", quoted(&index.name));
    let parts = [(&index.partition, Field::PartitionKey, "partition"), (&index.sort, Field::SortKey, "sort")];
    if index.partition.is_empty() {
        let at = Address::field(Object::Index(table.id, index.id), Field::PartitionKey);
        let message = format!("{owner} has no partition key: choose an attribute for it");
        found.push(Diagnostic::error("DDB007", at, message));
    }
    let mut seen = BTreeSet::new();
    for (ids, field, part) in parts {
        let at = Address::field(Object::Index(table.id, index.id), field);
        if ids.len() > MAX_KEY_PART {
            let message =
                format!("{owner} has {} {part} key attributes: the most is {MAX_KEY_PART}", ids.len());
            found.push(Diagnostic::error("DDB007", at, message));
        }
        for id in ids {
            if seen.insert(*id) {
                keys::key_attribute(table, *id, &owner, at, found);
            } else {
                let name = quoted(table.attribute_name(*id));
                let message = format!("{owner} uses {name} twice in its key: remove one");
                found.push(Diagnostic::error("DDB007", at, message));
            }
        }
    }
}

fn check_projection(table: &Table, index: &GlobalIndex, found: &mut Vec<Diagnostic>) {
    let crate::Projection::Include(included) = &index.projection else {
        return;
    };
    let at = Address::field(Object::Index(table.id, index.id), Field::Projection);
    let owner = format!("Index {}", quoted(&index.name));
    if included.is_empty() {
        let message = format!("{owner} includes no attribute: name some, or project KEYS_ONLY");
        found.push(Diagnostic::error("DDB011", at, message));
    }
    let keys: BTreeSet<AttributeId> = table.key.attributes().chain(index.keys()).collect();
    let mut seen = BTreeSet::new();
    for id in included {
        let name = quoted(table.attribute_name(*id));
        let problem = if table.attribute(*id).is_none() {
            format!("{owner} includes an attribute that is gone: remove it from the projection")
        } else if keys.contains(id) {
            format!("{owner} includes {name}, which is a key and always projected: remove it")
        } else if !seen.insert(*id) {
            format!("{owner} includes {name} twice: remove one")
        } else {
            continue;
        };
        found.push(Diagnostic::error("DDB012", at, problem));
    }
}

fn check_totals(table: &Table, found: &mut Vec<Diagnostic>) {
    let at = Address::of(Object::Table(table.id));
    if table.indexes.len() > MAX_INDEXES {
        let message = format!(
            "Table {} has {} global secondary indexes: the quota is {MAX_INDEXES}; merge some",
            quoted(&table.name),
            table.indexes.len()
        );
        found.push(Diagnostic::error("DDB009", at, message));
    }
    let included: usize = table.indexes.iter().map(|index| index.projection.included().len()).sum();
    if included > MAX_INCLUDED {
        let message = format!(
            "The indexes of {} include {included} attributes in all: the most is {MAX_INCLUDED}; project ALL, or fewer",
            quoted(&table.name)
        );
        found.push(Diagnostic::error("DDB010", at, message));
    }
}
