//! Applying an edit to a design.

use super::part::{add, all, one_or_batch, part, relocate, remove};
use super::{Edit, MAX_BATCH, Refusal, attribute};
use crate::limits::Limited;
use crate::{
    Area, Attribute, Consumer, Design, Entity, GlobalIndex, IndexId, Item, LocalIndex, Note, Object, Pattern,
    Replica, Silence, Table, TableId, VectorIndex,
};

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
pub(crate) fn change(design: &mut Design, edit: &Edit) -> Result<Edit, Refusal> {
    /// Exchanges one field of a part; the edit that puts the old value back.
    macro_rules! swap {
        ($edit:ident, $part:ty, $owner:expr, $id:expr, $field:ident { $($key:ident: $value:expr),+ }) => {
            Ok(Edit::$edit { $($key: $value,)+ field: $field.swap(part::<$part>(design, $owner, $id)?)? })
        };
    }
    match edit {
        Edit::SetDesign { field } => Ok(Edit::SetDesign { field: field.swap(design)? }),
        Edit::AddTable { at, table } => add(design, (), *at, &**table),
        Edit::RemoveTable { table } => remove::<Table>(design, (), *table),
        Edit::SetTable { table: id, field } => swap!(SetTable, Table, (), *id, field { table: *id }),
        Edit::AddAttribute { table, at, attribute } => attribute::add(design, *table, *at, attribute),
        Edit::RemoveAttribute { table, attribute } => remove::<Attribute>(design, *table, *attribute),
        Edit::SetAttribute { table, attribute, field } => attribute::set(design, *table, *attribute, field),
        Edit::AddIndex { table, at, index } => {
            index_unused(design, *table, index.id)?;
            add(design, *table, *at, index)
        }
        Edit::AddLocalIndex { table, at, index } => {
            index_unused(design, *table, index.id)?;
            add(design, *table, *at, index)
        }
        Edit::AddVectorIndex { table, at, index } => {
            index_unused(design, *table, index.id)?;
            add(design, *table, *at, index)
        }
        Edit::RemoveIndex { table, index } => match index_kind(design, *table, *index)? {
            IndexKind::Global => remove::<GlobalIndex>(design, *table, *index),
            IndexKind::Local => remove::<LocalIndex>(design, *table, *index),
            IndexKind::Vector => remove::<VectorIndex>(design, *table, *index),
        },
        Edit::SetIndex { table, index: id, field } => {
            swap!(SetIndex, GlobalIndex, *table, *id, field { table: *table, index: *id })
        }
        Edit::SetLocalIndex { table, index: id, field } => {
            swap!(SetLocalIndex, LocalIndex, *table, *id, field { table: *table, index: *id })
        }
        Edit::SetVectorIndex { table, index: id, field } => {
            swap!(SetVectorIndex, VectorIndex, *table, *id, field { table: *table, index: *id })
        }
        Edit::AddEntity { table, at, entity } => add(design, *table, *at, entity),
        Edit::RemoveEntity { table, entity } => remove::<Entity>(design, *table, *entity),
        Edit::SetEntity { table, entity: id, field } => {
            swap!(SetEntity, Entity, *table, *id, field { table: *table, entity: *id })
        }
        Edit::AddConsumer { table, at, consumer } => add(design, *table, *at, consumer),
        Edit::RemoveConsumer { table, consumer } => remove::<Consumer>(design, *table, *consumer),
        Edit::SetConsumer { table, consumer: id, field } => {
            swap!(SetConsumer, Consumer, *table, *id, field { table: *table, consumer: *id })
        }
        Edit::AddReplica { table, at, replica } => add(design, *table, *at, &**replica),
        Edit::RemoveReplica { table, replica } => remove::<Replica>(design, *table, *replica),
        Edit::SetReplica { table, replica: id, field } => {
            swap!(SetReplica, Replica, *table, *id, field { table: *table, replica: *id })
        }
        Edit::AddItem { table, at, item } => add(design, *table, *at, item),
        Edit::RemoveItem { table, item } => remove::<Item>(design, *table, *item),
        Edit::SetItem { table, item } => {
            let found = part::<Item>(design, *table, item.id)?;
            item.within_limits()?;
            Ok(Edit::SetItem { table: *table, item: std::mem::replace(found, item.clone()) })
        }
        Edit::AddPattern { at, pattern } => add(design, (), *at, &**pattern),
        Edit::RemovePattern { pattern } => remove::<Pattern>(design, (), *pattern),
        Edit::SetPattern { pattern: id, field } => {
            swap!(SetPattern, Pattern, (), *id, field { pattern: *id })
        }
        Edit::AddNote { at, note } => add(design, (), *at, note),
        Edit::RemoveNote { note } => remove::<Note>(design, (), *note),
        Edit::SetNote { note: id, field } => swap!(SetNote, Note, (), *id, field { note: *id }),
        Edit::AddArea { at, area } => add(design, (), *at, area),
        Edit::RemoveArea { area } => remove::<Area>(design, (), *area),
        Edit::SetArea { area: id, field } => swap!(SetArea, Area, (), *id, field { area: *id }),
        Edit::AddSilence { at, silence } => add(design, (), *at, silence),
        Edit::RemoveSilence { silence } => remove::<Silence>(design, (), *silence),
        Edit::Move { object, to } => {
            Ok(Edit::Move { object: *object, to: move_object(design, *object, *to)? })
        }
        Edit::Batch { edits } => batch(design, edits),
    }
}

