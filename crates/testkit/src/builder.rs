//! Designs in a few lines. Ids are made of the names, so that equal text gives equal designs.

use std::collections::BTreeMap;

use tablewright_model::{
    Attribute, AttributeId, AttributeType, Billing, Capacity, Design, Digest, GlobalIndex, Id, IndexId,
    Projection, StreamView, Table, TableId,
};

/// A design of these tables.
#[must_use]
pub fn design(name: &str, tables: impl IntoIterator<Item = Table>) -> Design {
    Design { tables: tables.into_iter().collect(), ..Design::blank(name) }
}

/// An id made of a name: its letters and digits in lower case, or a digest when it has none or too many.
#[must_use]
pub fn id(name: &str) -> Id {
    let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    let digest = || Digest::of_bytes(name.as_bytes()).short();
    // Twelve hexadecimal digits are always an id.
    plain.to_lowercase().parse().or_else(|_| digest().parse()).unwrap_or_else(|_| Id::from_random(0))
}

/// Builds a table; what is not said is as in `Table::blank`.
#[derive(Debug, Clone)]
pub struct TableBuilder {
    table: Table,
    attributes: Vec<Attribute>,
    indexes: Vec<GlobalIndex>,
}

impl TableBuilder {
    /// A table of this name, without a key.
    #[must_use]
    pub fn new(name: &str) -> Self {
        let table = Table::blank(TableId(id(name)), name);
        Self { table, attributes: Vec::new(), indexes: Vec::new() }
    }

    /// Adds an attribute.
    #[must_use]
    pub fn attribute(mut self, name: &str, kind: AttributeType) -> Self {
        let id = AttributeId(id(name));
        self.attributes.push(Attribute::new(id, name, kind));
        self
    }

    /// Sets the partition key.
    #[must_use]
    pub fn partition(mut self, attribute: &str) -> Self {
        self.table.key.partition = Some(AttributeId(id(attribute)));
        self
    }

    /// Sets the sort key.
    #[must_use]
    pub fn sort(mut self, attribute: &str) -> Self {
        self.table.key.sort = Some(AttributeId(id(attribute)));
        self
    }

    /// Adds an index; every attribute is given by name.
    #[must_use]
    pub fn index(self, name: &str, partition: &[&str], sort: &[&str], projection: Projection) -> Self {
        self.index_with_capacity(name, partition, sort, projection, None)
    }

    /// Adds an index with capacity of its own.
    #[must_use]
    pub fn index_with_capacity(
        mut self,
        name: &str,
        partition: &[&str],
        sort: &[&str],
        projection: Projection,
        capacity: Option<Capacity>,
    ) -> Self {
        let ids = |names: &[&str]| names.iter().map(|name| AttributeId(id(name))).collect();
        let (partition, sort) = (ids(partition), ids(sort));
        let index = GlobalIndex::new(IndexId(id(name)), name);
        self.indexes.push(GlobalIndex { partition, sort, projection, capacity, ..index });
        self
    }

    /// Sets provisioned billing.
    #[must_use]
    pub fn provisioned(mut self, read: u64, write: u64) -> Self {
        self.table.billing = Billing::Provisioned(Capacity { read, write });
        self
    }

    /// Sets the stream.
    #[must_use]
    pub fn stream(mut self, view: StreamView) -> Self {
        self.table.stream = Some(view);
        self
    }

    /// Sets the TTL attribute.
    #[must_use]
    pub fn ttl(mut self, attribute: &str) -> Self {
        self.table.ttl = Some(AttributeId(id(attribute)));
        self
    }

    /// Switches deletion protection on.
    #[must_use]
    pub fn protected(mut self) -> Self {
        self.table.deletion_protection = true;
        self
    }

    /// Sets the tags.
    #[must_use]
    pub fn tags(mut self, tags: impl IntoIterator<Item = (&'static str, &'static str)>) -> Self {
        let owned = |(key, value): (&str, &str)| (key.to_owned(), value.to_owned());
        self.table.tags = tags.into_iter().map(owned).collect::<BTreeMap<_, _>>();
        self
    }

    /// The table.
    #[must_use]
    pub fn build(self) -> Table {
        Table {
            attributes: self.attributes.into_iter().collect(),
            indexes: self.indexes.into_iter().collect(),
            ..self.table
        }
    }
}
