//! What is wrong, or could be better, in a design: a value to be shown, never an error to be thrown.

use serde::{Deserialize, Serialize};

use crate::{AttributeId, Edit, IndexId, ItemId, PatternId, TableId};

/// How much a diagnostic matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// AWS accepts it, a good engineer would not.
    Warning,
    /// AWS refuses it; a plan can't be made.
    Error,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// Stable code, such as `DDB001`.
    pub code: String,
    /// How much it matters.
    pub severity: Severity,
    /// Where it is.
    pub address: Address,
    /// What is wrong, with the object's name and the way out.
    pub message: String,
    /// A change that mends it, if one edit can.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fix: Option<Box<Fix>>,
}

impl Diagnostic {
    /// A finding that AWS would refuse.
    #[must_use]
    pub fn error(code: &str, address: Address, message: impl Into<String>) -> Self {
        Self { code: code.to_owned(), severity: Severity::Error, address, message: message.into(), fix: None }
    }

    /// The same finding with a change that mends it.
    #[must_use]
    pub fn with_fix(mut self, label: impl Into<String>, edit: Edit) -> Self {
        self.fix = Some(Box::new(Fix { label: label.into(), edit }));
        self
    }
}

/// A change that mends a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fix {
    /// What it does, as on a button.
    pub label: String,
    /// The change.
    pub edit: Edit,
}

/// A place in a design.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Address {
    /// The object.
    pub object: Object,
    /// The field of it, if it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<Field>,
}

impl Address {
    /// An object as a whole.
    #[must_use]
    pub const fn of(object: Object) -> Self {
        Self { object, field: None }
    }

    /// A field of an object.
    #[must_use]
    pub const fn field(object: Object, field: Field) -> Self {
        Self { object, field: Some(field) }
    }
}

/// An object of a design, by its ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Object {
    /// The design itself.
    Design,
    /// A table.
    Table(TableId),
    /// An attribute of a table.
    Attribute(TableId, AttributeId),
    /// An index of a table.
    Index(TableId, IndexId),
    /// An access pattern.
    Pattern(PatternId),
    /// A sample item of a table.
    Item(TableId, ItemId),
}

impl Object {
    /// The table it is in, if it is in one.
    #[must_use]
    pub const fn table(self) -> Option<TableId> {
        match self {
            Self::Table(table) | Self::Attribute(table, _) | Self::Index(table, _) | Self::Item(table, _) => {
                Some(table)
            }
            Self::Design | Self::Pattern(_) => None,
        }
    }
}

/// A field of an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are those of the fields in the document")]
pub enum Field {
    Name,
    Description,
    Type,
    PartitionKey,
    SortKey,
    Projection,
    Billing,
    Capacity,
    Stream,
    Ttl,
    DeletionProtection,
    Tags,
    Kind,
    Conditions,
    Order,
    Limit,
    Consistency,
    Rate,
    Values,
}
