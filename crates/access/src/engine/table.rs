//! A table with its items and the entries of its indexes.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::position::Position;
use super::store::{Entry, Store};
use super::{Refusal, check};
use crate::capacity::EntryState;
use crate::schema::{IndexProjection, IndexSchema, IndexScope, TableSchema};
use crate::value::{Attributes, item_size};

/// A table in memory.
#[derive(Debug, Clone)]
pub struct Table {
    schema: Arc<TableSchema>,
    items: Store,
    indexes: BTreeMap<String, Store>,
}

/// An item before and after a write.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ItemChange {
    /// None if there was no item.
    pub before: Option<Arc<Attributes>>,
    /// None if there is no item any more.
    pub after: Option<Arc<Attributes>>,
}

impl Table {
    /// An empty table.
    #[must_use]
    pub fn new(schema: TableSchema) -> Self {
        let indexes = schema.indexes.iter().map(|index| (index.name.clone(), Store::new())).collect();
        Self { schema: Arc::new(schema), items: Store::new(), indexes }
    }

    /// Its keys and indexes.
    #[must_use]
    pub fn schema(&self) -> &TableSchema {
        &self.schema
    }

    /// How many items it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether it has no items.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Puts an item, in place of one with the same key.
    ///
    /// # Errors
    ///
    /// As the service refuses the item.
    pub fn insert(&mut self, item: Attributes) -> Result<ItemChange, Refusal> {
        Ok(self.replace(item, false)?.0)
    }

    /// Takes an item that was there before the indexes: one that has an index key of another type is without an entry,
    /// while a put of it would be refused.
    ///
    /// # Errors
    ///
    /// As the service refuses the item in the table itself.
    pub fn hold(&mut self, item: Attributes) -> Result<ItemChange, Refusal> {
        check::of_table(&self.schema, &item)?;
        Ok(self.store(item, false)?.0)
    }

    /// Lets an item expire: it goes as if deleted, and takes no units.
    ///
    /// # Errors
    ///
    /// If the key is none of this table.
    pub fn expire(&mut self, key: &Attributes) -> Result<ItemChange, Refusal> {
        check::key(&self.schema, key)?;
        Ok(self.take_out(key).0)
    }

    /// The items in the order of a scan, as the table or one of its indexes carries them.
    pub fn entries_of(&self, index: Option<&str>) -> impl Iterator<Item = &Arc<Attributes>> {
        let store = match index {
            None => Some(&self.items),
            Some(name) => self.indexes.get(name),
        };
        store.into_iter().flat_map(Store::values).map(|entry| &entry.item)
    }

    /// The table as it would be if the item with that key were its only one: all that a write of it can touch.
    #[must_use]
    pub fn with_only(&self, key: &Attributes) -> Self {
        let Self { schema, .. } = self;
        let mut only = Self { schema: Arc::clone(schema), items: Store::new(), indexes: BTreeMap::new() };
        if let Some((position, item)) = self.position(key).and_then(|at| self.items.get_key_value(&at)) {
            only.items.insert(position.clone(), item.clone());
            only.reindex(None, Some(item.clone()));
        }
        only
    }

    pub(super) const fn items(&self) -> &Store {
        &self.items
    }

    pub(super) fn entries(&self, index: &str) -> Option<&Store> {
        self.indexes.get(index)
    }

    /// The item with the key that is in these attributes.
    pub(super) fn find(&self, key: &Attributes) -> Option<&Entry> {
        self.items.get(&self.position(key)?)
    }

    pub(super) fn position(&self, key: &Attributes) -> Option<Position> {
        Position::in_table(key, &self.schema.key)
    }

    /// Puts an item after all checks, and says what that writes into each index.
    pub(super) fn replace(
        &mut self,
        item: Attributes,
        is_update: bool,
    ) -> Result<(ItemChange, Vec<EntryState>), Refusal> {
        check::item(&self.schema, &item)?;
        self.store(item, is_update)
    }

    fn store(&mut self, item: Attributes, is_update: bool) -> Result<(ItemChange, Vec<EntryState>), Refusal> {
        let after = Entry { size: item_size(&item), item: Arc::new(item) };
        check::size(after.size, self.local_sizes(&after), is_update)?;
        let Some(position) = self.position(&after.item) else {
            return Err(Refusal::validation("The provided key element does not match the schema"));
        };
        let before = self.items.insert(position, after.clone());
        Ok(self.reindex(before, Some(after)))
    }

    /// Removes the item with that key, if there is one, and says what that writes into each index.
    pub(super) fn take_out(&mut self, key: &Attributes) -> (ItemChange, Vec<EntryState>) {
        let before = self.position(key).and_then(|position| self.items.remove(&position));
        self.reindex(before, None)
    }

    fn reindex(&mut self, before: Option<Entry>, after: Option<Entry>) -> (ItemChange, Vec<EntryState>) {
        let schema = Arc::clone(&self.schema);
        let mut states = Vec::with_capacity(schema.indexes.len());
        for index in &schema.indexes {
            let old = before.as_ref().and_then(|item| entry(&schema, index, item));
            let new = after.as_ref().and_then(|item| entry(&schema, index, item));
            states.push(state(old.as_ref(), new.as_ref()));
            let store = self.indexes.entry(index.name.clone()).or_default();
            if let Some((position, _)) = old {
                store.remove(&position);
            }
            store.extend(new);
        }
        let change =
            ItemChange { before: before.map(|entry| entry.item), after: after.map(|entry| entry.item) };
        (change, states)
    }

    fn local_sizes(&self, item: &Entry) -> usize {
        let local = self.schema.indexes.iter().filter(|index| index.scope == IndexScope::Local);
        local.filter_map(|index| entry(&self.schema, index, item)).map(|(_, entry)| entry.size).sum()
    }
}

/// What the index carries of an item, if anything.
fn entry(schema: &TableSchema, index: &IndexSchema, item: &Entry) -> Option<(Position, Entry)> {
    let position = Position::in_index(&item.item, &index.key, &schema.key)?;
    if index.projection == IndexProjection::All {
        return Some((position, item.clone()));
    }
    let carried = item.item.iter().filter(|(name, _)| schema.projects(index, name));
    let carried: Attributes = carried.map(|(name, value)| (name.clone(), value.clone())).collect();
    Some((position, Entry { size: item_size(&carried), item: Arc::new(carried) }))
}

fn state(old: Option<&(Position, Entry)>, new: Option<&(Position, Entry)>) -> EntryState {
    match (old, new) {
        (None, None) => EntryState::Absent,
        (None, Some((_, new))) => EntryState::Added(new.size),
        (Some((_, old)), None) => EntryState::Removed(old.size),
        (Some((from, old)), Some((to, new))) if !from.has_same_key(to) => {
            EntryState::Moved { before: old.size, after: new.size }
        }
        (Some((_, old)), Some((_, new))) if old.item == new.item => EntryState::Untouched,
        (Some((_, old)), Some((_, new))) => EntryState::Rewritten { before: old.size, after: new.size },
    }
}
