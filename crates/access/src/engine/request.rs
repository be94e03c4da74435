//! Requests, in the shape of the API.

use serde::{Deserialize, Serialize};

use crate::expression::Placeholders;
use crate::value::Attributes;

/// One item by its key.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct GetItem {
    /// The table.
    pub table_name: String,
    /// The whole primary key.
    pub key: Attributes,
    /// Which attributes to return.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub projection_expression: Option<String>,
    /// What the expressions' placeholders stand for.
    #[serde(flatten)]
    pub placeholders: Placeholders,
    /// Whether the read is strongly consistent.
    pub consistent_read: bool,
}

/// Up to 100 items of one table by their keys.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct BatchGet {
    /// The whole primary keys, each once.
    pub keys: Vec<Attributes>,
    /// Which attributes to return.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub projection_expression: Option<String>,
    /// What the expressions' placeholders stand for.
    #[serde(flatten)]
    pub placeholders: Placeholders,
    /// Whether the reads are strongly consistent.
    pub consistent_read: bool,
}

/// Items of one partition, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct Query {
    /// The table.
    pub table_name: String,
    /// The index to read instead of the table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub index_name: Option<String>,
    /// Which partition, and which part of it.
    pub key_condition_expression: String,
    /// What read items must meet to be returned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filter_expression: Option<String>,
    /// Which attributes to return.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub projection_expression: Option<String>,
    /// What the expressions' placeholders stand for.
    #[serde(flatten)]
    pub placeholders: Placeholders,
    /// False for descending order; ascending if it is not said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scan_index_forward: Option<bool>,
    /// How many items to read at most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// Where an earlier page ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exclusive_start_key: Option<Attributes>,
    /// Whether the read is strongly consistent.
    pub consistent_read: bool,
    /// What to return.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub select: Option<Select>,
}

/// All items of a table or index.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct Scan {
    /// The table.
    pub table_name: String,
    /// The index to read instead of the table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub index_name: Option<String>,
    /// What read items must meet to be returned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filter_expression: Option<String>,
    /// Which attributes to return.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub projection_expression: Option<String>,
    /// What the expressions' placeholders stand for.
    #[serde(flatten)]
    pub placeholders: Placeholders,
    /// How many items to read at most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// Where an earlier page ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exclusive_start_key: Option<Attributes>,
    /// Whether the read is strongly consistent.
    pub consistent_read: bool,
    /// What to return.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub select: Option<Select>,
}

/// What a query or scan returns of the items that it reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Select {
    /// Whole items, fetched from the table where a local index lacks something.
    AllAttributes,
    /// What the index carries.
    AllProjectedAttributes,
    /// What the projection expression names.
    SpecificAttributes,
    /// Only how many.
    Count,
}

/// A whole item, in place of one with the same key.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct PutItem {
    /// The table.
    pub table_name: String,
    /// The item.
    pub item: Attributes,
    /// What an item with that key must meet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub condition_expression: Option<String>,
    /// What the expressions' placeholders stand for.
    #[serde(flatten)]
    pub placeholders: Placeholders,
    /// What to answer.
    pub return_values: ReturnValues,
}

/// Changes of one item, which is made if it is not there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct UpdateItem {
    /// The table.
    pub table_name: String,
    /// The whole primary key.
    pub key: Attributes,
    /// What to change; without it only the key is written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub update_expression: Option<String>,
    /// What an item with that key must meet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub condition_expression: Option<String>,
    /// What the expressions' placeholders stand for.
    #[serde(flatten)]
    pub placeholders: Placeholders,
    /// What to answer.
    pub return_values: ReturnValues,
}

/// The end of one item.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct DeleteItem {
    /// The table.
    pub table_name: String,
    /// The whole primary key.
    pub key: Attributes,
    /// What an item with that key must meet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub condition_expression: Option<String>,
    /// What the expressions' placeholders stand for.
    #[serde(flatten)]
    pub placeholders: Placeholders,
    /// What to answer.
    pub return_values: ReturnValues,
}

/// What a write answers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ReturnValues {
    /// Nothing.
    #[default]
    None,
    /// The item as it was.
    AllOld,
    /// What the update touched, as it was.
    UpdatedOld,
    /// The item as it is now.
    AllNew,
    /// What the update touched, as it is now.
    UpdatedNew,
}
