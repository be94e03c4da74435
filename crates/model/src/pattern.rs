//! Access patterns: the questions and writes that the application makes.
//!
//! Only what is asked is here; which operation serves it is a verdict, and verdicts are not part of the document.

use serde::{Deserialize, Serialize};

use crate::{AttributeId, Identified, PatternId, TableId};

/// A question or a write that the application makes of one table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pattern {
    /// Its identity.
    pub id: PatternId,
    /// What the application wants, in a few words.
    pub name: String,
    /// More about it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// The table it is asked of.
    pub table: TableId,
    /// What it does.
    pub kind: PatternKind,
    /// What is known when it is asked, all of which must hold.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<Condition>,
    /// The wanted order, by an attribute.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<Order>,
    /// The most items wanted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// Whether it must see every write that was acknowledged before.
    #[serde(default)]
    pub consistent: bool,
    /// Requests per second at the peak.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub peak_rate: Option<u32>,
}

impl Identified for Pattern {
    type Id = PatternId;

    fn id(&self) -> PatternId {
        self.id
    }
}

/// What an access pattern does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PatternKind {
    /// Reads one item by its key.
    Get,
    /// Reads items by conditions.
    Query,
    /// Reads everything on purpose.
    Scan,
    /// Writes a whole item.
    Put,
    /// Changes attributes of an item.
    Update,
    /// Removes an item.
    Delete,
}

impl PatternKind {
    /// Every kind.
    pub const ALL: [Self; 6] = [Self::Get, Self::Query, Self::Scan, Self::Put, Self::Update, Self::Delete];

    /// The kind in a word.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Get => "Get",
            Self::Query => "Query",
            Self::Scan => "Scan",
            Self::Put => "Put",
            Self::Update => "Update",
            Self::Delete => "Delete",
        }
    }
}

/// A condition on an attribute, with a named parameter for what the application supplies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// The attribute.
    pub attribute: AttributeId,
    /// How it is compared.
    pub comparison: Comparison,
    /// The name of the parameter, as in `:user_id` but without the colon.
    pub parameter: String,
}

/// How a condition compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Comparison {
    /// `=`
    Equal,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// `BETWEEN`, both ends included; the parameter names a pair.
    Between,
    /// `begins_with`
    BeginsWith,
}

impl Comparison {
    /// The comparison as in an expression.
    #[must_use]
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
            Self::Between => "BETWEEN",
            Self::BeginsWith => "begins_with",
        }
    }
}

/// A wanted order of the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Order {
    /// By which attribute.
    pub attribute: AttributeId,
    /// Largest first.
    #[serde(default)]
    pub descending: bool,
}
