//! What a table is, in AWS's terms and normalised: absent and default are the same, names instead of ids.
//!
//! The desired state (from a design) and the live state (from `DescribeTable` and its neighbours) are both of this
//! type, so that a diff compares like with like.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use tablewright_model::{Capacity, StreamView};

/// A table with everything that a design can say about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableState {
    /// The name in AWS, after the environment's template.
    pub name: String,
    /// The primary key, partition key first.
    pub key: Vec<KeyElement>,
    /// The types of all key attributes of the table and its indexes; exactly those.
    pub definitions: BTreeMap<String, ScalarType>,
    /// Global secondary indexes by name.
    pub indexes: BTreeMap<String, IndexState>,
    /// Billing mode with its capacity.
    pub billing: BillingState,
    /// The stream's view type; `None` is no stream.
    pub stream: Option<StreamView>,
    /// The TTL attribute; `None` is off.
    pub ttl: Option<String>,
    /// Whether AWS refuses to delete the table.
    pub deletion_protection: bool,
    /// Tags, without those of AWS itself.
    pub tags: BTreeMap<String, String>,
}

/// A global secondary index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndexState {
    /// Its key, partition attributes first; the order matters.
    pub key: Vec<KeyElement>,
    /// What it carries.
    pub projection: ProjectionState,
    /// Its capacity, when the table is provisioned.
    pub capacity: Option<Capacity>,
}

/// One attribute of a key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyElement {
    /// The attribute's name.
    pub name: String,
    /// Its part in the key.
    pub role: KeyRole,
}

/// The part of an attribute in a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum KeyRole {
    /// Partition key.
    Hash,
    /// Sort key.
    Range,
}

impl KeyRole {
    /// The word of the AWS API.
    #[must_use]
    pub const fn term(self) -> &'static str {
        match self {
            Self::Hash => "HASH",
            Self::Range => "RANGE",
        }
    }
}

/// The type of a key attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "DynamoDB's own descriptors: string, number, binary")]
pub enum ScalarType {
    S,
    N,
    B,
}

impl ScalarType {
    /// DynamoDB's descriptor.
    #[must_use]
    pub const fn term(self) -> &'static str {
        match self {
            Self::S => "S",
            Self::N => "N",
            Self::B => "B",
        }
    }
}

/// What an index carries beside the keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ProjectionState {
    /// Every attribute.
    All,
    /// Nothing more.
    KeysOnly,
    /// The named ones; a set, the service does not keep their order.
    Include(BTreeSet<String>),
}

impl ProjectionState {
    /// The word of the AWS API.
    #[must_use]
    pub const fn term(&self) -> &'static str {
        match self {
            Self::All => "ALL",
            Self::KeysOnly => "KEYS_ONLY",
            Self::Include(_) => "INCLUDE",
        }
    }
}

/// Billing mode with its capacity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BillingState {
    /// `PAY_PER_REQUEST`
    OnDemand,
    /// `PROVISIONED`
    Provisioned(Capacity),
}
