//! One AWS call: its exact request, and how to see in the live state whether it has happened.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use tablewright_model::{Capacity, StreamView};

use crate::{BillingState, IndexState, ScalarType, TableState};

/// A call that changes one table. What DynamoDB takes only alone is a call of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the fields are those of the requests")]
pub enum Call {
    /// `CreateTable`. TTL is not part of the request: it is a call of its own.
    CreateTable { table: TableState },
    /// `DeleteTable`
    DeleteTable { table: String },
    /// `UpdateTable` with one index to create; the definitions are exactly those of all keys then.
    CreateIndex { table: String, definitions: BTreeMap<String, ScalarType>, index: String, state: IndexState },
    /// `UpdateTable` with one index to delete.
    DeleteIndex { table: String, index: String },
    /// `UpdateTable` with another mode: to provisioned, with the capacity of the table and of all indexes that are
    /// there; to on-demand, with none.
    SetBilling { table: String, billing: BillingState, indexes: BTreeMap<String, Capacity> },
    /// `UpdateTable` with capacities of a provisioned table: only those that change, since AWS refuses equal ones.
    SetCapacity { table: String, capacity: Option<Capacity>, indexes: BTreeMap<String, Capacity> },
    /// `UpdateTable` with the stream on or off; another view type is off and on.
    SetStream { table: String, view: Option<StreamView> },
    /// `UpdateTable` with deletion protection.
    SetDeletionProtection { table: String, enabled: bool },
    /// `UpdateTimeToLive`; the attribute is named to switch off as well.
    SetTtl { table: String, attribute: String, enabled: bool },
    /// `TagResource`; the gateway names the table by the ARN it knows.
    Tag { table: String, tags: BTreeMap<String, String> },
    /// `UntagResource`
    Untag { table: String, keys: BTreeSet<String> },
}

impl Call {
    /// The name in AWS of the table that it changes.
    #[must_use]
    pub fn table(&self) -> &str {
        match self {
            Self::CreateTable { table } => &table.name,
            Self::DeleteTable { table }
            | Self::CreateIndex { table, .. }
            | Self::DeleteIndex { table, .. }
            | Self::SetBilling { table, .. }
            | Self::SetCapacity { table, .. }
            | Self::SetStream { table, .. }
            | Self::SetDeletionProtection { table, .. }
            | Self::SetTtl { table, .. }
            | Self::Tag { table, .. }
            | Self::Untag { table, .. } => table,
        }
    }

    /// The name of the operation in the AWS API.
    #[must_use]
    pub const fn operation(&self) -> &'static str {
        match self {
            Self::CreateTable { .. } => "CreateTable",
            Self::DeleteTable { .. } => "DeleteTable",
            Self::CreateIndex { .. }
            | Self::DeleteIndex { .. }
            | Self::SetBilling { .. }
            | Self::SetCapacity { .. }
            | Self::SetStream { .. }
            | Self::SetDeletionProtection { .. } => "UpdateTable",
            Self::SetTtl { .. } => "UpdateTimeToLive",
            Self::Tag { .. } => "TagResource",
            Self::Untag { .. } => "UntagResource",
        }
    }
}

/// How far a call has come, as seen in the live state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Progress {
    /// It has not happened, and may be made.
    NotStarted,
    /// It can't be made yet, since the table or an index is busy.
    Busy(String),
    /// It has happened and AWS is at it.
    Underway(String),
    /// It is done.
    Done,
    /// The table is not what the step expects: somebody else changed it.
    Diverged(String),
}
