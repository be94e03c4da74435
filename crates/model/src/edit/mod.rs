//! Edits: the only way a design changes.
//!
//! [`apply`] is pure and total: it gives the new design and the edit that takes it back, or a [`Refusal`]. An edit
//! names objects by id and carries whole values, so that it means the same whenever it arrives. What an object takes
//! along when it goes is part of the inverse, which brings all of it back.

mod apply;
mod attribute;
mod field;
mod refusal;
mod table;

use serde::{Deserialize, Serialize};

pub use apply::{Applied, apply};
pub use field::{AttributeField, DesignField, IndexField, TableField};
pub use refusal::Refusal;

use crate::{Attribute, AttributeId, GlobalIndex, IndexId, Item, ItemId, Pattern, PatternId, Table, TableId};

/// The most edits in one batch: more than the inverse of any single edit can need.
///
/// Removing an attribute touches at most every item, every access pattern, and every index three times.
pub const MAX_BATCH: usize = 100_000;

/// One typed, invertible change of a design.
///
/// `at` is the place in the list, counted from 0; past the end means at the end.
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
    RemoveIndex {
        table: TableId,
        index: IndexId,
    },
    SetIndex {
        table: TableId,
        index: IndexId,
        field: IndexField,
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
        pattern: Pattern,
    },
    RemovePattern {
        pattern: PatternId,
    },
    SetPattern {
        pattern: Pattern,
    },
    /// Several edits as one: all or none, and one step to undo.
    Batch {
        edits: Vec<Edit>,
    },
}
