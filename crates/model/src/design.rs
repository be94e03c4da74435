//! The root of the document.

use serde::{Deserialize, Serialize};

use crate::{Area, List, Note, Pattern, PatternId, Silence, Table, TableId};

/// A named document: tables with all that belongs to them, the access patterns they must serve, and the canvas.
///
/// Cloning shares all entities. Fields are public for reading; changes go through [`apply`](crate::apply).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Design {
    /// What people call it.
    pub name: String,
    /// What it is for, in Markdown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// The Region whose list prices bills go by, such as `eu-central-1`; `None` leaves it to whoever makes the bill.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prices: Option<String>,
    /// The tables in the order people gave them.
    #[serde(default)]
    pub tables: List<Table>,
    /// The questions and writes that the application makes.
    #[serde(default)]
    pub patterns: List<Pattern>,
    /// Remarks on the canvas.
    #[serde(default, skip_serializing_if = "List::is_empty")]
    pub notes: List<Note>,
    /// Named parts of the canvas.
    #[serde(default, skip_serializing_if = "List::is_empty")]
    pub areas: List<Area>,
    /// Rules that are not to be told.
    #[serde(default, skip_serializing_if = "List::is_empty")]
    pub silences: List<Silence>,
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
