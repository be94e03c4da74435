//! What indexes of all kinds carry (DDB010, DDB011, DDB012).
//!
//! A key in an INCLUDE is a warning: published examples have one and no source says that AWS refuses it, but it is
//! projected anyway and only uses up the total. So is the 21st attribute of one index, where sources disagree.

use std::collections::BTreeSet;

use super::scope::Scope;
use super::subject::Subject;
use crate::{
    AttributeId, Diagnostic, Edit, Field, IndexField, IndexId, LocalIndexField, Projection, VectorIndexField,
    quoted,
};

/// Projected attributes over all indexes of a table; the same one in two indexes counts twice.
const MAX_INCLUDED: usize = 100;
/// Names in one `NonKeyAttributes` by the API model; the Developer Guide knows only the total.
const MAX_OF_ONE: usize = 20;

pub(super) fn check(scope: &Scope<'_>, found: &mut Vec<Diagnostic>) {
    let mut total = 0;
    for index in carriers(scope) {
        total += index.projection.included().len() + index.counted;
        if let Projection::Include(included) = index.projection {
            check_included(scope, &index, included, found);
        }
    }
    if total > MAX_INCLUDED {
        let subject = Subject::table(scope.table);
        let message = format!(
            "The indexes of {} include {total} attributes in all: the most is {MAX_INCLUDED}; project ALL, or fewer",
            quoted(subject.name)
        );
        found.push(subject.error_of_whole("DDB010", message));
    }
}

/// An index as far as its projection goes.
struct Carrier<'a> {
    id: IndexId,
    subject: Subject<'a>,
    projection: &'a Projection,
    /// Its own keys; those of the table are projected as well.
    keys: [&'a [AttributeId]; 3],
    /// What counts toward the total beside the included: vectors and filters.
    counted: usize,
    set: fn(IndexId, Projection, crate::TableId) -> Edit,
}

fn carriers<'a>(scope: &Scope<'a>) -> impl Iterator<Item = Carrier<'a>> {
    let table = scope.table;
    let global = table.indexes.iter().map(|index| Carrier {
        id: index.id,
        subject: Subject::index(table.id, index.id, &index.name),
        projection: &index.projection,
        keys: [&index.partition, &index.sort, &[]],
        counted: 0,
        set: |index, new, table| Edit::SetIndex { table, index, field: IndexField::Projection(new) },
    });
    let local = table.local_indexes.iter().map(|index| Carrier {
        id: index.id,
        subject: Subject::index(table.id, index.id, &index.name),
        projection: &index.projection,
        keys: [index.sort.as_slice(), &[], &[]],
        counted: 0,
        set: |index, new, table| Edit::SetLocalIndex {
            table,
            index,
            field: LocalIndexField::Projection(new),
        },
    });
    let vector = table.vector_indexes.iter().map(|index| Carrier {
        id: index.id,
        subject: Subject::index(table.id, index.id, &index.name),
        projection: &index.projection,
        keys: [index.partition.as_slice(), &index.filters, index.vector.as_slice()],
        counted: index.filters.len() + usize::from(index.vector.is_some()),
        set: |index, new, table| Edit::SetVectorIndex {
            table,
            index,
            field: VectorIndexField::Projection(new),
        },
    });
    global.chain(local).chain(vector)
}

fn check_included(
    scope: &Scope<'_>,
    index: &Carrier<'_>,
    included: &[AttributeId],
    found: &mut Vec<Diagnostic>,
) {
    let subject = index.subject;
    let set = |projection| (index.set)(index.id, projection, scope.table.id);
    if included.is_empty() {
        let message = format!("{subject} includes no attribute: name some, or project KEYS_ONLY");
        let finding = subject.error("DDB011", Field::Projection, message);
        found.push(finding.with_fix("Project KEYS_ONLY", set(Projection::KeysOnly)));
    }
    if included.len() > MAX_OF_ONE {
        let message = format!(
            "{subject} includes {} attributes: tools and parts of the API take {MAX_OF_ONE} for one index; project ALL, or fewer",
            included.len()
        );
        found.push(subject.warning("DDB010", Field::Projection, message));
    }
    let mut seen = BTreeSet::new();
    for (at, id) in included.iter().enumerate() {
        let is_new = seen.insert(*id);
        if let Some(finding) = fault(scope, index, *id, is_new) {
            found.push(finding.with_fix("Remove it from the projection", set(without(included, at))));
        }
    }
}

fn fault(scope: &Scope<'_>, index: &Carrier<'_>, id: AttributeId, is_new: bool) -> Option<Diagnostic> {
    let subject = index.subject;
    let error = |message| Some(subject.error("DDB012", Field::Projection, message));
    let Some(attribute) = scope.attribute(id) else {
        return error(format!("{subject} includes an attribute that is gone: remove it from the projection"));
    };
    let name = &attribute.name;
    if !is_new {
        return error(format!("{subject} includes {} twice: remove one", quoted(name)));
    }
    if index.keys.iter().any(|keys| keys.contains(&id)) || scope.table.key.attributes().any(|key| key == id) {
        let message =
            format!("{subject} includes {}, which is a key and always projected: remove it", quoted(name));
        return Some(subject.warning("DDB012", Field::Projection, message));
    }
    None
}

fn without(included: &[AttributeId], at: usize) -> Projection {
    let rest: Vec<_> =
        included.iter().enumerate().filter(|(place, _)| *place != at).map(|(_, id)| *id).collect();
    if rest.is_empty() { Projection::KeysOnly } else { Projection::Include(rest) }
}
