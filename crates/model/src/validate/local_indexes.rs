//! Local secondary indexes (DDB003, DDB008, DDB027) and how many there are (DDB009).
//!
//! The sort key of the table may be that of an index too: no source says that AWS refuses it.

use super::keys::key_attribute;
use super::scope::Scope;
use super::subject::Subject;
use crate::{Diagnostic, Field, LocalIndex, quoted};

/// A hard limit (Developer Guide, local secondary indexes).
const MAX_INDEXES: usize = 5;

pub(super) fn check(scope: &Scope<'_>, found: &mut Vec<Diagnostic>) {
    let table = scope.table;
    for index in &table.local_indexes {
        found.extend(table_key(scope, index));
        found.extend(sort_key(scope, index));
    }
    let number = table.local_indexes.len();
    if number > MAX_INDEXES {
        let subject = Subject::table(table);
        let message = format!(
            "{subject} has {number} local secondary indexes: the most is {MAX_INDEXES}; make some of them global"
        );
        found.push(subject.error_of_whole("DDB009", message));
    }
}

fn subject<'a>(scope: &Scope<'_>, index: &'a LocalIndex) -> Subject<'a> {
    Subject::index(scope.table.id, index.id, &index.name)
}

fn table_key(scope: &Scope<'_>, index: &LocalIndex) -> Option<Diagnostic> {
    let subject = subject(scope, index);
    if scope.table.key.sort.is_some() {
        return None;
    }
    let message = format!(
        "{subject} is local, but {} has no sort key: give the table one, or make the index global",
        quoted(&scope.table.name)
    );
    Some(subject.error("DDB008", Field::PartitionKey, message))
}

fn sort_key(scope: &Scope<'_>, index: &LocalIndex) -> Option<Diagnostic> {
    let subject = subject(scope, index);
    let Some(sort) = index.sort else {
        let message = format!("{subject} has no sort key: choose an attribute for it");
        return Some(subject.error("DDB008", Field::SortKey, message));
    };
    if scope.table.key.partition != Some(sort) {
        return key_attribute(scope, sort, &subject, Field::SortKey);
    }
    let message = format!(
        "{subject} sorts by {}, the partition key of its table: choose another attribute",
        quoted(scope.name(sort))
    );
    Some(subject.error("DDB008", Field::SortKey, message))
}
