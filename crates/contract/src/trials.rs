//! A pattern tried on the sandbox, beside what the preview says.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use tablewright_model::AttributeValue;

/// `POST /designs/{id}/trials`: send a pattern's request to a scratch sandbox with the sample items in it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TryPattern {
    /// The id of the pattern.
    pub pattern: String,
    /// Values of parameters, by their names, as DynamoDB writes them: one value, two for a range, or those of a list.
    /// What is left out has a value of the sample items.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub values: BTreeMap<String, Vec<AttributeValue>>,
    /// The page, from 0.
    #[serde(default)]
    pub page: u32,
}

/// The two answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TrialView {
    /// The digest of the design that both answers are about.
    pub design: String,
    /// The page, from 0: the one that was asked for, or the last that there is.
    pub page: u32,
    /// The requests that gave the page, in order.
    pub requests: Vec<TrialRequest>,
    /// What the preview says.
    pub preview: TrialSide,
    /// What the sandbox answered.
    pub sandbox: TrialSide,
    /// What differs; empty if the answers are the same.
    pub differences: Vec<TrialDifference>,
}

/// A request that was sent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TrialRequest {
    /// The operation's name in DynamoDB's API.
    pub operation: String,
    /// Its body.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub body: Value,
}

/// One of the two answers.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TrialSide {
    /// The exception and its message, if the request was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<String>,
    /// How many items the application gets.
    pub count: u32,
    /// How many were read, where the operation says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scanned_count: Option<u64>,
    /// The items that the application gets.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Object>))]
    pub items: Vec<Value>,
    /// What it took, by table and index.
    pub units: Vec<TrialUnits>,
    /// Where the page ended, if there may be another.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Object>))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_key: Option<Value>,
    /// The items that a write is about.
    pub changes: Vec<TrialChange>,
}

/// Units of a table or an index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TrialUnits {
    /// The table's name.
    pub table: String,
    /// The index's name; none is the table itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub index: Option<String>,
    /// How many, in decimals: halves are the smallest.
    pub units: String,
}

/// An item before and after a write.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TrialChange {
    /// The table's name.
    pub table: String,
    /// As it was; none if it was not there.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Object>))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Value>,
    /// As it is; none if it is not there.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Object>))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Value>,
}

/// Something that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TrialDifference {
    /// What: `refusal`, `missing_items`, `extra_items`, `order`, `attributes`, `scanned_count`, `units`, `last_key` or
    /// `change`.
    pub what: String,
    /// The same as a sentence.
    pub text: String,
    /// Why it is no surprise: what the sandbox is known to do otherwise than AWS. Empty if it should be the same.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub known: String,
}
