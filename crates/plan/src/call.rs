//! One AWS call: its exact request, and how to see in the live state whether it has happened.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{CopyPlace, IndexState, Replication, ScalarType, Setting, TableState, VectorIndexState};

/// A call that changes one table. What DynamoDB takes only alone is a call of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the fields are those of the requests")]
pub enum Call {
    /// `CreateTable`, with what it takes: see [`TableState::at_creation`].
    CreateTable { table: Box<TableState> },
    /// `DeleteTable`
    DeleteTable { table: String },
    /// `CreateBackup`: a backup on demand, which stays when the table goes.
    BackUp { table: String, backup: String },
    /// `ExportTableToPointInTime` of all items as they are now, to a place that no other plan has.
    Export { table: String, to: CopyPlace },
    /// `ImportTable`: makes a table of the items that the export of another one wrote, with what an import takes: see
    /// [`TableState::at_import`]. Where exactly they lie is known once the export is there.
    Import { table: Box<TableState>, of: String, from: CopyPlace },
    /// `UpdateTable` with one index to create; the definitions are exactly those of all keys then.
    CreateIndex { table: String, definitions: BTreeMap<String, ScalarType>, index: String, state: NewIndex },
    /// `UpdateTable` with one index to delete.
    DeleteIndex { table: String, index: String, kind: IndexKind },
    /// The call of a setting.
    Set { table: String, setting: Setting },
    /// `TagResource`; the gateway names the table by the ARN it knows.
    Tag { table: String, tags: BTreeMap<String, String> },
    /// `UntagResource`
    Untag { table: String, keys: BTreeSet<String> },
    /// `UpdateTable` of the regions of a table.
    Replicate { table: String, change: Replication },
    /// A call that is made in the region of a replica.
    At { region: String, call: Box<Call> },
}

/// An index that is made on a table that is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the kinds of index that can be made later")]
pub enum NewIndex {
    Global(IndexState),
    Vector(VectorIndexState),
}

impl NewIndex {
    /// Its kind.
    #[must_use]
    pub const fn kind(&self) -> IndexKind {
        match self {
            Self::Global(_) => IndexKind::Global,
            Self::Vector(_) => IndexKind::Vector,
        }
    }

    /// The attributes that need definitions.
    pub fn keyed(&self) -> impl Iterator<Item = &str> {
        let (key, searched) = match self {
            Self::Global(index) => (Some(index.key.iter().map(|part| part.name.as_str())), None),
            Self::Vector(index) => (None, Some(index.searched())),
        };
        key.into_iter().flatten().chain(searched.into_iter().flatten())
    }
}

/// The kinds of index that come and go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the kinds of index that can be made later")]
pub enum IndexKind {
    Global,
    Vector,
}

impl IndexKind {
    /// The field of `UpdateTable` that takes it.
    #[must_use]
    pub const fn updates(self) -> &'static str {
        match self {
            Self::Global => "GlobalSecondaryIndexUpdates",
            Self::Vector => "VectorIndexUpdates",
        }
    }
}

impl Call {
    /// The call that puts a setting in place.
    #[must_use]
    pub fn set(table: impl Into<String>, setting: Setting) -> Self {
        Self::Set { table: table.into(), setting }
    }

    /// The name in AWS of the table that it changes.
    #[must_use]
    pub fn table(&self) -> &str {
        match self {
            Self::CreateTable { table } | Self::Import { table, .. } => &table.name,
            Self::At { call, .. } => call.table(),
            Self::DeleteTable { table }
            | Self::BackUp { table, .. }
            | Self::Export { table, .. }
            | Self::CreateIndex { table, .. }
            | Self::DeleteIndex { table, .. }
            | Self::Set { table, .. }
            | Self::Tag { table, .. }
            | Self::Untag { table, .. }
            | Self::Replicate { table, .. } => table,
        }
    }

    /// Whether it makes the table that it names.
    #[must_use]
    pub const fn makes_table(&self) -> bool {
        matches!(self, Self::CreateTable { .. } | Self::Import { .. })
    }

    /// Another table, whose steps come before it: tables are else independent of each other.
    #[must_use]
    pub fn after(&self) -> Option<&str> {
        match self {
            Self::Import { of, .. } => Some(of),
            _ => None,
        }
    }

    /// The region that it is made in, if that is not the table's own.
    #[must_use]
    pub fn region(&self) -> Option<&str> {
        match self {
            Self::At { region, .. } => Some(region),
            _ => None,
        }
    }

    /// The name of the operation in the AWS API.
    #[must_use]
    pub const fn operation(&self) -> &'static str {
        match self {
            Self::CreateTable { .. } => "CreateTable",
            Self::DeleteTable { .. } => "DeleteTable",
            Self::BackUp { .. } => "CreateBackup",
            Self::Export { .. } => "ExportTableToPointInTime",
            Self::Import { .. } => "ImportTable",
            Self::CreateIndex { .. } | Self::DeleteIndex { .. } | Self::Replicate { .. } => "UpdateTable",
            Self::At { call, .. } => call.operation(),
            Self::Set { setting, .. } => setting.operation(),
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

impl Progress {
    /// That of a setting, by whether it is there and whether the table is busy.
    pub(crate) fn of_setting(is_as_wanted: bool, busy: Option<String>) -> Self {
        match (is_as_wanted, busy) {
            (true, None) => Self::Done,
            (true, Some(why)) => Self::Underway(why),
            (false, None) => Self::NotStarted,
            (false, Some(why)) => Self::Busy(why),
        }
    }

    pub(crate) fn diverged(table: &str, what: &str) -> Self {
        Self::Diverged(format!("Table `{table}` {what}: make a new plan"))
    }
}
