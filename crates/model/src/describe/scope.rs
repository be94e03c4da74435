//! Where an object stands: what the ids that it holds are called.

use crate::{AttributeId, Design, EntityId, IndexId, PatternId, Table, TableId};

/// The design, and the table whose attributes, entities and indexes an object means by its ids.
#[derive(Clone, Copy)]
pub(crate) struct Scope<'a> {
    design: &'a Design,
    table: Option<&'a Table>,
}

impl<'a> Scope<'a> {
    pub(crate) const fn of(design: &'a Design, table: Option<&'a Table>) -> Self {
        Self { design, table }
    }

    pub(crate) const fn design(&self) -> &'a Design {
        self.design
    }

    pub(crate) const fn table(&self) -> Option<&'a Table> {
        self.table
    }

    /// The scope of an object that is asked of another table.
    pub(crate) fn at(self, table: TableId) -> Self {
        Self { table: self.design.table(table), ..self }
    }

    pub(super) fn attribute(&self, id: AttributeId) -> &'a str {
        self.table.map_or(GONE_ATTRIBUTE, |table| table.attribute_name(id))
    }

    pub(super) fn maybe_attribute(&self, id: Option<AttributeId>, none: &str) -> String {
        id.map_or(none, |id| self.attribute(id)).to_owned()
    }

    pub(super) fn attributes(&self, ids: &[AttributeId], none: &str) -> String {
        super::text::listed(ids.iter().map(|id| self.attribute(*id)), none)
    }

    pub(super) fn entity(&self, id: EntityId) -> &'a str {
        self.table.and_then(|table| table.entity(id)).map_or("(removed entity)", |entity| &entity.name)
    }

    pub(super) fn index(&self, id: IndexId) -> &'a str {
        self.table.and_then(|table| table.index_name(id)).unwrap_or("(removed index)")
    }

    pub(super) fn table_name(&self, id: TableId) -> &'a str {
        self.design.table(id).map_or("none", |table| &table.name)
    }

    pub(super) fn pattern(&self, id: PatternId) -> &'a str {
        self.design.pattern(id).map_or("(removed access pattern)", |pattern| &pattern.name)
    }
}

const GONE_ATTRIBUTE: &str = "(removed attribute)";
