//! Exports and imports of tables, as they are kept: they stay when their table goes.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// An export of a table to a bucket.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Export {
    pub(crate) table: String,
    pub(crate) table_id: String,
    /// What was asked for.
    pub(crate) request: Value,
    pub(crate) began: u64,
    /// IN_PROGRESS before this time.
    pub(crate) ends: u64,
    pub(crate) items: u64,
    pub(crate) bytes: u64,
    /// The key of the summary of what was written.
    pub(crate) manifest: String,
}

/// An import that made a table.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Import {
    pub(crate) table: String,
    pub(crate) table_id: String,
    /// What was asked for.
    pub(crate) request: Value,
    pub(crate) began: u64,
    /// IN_PROGRESS before this time.
    pub(crate) ends: u64,
    pub(crate) read: Read,
    /// Why it fails, as a code and a message.
    pub(crate) failure: Option<(String, String)>,
}

/// What an import has read.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Read {
    pub(crate) bytes: u64,
    pub(crate) processed: u64,
    pub(crate) imported: u64,
    pub(crate) errors: u64,
}
