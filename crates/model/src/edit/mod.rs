//! Edits: the only way a design changes.
//!
//! [`apply`] is pure and total: it gives the new design and the edit that takes it back, or a [`Refusal`]. An edit
//! names objects by id and carries whole values, so that it means the same whenever it arrives. What an object takes
//! along when it goes is part of the inverse, which brings all of it back.

mod apply;
mod attribute;
mod field;
mod part;
mod refusal;
mod uses;

use serde::{Deserialize, Serialize};

pub use apply::{Applied, apply};
pub use field::{
    AreaField, AttributeField, ConsumerField, DesignField, EntityField, IndexField, LocalIndexField,
    NoteField, PatternField, ReplicaField, TableField, VectorIndexField,
};
pub use refusal::Refusal;

use crate::{
    Area, AreaId, Attribute, AttributeId, Consumer, ConsumerId, Entity, EntityId, GlobalIndex, IndexId, Item,
    ItemId, LocalIndex, Note, NoteId, Object, Pattern, PatternId, Replica, ReplicaId, Silence, SilenceId,
    Table, TableId, VectorIndex,
};

/// The most edits in one batch: more than the inverse of any single edit can need.
///
/// Removing an attribute touches at most every item, every access pattern, and every index three times.
pub const MAX_BATCH: usize = 100_000;

/// One typed, invertible change of a design.
///
/// `at` and `to` are places in a list, counted from 0; past the end means at the end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[expect(missing_docs, reason = "the variants say what they do, their fields what they carry")]
pub enum Edit {
    SetDesign {
        field: DesignField,
    },
    AddTable {
        at: usize,
        table: Box<Table>,
    },
    RemoveTable {
        table: TableId,
    },
    SetTable {
        table: TableId,
        field: TableField,
    },
    AddAttribute {
        table: TableId,
        at: usize,
        attribute: Attribute,
    },
    RemoveAttribute {
        table: TableId,
        attribute: AttributeId,
    },
    SetAttribute {
        table: TableId,
        attribute: AttributeId,
        field: AttributeField,
    },
    AddIndex {
        table: TableId,
        at: usize,
        index: GlobalIndex,
    },
    AddLocalIndex {
        table: TableId,
        at: usize,
        index: LocalIndex,
    },
    AddVectorIndex {
        table: TableId,
        at: usize,
        index: VectorIndex,
    },
    /// Removes an index of whatever kind.
    RemoveIndex {
        table: TableId,
        index: IndexId,
    },
    SetIndex {
        table: TableId,
        index: IndexId,
        field: IndexField,
    },
    SetLocalIndex {
        table: TableId,
        index: IndexId,
        field: LocalIndexField,
    },
    SetVectorIndex {
        table: TableId,
        index: IndexId,
        field: VectorIndexField,
    },
    AddEntity {
        table: TableId,
        at: usize,
        entity: Entity,
    },
    RemoveEntity {
        table: TableId,
        entity: EntityId,
    },
    SetEntity {
        table: TableId,
        entity: EntityId,
        field: EntityField,
    },
    AddConsumer {
        table: TableId,
        at: usize,
        consumer: Consumer,
    },
    RemoveConsumer {
        table: TableId,
        consumer: ConsumerId,
    },
    SetConsumer {
        table: TableId,
        consumer: ConsumerId,
        field: ConsumerField,
    },
    AddReplica {
        table: TableId,
        at: usize,
        replica: Box<Replica>,
    },
    RemoveReplica {
        table: TableId,
        replica: ReplicaId,
    },
    SetReplica {
        table: TableId,
        replica: ReplicaId,
        field: ReplicaField,
    },
    AddItem {
        table: TableId,
        at: usize,
        item: Item,
    },
    RemoveItem {
        table: TableId,
        item: ItemId,
    },
    SetItem {
        table: TableId,
        item: Item,
    },
    AddPattern {
        at: usize,
        pattern: Box<Pattern>,
    },
    RemovePattern {
        pattern: PatternId,
    },
    SetPattern {
        pattern: PatternId,
        field: PatternField,
    },
    AddNote {
        at: usize,
        note: Note,
    },
    RemoveNote {
        note: NoteId,
    },
    SetNote {
        note: NoteId,
        field: NoteField,
    },
    AddArea {
        at: usize,
        area: Area,
    },
    RemoveArea {
        area: AreaId,
    },
    SetArea {
        area: AreaId,
        field: AreaField,
    },
    AddSilence {
        at: usize,
        silence: Silence,
    },
    RemoveSilence {
        silence: SilenceId,
    },
    /// Moves an object to another place of the list it is in.
    Move {
        object: Object,
        to: usize,
    },
    /// Several edits as one: all or none, and one step to undo.
    Batch {
        edits: Vec<Edit>,
    },
}
