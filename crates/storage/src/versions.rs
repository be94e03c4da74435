//! Versions: immutable snapshots of a design, numbered from 1.

use serde_json::json;
use sqlx::sqlite::SqliteRow;
use sqlx::types::Text;
use sqlx::{Error, FromRow, Row};
use tablewright_model::{Design, Digest, digest_of, to_json};

use crate::audit::{Action, Note};
use crate::designs::current_seq;
use crate::error::OnConstraint;
use crate::{DesignId, Store, StoreError, Timestamp, UserId, column};

/// A version without its document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Its number in the design, from 1.
    pub number: u32,
    /// What changed and why.
    pub message: String,
    /// Who saved it.
    pub author: UserId,
    /// The author's name.
    pub author_name: String,
    /// When.
    pub created_at: Timestamp,
    /// The number of the last edit that is in it.
    pub seq: u64,
    /// [`digest_of`] its document: what a plan names.
    pub digest: Digest,
}

impl FromRow<'_, SqliteRow> for Version {
    fn from_row(row: &SqliteRow) -> Result<Self, Error> {
        Ok(Self {
            number: row.try_get("number")?,
            message: row.try_get("message")?,
            author: row.try_get("author")?,
            author_name: row.try_get("author_name")?,
            created_at: row.try_get("created_at")?,
            seq: column::count(row, "seq")?,
            digest: column::digest(row)?,
        })
    }
}

/// A version with its document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionDocument {
    /// Number, message, author, time, digest.
    pub version: Version,
    /// The document.
    pub document: Design,
}

impl FromRow<'_, SqliteRow> for VersionDocument {
    fn from_row(row: &SqliteRow) -> Result<Self, Error> {
        Ok(Self { version: Version::from_row(row)?, document: column::document(row, "document")? })
    }
}

/// A version that is about to be saved.
#[derive(Debug, Clone, Copy)]
pub struct NewVersion<'a> {
    /// What changed and why.
    pub message: &'a str,
    /// Who saves it.
    pub author: UserId,
    /// The number of the last edit that the author sees.
    pub seq: u64,
    /// The design after that edit.
    pub document: &'a Design,
}

impl Store {
    /// Saves a version under the next number.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when there are later edits, [`StoreError::Gone`] without the design or the author, or
    /// when the design is archived.
    pub async fn create_version(
        &self,
        design: DesignId,
        new: &NewVersion<'_>,
        now: Timestamp,
    ) -> Result<Version, StoreError> {
        let (document, digest) = (to_json(new.document), digest_of(new.document));
        let mut tx = self.write().await?;
        let found = current_seq(&mut tx, design).await?;
        if found != new.seq {
            return Err(StoreError::Conflict { expected: new.seq, found });
        }
        let version: Version = sqlx::query_as(
            "INSERT INTO versions (design, number, message, author, created_at, seq, digest, document)
             VALUES (?1, (SELECT coalesce(max(number), 0) + 1 FROM versions WHERE design = ?1),
                 ?2, ?3, ?4, ?5, ?6, ?7)
             RETURNING *, (SELECT name FROM users WHERE id = author) AS author_name",
        )
        .bind(design)
        .bind(new.message)
        .bind(new.author)
        .bind(now)
        .bind(column::signed(new.seq))
        .bind(Text(digest))
        .bind(document)
        .fetch_one(&mut *tx)
        .await
        .on_reference(|| StoreError::Gone("user"))?;
        let note = Note::new(Action::VersionSaved, format!("design/{design}")).by(new.author).digest(digest);
        let detail = json!({"version": version.number, "message": version.message});
        self.note(&mut tx, note.detail(detail), now).await?;
        tx.commit().await?;
        Ok(version)
    }

