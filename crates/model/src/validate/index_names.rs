//! Names of indexes: well-formed (DDB001) and unique in their table over all kinds of index (DDB002).

use super::names::resource_name;
use super::seen::Seen;
use super::subject::Subject;
use crate::{Diagnostic, Edit, Field, IndexField, IndexId, LocalIndexField, Table, VectorIndexField, quoted};

pub(super) fn check(table: &Table, found: &mut Vec<Diagnostic>) {
    let mut seen = Seen::of(table.index_ids().count());
    for (index, name, rename) in names(table) {
        let subject = Subject::index(table.id, index, name);
        found.extend(resource_name(subject, |name| rename(table, index, name)));
        if !name.is_empty() && !seen.is_new(name) {
            let message = format!(
                "Another index of {} is called {} as well: names are unique over all kinds of index; rename one",
                quoted(&table.name),
                quoted(name)
            );
            found.push(subject.error("DDB002", Field::Name, message));
        }
    }
}

type Rename = fn(&Table, IndexId, String) -> Edit;

fn names(table: &Table) -> impl Iterator<Item = (IndexId, &str, Rename)> {
    let global = table.indexes.iter().map(|index| (index.id, index.name.as_str(), rename_global as Rename));
    let local =
        table.local_indexes.iter().map(|index| (index.id, index.name.as_str(), rename_local as Rename));
    let vector =
        table.vector_indexes.iter().map(|index| (index.id, index.name.as_str(), rename_vector as Rename));
    global.chain(local).chain(vector)
}

fn rename_global(table: &Table, index: IndexId, name: String) -> Edit {
    Edit::SetIndex { table: table.id, index, field: IndexField::Name(name) }
}

fn rename_local(table: &Table, index: IndexId, name: String) -> Edit {
    Edit::SetLocalIndex { table: table.id, index, field: LocalIndexField::Name(name) }
}

fn rename_vector(table: &Table, index: IndexId, name: String) -> Edit {
    Edit::SetVectorIndex { table: table.id, index, field: VectorIndexField::Name(name) }
}
