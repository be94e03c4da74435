//! What webhooks are told: made from the audit log, tried until it arrives or is given up, kept for whoever asks why.

use serde::Serialize;
use sqlx::sqlite::SqliteRow;
use sqlx::{Error, FromRow, Row, SqliteConnection};

use super::Webhook;
use crate::audit::AuditEntry;
use crate::{Store, StoreError, Timestamp, WebhookId, column};

/// Entries of the log that are looked at in one go.
const BATCH: u32 = 500;

/// Where a delivery is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(rename_all = "snake_case")]
pub enum DeliveryState {
    /// It is tried, again if need be.
    Waiting,
    /// It has arrived.
    Delivered,
    /// It was tried often enough.
    GivenUp,
}

/// Something that a webhook is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// Its number.
    pub id: u64,
    /// The entry of the log that it tells of.
    pub entry: u64,
    /// The term of the event.
    pub event: String,
    /// Where it is.
    pub state: DeliveryState,
    /// How often it was tried.
    pub attempts: u32,
    /// When it is tried next; of one that is over, when it was tried last.
    pub due_at: Timestamp,
    /// The status of the last answer.
    pub status: Option<u16>,
    /// Why the last try failed.
    pub error: Option<String>,
    /// Since when.
    pub created_at: Timestamp,
}

impl FromRow<'_, SqliteRow> for Delivery {
    fn from_row(row: &SqliteRow) -> Result<Self, Error> {
        Ok(Self {
            id: column::count(row, "id")?,
            entry: column::count(row, "entry")?,
            event: row.try_get("event")?,
            state: row.try_get("state")?,
            attempts: row.try_get("attempts")?,
            due_at: row.try_get("due_at")?,
            status: row.try_get("status")?,
            error: row.try_get("error")?,
            created_at: row.try_get("created_at")?,
        })
    }
}

/// A delivery that is to be tried now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// The delivery.
    pub delivery: Delivery,
    /// To whom.
    pub webhook: Webhook,
    /// Of what.
    pub entry: AuditEntry,
}

/// What came of a try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tried {
    /// Where the delivery is now.
    pub state: DeliveryState,
    /// When it is tried next.
    pub due_at: Timestamp,
    /// The status of the answer.
    pub status: Option<u16>,
    /// Why it failed.
    pub error: Option<String>,
}

impl Store {
    /// Makes deliveries of what is new in the log; how many entries were looked at, so that 0 is the end.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn fan_out(&self, now: Timestamp) -> Result<u64, StoreError> {
        let mut tx = self.write().await?;
        let webhooks = sqlx::query("SELECT * FROM webhooks").fetch_all(&mut *tx).await?;
        let mut seen_now = 0;
        for row in webhooks {
            let (webhook, seen) = (Webhook::from_row(&row)?, column::count(&row, "seen")?);
            seen_now += tell(&mut tx, &webhook, seen, now).await?;
        }
        tx.commit().await?;
        Ok(seen_now)
    }

    /// What is to be tried at this time, the longest due first.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn due(&self, now: Timestamp, limit: u32) -> Result<Vec<Due>, StoreError> {
        let mut tx = self.read().await?;
        let rows = sqlx::query(
            "SELECT * FROM deliveries WHERE state = 'waiting' AND due_at <= ? ORDER BY due_at, id LIMIT ?",
        )
        .bind(now)
        .bind(limit)
        .fetch_all(&mut *tx)
        .await?;
        let mut due = Vec::with_capacity(rows.len());
        for row in rows {
            let webhook = super::find(&mut tx, row.try_get("webhook")?).await?;
            let entry =
                sqlx::query_as("SELECT * FROM audit WHERE seq = ?").bind(row.try_get::<i64, _>("entry")?);
            let entry = entry.fetch_optional(&mut *tx).await?;
            if let Some((webhook, entry)) = webhook.zip(entry) {
                due.push(Due { delivery: Delivery::from_row(&row)?, webhook, entry });
            }
        }
        Ok(due)
    }

    /// When the next delivery is due, if one is waiting.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn next_due(&self) -> Result<Option<Timestamp>, StoreError> {
        let next = sqlx::query_scalar("SELECT min(due_at) FROM deliveries WHERE state = 'waiting'");
        Ok(next.fetch_one(&self.readers).await?)
    }

    /// Records what came of a try.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn record_delivery(&self, id: u64, tried: &Tried) -> Result<(), StoreError> {
        sqlx::query(
            "UPDATE deliveries SET state = ?, due_at = ?, status = ?, error = ?, attempts = attempts + 1
             WHERE id = ? AND state = 'waiting'",
        )
        .bind(tried.state)
        .bind(tried.due_at)
        .bind(tried.status)
        .bind(&tried.error)
        .bind(column::signed(id))
        .execute(&self.writer)
        .await?;
        Ok(())
    }

    /// Tries a delivery again that was given up or has arrived. Whether the webhook has it, and it was over.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn redeliver(&self, webhook: WebhookId, id: u64, now: Timestamp) -> Result<bool, StoreError> {
        let changed = sqlx::query(
            "UPDATE deliveries SET state = 'waiting', due_at = ?, attempts = 0
             WHERE id = ? AND webhook = ? AND state <> 'waiting'",
        )
        .bind(now)
        .bind(column::signed(id))
        .bind(webhook)
        .execute(&self.writer)
        .await?;
        Ok(changed.rows_affected() > 0)
    }

    /// The newest deliveries of a webhook, before the one with this number if that is given.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn deliveries(
        &self,
        webhook: WebhookId,
        before: Option<u64>,
        limit: u32,
    ) -> Result<Vec<Delivery>, StoreError> {
        let deliveries = sqlx::query_as(
            "SELECT * FROM deliveries WHERE webhook = ?1 AND (?2 IS NULL OR id < ?2) ORDER BY id DESC LIMIT ?3",
        )
        .bind(webhook)
        .bind(before.map(column::signed))
        .bind(limit)
        .fetch_all(&self.readers)
        .await?;
        Ok(deliveries)
    }
}

/// Makes the deliveries of one webhook from the entries after `seen`; how many entries there were.
async fn tell(
    connection: &mut SqliteConnection,
    webhook: &Webhook,
    seen: u64,
    now: Timestamp,
) -> Result<u64, StoreError> {
    let entries: Vec<(i64, String)> =
        sqlx::query_as("SELECT seq, action FROM audit WHERE seq > ? ORDER BY seq LIMIT ?")
            .bind(column::signed(seen))
            .bind(BATCH)
            .fetch_all(&mut *connection)
            .await?;
    let Some((last, _)) = entries.last().cloned() else { return Ok(0) };
    let count = entries.len();
    let wanted = |action: &str| {
        webhook.enabled && webhook.events.iter().any(|event| action.starts_with(event.as_str()))
    };
    for (seq, action) in entries.into_iter().filter(|(_, action)| wanted(action)) {
        let delivery = sqlx::query(
            "INSERT INTO deliveries (webhook, entry, event, state, attempts, due_at, created_at)
             VALUES (?1, ?2, ?3, 'waiting', 0, ?4, ?4)",
        );
        delivery.bind(webhook.id).bind(seq).bind(action).bind(now).execute(&mut *connection).await?;
    }
    let noted = sqlx::query("UPDATE webhooks SET seen = ? WHERE id = ?").bind(last).bind(webhook.id);
    noted.execute(connection).await?;
    Ok(u64::try_from(count).unwrap_or(u64::MAX))
}
