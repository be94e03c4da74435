//! Copies of a table that AWS keeps in other regions (global tables, version 2019.11.21).

use serde::{Deserialize, Serialize};

use crate::terms::terms;
use crate::{
    Encryption, Identified, IndexId, InsightsMode, Kinesis, Recovery, ReplicaId, Scaling, TableClass,
};

terms! {
    /// When a write is seen in other regions.
    #[derive(Default)]
    Consistency {
        /// Soon (MREC); the last writer wins.
        #[default]
        Eventual = "EVENTUAL",
        /// At once (MRSC); three regions of one set, one of which may be a witness.
        Strong = "STRONG",
    }
}

/// A replica and the settings that are its own.
///
/// What is `None` follows the table where AWS carries it over, else it is off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Replica {
    /// Its identity.
    pub id: ReplicaId,
    /// The region, such as `eu-west-1`.
    pub region: String,
    /// The key in that region; `None` is the same kind of key as the table's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encryption: Option<Encryption>,
    /// Its own class.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<TableClass>,
    /// Its own provisioned reads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_capacity: Option<u64>,
    /// Its own scaling of reads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_scaling: Option<Scaling>,
    /// Its own bound of on-demand reads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_read: Option<u64>,
    /// Read capacity of its indexes where it is not the table's.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub index_reads: Vec<IndexRead>,
    /// Point-in-time recovery; never carried over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recovery: Option<Recovery>,
    /// Deletion protection; never carried over.
    #[serde(default)]
    pub deletion_protection: bool,
    /// Contributor Insights; never carried over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub insights: Option<InsightsMode>,
    /// A Kinesis data stream; never carried over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kinesis: Option<Kinesis>,
    /// The resource policy as JSON; never carried over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy: Option<String>,
    /// Whether it gets the table's tags, which AWS does not carry over.
    #[serde(default)]
    pub copies_tags: bool,
}

impl Replica {
    /// A replica with no settings of its own.
    #[must_use]
    pub fn new(id: ReplicaId, region: impl Into<String>) -> Self {
        Self {
            id,
            region: region.into(),
            encryption: None,
            class: None,
            read_capacity: None,
            read_scaling: None,
            max_read: None,
            index_reads: Vec::new(),
            recovery: None,
            deletion_protection: false,
            insights: None,
            kinesis: None,
            policy: None,
            copies_tags: false,
        }
    }
}

impl Identified for Replica {
    type Id = ReplicaId;

    fn id(&self) -> ReplicaId {
        self.id
    }
}

/// Reads of one index in a replica.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct IndexRead {
    /// The index.
    pub index: IndexId,
    /// Read capacity units per second.
    pub capacity: u64,
}
