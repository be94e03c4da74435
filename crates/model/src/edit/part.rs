//! What a design holds in lists: each kind with its list, and the edits that add one and take it away.
//!
//! All kinds come, go and move in the same way; what goes along when one of them goes is in `uses`.

use std::sync::Arc;

use super::apply::change;
use super::uses::uses;
use super::{Edit, MAX_BATCH, Refusal};
use crate::limits::Limited;
use crate::{
    Area, AreaId, Attribute, AttributeId, Consumer, ConsumerId, Design, Entity, EntityId, GlobalIndex, Id,
    Identified, IndexId, Item, ItemId, List, LocalIndex, Note, NoteId, Object, Pattern, PatternId, Replica,
    ReplicaId, Silence, SilenceId, Table, TableId, VectorIndex,
};

/// A kind of thing that is held in a list.
pub(super) trait Part: Identified<Id: Into<Id>> + Limited + Clone {
    /// Which of the lists of its kind: that of a table, or the only one.
    type Owner: Copy;

    fn list(design: &mut Design, owner: Self::Owner) -> Result<&mut List<Self>, Refusal>;
    fn object(owner: Self::Owner, id: Self::Id) -> Object;
    fn adding(self, owner: Self::Owner, at: u32) -> Edit;
    fn removing(owner: Self::Owner, id: Self::Id) -> Edit;
}

/// Adds a part. What referred to it already (it was removed and comes back) outlives the undoing of this.
pub(super) fn add<P: Part>(design: &mut Design, owner: P::Owner, at: u32, part: &P) -> Result<Edit, Refusal> {
    let id = part.id();
    let list = P::list(design, owner)?;
    if list.get(id).is_some() {
        return Err(Refusal::Duplicate(id.into()));
    }
    if list.len() >= List::<P>::MAX {
        return Err(Refusal::TooMany { most: List::<P>::MAX });
    }
    part.within_limits()?;
    let mut inverses = match uses(design, P::object(owner, id)) {
        uses if uses.is_empty() => Vec::new(),
        uses => all(&mut design.clone(), &uses)?,
    };
    P::list(design, owner)?.insert(at, Arc::new(part.clone()));
    inverses.push(P::removing(owner, id));
    Ok(one_or_batch(inverses))
}

/// Removes a part with every use of it.
pub(super) fn remove<P: Part>(design: &mut Design, owner: P::Owner, id: P::Id) -> Result<Edit, Refusal> {
    let object = P::object(owner, id);
    if P::list(design, owner)?.get(id).is_none() {
        return Err(Refusal::Gone(object));
    }
    let uses = uses(design, object);
    let mut inverses = all(design, &uses)?;
    let (at, part) = P::list(design, owner)?.remove(id).ok_or(Refusal::Gone(object))?;
    inverses.push(Arc::unwrap_or_clone(part).adding(owner, at));
    Ok(one_or_batch(inverses))
}

/// Moves a part to another place and tells where it was.
pub(super) fn relocate<P: Part>(
    design: &mut Design,
    owner: P::Owner,
    id: P::Id,
    to: u32,
) -> Result<u32, Refusal> {
    P::list(design, owner)?.relocate(id, to).ok_or(Refusal::Gone(P::object(owner, id)))
}

/// The part, to be changed.
pub(super) fn part<P: Part>(design: &mut Design, owner: P::Owner, id: P::Id) -> Result<&mut P, Refusal> {
    P::list(design, owner)?.get_mut(id).ok_or(Refusal::Gone(P::object(owner, id)))
}

/// The inverse of steps done in order, given their inverses in that order.
pub(super) fn one_or_batch(inverses: Vec<Edit>) -> Edit {
    let mut edits = flat(inverses.into_iter().rev());
    match edits.len() {
        1 => edits.remove(0),
        ..=MAX_BATCH => Edit::Batch { edits },
        _ => Edit::Batch {
            edits: edits.chunks(MAX_BATCH).map(|part| Edit::Batch { edits: part.to_vec() }).collect(),
        },
    }
}

/// The edits without batches in batches: the inverse of an inverse nests no deeper than what a person sent.
fn flat(edits: impl Iterator<Item = Edit>) -> Vec<Edit> {
    let mut all = Vec::new();
    for edit in edits {
        match edit {
            Edit::Batch { edits } => all.extend(flat(edits.into_iter())),
            edit => all.push(edit),
        }
    }
    all
}

/// Makes all these edits; the inverse of each.
pub(super) fn all(design: &mut Design, edits: &[Edit]) -> Result<Vec<Edit>, Refusal> {
    edits.iter().map(|edit| change(design, edit)).collect()
}

macro_rules! parts {
    (of tables: $($part:ident: $list:ident, $id:ident, $add:ident, $name:ident, $object:ident, $remove:ident, $named:ident;)+) => {
        $(impl Part for $part {
            type Owner = TableId;

            fn list(design: &mut Design, table: TableId) -> Result<&mut List<Self>, Refusal> {
                Ok(&mut part::<Table>(design, (), table)?.$list)
            }

            fn object(table: TableId, id: $id) -> Object {
                Object::$object(table, id)
            }

            fn adding(self, table: TableId, at: u32) -> Edit {
                Edit::$add { table, at, $name: self.into() }
            }

            fn removing(table: TableId, $named: $id) -> Edit {
                Edit::$remove { table, $named }
            }
        })+
    };
    (of designs: $($part:ident: $list:ident, $id:ident, $add:ident, $name:ident, $remove:ident;)+) => {
        $(impl Part for $part {
            type Owner = ();

            fn list(design: &mut Design, (): ()) -> Result<&mut List<Self>, Refusal> {
                Ok(&mut design.$list)
            }

            fn object((): (), id: $id) -> Object {
                Object::$part(id)
            }

            fn adding(self, (): (), at: u32) -> Edit {
                Edit::$add { at, $name: self.into() }
            }

            fn removing((): (), $name: $id) -> Edit {
                Edit::$remove { $name }
            }
        })+
    };
}

parts! { of tables:
    Attribute: attributes, AttributeId, AddAttribute, attribute, Attribute, RemoveAttribute, attribute;
    GlobalIndex: indexes, IndexId, AddIndex, index, Index, RemoveIndex, index;
    LocalIndex: local_indexes, IndexId, AddLocalIndex, index, Index, RemoveIndex, index;
    VectorIndex: vector_indexes, IndexId, AddVectorIndex, index, Index, RemoveIndex, index;
    Entity: entities, EntityId, AddEntity, entity, Entity, RemoveEntity, entity;
    Consumer: consumers, ConsumerId, AddConsumer, consumer, Consumer, RemoveConsumer, consumer;
    Replica: replicas, ReplicaId, AddReplica, replica, Replica, RemoveReplica, replica;
    Item: items, ItemId, AddItem, item, Item, RemoveItem, item;
}

parts! { of designs:
    Table: tables, TableId, AddTable, table, RemoveTable;
    Pattern: patterns, PatternId, AddPattern, pattern, RemovePattern;
    Note: notes, NoteId, AddNote, note, RemoveNote;
    Area: areas, AreaId, AddArea, area, RemoveArea;
    Silence: silences, SilenceId, AddSilence, silence, RemoveSilence;
}
