//! Vector indexes (DDB018, and DDB003 and DDB027 for what they search by) and how many there are (DDB009).

use std::collections::BTreeMap;

use super::keys::key_attribute;
use super::scope::Scope;
use super::subject::{Subject, grouped};
use crate::{AttributeType, Billing, Diagnostic, Edit, Field, Shape, VectorIndex, VectorIndexField, quoted};

/// Limits of vector indexes (API reference, `CreateVectorIndexAction`).
const MAX_INDEXES: usize = 5;
const MAX_DIMENSIONS: u32 = 4_096;
const MAX_FILTERS: usize = 18;

pub(super) fn check(scope: &Scope<'_>, found: &mut Vec<Diagnostic>) {
    let table = scope.table;
    for index in &table.vector_indexes {
        found.extend(billing(scope, index));
        found.extend(vector(scope, index));
        found.extend(dimensions(scope, index));
        check_search(scope, index, found);
    }
    check_common_dimensions(scope, found);
    let number = table.vector_indexes.len();
    if number > MAX_INDEXES {
        let subject = Subject::table(table);
        let message =
            format!("{subject} has {number} vector indexes: the most is {MAX_INDEXES}; remove some");
        found.push(subject.error_of_whole("DDB009", message));
    }
}

fn subject<'a>(scope: &Scope<'_>, index: &'a VectorIndex) -> Subject<'a> {
    Subject::index(scope.table.id, index.id, &index.name)
}

fn billing(scope: &Scope<'_>, index: &VectorIndex) -> Option<Diagnostic> {
    let Billing::Provisioned(_) = scope.table.billing else { return None };
    let subject = subject(scope, index);
    let message = format!(
        "{subject} is a vector index, which only on-demand tables have: switch {} to on demand or remove the index",
        quoted(&scope.table.name)
    );
    Some(subject.error("DDB018", Field::Vector, message))
}

fn vector(scope: &Scope<'_>, index: &VectorIndex) -> Option<Diagnostic> {
    let subject = subject(scope, index);
    let Some(id) = index.vector else {
        let message = format!("{subject} has no vector: choose the attribute that holds it");
        return Some(subject.error("DDB018", Field::Vector, message));
    };
    let Some(attribute) = scope.attribute(id) else {
        let message = format!("{subject} has a vector attribute that is gone: choose another");
        return Some(subject.error("DDB003", Field::Vector, message));
    };
    let name = quoted(&attribute.name);
    let message = match (attribute.kind, &attribute.shape) {
        _ if scope.is_key(id) => {
            format!("{subject} has the key attribute {name} as its vector: choose another")
        }
        (AttributeType::L, Some(Shape::List(element))) if element.kind != AttributeType::N => {
            format!("The vector {name} of {subject} is a list of {}s: it holds numbers", element.kind.label())
        }
        (AttributeType::L, _) => return None,
        (other, _) => {
            format!("The vector {name} of {subject} is a {}: vectors are lists of numbers", other.label())
        }
    };
    Some(subject.error("DDB018", Field::Vector, message))
}

fn dimensions(scope: &Scope<'_>, index: &VectorIndex) -> Option<Diagnostic> {
    if (1..=MAX_DIMENSIONS).contains(&index.dimensions) {
        return None;
    }
    let subject = subject(scope, index);
    let message = format!(
        "{subject} has vectors of {} numbers: use 1 to {}",
        grouped(index.dimensions.into()),
        grouped(MAX_DIMENSIONS.into())
    );
    Some(subject.error("DDB018", Field::Dimensions, message))
}

/// The partition key and the filters are one schema: each attribute stands in it once.
fn check_search(scope: &Scope<'_>, index: &VectorIndex, found: &mut Vec<Diagnostic>) {
    let subject = subject(scope, index);
    found.extend(index.partition.and_then(|id| key_attribute(scope, id, &subject, Field::PartitionKey)));
    if index.filters.len() > MAX_FILTERS {
        let number = index.filters.len();
        let message = format!("{subject} has {number} filters: the most is {MAX_FILTERS}; remove some");
        // Which of so many are wrong does not matter yet.
        found.push(subject.error("DDB018", Field::Filters, message));
        return;
    }
    for (at, id) in index.filters.iter().enumerate() {
        let earlier = index.filters.get(..at).unwrap_or_default();
        if index.partition != Some(*id) && !earlier.contains(id) {
            found.extend(key_attribute(scope, *id, &subject, Field::Filters));
            continue;
        }
        let message = format!("{subject} searches by {} twice: remove one", quoted(scope.name(*id)));
        let mut filters = index.filters.clone();
        filters.remove(at);
        let field = VectorIndexField::Filters(filters);
        let fix = Edit::SetVectorIndex { table: scope.table.id, index: index.id, field };
        found.push(subject.error("DDB018", Field::Filters, message).with_fix("Remove the filter", fix));
    }
}

/// Indexes over one attribute agree on its dimensions.
fn check_common_dimensions(scope: &Scope<'_>, found: &mut Vec<Diagnostic>) {
    let mut first = BTreeMap::new();
    for index in &scope.table.vector_indexes {
        let Some(id) = index.vector else { continue };
        let other = first.entry(id).or_insert(index);
        if other.dimensions == index.dimensions {
            continue;
        }
        let subject = subject(scope, index);
        let message = format!(
            "{subject} has vectors of {} numbers, but {} has {} for the same attribute {}: make them equal",
            index.dimensions,
            quoted(&other.name),
            other.dimensions,
            quoted(scope.name(id))
        );
        let field = VectorIndexField::Dimensions(other.dimensions);
        let fix = Edit::SetVectorIndex { table: scope.table.id, index: index.id, field };
        let label = format!("Use {}", other.dimensions);
        found.push(subject.error("DDB018", Field::Dimensions, message).with_fix(label, fix));
    }
}
