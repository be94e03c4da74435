//! Values of attributes in DynamoDB's own JSON (`{"S": "text"}`), and the sample items made of them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{EntityId, Identified, ItemId};

/// One value. The JSON form is the one of the DynamoDB API.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum AttributeValue {
    /// String.
    S(String),
    /// Number, kept as text since DynamoDB has more digits than a float.
    N(String),
    /// Binary, base 64.
    B(String),
    /// Boolean.
    #[serde(rename = "BOOL")]
    Bool(bool),
    /// Null; the service wants `true` here.
    #[serde(rename = "NULL")]
    Null(bool),
    /// Set of strings.
    #[serde(rename = "SS")]
    StringSet(Vec<String>),
    /// Set of numbers.
    #[serde(rename = "NS")]
    NumberSet(Vec<String>),
    /// Set of binaries, base 64.
    #[serde(rename = "BS")]
    BinarySet(Vec<String>),
    /// List.
    L(Vec<AttributeValue>),
    /// Map.
    M(Values),
}

/// Attribute names with their values.
pub type Values = BTreeMap<String, AttributeValue>;

/// A sample item: what a row of the table may look like.
///
/// Values are kept by attribute *name*, as DynamoDB keeps them: an item may carry attributes that nobody declared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Its identity in the design (DynamoDB knows nothing of it).
    pub id: ItemId,
    /// What it carries.
    pub values: Values,
    /// The kind of item it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entity: Option<EntityId>,
}

impl Identified for Item {
    type Id = ItemId;

    fn id(&self) -> ItemId {
        self.id
    }
}
