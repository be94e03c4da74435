//! Reading the log, newest first.

use super::AuditEntry;
use crate::{Store, StoreError, Timestamp, UserId, column};

/// Which entries; by default all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// Only what this person did.
    pub actor: Option<UserId>,
    /// Only deeds whose term begins so: `request.` or `request.approved`.
    pub action: Option<String>,
    /// Only what was done to this: `request/…`.
    pub subject: Option<String>,
    /// Only entries that hold this text somewhere.
    pub text: Option<String>,
    /// Not before this time.
    pub from: Option<Timestamp>,
    /// Before this time.
    pub until: Option<Timestamp>,
    /// Only entries older than the one with this number.
    pub before: Option<u64>,
}

impl Store {
    /// The newest entries that pass the filter.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn audit(&self, filter: &AuditFilter, limit: u32) -> Result<Vec<AuditEntry>, StoreError> {
        let entries = sqlx::query_as(
            "SELECT * FROM audit
             WHERE (?1 IS NULL OR actor = ?1)
                 AND (?2 IS NULL OR substr(action, 1, length(?2)) = ?2)
                 AND (?3 IS NULL OR subject = ?3)
                 AND (?4 IS NULL OR instr(lower(actor_name || ' ' || action || ' ' || subject || ' ' ||
                     coalesce(digest, '') || ' ' || address || ' ' || detail), lower(?4)) > 0)
                 AND (?5 IS NULL OR at >= ?5)
                 AND (?6 IS NULL OR at < ?6)
                 AND (?7 IS NULL OR seq < ?7)
             ORDER BY seq DESC LIMIT ?8",
        )
        .bind(filter.actor)
        .bind(&filter.action)
        .bind(&filter.subject)
        .bind(&filter.text)
        .bind(filter.from)
        .bind(filter.until)
        .bind(filter.before.map(column::signed))
        .bind(limit)
        .fetch_all(&self.readers)
        .await?;
        Ok(entries)
    }

    /// Whether an entry has this hash.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn audit_has(&self, hash: &str) -> Result<bool, StoreError> {
        let found = sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM audit WHERE hash = ?)").bind(hash);
        Ok(found.fetch_one(&self.readers).await?)
    }

    /// The entries after one, oldest first: what is new to whoever has seen that one.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn audit_after(&self, seq: u64, limit: u32) -> Result<Vec<AuditEntry>, StoreError> {
        let entries = sqlx::query_as("SELECT * FROM audit WHERE seq > ? ORDER BY seq LIMIT ?")
            .bind(column::signed(seq))
            .bind(limit)
            .fetch_all(&self.readers)
            .await?;
        Ok(entries)
    }
}
