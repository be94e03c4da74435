//! What a table and each of its indexes hold: by partition, in order, and what an index is without.

use std::collections::BTreeSet;
use std::sync::Arc;

use tablewright_model::{AttributeType, ItemId, Table};

use super::Preview;
use super::load::Held;
use crate::schema::{KeyAttribute, KeySchema};
use crate::value::{Attributes, Value, item_size};
use crate::verdict::Place;

/// The table or an index with what it holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// Which.
    pub place: Place,
    /// Its name.
    pub name: String,
    /// Its partitions.
    pub groups: Vec<Group>,
    /// Stored items that it is without.
    pub absent: Vec<Absent>,
}

/// The entries of one partition key value.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// The values of the partition key.
    pub partition: Vec<(String, Value)>,
    /// By the sort key.
    pub entries: Vec<Entry>,
    /// Bytes of all entries.
    pub bytes: u64,
}

/// An item, or what an index carries of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The sample item.
    pub item: Option<ItemId>,
    /// What is stored here.
    pub attributes: Arc<Attributes>,
}

/// A stored item that an index is without.
#[derive(Debug, Clone, PartialEq)]
pub struct Absent {
    /// The sample item.
    pub item: Option<ItemId>,
    /// The item as the table holds it.
    pub attributes: Arc<Attributes>,
    /// Why.
    pub why: Absence,
}

/// Why an index is without an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Absence {
    /// It has no such attribute, which is in the index's key.
    Lacks(String),
    /// The attribute is of another type; once the index is there, AWS refuses to write such an item.
    WrongType {
        /// The attribute of the index's key.
        attribute: String,
        /// The type of the key.
        expected: AttributeType,
        /// The type in the item.
        found: AttributeType,
    },
    /// The attribute is an empty text or binary, which is no key; AWS refuses to write it.
    Empty(String),
}

impl Preview {
    /// The table and its indexes in the order of the design; vector indexes, which have no order, are left out.
    #[must_use]
    pub fn blocks(&self, table: &Table) -> Vec<Block> {
        let Some(held) = self.tables.get(&table.id) else { return Vec::new() };
        let global = table.indexes.iter().map(|index| (index.id, &index.name));
        let local = table.local_indexes.iter().map(|index| (index.id, &index.name));
        let indexes = global.chain(local).filter_map(|(id, name)| {
            let key = &held.store.schema().index(name)?.key;
            Some(block(held, Place::Index(id), name, key, Some(name)))
        });
        let own = block(held, Place::Table, &table.name, &held.store.schema().key, None);
        std::iter::once(own).chain(indexes).collect()
    }
}

fn block(held: &Held, place: Place, name: &str, key: &KeySchema, index: Option<&str>) -> Block {
    let mut groups: Vec<Group> = Vec::new();
    for attributes in held.store.entries_of(index) {
        let entry = Entry { item: held.item(attributes), attributes: Arc::clone(attributes) };
        let bytes = item_size(attributes) as u64;
        match groups.last_mut().filter(|group| is_of(group, attributes)) {
            Some(group) => {
                group.entries.push(entry);
                group.bytes += bytes;
            }
            None => groups.push(Group { partition: partition(key, attributes), entries: vec![entry], bytes }),
        }
    }
    let absent = index.map_or_else(Vec::new, |_| absent(held, key));
    Block { place, name: name.to_owned(), groups, absent }
}

fn is_of(group: &Group, attributes: &Attributes) -> bool {
    group.partition.iter().all(|(name, value)| attributes.get(name) == Some(value))
}

fn partition(key: &KeySchema, attributes: &Attributes) -> Vec<(String, Value)> {
    let value = |key: &KeyAttribute| Some((key.name.clone(), attributes.get(&key.name)?.clone()));
    key.partition.iter().filter_map(value).collect()
}

fn absent(held: &Held, key: &KeySchema) -> Vec<Absent> {
    let items = held.store.entries_of(None);
    let absent = items.filter_map(|attributes| {
        let why = key.attributes().find_map(|attribute| absence(attribute, attributes))?;
        Some(Absent { item: held.item(attributes), attributes: Arc::clone(attributes), why })
    });
    absent.collect()
}

fn absence(key: &KeyAttribute, attributes: &Attributes) -> Option<Absence> {
    let attribute = || key.name.clone();
    match attributes.get(&key.name) {
        None => Some(Absence::Lacks(attribute())),
        Some(value) if value.kind() != key.kind => {
            Some(Absence::WrongType { attribute: attribute(), expected: key.kind, found: value.kind() })
        }
        Some(Value::S(text)) if text.is_empty() => Some(Absence::Empty(attribute())),
        Some(Value::B(bytes)) if bytes.is_empty() => Some(Absence::Empty(attribute())),
        Some(_) => None,
    }
}

impl Block {
    /// The sample items that it holds.
    #[must_use]
    pub fn items(&self) -> BTreeSet<ItemId> {
        self.groups.iter().flat_map(|group| &group.entries).filter_map(|entry| entry.item).collect()
    }
}
