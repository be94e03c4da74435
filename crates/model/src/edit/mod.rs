//! Edits: the only way a design changes.
//!
//! [`apply`] is pure and total: it gives the new design and the edit that takes it back, or a [`Refusal`]. An edit
//! names objects by id and carries whole values, so that it means the same whenever it arrives. What an object takes
//! along when it goes is part of the inverse, which brings all of it back.

mod apply;
mod attribute;
mod back;
mod between;
mod field;
mod part;
mod refusal;
mod uses;

use serde::{Deserialize, Serialize};

pub(crate) use apply::change;
pub use apply::{Applied, apply};
pub use back::{displaced, parts, without_places};
pub use between::edit_between;
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

/// The most edits in one batch. An inverse that needs more is a batch of batches.
pub const MAX_BATCH: usize = 100_000;

/// One typed, invertible change of a design.
///
/// `at` and `to` are places in a list, counted from 0; past the end means at the end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[expect(missing_docs, reason = "the variants say what they do, their fields what they carry")]
pub enum Edit {
    SetDesign {
        field: DesignField,
    },
    AddTable {
        at: u32,
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
        at: u32,
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
        at: u32,
        index: GlobalIndex,
    },
    AddLocalIndex {
        table: TableId,
        at: u32,
        index: LocalIndex,
    },
    AddVectorIndex {
        table: TableId,
        at: u32,
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
        at: u32,
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
        at: u32,
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
        at: u32,
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
        at: u32,
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
        at: u32,
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
        at: u32,
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
        at: u32,
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
        at: u32,
        silence: Silence,
    },
    RemoveSilence {
        silence: SilenceId,
    },
    /// Moves an object to another place of the list it is in.
    Move {
        object: Object,
        to: u32,
    },
    /// Several edits as one: all or none, and one step to undo.
    Batch {
        edits: Vec<Edit>,
    },
}

impl Edit {
    /// The edit that takes an object away with all that depends on it; the design itself stays.
    #[must_use]
    pub const fn removing(object: Object) -> Option<Self> {
        Some(match object {
            Object::Design => return None,
            Object::Table(table) => Self::RemoveTable { table },
            Object::Attribute(table, attribute) => Self::RemoveAttribute { table, attribute },
            Object::Index(table, index) => Self::RemoveIndex { table, index },
            Object::Item(table, item) => Self::RemoveItem { table, item },
            Object::Entity(table, entity) => Self::RemoveEntity { table, entity },
            Object::Consumer(table, consumer) => Self::RemoveConsumer { table, consumer },
            Object::Replica(table, replica) => Self::RemoveReplica { table, replica },
            Object::Pattern(pattern) => Self::RemovePattern { pattern },
            Object::Note(note) => Self::RemoveNote { note },
            Object::Area(area) => Self::RemoveArea { area },
            Object::Silence(silence) => Self::RemoveSilence { silence },
        })
    }
}
