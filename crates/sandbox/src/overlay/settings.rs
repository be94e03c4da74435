//! The settings of a table that dynoxide does not have, as they are kept.
//!
//! Data and its reading at a given time; who may change what, and when, is the control plane's part.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A status that another one follows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Phase {
    pub(crate) during: String,
    pub(crate) until: u64,
    pub(crate) after: String,
}

impl Phase {
    pub(crate) fn new(during: &str, until: u64, after: &str) -> Self {
        Self { during: during.to_owned(), until, after: after.to_owned() }
    }

    /// The status at the time `now`.
    pub(crate) fn at(&self, now: u64) -> &str {
        if now < self.until { &self.during } else { &self.after }
    }
}

/// Encryption with a key of KMS.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Encryption {
    pub(crate) key_arn: String,
    /// Off: described as DISABLING until the change has settled, then not at all.
    pub(crate) enabled: bool,
    pub(crate) settled: u64,
    /// The status until then.
    pub(crate) status: String,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct TimeToLive {
    pub(crate) enabled: bool,
    pub(crate) attribute: Option<String>,
    /// ENABLING or DISABLING before this time.
    pub(crate) settled: u64,
    /// No other change before this time.
    pub(crate) locked_until: u64,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Backups {
    /// ContinuousBackupsUnavailableException before this time.
    pub(crate) available: u64,
    /// When point-in-time recovery was switched on, in milliseconds.
    pub(crate) recovery_since: Option<u64>,
    pub(crate) recovery_days: i64,
}

/// A backup on demand; it stays when its table goes.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Backup {
    pub(crate) name: String,
    pub(crate) table: String,
    /// The table as it was described then.
    pub(crate) source: Value,
    pub(crate) created: u64,
    /// CREATING before this time.
    pub(crate) available: u64,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Policy {
    pub(crate) document: String,
    pub(crate) revision: String,
    /// No other change before this time.
    pub(crate) locked_until: u64,
}

/// Contributor Insights of a table or of an index.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Insights {
    pub(crate) phase: Phase,
    pub(crate) mode: String,
    pub(crate) updated: u64,
}

/// A Kinesis data stream that a table writes to, or wrote to.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Destination {
    pub(crate) stream_arn: String,
    pub(crate) precision: Option<String>,
    pub(crate) phase: Phase,
}

/// Warm throughput of a table or of an index, once it is more than what follows from the billing mode.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Warm {
    pub(crate) read: i64,
    pub(crate) write: i64,
    /// UPDATING before this time.
    pub(crate) until: u64,
}

/// How the provisioned throughput of a table or of an index moved.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Moves {
    pub(crate) increased: Option<u64>,
    /// When it was lowered, of this day and the one before.
    pub(crate) decreases: Vec<u64>,
}
