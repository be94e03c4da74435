//! The root of the document.

use serde::{Deserialize, Serialize};

use crate::{List, Pattern, PatternId, Table, TableId};

/// A named document: tables with their sample items, and the access patterns they must serve.
///
/// Cloning shares all entities. Fields are public for reading; changes go through [`apply`](crate::apply).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Design {
    /// What people call it.
    pub name: String,
    /// What it is for, in Markdown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// The tables in the order people gave them.
    #[serde(default)]
    pub tables: List<Table>,
    /// The questions and writes that the application makes.
    #[serde(default)]
    pub patterns: List<Pattern>,
}

impl Design {
    /// A design with a name and nothing in it.
    #[must_use]
    pub fn blank(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// The table with this id.
    #[must_use]
    pub fn table(&self, id: TableId) -> Option<&Table> {
        self.tables.get(id).map(AsRef::as_ref)
    }

    /// The access pattern with this id.
    #[must_use]
    pub fn pattern(&self, id: PatternId) -> Option<&Pattern> {
        self.patterns.get(id).map(AsRef::as_ref)
    }
}
