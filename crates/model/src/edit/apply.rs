//! Applying an edit to a design.

use std::sync::Arc;

use super::{Edit, MAX_BATCH, Refusal, attribute, table};
use crate::limits::Limited;
use crate::{Design, Id, Identified, List, Object, Table, TableId};

/// A design after an edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// The new design.
    pub design: Design,
    /// The edit that takes it back.
    pub inverse: Edit,
}

/// Applies an edit.
///
/// # Errors
///
/// A [`Refusal`] when the object is gone, an id is taken, or a limit is passed; nothing has changed then.
pub fn apply(design: &Design, edit: &Edit) -> Result<Applied, Refusal> {
    let mut design = design.clone();
    let inverse = change(&mut design, edit)?;
    Ok(Applied { design, inverse })
}

/// Changes a working copy in place. On a refusal the copy may be half changed and is thrown away.
pub(super) fn change(design: &mut Design, edit: &Edit) -> Result<Edit, Refusal> {
    Ok(match edit {
        Edit::SetDesign { field } => Edit::SetDesign { field: field.swap(design)? },
        Edit::AddTable { at, table } => table::add(design, *at, table)?,
        Edit::RemoveTable { table } => table::remove(design, *table)?,
        Edit::SetTable { table: id, field } => {
            Edit::SetTable { table: *id, field: field.swap(table_mut(design, *id)?)? }
        }
        Edit::AddAttribute { table, at, attribute } => attribute::add(design, *table, *at, attribute)?,
        Edit::RemoveAttribute { table, attribute } => attribute::remove(design, *table, *attribute)?,
        Edit::SetAttribute { table, attribute, field } => attribute::set(design, *table, *attribute, field)?,
        Edit::AddIndex { table: id, at, index } => {
            let indexes = &mut table_mut(design, *id)?.indexes;
            add(indexes, *at, index.clone(), |id| id.0)?;
            Edit::RemoveIndex { table: *id, index: index.id }
        }
        Edit::RemoveIndex { table: id, index } => {
            let indexes = &mut table_mut(design, *id)?.indexes;
            let (at, index) = remove(indexes, *index, Object::Index(*id, *index))?;
            Edit::AddIndex { table: *id, at, index }
        }
        Edit::SetIndex { table: id, index, field } => {
            let gone = Refusal::Gone(Object::Index(*id, *index));
            let found = table_mut(design, *id)?.indexes.get_mut(*index).ok_or(gone)?;
            Edit::SetIndex { table: *id, index: *index, field: field.swap(found)? }
        }
        Edit::AddItem { table: id, at, item } => {
            let items = &mut table_mut(design, *id)?.items;
            add(items, *at, item.clone(), |id| id.0)?;
            Edit::RemoveItem { table: *id, item: item.id }
        }
        Edit::RemoveItem { table: id, item } => {
            let items = &mut table_mut(design, *id)?.items;
            let (at, item) = remove(items, *item, Object::Item(*id, *item))?;
            Edit::AddItem { table: *id, at, item }
        }
        Edit::SetItem { table: id, item } => {
            let gone = Refusal::Gone(Object::Item(*id, item.id));
            let found = table_mut(design, *id)?.items.get_mut(item.id).ok_or(gone)?;
            item.within_limits()?;
            Edit::SetItem { table: *id, item: std::mem::replace(found, item.clone()) }
        }
        Edit::AddPattern { at, pattern } => {
            add(&mut design.patterns, *at, pattern.clone(), |id| id.0)?;
            Edit::RemovePattern { pattern: pattern.id }
        }
        Edit::RemovePattern { pattern } => {
            let (at, pattern) = remove(&mut design.patterns, *pattern, Object::Pattern(*pattern))?;
            Edit::AddPattern { at, pattern }
        }
        Edit::SetPattern { pattern } => {
            let gone = Refusal::Gone(Object::Pattern(pattern.id));
            let found = design.patterns.get_mut(pattern.id).ok_or(gone)?;
            pattern.within_limits()?;
            Edit::SetPattern { pattern: std::mem::replace(found, pattern.clone()) }
        }
        Edit::Batch { edits } => batch(design, edits)?,
    })
}

fn batch(design: &mut Design, edits: &[Edit]) -> Result<Edit, Refusal> {
    if edits.len() > MAX_BATCH {
        return Err(Refusal::TooMany { most: MAX_BATCH });
    }
    let mut inverses = edits.iter().map(|edit| change(design, edit)).collect::<Result<Vec<_>, _>>()?;
    inverses.reverse();
    Ok(Edit::Batch { edits: inverses })
}

/// The inverse of steps done in order, given their inverses in that order.
pub(super) fn one_or_batch(mut inverses: Vec<Edit>) -> Edit {
    inverses.reverse();
    match inverses.len() {
        1 => inverses.remove(0),
        _ => Edit::Batch { edits: inverses },
    }
}

pub(super) fn table_mut(design: &mut Design, id: TableId) -> Result<&mut Table, Refusal> {
    design.tables.get_mut(id).ok_or(Refusal::Gone(Object::Table(id)))
}

pub(super) fn add<T: Identified + Limited>(
    list: &mut List<T>,
    at: usize,
    entity: T,
    id_of: impl Fn(T::Id) -> Id,
) -> Result<(), Refusal> {
    if list.get(entity.id()).is_some() {
        return Err(Refusal::Duplicate(id_of(entity.id())));
    }
    if list.len() >= List::<T>::MAX {
        return Err(Refusal::TooMany { most: List::<T>::MAX });
    }
    entity.within_limits()?;
    list.insert(at, Arc::new(entity));
    Ok(())
}

pub(super) fn remove<T: Identified + Clone>(
    list: &mut List<T>,
    id: T::Id,
    object: Object,
) -> Result<(usize, T), Refusal> {
    let (at, entity) = list.remove(id).ok_or(Refusal::Gone(object))?;
    Ok((at, Arc::unwrap_or_clone(entity)))
}
