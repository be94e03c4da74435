//! From one design to another as an edit: for what comes from elsewhere and is to be one step to undo.
//!
//! Objects are matched by id. Every edit is made on a draft that has the ones before it, since removing an object takes
//! its uses along, and renaming an attribute carries the values of items.

use super::apply::change;
use super::part::{Part, one_or_batch};
use super::{
    AreaField, AttributeField, ConsumerField, DesignField, Edit, EntityField, IndexField, LocalIndexField,
    NoteField, PatternField, Refusal, ReplicaField, TableField, VectorIndexField,
};
use crate::{
    Area, Attribute, Consumer, Design, Entity, GlobalIndex, Item, List, LocalIndex, Note, Pattern, Replica,
    Silence, Table, TableId, VectorIndex,
};

/// The edit that makes `after` of `before`; none if they are equal.
///
/// # Errors
///
/// A [`Refusal`] when `after` is larger than edits may make a design.
pub fn edit_between(before: &Design, after: &Design) -> Result<Option<Edit>, Refusal> {
    let mut draft = Draft { design: before.clone(), edits: Vec::new() };
    draft.approach(after)?;
    // What was set already may have lost a reference to something that was removed later: nothing is removed now.
    if draft.design != *after {
        draft.approach(after)?;
    }
    // What makes inverses one edit takes them from the last.
    draft.edits.reverse();
    Ok((!draft.edits.is_empty()).then(|| one_or_batch(draft.edits)))
}

/// A design on its way to another.
struct Draft {
    design: Design,
    edits: Vec<Edit>,
}

impl Draft {
    fn approach(&mut self, after: &Design) -> Result<(), Refusal> {
        if self.design == *after {
            return Ok(());
        }
        for edit in differing(DesignField::all(&self.design), DesignField::all(after)) {
            self.push(Edit::SetDesign { field: edit })?;
        }
        self.remove_others((), &after.tables)?;
        for (table, at) in after.tables.iter().zip(0..) {
            if self.design.table(table.id).is_some_and(|found| found != &**table) {
                self.parts(table)?;
            }
            self.place((), at, &**table)?;
        }
        self.list((), &after.patterns)?;
        self.list((), &after.notes)?;
        self.list((), &after.areas)?;
        self.list((), &after.silences)
    }

    /// What a table holds, in an order in which nothing is named before it is there.
    fn parts(&mut self, table: &Table) -> Result<(), Refusal> {
        let id = table.id;
        self.list(id, &table.attributes)?;
        // An id is free for an index of another kind only once it is given up.
        self.remove_others(id, &table.indexes)?;
        self.remove_others(id, &table.local_indexes)?;
        self.remove_others(id, &table.vector_indexes)?;
        self.list(id, &table.indexes)?;
        self.list(id, &table.local_indexes)?;
        self.list(id, &table.vector_indexes)?;
        self.list(id, &table.entities)?;
        self.list(id, &table.consumers)?;
        self.list(id, &table.replicas)?;
        self.list(id, &table.items)
    }

    fn list<P: Changing>(&mut self, owner: P::Owner, wanted: &List<P>) -> Result<(), Refusal> {
        self.remove_others(owner, wanted)?;
        wanted.iter().zip(0..).try_for_each(|(part, at)| self.place(owner, at, &**part))
    }

    fn remove_others<P: Changing>(&mut self, owner: P::Owner, wanted: &List<P>) -> Result<(), Refusal> {
        let found = P::list(&mut self.design, owner)?;
        let others: Vec<_> =
            found.iter().map(|part| part.id()).filter(|id| wanted.get(*id).is_none()).collect();
        others.into_iter().try_for_each(|id| self.push(P::removing(owner, id)))
    }

    /// Adds the part or sets what differs, with all parts before it at their places already.
    fn place<P: Changing>(&mut self, owner: P::Owner, at: u32, wanted: &P) -> Result<(), Refusal> {
        let id = wanted.id();
        let list = P::list(&mut self.design, owner)?;
        let (Some(found), Some(place)) = (list.get(id).cloned(), list.position(id)) else {
            return self.push(wanted.clone().adding(owner, at));
        };
        if *found != *wanted {
            let changes = found.changes(wanted, owner, at);
            changes.into_iter().try_for_each(|edit| self.push(edit))?;
        }
        if place == at as usize {
            return Ok(());
        }
        self.push(Edit::Move { object: P::object(owner, id), to: at })
    }

    fn push(&mut self, edit: Edit) -> Result<(), Refusal> {
        change(&mut self.design, &edit)?;
        self.edits.push(edit);
        Ok(())
    }
}

/// A part that can become another one of the same id.
trait Changing: Part + PartialEq {
    /// The edits that make `wanted` of it.
    fn changes(&self, wanted: &Self, owner: Self::Owner, at: u32) -> Vec<Edit>;
}

macro_rules! changing {
    (of tables: $($part:ident: $field:ident, $edit:ident, $name:ident;)+) => {
        $(impl Changing for $part {
            fn changes(&self, wanted: &Self, table: TableId, _: u32) -> Vec<Edit> {
                let fields = differing($field::all(self), $field::all(wanted));
                fields.map(|field| Edit::$edit { table, $name: self.id, field }).collect()
            }
        })+
    };
    (of designs: $($part:ident: $field:ident, $edit:ident, $name:ident;)+) => {
        $(impl Changing for $part {
            fn changes(&self, wanted: &Self, (): (), _: u32) -> Vec<Edit> {
                let fields = differing($field::all(self), $field::all(wanted));
                fields.map(|field| Edit::$edit { $name: self.id, field }).collect()
            }
        })+
    };
}

changing! { of tables:
    Attribute: AttributeField, SetAttribute, attribute;
    GlobalIndex: IndexField, SetIndex, index;
    LocalIndex: LocalIndexField, SetLocalIndex, index;
    VectorIndex: VectorIndexField, SetVectorIndex, index;
    Entity: EntityField, SetEntity, entity;
    Consumer: ConsumerField, SetConsumer, consumer;
    Replica: ReplicaField, SetReplica, replica;
}

changing! { of designs:
    Table: TableField, SetTable, table;
    Pattern: PatternField, SetPattern, pattern;
    Note: NoteField, SetNote, note;
    Area: AreaField, SetArea, area;
}

impl Changing for Item {
    fn changes(&self, wanted: &Self, table: TableId, _: u32) -> Vec<Edit> {
        vec![Edit::SetItem { table, item: wanted.clone() }]
    }
}

/// A silence has no edit of its own: another one takes its place.
impl Changing for Silence {
    fn changes(&self, wanted: &Self, (): (), at: u32) -> Vec<Edit> {
        vec![Self::removing((), self.id), wanted.clone().adding((), at)]
    }
}

fn differing<F: PartialEq>(before: Vec<F>, after: Vec<F>) -> impl Iterator<Item = F> {
    before.into_iter().zip(after).filter(|(before, after)| before != after).map(|(_, after)| after)
}
