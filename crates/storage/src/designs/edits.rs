//! Edits: the history of a design, in the order that the server gave them.

use std::collections::BTreeMap;

use sqlx::sqlite::SqliteRow;
use sqlx::{Error, FromRow, Row, SqliteConnection};
use tablewright_model::{Design, Edit, to_json};

use super::{current_seq, table_count};
use crate::error::OnConstraint;
use crate::{DesignId, EditId, Store, StoreError, Timestamp, UserId, column};

/// Loading a design replays fewer edits than this: whoever writes the last of so many writes the document too.
const SNAPSHOT_EVERY: u64 = 100;

/// An edit that is about to be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEdit {
    /// The identity that its client gave it.
    pub id: EditId,
    /// The edit.
    pub edit: Edit,
    /// The edit that takes it back.
    pub inverse: Edit,
}

/// A stored edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordedEdit {
    /// Its number in the design, from 1.
    pub seq: u64,
    /// The identity that its client gave it.
    pub id: EditId,
    /// Who made it.
    pub author: UserId,
    /// The author's name.
    pub author_name: String,
    /// When.
    pub at: Timestamp,
    /// The edit.
    pub edit: Edit,
    /// The edit that takes it back.
    pub inverse: Edit,
}

impl FromRow<'_, SqliteRow> for RecordedEdit {
    fn from_row(row: &SqliteRow) -> Result<Self, Error> {
        Ok(Self {
            seq: column::count(row, "seq")?,
            id: row.try_get("edit_id")?,
            author: row.try_get("author")?,
            author_name: row.try_get("author_name")?,
            at: row.try_get("at")?,
            edit: column::json(row, "edit")?,
            inverse: column::json(row, "inverse")?,
        })
    }
}

impl Store {
    /// Stores edits after the edit `expected_seq`, all or none; gives the number of the last.
    ///
    /// `after` is the design with all of them applied. From time to time it is written as a whole.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when there are later edits, [`StoreError::DuplicateEdit`] when one is stored already,
    /// [`StoreError::Gone`] without the design, or when it is archived.
    pub async fn append_edits(
        &self,
        design: DesignId,
        expected_seq: u64,
        author: UserId,
        edits: &[NewEdit],
        after: &Design,
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        let seq = expected_seq + edits.len() as u64;
        let due = expected_seq / SNAPSHOT_EVERY != seq / SNAPSHOT_EVERY;
        let snapshot = due.then(|| to_json(after));
        let mut tx = self.write().await?;
        let found = current_seq(&mut tx, design).await?;
        if found != expected_seq {
            return Err(StoreError::Conflict { expected: expected_seq, found });
        }
        for (edit, seq) in edits.iter().zip(expected_seq + 1..) {
            insert(&mut tx, design, seq, author, edit, now).await?;
        }
        sqlx::query(
            "UPDATE designs SET seq = ?1, name = ?2, table_count = ?3, updated_at = ?4,
                 snapshot = coalesce(?5, snapshot), snapshot_seq = iif(?5 IS NULL, snapshot_seq, ?1)
             WHERE id = ?6",
        )
        .bind(column::signed(seq))
        .bind(&after.name)
        .bind(table_count(after))
        .bind(now)
        .bind(snapshot)
        .bind(design)
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(seq)
    }

    /// The edits after `seq`, in order, at most `limit`. None for an unknown design.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn edits_since(
        &self,
        design: DesignId,
        seq: u64,
        limit: u32,
    ) -> Result<Vec<RecordedEdit>, StoreError> {
        let edits = sqlx::query_as(
            "SELECT edits.*, users.name AS author_name FROM edits JOIN users ON users.id = edits.author
             WHERE edits.design = ? AND edits.seq > ? ORDER BY edits.seq LIMIT ?",
        )
        .bind(design)
        .bind(column::signed(seq))
        .bind(limit)
        .fetch_all(&self.readers)
        .await?;
        Ok(edits)
    }

    /// The numbers of those of the edits that are stored: an edit that arrives twice is told so, not stored twice.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn edit_seqs(
        &self,
        design: DesignId,
        ids: &[EditId],
    ) -> Result<BTreeMap<EditId, u64>, StoreError> {
        let rows = sqlx::query(
            "SELECT edit_id, seq FROM edits
             WHERE design = ? AND edit_id IN (SELECT value FROM json_each(?))",
        )
        .bind(design)
        .bind(column::to_json("list of edits", &ids)?)
        .fetch_all(&self.readers)
        .await?;
        let pair = |row: &SqliteRow| Ok((row.try_get("edit_id")?, column::count(row, "seq")?));
        rows.iter().map(pair).collect()
    }
}

async fn insert(
    connection: &mut SqliteConnection,
    design: DesignId,
    seq: u64,
    author: UserId,
    new: &NewEdit,
    now: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO edits (design, seq, edit_id, author, at, edit, inverse) VALUES (?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(design)
    .bind(column::signed(seq))
    .bind(new.id)
    .bind(author)
    .bind(now)
    .bind(column::to_json("edit", &new.edit)?)
    .bind(column::to_json("edit", &new.inverse)?)
    .execute(connection)
    .await
    .on_unique(|| StoreError::DuplicateEdit)?;
    Ok(())
}

/// The edits after `seq`, without who and when.
pub(super) async fn since(
    connection: &mut SqliteConnection,
    design: DesignId,
    seq: u64,
) -> Result<Vec<Edit>, StoreError> {
    let rows = sqlx::query("SELECT edit FROM edits WHERE design = ? AND seq > ? ORDER BY seq")
        .bind(design)
        .bind(column::signed(seq))
        .fetch_all(connection)
        .await?;
    Ok(rows.iter().map(|row| column::json(row, "edit")).collect::<Result<_, _>>()?)
}
