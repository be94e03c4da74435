//! What a table is, in AWS's terms and normalised: absent and default are the same, names instead of ids.
//!
//! The desired state (from a design) and the live state (from `DescribeTable` and its neighbours) are both of this
//! type, so that a diff compares like with like.

mod canonical;
mod replica;
mod scaling;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use tablewright_model::{
    Capacity, Consistency, Distance, Encryption, InsightsMode, Kinesis, Maximum, Recovery, StreamView,
    TableClass, Warm,
};

use crate::NewIndex;

pub use canonical::{canonical_kinesis, canonical_policy};
pub use replica::ReplicaState;
pub use scaling::{Bounds, Dimension, ScalingState, Tracking};

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
    /// Local secondary indexes by name.
    pub local_indexes: BTreeMap<String, LocalIndexState>,
    /// Vector indexes by name.
    pub vector_indexes: BTreeMap<String, VectorIndexState>,
    /// Billing mode with its capacity.
    pub billing: BillingState,
    /// How provisioned capacity follows its use.
    pub autoscaling: BTreeMap<Dimension, ScalingState>,
    /// What on-demand requests may use at most.
    pub maximum: Maximum,
    /// What is sustained at once; in a desired state `None` leaves it to AWS.
    pub warm: Option<Warm>,
    /// What storage and requests cost against each other.
    pub class: TableClass,
    /// The stream's view type; `None` is no stream.
    pub stream: Option<StreamView>,
    /// The Kinesis data stream that changes are sent to.
    pub kinesis: Option<Kinesis>,
    /// The TTL attribute; `None` is off.
    pub ttl: Option<String>,
    /// Point-in-time recovery; `None` is off.
    pub recovery: Option<Recovery>,
    /// The key that data at rest is encrypted with.
    pub encryption: Encryption,
    /// Whether AWS refuses to delete the table.
    pub deletion_protection: bool,
    /// The resource policy as canonical JSON.
    pub policy: Option<String>,
    /// Contributor Insights; `None` is off.
    pub insights: Option<InsightsMode>,
    /// Tags, without those of AWS itself.
    pub tags: BTreeMap<String, String>,
    /// When a write is seen in the other regions, if there are any.
    #[serde(default, skip_serializing_if = "is_eventual")]
    pub consistency: Consistency,
    /// Its copies in other regions.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub replicas: BTreeMap<String, ReplicaState>,
    /// The region that votes and holds no items.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub witness: Option<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_eventual(consistency: &Consistency) -> bool {
    *consistency == Consistency::Eventual
}

impl TableState {
    /// A table with a key and nothing else: on demand, all settings as AWS has them when nobody says anything.
    #[must_use]
    pub fn new(
        name: impl Into<String>,
        key: Vec<KeyElement>,
        definitions: BTreeMap<String, ScalarType>,
    ) -> Self {
        Self {
            name: name.into(),
            key,
            definitions,
            indexes: BTreeMap::new(),
            local_indexes: BTreeMap::new(),
            vector_indexes: BTreeMap::new(),
            billing: BillingState::OnDemand,
            autoscaling: BTreeMap::new(),
            maximum: Maximum::default(),
            warm: None,
            class: TableClass::default(),
            stream: None,
            kinesis: None,
            ttl: None,
            recovery: None,
            encryption: Encryption::default(),
            deletion_protection: false,
            policy: None,
            insights: None,
            tags: BTreeMap::new(),
            consistency: Consistency::Eventual,
            replicas: BTreeMap::new(),
            witness: None,
        }
    }

    /// What `CreateTable` makes of it: without the settings that have calls of their own.
    #[must_use]
    pub fn at_creation(&self) -> Self {
        let mut state = Self {
            autoscaling: BTreeMap::new(),
            kinesis: None,
            ttl: None,
            recovery: None,
            insights: None,
            consistency: Consistency::Eventual,
            replicas: BTreeMap::new(),
            witness: None,
            ..self.clone()
        };
        state.indexes.values_mut().for_each(|index| *index = index.at_creation());
        state
    }

