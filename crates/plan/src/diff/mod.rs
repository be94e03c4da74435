//! What differs between two states of a table, setting by setting, as values for people.
//!
//! Deliberately absent: what to do about it (`planner`) and how it looks (`render`).

mod settings;

use std::collections::BTreeSet;

use settings::settings;
use tablewright_model::Consistency;

use crate::{FieldChange, TableState};

/// The settings that differ, and how many are the same.
pub(crate) fn fields(before: Option<&TableState>, after: Option<&TableState>) -> (Vec<FieldChange>, usize) {
    let mut old = before.map(settings).unwrap_or_default();
    let mut new = after.map(settings).unwrap_or_default();
    let all: BTreeSet<_> = old.keys().chain(new.keys()).copied().collect();
    let mut changes = Vec::new();
    for setting in &all {
        let (before_value, after_value) = (old.remove(setting), new.remove(setting));
        let both = before.zip(after);
        if before_value == after_value || (both.is_some() && after_value.is_none() && setting.is_left_open())
        {
            continue;
        }
        changes.push(FieldChange {
            path: setting.path(),
            action: setting.action(both, before_value.as_deref(), after_value.as_deref()),
            before: before_value,
            after: after_value,
            forces_replacement: both.is_some_and(|(old, new)| setting.forces_replacement(old, new)),
        });
    }
    let unchanged = all.len() - changes.len();
    (changes, unchanged)
}

/// Why the table would have to be replaced: its primary key differs, in its attributes or their types, a local index,
/// or what its regions have agreed on. None of them can be changed in place.
pub(crate) fn replaced_for(before: &TableState, after: &TableState) -> Option<&'static str> {
    if before.key != after.key || other_types(before, after, after.key.iter().map(|part| part.name.as_str()))
    {
        return Some("primary key");
    }
    let sorts = after.local_indexes.values().map(|index| index.sort.as_str());
    if before.local_indexes != after.local_indexes || other_types(before, after, sorts) {
        return Some("local indexes");
    }
    other_members(before, after)
}

/// What AWS can't change of a global table: its consistency, and the members of one that is strongly consistent. It can
/// begin, and end by going back to one region.
pub(crate) fn other_members(before: &TableState, after: &TableState) -> Option<&'static str> {
    if !(before.is_global() && after.is_global()) {
        return None;
    }
    if before.consistency != after.consistency {
        return Some("consistency between regions");
    }
    let same = before.replicas.keys().eq(after.replicas.keys()) && before.witness == after.witness;
    (after.consistency == Consistency::Strong && !same).then_some("strongly consistent regions")
}

/// Whether the index is on both sides and has to be made again: nothing but units and watching can be changed in place.
pub(crate) fn is_rebuilt(before: &TableState, after: &TableState, name: &str) -> bool {
    if let (Some(old), Some(new)) = (before.indexes.get(name), after.indexes.get(name)) {
        let key = new.key.iter().map(|part| part.name.as_str());
        return old.key != new.key || old.projection != new.projection || other_types(before, after, key);
    }
    if let (Some(old), Some(new)) = (before.vector_indexes.get(name), after.vector_indexes.get(name)) {
        return old != new || other_types(before, after, new.searched());
    }
    before.has_changeable_index(name) && after.has_changeable_index(name)
}

fn other_types<'a>(
    before: &TableState,
    after: &TableState,
    mut names: impl Iterator<Item = &'a str>,
) -> bool {
    names.any(|name| before.definitions.get(name) != after.definitions.get(name))
}
