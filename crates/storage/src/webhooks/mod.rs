//! Webhooks: addresses that are told what is noted in the audit log.
//!
//! The log is the source, so an event is told exactly of what has happened, and of all of it: each webhook remembers
//! the last entry that was looked at for it.

mod deliveries;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::sqlite::SqliteRow;
use sqlx::{Error, FromRow, Row, SqliteConnection};

pub use deliveries::{Delivery, DeliveryState, Due, Tried};

use crate::audit::{Action, Note};
use crate::{Store, StoreError, Timestamp, WebhookId, column};

/// The form in which events are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(rename_all = "snake_case")]
pub enum WebhookForm {
    /// Everything that is known, as JSON.
    Plain,
    /// One line of text, as chats take it.
    Chat,
}

/// An address that is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Webhook {
    /// Its identity.
    pub id: WebhookId,
    /// What it is for, for people.
    pub name: String,
    /// Where.
    pub url: String,
    /// What signs what is told. It has to be kept as it is: the signature is made with it.
    pub secret: String,
    /// How.
    pub form: WebhookForm,
    /// Of what: beginnings of the terms of [`Action`].
    pub events: BTreeSet<String>,
    /// Whether it is told at all.
    pub enabled: bool,
    /// What an editor has to have seen.
    pub revision: u32,
    /// Since when.
    pub created_at: Timestamp,
}

impl FromRow<'_, SqliteRow> for Webhook {
    fn from_row(row: &SqliteRow) -> Result<Self, Error> {
        Ok(Self {
            id: row.try_get("id")?,
            name: row.try_get("name")?,
            url: row.try_get("url")?,
            secret: row.try_get("secret")?,
            form: row.try_get("form")?,
            events: column::json(row, "events")?,
            enabled: row.try_get("enabled")?,
            revision: row.try_get("revision")?,
            created_at: row.try_get("created_at")?,
        })
    }
}

impl Store {
    /// Makes a webhook. It is told what happens from now on.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn create_webhook(&self, new: &Webhook, now: Timestamp) -> Result<(), StoreError> {
        let mut tx = self.write().await?;
        sqlx::query(
            "INSERT INTO webhooks (id, name, url, secret, form, events, enabled, revision, created_at, seen)
             VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?, (SELECT coalesce(max(seq), 0) FROM audit))",
        )
        .bind(new.id)
        .bind(&new.name)
        .bind(&new.url)
        .bind(&new.secret)
        .bind(new.form)
        .bind(column::to_json("events", &new.events)?)
        .bind(new.enabled)
        .bind(now)
        .execute(&mut *tx)
        .await?;
        self.note(&mut tx, noted(Action::WebhookMade, new), now).await?;
        Ok(tx.commit().await?)
    }

    /// All webhooks by name.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn webhooks(&self) -> Result<Vec<Webhook>, StoreError> {
        let webhooks = sqlx::query_as("SELECT * FROM webhooks ORDER BY name, id");
        Ok(webhooks.fetch_all(&self.readers).await?)
    }

    /// A webhook.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn webhook(&self, id: WebhookId) -> Result<Option<Webhook>, StoreError> {
        let mut tx = self.read().await?;
        find(&mut tx, id).await
    }

    /// Changes everything of a webhook but its secret and its age; `new.revision` is the one that was seen.
    ///
    /// # Errors
    ///
    /// [`StoreError::Revised`] when it is not the one of that revision any more, [`StoreError::Gone`] without it.
    pub async fn update_webhook(&self, new: &Webhook, now: Timestamp) -> Result<Webhook, StoreError> {
        let mut tx = self.write().await?;
        let before = find(&mut tx, new.id).await?.ok_or(StoreError::Gone("webhook"))?;
        if before.revision != new.revision {
            return Err(StoreError::Revised { what: "webhook" });
        }
        sqlx::query(
            "UPDATE webhooks SET name = ?, url = ?, form = ?, events = ?, enabled = ?, revision = revision + 1
             WHERE id = ?",
        )
        .bind(&new.name)
        .bind(&new.url)
        .bind(new.form)
        .bind(column::to_json("events", &new.events)?)
        .bind(new.enabled)
        .bind(new.id)
        .execute(&mut *tx)
        .await?;
        self.note(&mut tx, noted(Action::WebhookChanged, new), now).await?;
        let after = find(&mut tx, new.id).await?.ok_or(StoreError::Gone("webhook"))?;
        tx.commit().await?;
        Ok(after)
    }

    /// Deletes a webhook with its deliveries. Whether it was there.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn delete_webhook(&self, id: WebhookId, now: Timestamp) -> Result<bool, StoreError> {
        let mut tx = self.write().await?;
        let Some(webhook) = find(&mut tx, id).await? else { return Ok(false) };
        sqlx::query("DELETE FROM webhooks WHERE id = ?").bind(id).execute(&mut *tx).await?;
        self.note(&mut tx, noted(Action::WebhookDeleted, &webhook), now).await?;
        tx.commit().await?;
        Ok(true)
    }
}

async fn find(connection: &mut SqliteConnection, id: WebhookId) -> Result<Option<Webhook>, StoreError> {
    Ok(sqlx::query_as("SELECT * FROM webhooks WHERE id = ?").bind(id).fetch_optional(connection).await?)
}

/// Without the secret, and without the query of the address, where some services have theirs.
fn noted(action: Action, webhook: &Webhook) -> Note {
    let address = webhook.url.split(['?', '#']).next().unwrap_or_default();
    let detail =
        json!({"name": webhook.name, "url": address, "events": webhook.events, "enabled": webhook.enabled});
    Note::new(action, format!("webhook/{}", webhook.id)).detail(detail)
}
