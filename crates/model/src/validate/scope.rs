//! A table with what most checks ask of it: which of its attributes are keys.

use crate::{Attribute, AttributeId, Table};

/// A table as the checks see it.
#[derive(Debug)]
pub(super) struct Scope<'a> {
    pub(super) table: &'a Table,
    /// In order, each once.
    keys: Vec<AttributeId>,
}

impl<'a> Scope<'a> {
    pub(super) fn of(table: &'a Table) -> Self {
        let global = table.indexes.iter().flat_map(|index| index.keys());
        let local = table.local_indexes.iter().filter_map(|index| index.sort);
        let vector = table.vector_indexes.iter().flat_map(|index| index.searched());
        let mut keys: Vec<_> = table.key.attributes().chain(global).chain(local).chain(vector).collect();
        keys.sort_unstable();
        keys.dedup();
        Self { table, keys }
    }

    /// The attribute with this id.
    pub(super) fn attribute(&self, id: AttributeId) -> Option<&'a Attribute> {
        self.table.attribute(id)
    }

    /// The attribute's name, or a mark that it is gone.
    pub(super) fn name(&self, id: AttributeId) -> &'a str {
        self.table.attribute_name(id)
    }

    /// The attributes that the keys of the table and its indexes use, each once: AWS knows their types.
    pub(super) fn keys(&self) -> &[AttributeId] {
        &self.keys
    }

    /// Whether a key uses it.
    pub(super) fn is_key(&self, id: AttributeId) -> bool {
        self.keys.binary_search(&id).is_ok()
    }
}
