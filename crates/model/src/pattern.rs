//! Access patterns: the questions and writes that the application makes.
//!
//! Only what is asked is here; which operation serves it is a verdict, and verdicts are not part of the document.

use serde::{Deserialize, Serialize};

use crate::{AttributeId, EntityId, Identified, IndexId, PatternId, TableId};

/// A question or a write that the application makes of one table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
    /// The kind of items it is about; `None` is any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entity: Option<EntityId>,
    /// What it does.
    pub kind: PatternKind,
    /// What must hold of an item, all of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<Condition>,
    /// The wanted order, by an attribute.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<Order>,
    /// The most items wanted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// The attributes that a read needs or an update changes; empty is all of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attributes: Vec<AttributeId>,
    /// Whether it must see every write that was acknowledged before.
    #[serde(default)]
    pub consistent: bool,
    /// The patterns that a transaction carries out together.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub together: Vec<PatternId>,
    /// What is to serve it.
    #[serde(default, skip_serializing_if = "Target::is_automatic")]
    pub target: Target,
    /// Requests per second at the peak.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub peak_rate: Option<u32>,
    /// Requests per second on average.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub average_rate: Option<u32>,
    /// Bytes of an item; `None` is as the sample items say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item_size: Option<u32>,
    /// Items of an answer, or keys of a batch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub items: Option<u32>,
}

impl Pattern {
    /// A pattern that says nothing yet but what it is asked of.
    #[must_use]
    pub fn new(id: PatternId, name: impl Into<String>, table: TableId, kind: PatternKind) -> Self {
        Self {
            id,
            name: name.into(),
            description: String::new(),
            table,
            entity: None,
            kind,
            conditions: Vec::new(),
            order: None,
            limit: None,
            attributes: Vec::new(),
            consistent: false,
            together: Vec::new(),
            target: Target::Automatic,
            peak_rate: None,
            average_rate: None,
            item_size: None,
            items: None,
        }
    }
}

impl Identified for Pattern {
    type Id = PatternId;

    fn id(&self) -> PatternId {
        self.id
    }
}

/// What an access pattern does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PatternKind {
    /// Reads one item by its key.
    Get,
    /// Reads several items by their keys.
    BatchGet,
    /// Reads items by conditions.
    Query,
    /// Finds the items whose vectors are nearest.
    Search,
    /// Reads everything on purpose.
    Scan,
    /// Writes a whole item.
    Put,
    /// Changes attributes of an item.
    Update,
    /// Removes an item.
    Delete,
    /// Carries out others together, all or none.
    Transaction,
}

impl PatternKind {
    /// Every kind.
    pub const ALL: [Self; 9] = [
        Self::Get,
        Self::BatchGet,
        Self::Query,
        Self::Search,
        Self::Scan,
        Self::Put,
        Self::Update,
        Self::Delete,
        Self::Transaction,
    ];

    /// The kind in a word or two.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Get => "Get",
            Self::BatchGet => "Batch get",
            Self::Query => "Query",
            Self::Search => "Vector search",
            Self::Scan => "Scan",
            Self::Put => "Put",
            Self::Update => "Update",
            Self::Delete => "Delete",
            Self::Transaction => "Transaction",
        }
    }

    /// Whether it changes items; a transaction does what its patterns do.
    #[must_use]
    pub const fn is_write(self) -> bool {
        matches!(self, Self::Put | Self::Update | Self::Delete)
    }
}

/// What is to serve an access pattern.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// Whatever serves it best.
    #[default]
    Automatic,
    /// The table itself.
    Table,
    /// This index, of whatever kind.
    Index(IndexId),
}

impl Target {
    /// Whether nothing is said.
    #[must_use]
    pub const fn is_automatic(&self) -> bool {
        matches!(self, Self::Automatic)
    }
}

/// A condition on an attribute, with a named parameter for what the application supplies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// The attribute.
    pub attribute: AttributeId,
    /// How it is compared.
    pub comparison: Comparison,
    /// The name of the parameter, as in `:user_id` but without the colon; empty where nothing is compared.
    #[serde(default)]
    pub parameter: String,
}

/// How a condition compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
    /// `<>`
    NotEqual,
    /// `IN`; the parameter names a list.
    In,
    /// `contains`
    Contains,
    /// `attribute_exists`
    Exists,
    /// `attribute_not_exists`
    NotExists,
}

impl Comparison {
    /// Every comparison; those that a key condition may have come first.
    pub const ALL: [Self; 12] = [
        Self::Equal,
        Self::Less,
        Self::LessOrEqual,
        Self::Greater,
        Self::GreaterOrEqual,
        Self::Between,
        Self::BeginsWith,
        Self::NotEqual,
        Self::In,
        Self::Contains,
        Self::Exists,
        Self::NotExists,
    ];

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
            Self::NotEqual => "<>",
            Self::In => "IN",
            Self::Contains => "contains",
            Self::Exists => "attribute_exists",
            Self::NotExists => "attribute_not_exists",
        }
    }

    /// Whether a key condition may compare a sort key so (Developer Guide, key condition expressions).
    #[must_use]
    pub const fn fits_sort_key(self) -> bool {
        matches!(
            self,
            Self::Equal
                | Self::Less
                | Self::LessOrEqual
                | Self::Greater
                | Self::GreaterOrEqual
                | Self::Between
                | Self::BeginsWith
        )
    }

    /// Whether it compares with something that the application supplies.
    #[must_use]
    pub const fn takes_parameter(self) -> bool {
        !matches!(self, Self::Exists | Self::NotExists)
    }
}

/// A wanted order of the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Order {
    /// By which attribute.
    pub attribute: AttributeId,
    /// Largest first.
    #[serde(default)]
    pub descending: bool,
}
