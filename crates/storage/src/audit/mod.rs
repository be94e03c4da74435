//! The audit log: who did what, when, from where, with which digest. It is only ever added to.
//!
//! An entry is written in the transaction that it is about: neither is there without the other. Each holds the hash of
//! the one before it ([`chain`]). Edits of designs are not here: they are a log of their own, which has their authors.

mod action;
mod chain;
mod read;
#[cfg(test)]
mod tests;

use serde_json::Value;
use sqlx::sqlite::SqliteRow;
use sqlx::types::Text;
use sqlx::{Error, FromRow, Row, SqliteConnection};
use tablewright_model::Digest;

pub use action::Action;
pub use chain::Chain;
pub use read::AuditFilter;

use crate::{Store, StoreError, Timestamp, TokenId, UserId, column};

/// Who writes, and from where. By default the server itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Actor {
    /// Somebody, when it is not the server.
    pub user: Option<UserId>,
    /// The token that they use instead of a browser.
    pub token: Option<TokenId>,
    /// Where they are: the network address.
    pub address: String,
    /// The id of their request in the server's log.
    pub request: String,
}

/// An entry of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// Its number, from 1, without gaps.
    pub seq: u64,
    /// When.
    pub at: Timestamp,
    /// Who; `None` for the server itself.
    pub actor: Option<UserId>,
    /// The name of who it was, as it was then.
    pub actor_name: String,
    /// The token that was used.
    pub token: Option<TokenId>,
    /// From where; empty for the server itself.
    pub address: String,
    /// The id of the request in the server's log.
    pub request_id: String,
    /// What was done: a term of [`Action`].
    pub action: String,
    /// To what: `request/…`.
    pub subject: String,
    /// The digest of the plan or version that it is about.
    pub digest: Option<Digest>,
    /// The rest, as a JSON object.
    pub detail: String,
    /// The hash of the entry before; of nothing for the first.
    pub previous: String,
    /// The hash of all that and the entry before.
    pub hash: String,
}

impl FromRow<'_, SqliteRow> for AuditEntry {
    fn from_row(row: &SqliteRow) -> Result<Self, Error> {
        Ok(Self {
            seq: column::count(row, "seq")?,
            at: row.try_get("at")?,
            actor: row.try_get("actor")?,
            actor_name: row.try_get("actor_name")?,
            token: row.try_get("token")?,
            address: row.try_get("address")?,
            request_id: row.try_get("request_id")?,
            action: row.try_get("action")?,
            subject: row.try_get("subject")?,
            digest: column::some_digest(row, "digest")?,
            detail: row.try_get("detail")?,
            previous: row.try_get("previous")?,
            hash: row.try_get("hash")?,
        })
    }
}

/// What is to be noted.
#[derive(Debug)]
pub(crate) struct Note {
    action: Action,
    subject: String,
    by: Option<UserId>,
    digest: Option<Digest>,
    detail: Value,
}

impl Note {
    pub(crate) fn new(action: Action, subject: String) -> Self {
        Self { action, subject, by: None, digest: None, detail: Value::Object(serde_json::Map::new()) }
    }

    /// Whose deed it is, where the store is in nobody's name.
    pub(crate) fn by(self, user: UserId) -> Self {
        Self { by: Some(user), ..self }
    }

    pub(crate) fn digest(self, digest: Digest) -> Self {
        Self { digest: Some(digest), ..self }
    }

    pub(crate) fn detail(self, detail: Value) -> Self {
        Self { detail, ..self }
    }
}

impl Store {
    /// Adds an entry inside a larger write.
    pub(crate) async fn note(
        &self,
        connection: &mut SqliteConnection,
        note: Note,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let user = self.actor.user.or(note.by);
        let actor_name = name_of(connection, user).await?;
        let (last, previous) = chain::end(connection).await?;
        let mut entry = AuditEntry {
            seq: last + 1,
            at: now,
            actor: user,
            actor_name,
            token: self.actor.token,
            address: self.actor.address.clone(),
            request_id: self.actor.request.clone(),
            action: note.action.term().to_owned(),
            subject: note.subject,
            digest: note.digest,
            detail: note.detail.to_string(),
            previous,
            hash: String::new(),
        };
        entry.hash = chain::hash(&entry);
        insert(connection, &entry).await
    }
}

async fn name_of(connection: &mut SqliteConnection, user: Option<UserId>) -> Result<String, StoreError> {
    let Some(user) = user else { return Ok("Tablewright".to_owned()) };
    let name = sqlx::query_scalar("SELECT name FROM users WHERE id = ?").bind(user);
    Ok(name.fetch_optional(connection).await?.unwrap_or_default())
}

async fn insert(connection: &mut SqliteConnection, entry: &AuditEntry) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO audit (seq, at, actor, actor_name, token, address, request_id, action, subject, digest, detail,
             previous, hash)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(column::signed(entry.seq))
    .bind(entry.at)
    .bind(entry.actor)
    .bind(&entry.actor_name)
    .bind(entry.token)
    .bind(&entry.address)
    .bind(&entry.request_id)
    .bind(&entry.action)
    .bind(&entry.subject)
    .bind(entry.digest.map(Text))
    .bind(&entry.detail)
    .bind(&entry.previous)
    .bind(&entry.hash)
    .execute(connection)
    .await?;
    Ok(())
}
