//! Secondary indexes: other query paths into a table.

use serde::{Deserialize, Serialize};

use crate::{AttributeId, Capacity, Identified, IndexId};

/// A global secondary index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GlobalIndex {
    /// Its identity.
    pub id: IndexId,
    /// Its name, unique in its table.
    pub name: String,
    /// The partition key: one to four attributes, all of which a query must give.
    pub partition: Vec<AttributeId>,
    /// The sort key: none to four attributes, used left to right.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sort: Vec<AttributeId>,
    /// What is copied into the index beside the keys.
    pub projection: Projection,
    /// Its own capacity; needed when the table's billing is provisioned, and only then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capacity: Option<Capacity>,
}

impl GlobalIndex {
    /// All key attributes, partition key first.
    pub fn keys(&self) -> impl Iterator<Item = AttributeId> + '_ {
        self.partition.iter().chain(&self.sort).copied()
    }
}

impl Identified for GlobalIndex {
    type Id = IndexId;

    fn id(&self) -> IndexId {
        self.id
    }
}

/// Which attributes an index carries beside the keys of the table and its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Projection {
    /// Every attribute.
    All,
    /// Nothing more.
    KeysOnly,
    /// The named ones.
    Include(Vec<AttributeId>),
}

impl Projection {
    /// The word of the AWS API: `ALL`, `KEYS_ONLY`, `INCLUDE`.
    #[must_use]
    pub const fn term(&self) -> &'static str {
        match self {
            Self::All => "ALL",
            Self::KeysOnly => "KEYS_ONLY",
            Self::Include(_) => "INCLUDE",
        }
    }

    /// The named attributes of `INCLUDE`, else none.
    #[must_use]
    pub fn included(&self) -> &[AttributeId] {
        match self {
            Self::Include(attributes) => attributes,
            Self::All | Self::KeysOnly => &[],
        }
    }
}
