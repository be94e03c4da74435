//! What is wrong, or could be better, in a design: a value to be shown, never an error to be thrown.

use serde::{Deserialize, Serialize};

use crate::{
    AreaId, AttributeId, ConsumerId, Edit, EntityId, IndexId, ItemId, NoteId, PatternId, ReplicaId,
    SilenceId, TableId,
};

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
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
    /// A sample item of a table.
    Item(TableId, ItemId),
    /// An entity of a table.
    Entity(TableId, EntityId),
    /// A consumer of a table's changes.
    Consumer(TableId, ConsumerId),
    /// A replica of a table.
    Replica(TableId, ReplicaId),
    /// An access pattern.
    Pattern(PatternId),
    /// A note on the canvas.
    Note(NoteId),
    /// An area of the canvas.
    Area(AreaId),
    /// The silence of a rule.
    Silence(SilenceId),
}

impl Object {
    /// What kind of object it is, in words.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Design => "design",
            Self::Table(..) => "table",
            Self::Attribute(..) => "attribute",
            Self::Index(..) => "index",
            Self::Item(..) => "sample item",
            Self::Entity(..) => "entity",
            Self::Consumer(..) => "consumer",
            Self::Replica(..) => "replica",
            Self::Pattern(..) => "access pattern",
            Self::Note(..) => "note",
            Self::Area(..) => "area",
            Self::Silence(..) => "silence of a rule",
        }
    }

    /// The table it is or is in, if any.
    #[must_use]
    pub const fn table(self) -> Option<TableId> {
        match self {
            Self::Table(table)
            | Self::Attribute(table, _)
            | Self::Index(table, _)
            | Self::Item(table, _)
            | Self::Entity(table, _)
            | Self::Consumer(table, _)
            | Self::Replica(table, _) => Some(table),
            Self::Design | Self::Pattern(_) | Self::Note(_) | Self::Area(_) | Self::Silence(_) => None,
        }
    }

    /// Whether the other is this one or in it.
    #[must_use]
    pub fn holds(self, other: Self) -> bool {
        match self {
            Self::Design => true,
            Self::Table(table) => other.table() == Some(table),
            _ => self == other,
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
    Shape,
    Format,
    Distribution,
    PartitionKey,
    SortKey,
    Projection,
    Vector,
    Dimensions,
    Distance,
    Filters,
    Billing,
    Capacity,
    Autoscaling,
    Maximum,
    Warm,
    Class,
    Volume,
    Prices,
    Stream,
    Kinesis,
    Needs,
    Function,
    BatchSize,
    Window,
    Start,
    Concurrency,
    Retries,
    MaxAge,
    TumblingWindow,
    OnFailure,
    Endpoint,
    Ttl,
    Recovery,
    Encryption,
    DeletionProtection,
    Policy,
    Insights,
    Consistency,
    Witness,
    Region,
    Tags,
    Attributes,
    Templates,
    Kind,
    Table,
    Entity,
    Conditions,
    Order,
    Limit,
    Together,
    Target,
    Rate,
    ItemSize,
    Items,
    Values,
    Text,
    Position,
    Size,
    Colour,
    Bisect,
    ReportsFailures,
    Enabled,
    SearchIndex,
    Role,
    Bucket,
    Delivery,
    IndexReads,
    Rule,
    Reason,
}
