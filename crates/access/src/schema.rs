//! Keys and indexes of one table, as far as reading and writing items depends on them.
//!
//! Names are resolved and wrong keys are gone: the design document's table becomes this at the rim. Capacity, streams
//! and everything else that no item notices is not here.

use tablewright_model::{AttributeId, AttributeType, Projection, Table};

/// A table and its indexes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableSchema {
    /// Its name.
    pub name: String,
    /// Its primary key: one partition attribute, at most one sort attribute.
    pub key: KeySchema,
    /// Its secondary indexes of both kinds.
    pub indexes: Vec<IndexSchema>,
}

/// The attributes that items are found by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KeySchema {
    /// All of them are needed to find items: one, or up to four of a global index.
    pub partition: Vec<KeyAttribute>,
    /// Used left to right: none or one, or up to four of a global index.
    pub sort: Vec<KeyAttribute>,
}

/// An attribute of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyAttribute {
    /// Its name in the items.
    pub name: String,
    /// String, number or binary.
    pub kind: AttributeType,
}

/// A secondary index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexSchema {
    /// Its name.
    pub name: String,
    /// Global or local.
    pub scope: IndexScope,
    /// Its key; a local index has the table's partition key.
    pub key: KeySchema,
    /// What its entries carry beside the keys.
    pub projection: IndexProjection,
}

/// The two kinds of secondary index that queries can read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IndexScope {
    /// Its own partition key, eventually consistent.
    Global,
    /// The table's partition key, may be read consistently, fetches what it lacks.
    Local,
}

/// What an index carries beside its own keys and the table's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IndexProjection {
    /// `ALL`
    All,
    /// `KEYS_ONLY`
    KeysOnly,
    /// `INCLUDE`
    Include(Vec<String>),
}

impl TableSchema {
    /// The schema of a table of a design; none while its key is not chosen. Unfinished indexes and vector indexes, which
    /// no query reads, are left out.
    #[must_use]
    pub fn of(table: &Table) -> Option<Self> {
        let global = table.indexes.iter().filter_map(|index| {
            let key = key(table, &index.partition, &index.sort)?;
            let projection = projection(table, &index.projection);
            Some(IndexSchema { name: index.name.clone(), scope: IndexScope::Global, key, projection })
        });
        let local = table.local_indexes.iter().filter_map(|index| {
            let key = key(table, table.key.partition.as_slice(), &[index.sort?])?;
            let projection = projection(table, &index.projection);
            Some(IndexSchema { name: index.name.clone(), scope: IndexScope::Local, key, projection })
        });
        let own = key(table, table.key.partition.as_slice(), table.key.sort.as_slice())?;
        Some(Self { name: table.name.clone(), key: own, indexes: global.chain(local).collect() })
    }

    /// The index of that name.
    #[must_use]
    pub fn index(&self, name: &str) -> Option<&IndexSchema> {
        self.indexes.iter().find(|index| index.name == name)
    }

    /// Whether entries of the index carry the attribute.
    #[must_use]
    pub fn projects(&self, index: &IndexSchema, attribute: &str) -> bool {
        let included = match &index.projection {
            IndexProjection::All => return true,
            IndexProjection::KeysOnly => false,
            IndexProjection::Include(names) => names.iter().any(|name| name == attribute),
        };
        included || index.key.has(attribute) || self.key.has(attribute)
    }
}

impl KeySchema {
    /// A key of one partition attribute and, where given, one sort attribute.
    #[must_use]
    pub fn simple(partition: (&str, AttributeType), sort: Option<(&str, AttributeType)>) -> Self {
        let attribute = |(name, kind): (&str, AttributeType)| KeyAttribute { name: name.to_owned(), kind };
        Self { partition: vec![attribute(partition)], sort: sort.map(attribute).into_iter().collect() }
    }

    /// All attributes, the partition key's first.
    pub fn attributes(&self) -> impl Iterator<Item = &KeyAttribute> {
        self.partition.iter().chain(&self.sort)
    }

    /// Whether the attribute is part of it.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.attributes().any(|attribute| attribute.name == name)
    }
}

/// The attributes of a key; none if it has no partition key or one of them is gone.
fn key(table: &Table, partition: &[AttributeId], sort: &[AttributeId]) -> Option<KeySchema> {
    let named = |ids: &[AttributeId]| -> Option<Vec<KeyAttribute>> {
        let attributes = ids.iter().map(|id| table.attribute(*id));
        attributes.map(|one| one.map(|one| KeyAttribute { name: one.name.clone(), kind: one.kind })).collect()
    };
    let partition = named(partition)?;
    (!partition.is_empty()).then_some(KeySchema { partition, sort: named(sort)? })
}

fn projection(table: &Table, projection: &Projection) -> IndexProjection {
    let name = |id: &AttributeId| table.attribute_name(*id).to_owned();
    match projection {
        Projection::All => IndexProjection::All,
        Projection::KeysOnly => IndexProjection::KeysOnly,
        Projection::Include(included) => IndexProjection::Include(included.iter().map(name).collect()),
    }
}
