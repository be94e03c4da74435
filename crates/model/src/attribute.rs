//! Attributes: what the items of a table carry.

use serde::{Deserialize, Serialize};

use crate::{AttributeId, Identified, SampleFormat};

/// The type of an attribute, by DynamoDB's own descriptor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum AttributeType {
    /// String.
    S,
    /// Number, 38 significant digits.
    N,
    /// Binary.
    B,
    /// Boolean.
    #[serde(rename = "BOOL")]
    Bool,
    /// Null.
    #[serde(rename = "NULL")]
    Null,
    /// Set of strings.
    #[serde(rename = "SS")]
    StringSet,
    /// Set of numbers.
    #[serde(rename = "NS")]
    NumberSet,
    /// Set of binaries.
    #[serde(rename = "BS")]
    BinarySet,
    /// List.
    L,
    /// Map.
    M,
}

impl AttributeType {
    /// Every type, the common first.
    pub const ALL: [Self; 10] = [
        Self::S,
        Self::N,
        Self::B,
        Self::Bool,
        Self::Null,
        Self::L,
        Self::M,
        Self::StringSet,
        Self::NumberSet,
        Self::BinarySet,
    ];

    /// DynamoDB's descriptor: `S`, `N`, `BOOL`, ...
    #[must_use]
    pub const fn descriptor(self) -> &'static str {
        match self {
            Self::S => "S",
            Self::N => "N",
            Self::B => "B",
            Self::Bool => "BOOL",
            Self::Null => "NULL",
            Self::StringSet => "SS",
            Self::NumberSet => "NS",
            Self::BinarySet => "BS",
            Self::L => "L",
            Self::M => "M",
        }
    }

    /// The type in words.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::S => "String",
            Self::N => "Number",
            Self::B => "Binary",
            Self::Bool => "Boolean",
            Self::Null => "Null",
            Self::StringSet => "String set",
            Self::NumberSet => "Number set",
            Self::BinarySet => "Binary set",
            Self::L => "List",
            Self::M => "Map",
        }
    }

    /// Whether a key may have it: only the scalars S, N and B (API reference, `AttributeDefinition`).
    #[must_use]
    pub const fn is_key_type(self) -> bool {
        matches!(self, Self::S | Self::N | Self::B)
    }

    /// The type with this descriptor.
    #[must_use]
    pub fn from_descriptor(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.descriptor() == text)
    }
}

/// A named value that the items of a table carry; those used by keys become AWS attribute definitions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Attribute {
    /// Its identity.
    pub id: AttributeId,
    /// Its name in the items.
    pub name: String,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: AttributeType,
    /// What it means.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// What is in it, when it is a map or a list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shape: Option<Shape>,
    /// How sample values of it look.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<SampleFormat>,
    /// About how many different values it takes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub distinct: Option<u64>,
    /// The share of items or requests that its commonest value has, in percent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hottest: Option<u32>,
}

impl Attribute {
    /// An attribute with a name and a type.
    #[must_use]
    pub fn new(id: AttributeId, name: impl Into<String>, kind: AttributeType) -> Self {
        Self {
            id,
            name: name.into(),
            kind,
            description: String::new(),
            shape: None,
            format: None,
            distinct: None,
            hottest: None,
        }
    }
}

impl Identified for Attribute {
    type Id = AttributeId;

    fn id(&self) -> AttributeId {
        self.id
    }
}

/// What is inside a map or a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// The members of a map that are known.
    Map(Vec<Member>),
    /// What every element of a list is.
    List(Box<Element>),
}

/// A named value inside a map.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// Its name in the map.
    pub name: String,
    /// What it is.
    pub value: Element,
}

/// A value inside another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Element {
    /// Its type.
    #[serde(rename = "type")]
    pub kind: AttributeType,
    /// What it means.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// What is in it in turn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shape: Option<Shape>,
}
