//! The chain: each entry's hash covers the entry and the hash before it, so that none can be changed, left out or put
//! in without changing all hashes after it.
//!
//! Whoever can write the file can make a whole new chain. That shows by the head: a hash that was noted elsewhere.

use serde::Serialize;
use sqlx::{Row, SqliteConnection};
use tablewright_model::digest_of;

use super::AuditEntry;
use crate::{Store, StoreError, column};

/// Entries that are looked at in one go.
const PAGE: i64 = 1_000;

/// What became of looking at the whole chain.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Chain {
    /// How many entries are there.
    pub entries: u64,
    /// The hash of the last; empty when there is none. Note it elsewhere: it proves all before it.
    pub head: String,
    /// The number of the first entry that does not fit, if one does not.
    pub broken_at: Option<u64>,
}

impl Store {
    /// Looks at the whole log, entry by entry.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn verify_audit(&self) -> Result<Chain, StoreError> {
        let mut tx = self.read().await?;
        let mut chain = Chain::default();
        loop {
            let page: Vec<AuditEntry> =
                sqlx::query_as("SELECT * FROM audit WHERE seq > ? ORDER BY seq LIMIT ?")
                    .bind(column::signed(chain.entries))
                    .bind(PAGE)
                    .fetch_all(&mut *tx)
                    .await?;
            if page.is_empty() {
                return Ok(chain);
            }
            for entry in page {
                if entry.seq != chain.entries + 1
                    || entry.previous != chain.head
                    || entry.hash != hash(&entry)
                {
                    chain.broken_at = Some(chain.entries + 1);
                    return Ok(chain);
                }
                chain.entries = entry.seq;
                chain.head = entry.hash;
            }
        }
    }
}

/// The number and the hash of the last entry.
pub(super) async fn end(connection: &mut SqliteConnection) -> Result<(u64, String), StoreError> {
    let last = sqlx::query("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1");
    match last.fetch_optional(connection).await? {
        Some(row) => Ok((column::count(&row, "seq")?, row.try_get("hash")?)),
        None => Ok((0, String::new())),
    }
}

/// The hash that an entry must have: of its fields in this order, as a JSON array.
pub(super) fn hash(entry: &AuditEntry) -> String {
    let AuditEntry { seq, at, actor, actor_name, token, address, request_id, .. } = entry;
    let AuditEntry { action, subject, digest, detail, previous, .. } = entry;
    let who = (seq, at, actor, actor_name, token, address, request_id);
    let what = (action, subject, digest.map(|digest| digest.to_string()), detail, previous);
    digest_of(&(who, what)).to_string()
}
