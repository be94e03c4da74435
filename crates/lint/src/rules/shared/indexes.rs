//! What indexes hold, and which writes reach them.

use crate::rules::prelude::*;

/// Whether a write changes what is in a global index, by its path.
pub(in crate::rules) fn touches(view: &TableView, pattern: &Pattern, at: usize) -> bool {
    let Some(path) = view.paths.get(at) else { return false };
    let changes = match pattern.kind {
        PatternKind::Put | PatternKind::Delete => true,
        PatternKind::Update => {
            pattern.attributes.is_empty() || pattern.attributes.iter().any(|id| path.carries(*id))
        }
        _ => false,
    };
    changes && view.may_be_in(pattern, at)
}

/// Whether an index, by its path, leaves some kind of item out.
pub(in crate::rules) fn is_sparse(view: &TableView, at: usize) -> bool {
    (0..view.table.entities.len()).any(|entity| !view.is_always_in(entity, at))
}

/// The global indexes with the places of their paths.
pub(in crate::rules) fn global<'v, 'a>(
    view: &'v TableView<'a>,
) -> impl Iterator<Item = (usize, &'a GlobalIndex)> + use<'v, 'a> {
    view.paths.iter().enumerate().filter_map(|(at, path)| Some((at, path.global()?)))
}

/// The queries that a path serves best.
pub(in crate::rules) fn served<'v, 'a>(
    view: &'v TableView<'a>,
    at: usize,
) -> impl Iterator<Item = &'v PatternView<'a>> {
    view.patterns.iter().filter(move |pattern| pattern.fit.is_some_and(|fit| fit.path == at))
}

/// The edit that gives an index, local or global, another projection.
pub(in crate::rules) fn set_projection(table: &Table, path: &Path, projection: Projection) -> Option<Edit> {
    let table = table.id;
    match path.source {
        Source::Table => None,
        Source::Local(index) => Some(Edit::SetLocalIndex {
            table,
            index: index.id,
            field: LocalIndexField::Projection(projection),
        }),
        Source::Global(index) => {
            Some(Edit::SetIndex { table, index: index.id, field: IndexField::Projection(projection) })
        }
    }
}

/// The projection that carries these attributes beside the keys, within the limits of `INCLUDE`.
pub(in crate::rules) fn projection_of(table: &Table, path: &Path, wanted: Vec<AttributeId>) -> Projection {
    const MOST_OF_INDEX: usize = 20;
    const MOST_OF_TABLE: usize = 100;
    let is_key = |id: &AttributeId| path.is_key(*id) || table.key.attributes().any(|key| key == *id);
    let mut included: Vec<AttributeId> = Vec::new();
    for id in wanted {
        if !is_key(&id) && !included.contains(&id) && table.attribute(id).is_some() {
            included.push(id);
        }
    }
    let others = table.projections().filter(|(index, _)| Some(*index) != path.index());
    let total = included.len() + others.map(|(_, other)| other.included().len()).sum::<usize>();
    match included.len() {
        0 => Projection::KeysOnly,
        1..=MOST_OF_INDEX if total <= MOST_OF_TABLE => Projection::Include(included),
        _ => Projection::All,
    }
}