    /// The versions of a design, newest first.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn versions(&self, design: DesignId) -> Result<Vec<Version>, StoreError> {
        let versions = sqlx::query_as(
            "SELECT number, message, author, users.name AS author_name, versions.created_at, seq, digest
             FROM versions JOIN users ON users.id = versions.author
             WHERE design = ? ORDER BY number DESC",
        )
        .bind(design)
        .fetch_all(&self.readers)
        .await?;
        Ok(versions)
    }

    /// A version with its document.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn version(
        &self,
        design: DesignId,
        number: u32,
    ) -> Result<Option<VersionDocument>, StoreError> {
        let version = sqlx::query_as(
            "SELECT versions.*, users.name AS author_name
             FROM versions JOIN users ON users.id = versions.author WHERE design = ? AND number = ?",
        )
        .bind(design)
        .bind(number)
        .fetch_optional(&self.readers)
        .await?;
        Ok(version)
    }

    /// The newest version, without its document.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn latest_version(&self, design: DesignId) -> Result<Option<Version>, StoreError> {
        let version = sqlx::query_as(
            "SELECT number, message, author, users.name AS author_name, versions.created_at, seq, digest
             FROM versions JOIN users ON users.id = versions.author
             WHERE design = ? ORDER BY number DESC LIMIT 1",
        )
        .bind(design)
        .fetch_optional(&self.readers)
        .await?;
        Ok(version)
    }
}

#[cfg(test)]
mod tests {
    use tokio::task::JoinSet;

    use super::*;
    use crate::testing::{ADA, LATER, NOW, design_id, id, rename, user, with_version};

    #[tokio::test]
    async fn a_version_keeps_the_document_as_it_was() {
        let (_folder, store) = with_version().await;
        let first = Design::blank("Shop");
        let (edit, second) = rename(&first, "e1", "Store");
        store.append_edits(design_id(), 0, user(ADA), &[edit], &second, NOW).await.unwrap();
        let new = NewVersion { message: "Renamed", author: user(ADA), seq: 1, document: &second };
        let saved = store.create_version(design_id(), &new, LATER).await.unwrap();
        assert_eq!((saved.number, saved.seq, saved.created_at), (2, 1, LATER));
        assert_eq!((saved.message.as_str(), saved.author_name.as_str()), ("Renamed", ADA));
        assert_eq!(saved.digest, digest_of(&second));
        assert_eq!(store.latest_version(design_id()).await.unwrap(), Some(saved.clone()));
        let stored = store.version(design_id(), 2).await.unwrap().unwrap();
        assert_eq!(stored, VersionDocument { version: saved, document: second });
        assert_eq!(store.version(design_id(), 1).await.unwrap().unwrap().document, first);
        assert_eq!(store.version(design_id(), 3).await.unwrap(), None);
        let numbers: Vec<_> = store.versions(design_id()).await.unwrap().iter().map(|v| v.number).collect();
        assert_eq!(numbers, [2, 1]);
    }

    #[tokio::test]
    async fn a_version_of_an_outdated_document_is_refused() {
        let (_folder, store) = with_version().await;
        let (edit, after) = rename(&Design::blank("Shop"), "e1", "Store");
        store.append_edits(design_id(), 0, user(ADA), &[edit], &after, NOW).await.unwrap();
        let new = NewVersion { message: "", author: user(ADA), seq: 0, document: &Design::blank("Shop") };
        let refused = store.create_version(design_id(), &new, NOW).await.unwrap_err();
        assert!(matches!(refused, StoreError::Conflict { expected: 0, found: 1 }), "{refused}");
        let refused = store.create_version(DesignId(id("none")), &new, NOW).await.unwrap_err();
        assert!(matches!(refused, StoreError::Gone("design")), "{refused}");
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
    async fn versions_saved_at_once_have_numbers_without_gaps() {
        let (_folder, store) = with_version().await;
        let mut tasks = JoinSet::new();
        for _ in 0..20 {
            let store = store.clone();
            tasks.spawn(async move {
                let document = Design::blank("Shop");
                let new = NewVersion { message: "", author: user(ADA), seq: 0, document: &document };
                store.create_version(design_id(), &new, NOW).await.unwrap().number
            });
        }
        let mut numbers = tasks.join_all().await;
        numbers.sort_unstable();
        assert_eq!(numbers, (2..=21).collect::<Vec<_>>());
    }
}
