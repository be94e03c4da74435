//! What rules look things up in: built once for a design and once for each table, so that no rule searches.

use std::sync::Arc;

use tablewright_model::{
    Address, Attribute, AttributeId, Design, Entity, EntityId, Field, IndexId, Item, Object, Pattern,
    PatternKind, Table, quoted,
};

use crate::held::{Held, Slots, difference, is_within};
use crate::policy::{Policy, Thresholds};
use crate::serving::{Path, PatternView, paths};
use crate::size;

/// A design with look-ups.
pub(crate) struct Context<'a> {
    pub(crate) design: &'a Design,
    pub(crate) policy: &'a Policy,
    /// By table, then in the order of the document.
    by_table: Vec<&'a Arc<Pattern>>,
}

impl<'a> Context<'a> {
    pub(crate) fn new(design: &'a Design, policy: &'a Policy) -> Self {
        let mut by_table: Vec<_> = design.patterns.iter().collect();
        by_table.sort_by_key(|pattern| pattern.table);
        Self { design, policy, by_table }
    }

    /// The access patterns of a table in the order of the document.
    pub(crate) fn patterns_of(&self, table: &Table) -> &[&'a Arc<Pattern>] {
        let from = self.by_table.partition_point(|pattern| pattern.table < table.id);
        let to = self.by_table.partition_point(|pattern| pattern.table <= table.id);
        self.by_table.get(from..to).unwrap_or_default()
    }
}

/// A table with look-ups.
pub(crate) struct TableView<'a> {
    pub(crate) context: &'a Context<'a>,
    pub(crate) table: &'a Table,
    /// The table itself, then its local and its global indexes: everything that a query can read.
    pub(crate) paths: Vec<Path<'a>>,
    /// The access patterns of the table in the order of the document.
    pub(crate) patterns: Vec<PatternView<'a>>,
    pub(crate) slots: Slots<'a>,
    pub(crate) held: Held<'a>,
}

impl<'a> TableView<'a> {
    pub(crate) fn new(context: &'a Context<'a>, table: &'a Table) -> Self {
        let (paths, slots) = (paths(table), Slots::of(table));
        let held = Held::new(table, &slots, &paths);
        let patterns = context
            .patterns_of(table)
            .iter()
            .map(|pattern| PatternView::new(table, &paths, pattern))
            .collect();
        Self { context, table, paths, patterns, slots, held }
    }

