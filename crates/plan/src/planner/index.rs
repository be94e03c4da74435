//! Indexes, made and deleted one at a time.
//!
//! One that goes while another comes stays until the new one is filled, so that readers can move without a gap: who gives
//! an index a new key or projection gives it a new name. It goes first where AWS leaves no other way (no room for both,
//! an attribute with two types, a mode that it can't have), and always when another one comes under the same name.

use super::draft::Draft;
use super::words;
use crate::diff::is_rebuilt;
use crate::{Call, NewIndex, ProjectionState, Reverse, Risk, Step, TableState};

/// The indexes that have to go before others come.
pub(super) fn early_deletes(draft: &mut Draft<'_>) {
    let can_stay = can_stay(&draft.now, draft.wanted);
    delete_where(draft, |is_rebuilt| is_rebuilt || !can_stay);
}

/// The indexes that have stayed until others were filled.
pub(super) fn late_deletes(draft: &mut Draft<'_>) {
    delete_where(draft, |is_rebuilt| !is_rebuilt);
}

/// Whether everything that comes has a place beside what goes.
fn can_stay(now: &TableState, wanted: &TableState) -> bool {
    let new: Vec<_> = wanted.changeable_indexes().filter(|name| !now.has_changeable_index(name)).collect();
    let changed_mode = now.capacity().is_none() && wanted.capacity().is_some();
    let same_type =
        |part: &str| now.definitions.get(part).is_none_or(|kind| wanted.definitions.get(part) == Some(kind));
    let fits = wanted
        .changeable_indexes()
        .all(|name| wanted.changeable_index(name).is_some_and(|index| index.keyed().all(same_type)));
    let new_global = new.iter().filter(|name| wanted.indexes.contains_key(**name)).count();
    let room = now.indexes.len() + new_global <= MAX_INDEXES
        && now.vector_indexes.len() + new.len() - new_global <= MAX_VECTOR_INDEXES;
    let coming =
        new.iter().filter_map(|name| wanted.indexes.get(*name)).map(|index| projected(&index.projection));
    let there = now.indexes.values().map(|index| projected(&index.projection));
    !new.is_empty() && !changed_mode && fits && room && there.chain(coming).sum::<usize>() <= MAX_PROJECTED
}

/// Limits of a table (Developer Guide, constraints; botocore for vector indexes).
const MAX_INDEXES: usize = 20;
const MAX_VECTOR_INDEXES: usize = 5;
const MAX_PROJECTED: usize = 100;

fn projected(projection: &ProjectionState) -> usize {
    match projection {
        ProjectionState::Include(names) => names.len(),
        ProjectionState::All | ProjectionState::KeysOnly => 0,
    }
}

fn delete_where(draft: &mut Draft<'_>, is_due: impl Fn(bool) -> bool) {
    for name in draft.original.clone().changeable_indexes() {
        let is_rebuilt = is_rebuilt(&draft.original, draft.wanted, name);
        if (draft.wanted.has_changeable_index(name) && !is_rebuilt) || !is_due(is_rebuilt) {
            continue;
        }
        if let Some(index) = draft.now.changeable_index(name) {
            let step = delete(&draft.now, name, &index, is_rebuilt);
            draft.push(step);
        }
    }
}

pub(super) fn creates(draft: &mut Draft<'_>) {
    for name in draft.wanted.changeable_indexes() {
        if let Some(index) =
            draft.wanted.changeable_index(name).filter(|_| !draft.now.has_changeable_index(name))
        {
            let step = create(draft, name, &index);
            draft.push(step);
        }
    }
}

fn delete(now: &TableState, name: &str, index: &NewIndex, is_rebuilt: bool) -> Step {
    let table = now.name.clone();
    let reason = if is_rebuilt {
        format!(
            "The key or projection of index `{name}` can't be changed: it is deleted and made again; queries of it \
             fail until it is filled"
        )
    } else {
        format!("The design does not have index `{name}` any more; queries of it fail from then on")
    };
    Step {
        number: 0,
        precondition: format!("{}, and nobody queries `{name}`", words::ready(&table)),
        wait: format!("Until index `{name}` is gone and table `{table}` is ACTIVE"),
        reason,
        risk: Risk::Degrades,
        expected: words::unknown("minutes; AWS gives no figure"),
        reverse: reverse_of_delete(now, name, index),
        call: Call::DeleteIndex { table, index: name.to_owned(), kind: index.kind() },
    }
}

fn reverse_of_delete(now: &TableState, name: &str, index: &NewIndex) -> Reverse {
    match index {
        NewIndex::Global(global) if global.insights.is_some() => Reverse::None(format!(
            "Create index `{name}` again, then switch its Contributor Insights on, which no single call does"
        )),
        _ => Reverse::Call(Box::new(create_call(now, now, name, index))),
    }
}

fn create(draft: &Draft<'_>, name: &str, index: &NewIndex) -> Step {
    let table = draft.now.name.clone();
    let reason = if draft.original.has_changeable_index(name) {
        format!("Index `{name}` comes back with its new key or projection; it answers once it is filled")
    } else {
        format!(
            "The design has index `{name}`, the table has not; writes can slow down while it is filled, and writes \
             whose key attributes have another type are refused"
        )
    };
    Step {
        number: 0,
        call: create_call(&draft.now, draft.wanted, name, index),
        reason,
        precondition: words::ready(&table),
        wait: format!("Until index `{name}` is filled and ACTIVE"),
        risk: Risk::Degrades,
        expected: words::unknown(
            "minutes even for an empty table, else by the number and size of its items; AWS gives no figure",
        ),
        reverse: Reverse::Call(Box::new(Call::DeleteIndex {
            table,
            index: name.to_owned(),
            kind: index.kind(),
        })),
    }
}

/// The definitions are those of the keys that are there at this moment and of the new index: spare ones are refused.
fn create_call(now: &TableState, types: &TableState, name: &str, index: &NewIndex) -> Call {
    let mut definitions = now.definitions.clone();
    for part in index.keyed() {
        if let Some(kind) = types.definitions.get(part) {
            definitions.insert(part.to_owned(), *kind);
        }
    }
    let state = match index {
        NewIndex::Global(index) => NewIndex::Global(index.at_creation()),
        NewIndex::Vector(_) => index.clone(),
    };
    Call::CreateIndex { table: now.name.clone(), definitions, index: name.to_owned(), state }
}
