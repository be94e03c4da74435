//! Webhooks: addresses that are told what happens.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// The form in which events are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum WebhookForm {
    /// Everything that is known, as JSON.
    Plain,
    /// `{"text": "…"}`, as chats take it.
    Chat,
}

/// `POST /webhooks` and `PUT /webhooks/{id}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct EditWebhook {
    /// What it is for, 1 to 100 characters.
    pub name: String,
    /// Where: `https://` or `http://`.
    pub url: String,
    /// How.
    pub form: WebhookForm,
    /// Of what: terms of events (`request.approved`), or their beginnings (`run.`).
    pub events: BTreeSet<String>,
    /// Whether it is told at all.
    pub enabled: bool,
}

/// A webhook, without its secret. Its `ETag` is what an edit names in `If-Match`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[expect(missing_docs, reason = "the fields are those of `EditWebhook`")]
pub struct WebhookView {
    pub id: String,
    pub name: String,
    pub url: String,
    pub form: WebhookForm,
    pub events: BTreeSet<String>,
    pub enabled: bool,
    pub created_at: String,
}

/// A new webhook. The secret is shown this once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreatedWebhook {
    /// The webhook.
    pub webhook: WebhookView,
    /// What signs each delivery, as HMAC-SHA256 in `Tablewright-Signature`.
    pub secret: String,
}

/// Something that a webhook was told, or is to be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeliveryView {
    /// Its number.
    pub id: u64,
    /// The event.
    pub event: String,
    /// The number of the entry in the audit log.
    pub entry: u64,
    /// Where it is.
    pub state: DeliveryState,
    /// How often it was tried.
    pub attempts: u32,
    /// When it is tried next, or was tried last.
    pub due_at: String,
    /// The status of the last answer.
    pub status: Option<u16>,
    /// Why the last try failed.
    pub error: Option<String>,
    /// Since when.
    pub created_at: String,
}

/// Where a delivery is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DeliveryState {
    /// It is tried, again if need be.
    Waiting,
    /// It has arrived.
    Delivered,
    /// It was tried often enough.
    GivenUp,
}
