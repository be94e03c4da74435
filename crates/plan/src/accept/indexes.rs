//! The indexes of a table that is being accepted: those that AWS has, matched by name.

use std::collections::BTreeSet;
use std::sync::Arc;

use tablewright_model::{GlobalIndex, Id, IndexId, List, LocalIndex, Projection, Table, VectorIndex};

use super::attributes::{Attributes, fresh_id};
use super::{autoscaling, changed, maximum, named};
use crate::{IndexState, KeyRole, LocalIndexState, ProjectionState, TableState, VectorIndexState};

pub(super) fn global(
    table: &Table,
    was: &TableState,
    now: &TableState,
    attributes: &mut Attributes,
) -> List<GlobalIndex> {
    let found = |name: &str| table.indexes.iter().find(|index| index.name == name);
    in_order(&table.indexes, |index| &index.name, now.indexes.keys())
        .into_iter()
        .filter_map(|name| {
            let blank = || GlobalIndex::new(index_id(table, name), name);
            let index = found(name).map_or_else(blank, |index| GlobalIndex::clone(index));
            Some(global_index(index, was.indexes.get(name), now.indexes.get(name)?, attributes))
        })
        .collect()
}

fn global_index(
    mut index: GlobalIndex,
    was: Option<&IndexState>,
    now: &IndexState,
    attributes: &mut Attributes,
) -> GlobalIndex {
    // Against a new one everything counts as changed, but what AWS keeps warm by itself.
    let new = || IndexState { warm: now.warm, ..IndexState::new(Vec::new(), ProjectionState::All) };
    let was = was.cloned().unwrap_or_else(new);
    if let Some(key) = changed(&was.key, &now.key) {
        let mut ids = |role| named(key, role).map(|name| attributes.named(name)).collect();
        (index.partition, index.sort) = (ids(KeyRole::Hash), ids(KeyRole::Range));
    }
    if let Some(found) = changed(&was.projection, &now.projection) {
        index.projection = projection(found, attributes);
    }
    if was.autoscaling != now.autoscaling {
        index.autoscaling = autoscaling(|dimension| now.autoscaling.get(&dimension));
    }
    if let Some(found) = changed(&was.maximum, &now.maximum) {
        index.maximum = maximum(*found);
    }
    if was.capacity != now.capacity {
        index.capacity = now.capacity;
    }
    if was.warm != now.warm {
        index.warm = now.warm;
    }
    if was.insights != now.insights {
        index.insights = now.insights;
    }
    index
}

pub(super) fn local(
    table: &Table,
    was: &TableState,
    now: &TableState,
    attributes: &mut Attributes,
) -> List<LocalIndex> {
    let found = |name: &str| table.local_indexes.iter().find(|index| index.name == name);
    in_order(&table.local_indexes, |index| &index.name, now.local_indexes.keys())
        .into_iter()
        .filter_map(|name| {
            let LocalIndexState { sort, projection: wanted } = now.local_indexes.get(name)?;
            let same = found(name).filter(|_| was.local_indexes.get(name) == now.local_indexes.get(name));
            if let Some(same) = same {
                return Some(LocalIndex::clone(same));
            }
            let (id, description) =
                known(found(name).map(|index| (index.id, &index.description)), table, name);
            let (sort, projection) = (Some(attributes.named(sort)), projection(wanted, attributes));
            Some(LocalIndex { id, name: name.to_owned(), description, sort, projection })
        })
        .collect()
}

pub(super) fn vector(
    table: &Table,
    was: &TableState,
    now: &TableState,
    attributes: &mut Attributes,
) -> List<VectorIndex> {
    let found = |name: &str| table.vector_indexes.iter().find(|index| index.name == name);
    in_order(&table.vector_indexes, |index| &index.name, now.vector_indexes.keys())
        .into_iter()
        .filter_map(|name| {
            let state = now.vector_indexes.get(name)?;
            let same = found(name).filter(|_| was.vector_indexes.get(name) == Some(state));
            if let Some(same) = same {
                return Some(VectorIndex::clone(same));
            }
            let known = known(found(name).map(|index| (index.id, &index.description)), table, name);
            Some(vector_index(known, name, state, attributes))
        })
        .collect()
}

fn vector_index(
    (id, description): (IndexId, String),
    name: &str,
    state: &VectorIndexState,
    attributes: &mut Attributes,
) -> VectorIndex {
    VectorIndex {
        id,
        name: name.to_owned(),
        description,
        vector: Some(attributes.named(&state.vector)),
        dimensions: state.dimensions,
        distance: state.distance,
        partition: state.partition.as_ref().map(|name| attributes.named(name)),
        filters: state.filters.iter().map(|name| attributes.named(name)).collect(),
        projection: projection(&state.projection, attributes),
    }
}

/// The names that AWS has: first those of the design in their order, then the others.
fn in_order<'a, I>(
    list: &'a List<I>,
    name: impl Fn(&'a Arc<I>) -> &'a String,
    found: impl Iterator<Item = &'a String>,
) -> Vec<&'a str>
where
    I: tablewright_model::Identified,
{
    let mut left: BTreeSet<&str> = found.map(String::as_str).collect();
    let mut names: Vec<_> =
        list.iter().map(|index| name(index).as_str()).filter(|name| left.remove(name)).collect();
    names.extend(left);
    names
}

fn known(found: Option<(IndexId, &String)>, table: &Table, name: &str) -> (IndexId, String) {
    found
        .map_or_else(|| (index_id(table, name), String::new()), |(id, description)| (id, description.clone()))
}

fn index_id(table: &Table, name: &str) -> IndexId {
    IndexId(fresh_id(name, |id: Id| table.index_ids().any(|taken| taken.0 == id)))
}

fn projection(found: &ProjectionState, attributes: &mut Attributes) -> Projection {
    match found {
        ProjectionState::All => Projection::All,
        ProjectionState::KeysOnly => Projection::KeysOnly,
        ProjectionState::Include(names) => {
            Projection::Include(names.iter().map(|name| attributes.named(name)).collect())
        }
    }
}
