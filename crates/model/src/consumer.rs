//! What consumes a table's changes: drawn, judged and exported with the table, and not part of it in AWS.

use serde::{Deserialize, Serialize};

use crate::terms::terms;
use crate::{ConsumerId, Identified, StreamView};

/// Something that is fed by a table's changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Consumer {
    /// Its identity.
    pub id: ConsumerId,
    /// Its name in the design.
    pub name: String,
    /// What it is for.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// The least that it needs in a record, if anybody has said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub needs: Option<StreamView>,
    /// What it is.
    pub kind: ConsumerKind,
}

impl Identified for Consumer {
    type Id = ConsumerId;

    fn id(&self) -> ConsumerId {
        self.id
    }
}

/// What a consumer is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ConsumerKind {
    /// A Lambda function behind an event source mapping.
    Lambda(Box<Lambda>),
    /// An index for searching, fed by an OpenSearch Ingestion pipeline.
    Search(Search),
    /// A copy that an application keeps in another region; for one that AWS keeps there are replicas.
    Copy(TableCopy),
    /// A log of the changes for analytics.
    Analytics(Analytics),
}

impl ConsumerKind {
    /// The kind in words.
    #[must_use]
    pub const fn label(&self) -> &'static str {
        match self {
            Self::Lambda(_) => "Lambda function",
            Self::Search(_) => "Search index",
            Self::Copy(_) => "Copy in another region",
            Self::Analytics(_) => "Change analytics",
        }
    }
}

/// An event source mapping (Lambda API, `CreateEventSourceMapping`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Lambda {
    /// The function's name or ARN.
    pub function: String,
    /// The most records in one call: 1 to 10,000.
    pub batch_size: u32,
    /// Seconds to gather records for one call: 0 to 300.
    pub window: u32,
    /// Where a new mapping begins to read.
    pub start: StartPosition,
    /// Calls at once for one shard: 1 to 10.
    pub concurrency: u32,
    /// How often a failed batch is tried again: up to 10,000; `None` is until its records expire.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retries: Option<u32>,
    /// Seconds after which a record is given up: 60 to 604,800; `None` is never.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_age: Option<u32>,
    /// Whether a failed batch is halved before it is tried again.
    pub bisect: bool,
    /// Whether the function says which records failed (`ReportBatchItemFailures`).
    pub reports_failures: bool,
    /// Seconds of a tumbling window: 0 to 900.
    pub tumbling_window: u32,
    /// Patterns, of which a record must match one: at most 5.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub filters: Vec<String>,
    /// The ARN of a queue, topic or bucket that is told of what was given up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on_failure: Option<String>,
    /// Whether it runs.
    pub enabled: bool,
}

impl Default for Lambda {
    fn default() -> Self {
        Self {
            function: String::new(),
            batch_size: 100,
            window: 0,
            start: StartPosition::TrimHorizon,
            concurrency: 1,
            retries: None,
            max_age: None,
            bisect: false,
            reports_failures: false,
            tumbling_window: 0,
            filters: Vec::new(),
            on_failure: None,
            enabled: true,
        }
    }
}

terms! {
    /// Where reading begins.
    StartPosition {
        /// With the oldest record that the stream still has.
        TrimHorizon = "TRIM_HORIZON",
        /// With what comes after the mapping was made.
        Latest = "LATEST",
    }
}

/// A search index.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Search {
    /// The address of the OpenSearch domain or collection.
    pub endpoint: String,
    /// The name of the index.
    pub index: String,
    /// The ARN of the role that the pipeline takes.
    pub role: String,
    /// The bucket that the first full copy goes through; `None` begins with the changes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub export_bucket: Option<String>,
}

/// A copy kept by an application.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct TableCopy {
    /// The region of the copy.
    pub region: String,
    /// The name of its table.
    pub table: String,
    /// The function that carries the changes.
    pub function: String,
}

/// A log of changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Analytics {
    /// How changes get there.
    pub via: Delivery,
    /// The ARN of the Kinesis data stream or of the Firehose delivery stream.
    pub stream: String,
    /// The bucket where they end.
    pub bucket: String,
}

/// How changes are delivered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Delivery {
    /// A Kinesis data stream.
    Kinesis,
    /// A Firehose delivery stream.
    Firehose,
}
