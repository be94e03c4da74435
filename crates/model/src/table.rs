//! A table and its settings.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Attribute, AttributeId, GlobalIndex, Identified, IndexId, Item, List, TableId};

/// A DynamoDB table as the team wants it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
    /// How reads and writes are paid for.
    #[serde(default)]
    pub billing: Billing,
    /// What the stream's records carry; `None` is no stream.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stream: Option<StreamView>,
    /// The attribute that holds the time of expiry in epoch seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ttl: Option<AttributeId>,
    /// Whether AWS refuses to delete the table.
    #[serde(default)]
    pub deletion_protection: bool,
    /// Tags of the table.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub tags: BTreeMap<String, String>,
    /// Sample items.
    #[serde(default, skip_serializing_if = "List::is_empty")]
    pub items: List<Item>,
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
            billing: Billing::default(),
            stream: None,
            ttl: None,
            deletion_protection: false,
            tags: BTreeMap::new(),
            items: List::default(),
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

    /// Every attribute that a key of the table or of an index uses, each once, in the order of first use.
    ///
    /// Exactly these must be the attribute definitions in AWS.
    #[must_use]
    pub fn key_attributes(&self) -> Vec<AttributeId> {
        let mut used = Vec::new();
        let keys = self.key.attributes().chain(self.indexes.iter().flat_map(|index| index.keys()));
        for id in keys {
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

/// Read and write capacity units per second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Capacity {
    /// Read capacity units per second.
    pub read: u64,
    /// Write capacity units per second.
    pub write: u64,
}

/// How reads and writes are paid for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Billing {
    /// By request (`PAY_PER_REQUEST`).
    #[default]
    OnDemand,
    /// By capacity kept ready (`PROVISIONED`).
    Provisioned(Capacity),
}

/// What a stream record carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum StreamView {
    /// The key of the item.
    KeysOnly,
    /// The item after the change.
    NewImage,
    /// The item before the change.
    OldImage,
    /// Both.
    NewAndOldImages,
}

impl StreamView {
    /// Every view type.
    pub const ALL: [Self; 4] = [Self::KeysOnly, Self::NewImage, Self::OldImage, Self::NewAndOldImages];

    /// The word of the AWS API.
    #[must_use]
    pub const fn term(self) -> &'static str {
        match self {
            Self::KeysOnly => "KEYS_ONLY",
            Self::NewImage => "NEW_IMAGE",
            Self::OldImage => "OLD_IMAGE",
            Self::NewAndOldImages => "NEW_AND_OLD_IMAGES",
        }
    }

    /// The view type with this AWS word.
    #[must_use]
    pub fn from_term(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|view| view.term() == text)
    }
}
