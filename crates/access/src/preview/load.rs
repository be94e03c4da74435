//! Sample items put into tables in memory.

use std::collections::BTreeMap;
use std::sync::Arc;

use tablewright_model::{Design, ItemId, Table, TableId};

use crate::engine::Table as Store;
use crate::schema::TableSchema;
use crate::template::filled;
use crate::value::{Attributes, Value};

/// The tables of a design with their sample items.
#[derive(Debug, Clone)]
pub struct Preview {
    pub(super) tables: BTreeMap<TableId, Held>,
}

/// One table.
#[derive(Debug, Clone)]
pub(super) struct Held {
    pub(super) store: Store,
    /// Which sample item has which key.
    items: BTreeMap<String, ItemId>,
    refused: Vec<Refused>,
}

/// A sample item that DynamoDB would not store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The item.
    pub item: ItemId,
    /// Why.
    pub why: Why,
}

/// Why an item is not stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// A value of this attribute is none, in the words of the service.
    Value(String, String),
    /// The service refuses the item, in its words.
    Item(String),
    /// Another item behind it has the same key and takes its place.
    Replaced(ItemId),
}

impl Preview {
    /// All tables that have a key.
    #[must_use]
    pub fn of(design: &Design) -> Self {
        let held = |table: &Arc<Table>| Some((table.id, Held::of(table)?));
        Self { tables: design.tables.iter().filter_map(held).collect() }
    }

    /// One table alone, which is all that its own patterns need.
    #[must_use]
    pub fn of_table(table: &Table) -> Self {
        Self { tables: Held::of(table).map(|held| (table.id, held)).into_iter().collect() }
    }

    /// The sample items of a table that DynamoDB would not store.
    #[must_use]
    pub fn refused(&self, table: TableId) -> &[Refused] {
        self.tables.get(&table).map_or(&[], |held| &held.refused)
    }

    /// The table in memory.
    #[must_use]
    pub fn store(&self, table: TableId) -> Option<&Store> {
        Some(&self.tables.get(&table)?.store)
    }

    /// The sample item that was stored under the key in these attributes.
    #[must_use]
    pub fn item(&self, table: TableId, attributes: &Attributes) -> Option<ItemId> {
        self.tables.get(&table)?.item(attributes)
    }

    /// The key in these attributes, as one text.
    pub(super) fn key(&self, table: TableId, attributes: &Attributes) -> Option<String> {
        self.tables.get(&table)?.key(attributes)
    }
}

impl Held {
    fn of(table: &Table) -> Option<Self> {
        let store = Store::new(TableSchema::of(table)?);
        let mut held = Self { store, items: BTreeMap::new(), refused: Vec::new() };
        for item in &table.items {
            match read(table, item) {
                Ok(attributes) => held.put(item.id, attributes),
                Err(why) => held.refused.push(Refused { item: item.id, why }),
            }
        }
        Some(held)
    }

    pub(super) fn item(&self, attributes: &Attributes) -> Option<ItemId> {
        self.items.get(&self.key(attributes)?).copied()
    }

    fn put(&mut self, item: ItemId, attributes: Attributes) {
        let key = self.key(&attributes);
        if let Err(refusal) = self.store.hold(attributes) {
            self.refused.push(Refused { item, why: Why::Item(refusal.message) });
        } else if let Some(before) = key.and_then(|key| self.items.insert(key, item)) {
            self.refused.push(Refused { item: before, why: Why::Replaced(item) });
        }
    }

    /// The values of the table's key in one text.
    fn key(&self, attributes: &Attributes) -> Option<String> {
        let mut text = String::new();
        for attribute in self.store.schema().key.attributes() {
            match attributes.get(&attribute.name)? {
                Value::S(value) => text.push_str(value),
                Value::N(number) => text.push_str(&number.to_string()),
                Value::B(bytes) => bytes.iter().for_each(|byte| text.push(char::from(*byte))),
                _ => return None,
            }
            text.push('\0');
        }
        Some(text)
    }
}

/// The item's values, with those that templates make.
fn read(table: &Table, item: &tablewright_model::Item) -> Result<Attributes, Why> {
    let entity = item.entity.and_then(|id| table.entity(id));
    let values = filled(table, entity, &item.values);
    let value = |(name, written): (&String, &tablewright_model::AttributeValue)| {
        let value = Value::try_from(written.clone());
        value.map(|value| (name.clone(), value)).map_err(|error| Why::Value(name.clone(), error.to_string()))
    };
    values.iter().map(value).collect()
}
