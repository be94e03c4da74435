//! Secondary indexes: other query paths into a table.

use serde::{Deserialize, Serialize};

use crate::terms::terms;
use crate::{AttributeId, Autoscaling, Capacity, Identified, IndexId, InsightsMode, Maximum, Warm};

/// A global secondary index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct GlobalIndex {
    /// Its identity.
    pub id: IndexId,
    /// Its name, unique in its table.
    pub name: String,
    /// What it is for.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
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
    /// How its capacity follows its use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub autoscaling: Option<Autoscaling>,
    /// What on-demand requests may use at most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maximum: Option<Maximum>,
    /// What must be sustained at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub warm: Option<Warm>,
    /// Contributor Insights of its own; those of the table do not cover it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub insights: Option<InsightsMode>,
}

impl GlobalIndex {
    /// An index with a name and everything projected, whose key is not chosen yet.
    #[must_use]
    pub fn new(id: IndexId, name: impl Into<String>) -> Self {
        Self {
            id,
            name: name.into(),
            description: String::new(),
            partition: Vec::new(),
            sort: Vec::new(),
            projection: Projection::All,
            capacity: None,
            autoscaling: None,
            maximum: None,
            warm: None,
            insights: None,
        }
    }

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

/// A local secondary index: the table's partition key with another sort key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LocalIndex {
    /// Its identity.
    pub id: IndexId,
    /// Its name, unique in its table over all kinds of index.
    pub name: String,
    /// What it is for.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// The sort key; `None` only while the design is unfinished.
    #[serde(default)]
    pub sort: Option<AttributeId>,
    /// What is copied into the index beside the keys.
    pub projection: Projection,
}

impl Identified for LocalIndex {
    type Id = IndexId;

    fn id(&self) -> IndexId {
        self.id
    }
}

/// A vector index: finds the items whose vectors are nearest to a given one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct VectorIndex {
    /// Its identity.
    pub id: IndexId,
    /// Its name, unique in its table over all kinds of index.
    pub name: String,
    /// What it is for.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// The attribute with the vector; `None` only while the design is unfinished.
    #[serde(default)]
    pub vector: Option<AttributeId>,
    /// Numbers in each vector: 1 to 4,096.
    pub dimensions: u32,
    /// What nearest means.
    pub distance: Distance,
    /// The attribute that splits the index; a search must give it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partition: Option<AttributeId>,
    /// Attributes that a search may filter by while it runs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub filters: Vec<AttributeId>,
    /// What is copied into the index beside the keys.
    pub projection: Projection,
}

impl VectorIndex {
    /// The attributes of the search schema, which need definitions as keys do.
    pub fn searched(&self) -> impl Iterator<Item = AttributeId> + '_ {
        self.partition.iter().chain(&self.filters).copied()
    }
}

impl Identified for VectorIndex {
    type Id = IndexId;

    fn id(&self) -> IndexId {
        self.id
    }
}

terms! {
    /// How the distance of two vectors is measured.
    Distance {
        /// By their angle.
        Cosine = "COSINE",
        /// By the straight line between them.
        Euclidean = "EUCLIDEAN",
        /// By their dot product.
        DotProduct = "DOT_PRODUCT",
    }
}

/// Which attributes an index carries beside the keys of the table and its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
