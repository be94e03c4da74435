//! Answers, in the shape of the API.

use std::sync::Arc;

use serde::Serialize;

use super::table::ItemChange;
use crate::capacity::Consumed;
use crate::value::Attributes;

/// Of a `GetItem`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct GetAnswer {
    /// The item, if it is there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<Arc<Attributes>>,
    /// Units.
    pub consumed_capacity: Consumed,
}

/// Of a batch of gets on one table.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct BatchGetAnswer {
    /// The items that are there, in the order of the keys.
    pub items: Vec<Arc<Attributes>>,
    /// Keys for which there was no room within 16 MB: ask again.
    pub unprocessed_keys: Vec<Attributes>,
    /// Units.
    pub consumed_capacity: Consumed,
}

/// Of a query or scan: one page.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct ReadAnswer {
    /// The items that the filter left; none where only the count was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub items: Option<Vec<Arc<Attributes>>>,
    /// How many the filter left.
    pub count: usize,
    /// How many were read.
    pub scanned_count: usize,
    /// Where the page ended, if there may be another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_evaluated_key: Option<Attributes>,
    /// Units.
    pub consumed_capacity: Consumed,
}

/// Of a put, update or delete.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct WriteAnswer {
    /// What `ReturnValues` asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attributes: Option<Attributes>,
    /// Units.
    pub consumed_capacity: Consumed,
    /// What happened to the item; the API does not say it, a stream does.
    #[serde(skip)]
    pub change: ItemChange,
}
