//! A table and its settings.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    Attribute, AttributeId, Autoscaling, Billing, Consistency, Consumer, Encryption, Entity, EntityId,
    GlobalIndex, Identified, IndexId, InsightsMode, Item, Kinesis, List, LocalIndex, Maximum, Position,
    Projection, Recovery, Replica, StreamView, TableClass, TableId, VectorIndex, Volume, Warm,
};

/// A DynamoDB table as the team wants it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// Its identity.
    pub id: TableId,
    /// Its name in the design; an environment's template makes the name in AWS of it.
    pub name: String,
    /// What it is for, in Markdown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// What its items carry.
    pub attributes: List<Attribute>,
    /// The primary key.
    pub key: PrimaryKey,
    /// Global secondary indexes.
    #[serde(default)]
    pub indexes: List<GlobalIndex>,
    /// Local secondary indexes; they are made with the table and never after.
    #[serde(default, skip_serializing_if = "List::is_empty")]
    pub local_indexes: List<LocalIndex>,
    /// Vector indexes.
    #[serde(default, skip_serializing_if = "List::is_empty")]
    pub vector_indexes: List<VectorIndex>,
    /// The kinds of items that share the table; none when all are alike.
    #[serde(default, skip_serializing_if = "List::is_empty")]
    pub entities: List<Entity>,
    /// How reads and writes are paid for.
    #[serde(default)]
    pub billing: Billing,
    /// How provisioned capacity follows its use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub autoscaling: Option<Autoscaling>,
    /// What on-demand requests may use at most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maximum: Option<Maximum>,
    /// What must be sustained at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub warm: Option<Warm>,
    /// What storage and requests cost against each other.
    #[serde(default, skip_serializing_if = "is_default")]
    pub class: TableClass,
    /// How much it is expected to hold; `None` is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub volume: Option<Volume>,
    /// What the stream's records carry; `None` is no stream.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stream: Option<StreamView>,
    /// The Kinesis data stream that changes are sent to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kinesis: Option<Kinesis>,
    /// What is fed by the changes.
    #[serde(default, skip_serializing_if = "List::is_empty")]
    pub consumers: List<Consumer>,
    /// When a write is seen by the replicas.
    #[serde(default, skip_serializing_if = "is_default")]
    pub consistency: Consistency,
    /// Copies that AWS keeps in other regions.
    #[serde(default, skip_serializing_if = "List::is_empty")]
    pub replicas: List<Replica>,
    /// The region of the witness, with strong consistency and two replicas.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub witness: Option<String>,
    /// The attribute that holds the time of expiry in epoch seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ttl: Option<AttributeId>,
    /// Point-in-time recovery; `None` is off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recovery: Option<Recovery>,
    /// The key that data at rest is encrypted with.
    #[serde(default, skip_serializing_if = "is_default")]
    pub encryption: Encryption,
    /// Whether AWS refuses to delete the table.
    #[serde(default)]
    pub deletion_protection: bool,
    /// The resource policy as JSON.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy: Option<String>,
    /// Contributor Insights; `None` is off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub insights: Option<InsightsMode>,
    /// Tags of the table.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub tags: BTreeMap<String, String>,
    /// Sample items.
    #[serde(default, skip_serializing_if = "List::is_empty")]
    pub items: List<Item>,
    /// Where its card lies on the canvas; `None` is where the layout puts it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

impl Table {
    /// A table with a name and nothing else, as it is on the first click.
    #[must_use]
    pub fn blank(id: TableId, name: impl Into<String>) -> Self {
        Self {
            id,
            name: name.into(),
            description: String::new(),
            attributes: List::default(),
            key: PrimaryKey::default(),
            indexes: List::default(),
            local_indexes: List::default(),
            vector_indexes: List::default(),
            entities: List::default(),
            billing: Billing::default(),
            autoscaling: None,
            maximum: None,
            warm: None,
            class: TableClass::default(),
            volume: None,
            stream: None,
            kinesis: None,
            consumers: List::default(),
            consistency: Consistency::default(),
            replicas: List::default(),
            witness: None,
            ttl: None,
            recovery: None,
            encryption: Encryption::default(),
            deletion_protection: false,
            policy: None,
            insights: None,
            tags: BTreeMap::new(),
            items: List::default(),
            position: None,
        }
    }

    /// The attribute with this id.
    #[must_use]
    pub fn attribute(&self, id: AttributeId) -> Option<&Attribute> {
        self.attributes.get(id).map(AsRef::as_ref)
    }

    /// The attribute's name, or a mark that it is gone.
    #[must_use]
    pub fn attribute_name(&self, id: AttributeId) -> &str {
        self.attribute(id).map_or("(removed attribute)", |attribute| &attribute.name)
    }

    /// The global secondary index with this id.
    #[must_use]
    pub fn index(&self, id: IndexId) -> Option<&GlobalIndex> {
        self.indexes.get(id).map(AsRef::as_ref)
    }

    /// The entity with this id.
    #[must_use]
    pub fn entity(&self, id: EntityId) -> Option<&Entity> {
        self.entities.get(id).map(AsRef::as_ref)
    }

    /// The name of the index with this id, of whatever kind.
    #[must_use]
    pub fn index_name(&self, id: IndexId) -> Option<&str> {
        let global = self.indexes.get(id).map(|index| &index.name);
        let local = || self.local_indexes.get(id).map(|index| &index.name);
        let vector = || self.vector_indexes.get(id).map(|index| &index.name);
        global.or_else(local).or_else(vector).map(String::as_str)
    }

    /// The ids of all indexes, of whatever kind.
    pub fn index_ids(&self) -> impl Iterator<Item = IndexId> + '_ {
        let global = self.indexes.iter().map(|index| index.id);
        let local = self.local_indexes.iter().map(|index| index.id);
        global.chain(local).chain(self.vector_indexes.iter().map(|index| index.id))
    }

    /// What each index carries beside keys, of whatever kind.
    pub fn projections(&self) -> impl Iterator<Item = (IndexId, &Projection)> + '_ {
        let global = self.indexes.iter().map(|index| (index.id, &index.projection));
        let local = self.local_indexes.iter().map(|index| (index.id, &index.projection));
        global.chain(local).chain(self.vector_indexes.iter().map(|index| (index.id, &index.projection)))
    }

    /// Every attribute that a key of the table or of an index uses, each once, in the order of first use.
    ///
    /// Exactly these must be the attribute definitions in AWS.
    #[must_use]
    pub fn key_attributes(&self) -> Vec<AttributeId> {
        let global = self.indexes.iter().flat_map(|index| index.keys());
        let local = self.local_indexes.iter().filter_map(|index| index.sort);
        let vector = self.vector_indexes.iter().flat_map(|index| index.searched());
        let mut used = Vec::new();
        for id in self.key.attributes().chain(global).chain(local).chain(vector) {
            if !used.contains(&id) {
                used.push(id);
            }
        }
        used
    }
}

impl Identified for Table {
    type Id = TableId;

    fn id(&self) -> TableId {
        self.id
    }
}

/// The primary key of a table. It can't be changed once the table exists.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PrimaryKey {
    /// The partition key (`HASH`); `None` only while the design is unfinished.
    #[serde(default)]
    pub partition: Option<AttributeId>,
    /// The sort key (`RANGE`), if items of one partition are to be told apart and ordered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sort: Option<AttributeId>,
}

impl PrimaryKey {
    /// The attributes of the key, partition key first.
    pub fn attributes(self) -> impl Iterator<Item = AttributeId> {
        self.partition.into_iter().chain(self.sort)
    }
}