    /// What `ImportTable` makes of it: key, indexes, capacity and encryption, and nothing else.
    #[must_use]
    pub fn at_import(&self) -> Self {
        let made = self.at_creation();
        let mut state = Self {
            local_indexes: BTreeMap::new(),
            billing: made.billing,
            maximum: made.maximum,
            indexes: made.indexes,
            vector_indexes: made.vector_indexes,
            encryption: made.encryption,
            ..Self::new(made.name, made.key, made.definitions)
        };
        state.indexes.values_mut().for_each(|index| index.warm = None);
        state
    }

    /// The names of the indexes that can come and go while the table is there; they are unique over all kinds.
    pub fn changeable_indexes(&self) -> impl Iterator<Item = &str> {
        self.indexes.keys().chain(self.vector_indexes.keys()).map(String::as_str)
    }

    /// Such an index.
    #[must_use]
    pub fn changeable_index(&self, name: &str) -> Option<NewIndex> {
        let vector = || self.vector_indexes.get(name).cloned().map(NewIndex::Vector);
        self.indexes.get(name).cloned().map(NewIndex::Global).or_else(vector)
    }

    /// Whether there is such an index.
    #[must_use]
    pub fn has_changeable_index(&self, name: &str) -> bool {
        self.indexes.contains_key(name) || self.vector_indexes.contains_key(name)
    }

    /// The capacity of a provisioned table.
    #[must_use]
    pub const fn capacity(&self) -> Option<Capacity> {
        self.billing.capacity()
    }

    /// The keys of the table and of all its indexes: exactly their attributes have definitions.
    pub fn keyed(&self) -> impl Iterator<Item = &str> {
        let keys = self.key.iter().chain(self.indexes.values().flat_map(|index| &index.key));
        let local = self.local_indexes.values().map(|index| index.sort.as_str());
        let vector = self.vector_indexes.values().flat_map(VectorIndexState::searched);
        keys.map(|part| part.name.as_str()).chain(local).chain(vector)
    }
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
    /// How its capacity follows its use.
    pub autoscaling: BTreeMap<Dimension, ScalingState>,
    /// What on-demand requests may use at most.
    pub maximum: Maximum,
    /// What is sustained at once; in a desired state `None` leaves it to AWS.
    pub warm: Option<Warm>,
    /// Contributor Insights; `None` is off.
    pub insights: Option<InsightsMode>,
}

impl IndexState {
    /// An index with a key and a projection and nothing else.
    #[must_use]
    pub fn new(key: Vec<KeyElement>, projection: ProjectionState) -> Self {
        Self {
            key,
            projection,
            capacity: None,
            autoscaling: BTreeMap::new(),
            maximum: Maximum::default(),
            warm: None,
            insights: None,
        }
    }

    /// What is made of it at first: without the settings that have calls of their own.
    #[must_use]
    pub fn at_creation(&self) -> Self {
        Self { autoscaling: BTreeMap::new(), insights: None, ..self.clone() }
    }
}

/// A local secondary index; its partition key is the table's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LocalIndexState {
    /// Its sort key.
    pub sort: String,
    /// What it carries.
    pub projection: ProjectionState,
}

/// A vector index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VectorIndexState {
    /// The attribute with the vector.
    pub vector: String,
    /// Numbers in each vector.
    pub dimensions: u32,
    /// What nearest means.
    pub distance: Distance,
    /// The attribute that splits it.
    pub partition: Option<String>,
    /// The attributes that a search may filter by.
    pub filters: BTreeSet<String>,
    /// What it carries.
    pub projection: ProjectionState,
}

impl VectorIndexState {
    /// The attributes of its search schema.
    pub fn searched(&self) -> impl Iterator<Item = &str> {
        self.partition.iter().chain(&self.filters).map(String::as_str)
    }
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

impl BillingState {
    /// The capacity that is provisioned.
    #[must_use]
    pub const fn capacity(self) -> Option<Capacity> {
        match self {
            Self::OnDemand => None,
            Self::Provisioned(capacity) => Some(capacity),
        }
    }
}