    pub(crate) fn thresholds(&self) -> &'a Thresholds {
        &self.context.policy.thresholds
    }

    pub(crate) fn attribute(&self, id: AttributeId) -> Option<&'a Attribute> {
        self.slots.get(self.slots.of_id(id)?)
    }

    /// The attribute's name for a message.
    pub(crate) fn named(&self, id: AttributeId) -> String {
        self.attribute(id)
            .map_or_else(|| "(removed attribute)".to_owned(), |attribute| quoted(&attribute.name))
    }

    /// Several names for a message.
    pub(crate) fn named_all(&self, ids: impl IntoIterator<Item = AttributeId>) -> String {
        ids.into_iter().map(|id| self.named(id)).collect::<Vec<_>>().join(", ")
    }

    /// The table's name for a message.
    pub(crate) fn name(&self) -> String {
        quoted(&self.table.name)
    }

    /// The address of a field of the table.
    pub(crate) fn at(&self, field: Field) -> Address {
        Address::field(Object::Table(self.table.id), field)
    }

    /// The address of a field of an index.
    pub(crate) fn at_index(&self, index: IndexId, field: Field) -> Address {
        Address::field(Object::Index(self.table.id, index), field)
    }

    /// The address of a field of an attribute.
    pub(crate) fn at_attribute(&self, attribute: AttributeId, field: Field) -> Address {
        Address::field(Object::Attribute(self.table.id, attribute), field)
    }

    /// The address of a sample item's values.
    pub(crate) fn at_item(&self, item: &Item) -> Address {
        Address::field(Object::Item(self.table.id, item.id), Field::Values)
    }

    /// The entity that a pattern or item is of; the only one where none is named.
    pub(crate) fn entity(&self, named: Option<EntityId>) -> Option<&'a Entity> {
        entity_of(self.table, named)
    }

    /// The place of the entity that a pattern is of among the table's entities.
    fn entity_at(&self, named: Option<EntityId>) -> Option<usize> {
        let wanted = self.entity(named)?.id;
        self.table.entities.iter().position(|entity| entity.id == wanted)
    }

    /// Whether items of an entity, by its place, can be in a path: they may have all attributes of its key.
    pub(crate) fn is_in(&self, entity: usize, path: usize) -> bool {
        is_within(self.held.keys.row(path), self.held.carried.row(entity))
    }

    /// Whether all items of an entity are in a path.
    pub(crate) fn is_always_in(&self, entity: usize, path: usize) -> bool {
        is_within(self.held.keys.row(path), self.held.always.row(entity))
    }

    /// The entities whose items can be in a path, by their places.
    pub(crate) fn entities_in(&self, path: usize) -> impl Iterator<Item = usize> + '_ {
        (0..self.table.entities.len()).filter(move |entity| self.is_in(*entity, path))
    }

    /// Whether items that a pattern is of can be in a path; without an entity they may be.
    pub(crate) fn may_be_in(&self, pattern: &Pattern, path: usize) -> bool {
        self.entity_at(pattern.entity).is_none_or(|entity| self.is_in(entity, path))
    }

    /// What an item lacks that its entity always has.
    pub(crate) fn missing(&self, item: usize, of: EntityId) -> impl Iterator<Item = AttributeId> + '_ {
        let entity = self.table.entities.iter().position(|entity| entity.id == of);
        // No row is past the end.
        let always = self.held.always.row(entity.unwrap_or(usize::MAX >> 8));
        let slots = difference(always, self.held.present.row(item));
        slots.filter_map(|slot| self.slots.get(slot)).map(|attribute| attribute.id)
    }

    /// Bytes of an item that a pattern is about: as it says, else as the sample items have on average.
    pub(crate) fn item_size(&self, pattern: &Pattern) -> Option<u64> {
        pattern.item_size.map(u64::from).or_else(|| self.mean_item_size())
    }

    /// Bytes of a sample item on average.
    fn mean_item_size(&self) -> Option<u64> {
        let total = self.held.items.iter().map(|item| item.size).fold(0, u64::saturating_add);
        total.checked_div(self.held.items.len() as u64)
    }

    /// Write units per second that those patterns need at their peak that are counted.
    pub(crate) fn peak_writes(&self, is_counted: impl Fn(&PatternView) -> bool) -> u64 {
        let writes = self.patterns.iter().filter(|view| view.pattern.kind.is_write() && is_counted(view));
        writes.map(|view| self.units(view.pattern, view.rate())).fold(0, u64::saturating_add)
    }

    /// Read units per second that those patterns need at their peak that are counted.
    pub(crate) fn peak_reads(&self, is_counted: impl Fn(&PatternView) -> bool) -> u64 {
        let reads = self.patterns.iter().filter(|view| view.is_read() && is_counted(view));
        reads.map(|view| self.units(view.pattern, view.rate())).fold(0, u64::saturating_add)
    }

    /// Units per second of a pattern at so many requests per second.
    pub(crate) fn units(&self, pattern: &Pattern, rate: u64) -> u64 {
        if rate == 0 {
            return 0;
        }
        let size = self.item_size(pattern).unwrap_or(1);
        if pattern.kind.is_write() {
            return rate.saturating_mul(size::write_units(size));
        }
        let items = u64::from(pattern.items.unwrap_or(1));
        let whole = match pattern.kind {
            PatternKind::BatchGet => size::read_units(size).saturating_mul(items),
            _ => size::read_units(size.saturating_mul(items)),
        };
        let units = rate.saturating_mul(whole);
        if pattern.consistent { units } else { units.div_ceil(2) }
    }
}

/// The entity with this id; without one, the only entity there is.
pub(crate) fn entity_of(table: &Table, named: Option<EntityId>) -> Option<&Entity> {
    match named {
        Some(id) => table.entity(id),
        None if table.entities.len() == 1 => table.entities.iter().next().map(AsRef::as_ref),
        None => None,
    }
}
