//! Keys of global secondary indexes (DDB003, DDB007, DDB027) and how many there are (DDB009).

use super::keys::key_attribute;
use super::scope::Scope;
use super::subject::Subject;
use crate::{AttributeId, Diagnostic, Edit, Field, GlobalIndex, IndexField, quoted};

/// Default quota of a table (Developer Guide, service quotas).
const MAX_INDEXES: usize = 20;
/// Attributes in each half of the key (API reference, `CreateTable`).
const MAX_KEY_PART: usize = 4;

pub(super) fn check(scope: &Scope<'_>, found: &mut Vec<Diagnostic>) {
    for index in &scope.table.indexes {
        check_keys(scope, index, found);
    }
    let number = scope.table.indexes.len();
    if number > MAX_INDEXES {
        let subject = Subject::table(scope.table);
        let message = format!(
            "{subject} has {number} global secondary indexes: the quota is {MAX_INDEXES}; merge some"
        );
        found.push(subject.error_of_whole("DDB009", message));
    }
}

fn check_keys(scope: &Scope<'_>, index: &GlobalIndex, found: &mut Vec<Diagnostic>) {
    let subject = Subject::index(scope.table.id, index.id, &index.name);
    if index.partition.is_empty() {
        let message = format!("{subject} has no partition key: choose an attribute for it");
        found.push(subject.error("DDB007", Field::PartitionKey, message));
    }
    check_part(scope, index, Part { ids: &index.partition, before: &[], is_sort: false }, found);
    check_part(scope, index, Part { ids: &index.sort, before: &index.partition, is_sort: true }, found);
}

/// One half of a key.
struct Part<'a> {
    ids: &'a [AttributeId],
    /// The half before it.
    before: &'a [AttributeId],
    is_sort: bool,
}

fn check_part(scope: &Scope<'_>, index: &GlobalIndex, part: Part<'_>, found: &mut Vec<Diagnostic>) {
    let subject = Subject::index(scope.table.id, index.id, &index.name);
    let (field, name) =
        if part.is_sort { (Field::SortKey, "sort") } else { (Field::PartitionKey, "partition") };
    if part.ids.len() > MAX_KEY_PART {
        let message = format!(
            "{subject} has {} {name} key attributes: the most is {MAX_KEY_PART}; remove some",
            part.ids.len()
        );
        // Which of so many are wrong does not matter yet.
        found.push(subject.error("DDB007", field, message));
        return;
    }
    for (at, id) in part.ids.iter().enumerate() {
        let earlier = part.ids.get(..at).unwrap_or_default();
        if !part.before.contains(id) && !earlier.contains(id) {
            found.extend(key_attribute(scope, *id, &subject, field));
            continue;
        }
        let message = format!("{subject} uses {} twice in its key: remove one", quoted(scope.name(*id)));
        let fix = without(index, at, part.is_sort);
        let fix = Edit::SetIndex { table: scope.table.id, index: index.id, field: fix };
        found.push(subject.error("DDB007", field, message).with_fix("Remove it", fix));
    }
}

/// The half of the key without the attribute at this place.
fn without(index: &GlobalIndex, at: usize, is_sort: bool) -> IndexField {
    let rest = |ids: &[AttributeId]| {
        ids.iter().enumerate().filter(|(place, _)| *place != at).map(|(_, id)| *id).collect()
    };
    if is_sort { IndexField::Sort(rest(&index.sort)) } else { IndexField::Partition(rest(&index.partition)) }
}
