//! Single fields of objects, each with the way to exchange its value for another.
//!
//! `swap` puts the new value in and returns the old one as the same variant: the inverse falls out.

use std::collections::BTreeMap;
use std::mem::replace;

use serde::{Deserialize, Serialize};

use super::Refusal;
use crate::limits::{self, MAX_NAME, MAX_TEXT};
use crate::{
    Attribute, AttributeId, AttributeType, Billing, Capacity, Design, GlobalIndex, PrimaryKey, Projection,
    StreamView, Table,
};

/// A field of the design itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are those of the fields in the document")]
pub enum DesignField {
    Name(String),
    Description(String),
}

impl DesignField {
    pub(super) fn swap(&self, design: &mut Design) -> Result<Self, Refusal> {
        Ok(match self {
            Self::Name(new) => Self::Name(replace(&mut design.name, limited(new, MAX_NAME)?)),
            Self::Description(new) => {
                Self::Description(replace(&mut design.description, limited(new, MAX_TEXT)?))
            }
        })
    }
}

/// A field of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are those of the fields in the document")]
pub enum TableField {
    Name(String),
    Description(String),
    Key(PrimaryKey),
    Billing(Billing),
    Stream(Option<StreamView>),
    Ttl(Option<AttributeId>),
    DeletionProtection(bool),
    Tags(BTreeMap<String, String>),
}

impl TableField {
    pub(super) fn swap(&self, table: &mut Table) -> Result<Self, Refusal> {
        Ok(match self {
            Self::Name(new) => Self::Name(replace(&mut table.name, limited(new, MAX_NAME)?)),
            Self::Description(new) => {
                Self::Description(replace(&mut table.description, limited(new, MAX_TEXT)?))
            }
            Self::Key(new) => Self::Key(replace(&mut table.key, *new)),
            Self::Billing(new) => Self::Billing(replace(&mut table.billing, *new)),
            Self::Stream(new) => Self::Stream(replace(&mut table.stream, *new)),
            Self::Ttl(new) => Self::Ttl(replace(&mut table.ttl, *new)),
            Self::DeletionProtection(new) => {
                Self::DeletionProtection(replace(&mut table.deletion_protection, *new))
            }
            Self::Tags(new) => {
                limits::tags(new)?;
                Self::Tags(replace(&mut table.tags, new.clone()))
            }
        })
    }
}

/// A field of an attribute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are those of the fields in the document")]
pub enum AttributeField {
    Name(String),
    Type(AttributeType),
    Description(String),
}

impl AttributeField {
    pub(super) fn swap(&self, attribute: &mut Attribute) -> Result<Self, Refusal> {
        Ok(match self {
            Self::Name(new) => Self::Name(replace(&mut attribute.name, limited(new, MAX_TEXT)?)),
            Self::Type(new) => Self::Type(replace(&mut attribute.kind, *new)),
            Self::Description(new) => {
                Self::Description(replace(&mut attribute.description, limited(new, MAX_TEXT)?))
            }
        })
    }
}

/// A field of a global secondary index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are those of the fields in the document")]
pub enum IndexField {
    Name(String),
    Partition(Vec<AttributeId>),
    Sort(Vec<AttributeId>),
    Projection(Projection),
    Capacity(Option<Capacity>),
}

impl IndexField {
    pub(super) fn swap(&self, index: &mut GlobalIndex) -> Result<Self, Refusal> {
        Ok(match self {
            Self::Name(new) => Self::Name(replace(&mut index.name, limited(new, MAX_NAME)?)),
            Self::Partition(new) => Self::Partition(replace(&mut index.partition, references(new)?)),
            Self::Sort(new) => Self::Sort(replace(&mut index.sort, references(new)?)),
            Self::Projection(new) => {
                limits::references(new.included())?;
                Self::Projection(replace(&mut index.projection, new.clone()))
            }
            Self::Capacity(new) => Self::Capacity(replace(&mut index.capacity, *new)),
        })
    }
}

fn limited(text: &str, most: usize) -> Result<String, Refusal> {
    limits::text(text, most)?;
    Ok(text.to_owned())
}

fn references(ids: &[AttributeId]) -> Result<Vec<AttributeId>, Refusal> {
    limits::references(ids)?;
    Ok(ids.to_vec())
}