fn move_object(design: &mut Design, object: Object, to: u32) -> Result<u32, Refusal> {
    match object {
        Object::Design => Err(Refusal::Gone(object)),
        Object::Table(id) => relocate::<Table>(design, (), id, to),
        Object::Attribute(table, id) => relocate::<Attribute>(design, table, id, to),
        Object::Index(table, id) => match index_kind(design, table, id)? {
            IndexKind::Global => relocate::<GlobalIndex>(design, table, id, to),
            IndexKind::Local => relocate::<LocalIndex>(design, table, id, to),
            IndexKind::Vector => relocate::<VectorIndex>(design, table, id, to),
        },
        Object::Item(table, id) => relocate::<Item>(design, table, id, to),
        Object::Entity(table, id) => relocate::<Entity>(design, table, id, to),
        Object::Consumer(table, id) => relocate::<Consumer>(design, table, id, to),
        Object::Replica(table, id) => relocate::<Replica>(design, table, id, to),
        Object::Pattern(id) => relocate::<Pattern>(design, (), id, to),
        Object::Note(id) => relocate::<Note>(design, (), id, to),
        Object::Area(id) => relocate::<Area>(design, (), id, to),
        Object::Silence(id) => relocate::<Silence>(design, (), id, to),
    }
}

/// Which of a table's lists an index is in.
#[derive(Clone, Copy)]
enum IndexKind {
    Global,
    Local,
    Vector,
}

fn index_kind(design: &Design, id: TableId, index: IndexId) -> Result<IndexKind, Refusal> {
    let table = design.table(id).ok_or(Refusal::Gone(Object::Table(id)))?;
    if table.indexes.get(index).is_some() {
        Ok(IndexKind::Global)
    } else if table.local_indexes.get(index).is_some() {
        Ok(IndexKind::Local)
    } else if table.vector_indexes.get(index).is_some() {
        Ok(IndexKind::Vector)
    } else {
        Err(Refusal::Gone(Object::Index(id, index)))
    }
}

/// Ids of indexes are unique in a table over all kinds.
fn index_unused(design: &Design, table: TableId, index: IndexId) -> Result<(), Refusal> {
    match index_kind(design, table, index) {
        Ok(_) => Err(Refusal::Duplicate(index.0)),
        Err(Refusal::Gone(Object::Index(..))) => Ok(()),
        Err(refusal) => Err(refusal),
    }
}

fn batch(design: &mut Design, edits: &[Edit]) -> Result<Edit, Refusal> {
    if edits.len() > MAX_BATCH {
        return Err(Refusal::TooMany { most: MAX_BATCH });
    }
    Ok(one_or_batch(all(design, edits)?))
}
