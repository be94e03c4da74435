//! Designs: the newest document of each, as a snapshot and the edits since.
//!
//! The documents in here are what [`apply`] made of edits; nobody writes one directly. Edits are in [`edits`].

mod edits;
#[cfg(test)]
mod tests;

use serde_json::json;
use sqlx::sqlite::SqliteRow;
use sqlx::{Error, FromRow, Row, SqliteConnection};
use tablewright_model::{Design, Edit, apply, to_json};

pub use edits::{NewEdit, RecordedEdit};

use crate::audit::{Action, Note};
use crate::error::OnConstraint;
use crate::{DesignId, Store, StoreError, Timestamp, UserId, column};

/// A design in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DesignSummary {
    /// Its identity.
    pub id: DesignId,
    /// Its name, as in the document.
    pub name: String,
    /// How many tables it has.
    pub tables: u32,
    /// How many versions it has, which is the number of the newest.
    pub versions: u32,
    /// Who made it.
    pub created_by: UserId,
    /// The maker's name.
    pub created_by_name: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last edited.
    pub updated_at: Timestamp,
    /// Since when it is out of the way; `None` for one in use.
    pub archived_at: Option<Timestamp>,
}

impl FromRow<'_, SqliteRow> for DesignSummary {
    fn from_row(row: &SqliteRow) -> Result<Self, Error> {
        Ok(Self {
            id: row.try_get("id")?,
            name: row.try_get("name")?,
            tables: row.try_get("table_count")?,
            versions: row.try_get("versions")?,
            created_by: row.try_get("created_by")?,
            created_by_name: row.try_get("created_by_name")?,
            created_at: row.try_get("created_at")?,
            updated_at: row.try_get("updated_at")?,
            archived_at: row.try_get("archived_at")?,
        })
    }
}

/// A design as its last edit left it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The document.
    pub design: Design,
    /// The number of the last edit; 0 before the first.
    pub seq: u64,
    /// Who made it.
    pub created_by: UserId,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last edited.
    pub updated_at: Timestamp,
    /// Since when it is out of the way; `None` for one in use.
    pub archived_at: Option<Timestamp>,
}

impl Store {
    /// Stores a new design.
    ///
    /// # Errors
    ///
    /// [`StoreError::Gone`] without the user.
    pub async fn create_design(
        &self,
        id: DesignId,
        design: &Design,
        created_by: UserId,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut tx = self.write().await?;
        sqlx::query(
            "INSERT INTO designs
                 (id, name, table_count, created_by, created_at, updated_at, seq, snapshot, snapshot_seq)
             VALUES (?, ?, ?, ?, ?, ?, 0, ?, 0)",
        )
        .bind(id)
        .bind(&design.name)
        .bind(table_count(design))
        .bind(created_by)
        .bind(now)
        .bind(now)
        .bind(to_json(design))
        .execute(&mut *tx)
        .await
        .on_reference(|| StoreError::Gone("user"))?;
        let note = Note::new(Action::DesignMade, format!("design/{id}")).by(created_by);
        self.note(&mut tx, note.detail(json!({"name": design.name})), now).await?;
        Ok(tx.commit().await?)
    }

    /// All designs, the one that was edited last first; archived ones too, with their mark.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn designs(&self) -> Result<Vec<DesignSummary>, StoreError> {
        let designs = sqlx::query_as(
            "SELECT designs.id, designs.name, designs.table_count, designs.created_by,
                 users.name AS created_by_name, designs.created_at, designs.updated_at, designs.archived_at,
                 (SELECT coalesce(max(number), 0) FROM versions WHERE design = designs.id) AS versions
             FROM designs JOIN users ON users.id = designs.created_by
             ORDER BY designs.updated_at DESC, designs.id",
        )
        .fetch_all(&self.readers)
        .await?;
        Ok(designs)
    }

    /// A design as its last edit left it, archived or not.
    ///
    /// # Errors
    ///
    /// [`StoreError::Damaged`] when the stored edits do not fit the snapshot.
    pub async fn load_design(&self, id: DesignId) -> Result<Option<Head>, StoreError> {
        let mut tx = self.read().await?;
        let row = sqlx::query("SELECT * FROM designs WHERE id = ?").bind(id).fetch_optional(&mut *tx).await?;
        let Some(row) = row else { return Ok(None) };
        let since = column::count(&row, "snapshot_seq")?;
        let edits = edits::since(&mut tx, id, since).await?;
        Ok(Some(Head {
            design: replay(column::document(&row, "snapshot")?, id, &edits)?,
            seq: column::count(&row, "seq")?,
            created_by: row.try_get("created_by")?,
            created_at: row.try_get("created_at")?,
            updated_at: row.try_get("updated_at")?,
            archived_at: row.try_get("archived_at")?,
        }))
    }

    /// Puts a design out of the way. Whether it was in the way.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn archive_design(&self, id: DesignId, now: Timestamp) -> Result<bool, StoreError> {
        let changed = sqlx::query("UPDATE designs SET archived_at = ? WHERE id = ? AND archived_at IS NULL")
            .bind(now)
            .bind(id)
            .execute(&self.writer)
            .await?;
        Ok(changed.rows_affected() > 0)
    }

    /// Takes a design out of the archive. Whether it was there.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn restore_design(&self, id: DesignId) -> Result<bool, StoreError> {
        let changed =
            sqlx::query("UPDATE designs SET archived_at = NULL WHERE id = ? AND archived_at IS NOT NULL")
                .bind(id)
                .execute(&self.writer)
                .await?;
        Ok(changed.rows_affected() > 0)
    }

    /// Deletes a design with its edits and versions. Whether it was there.
    ///
    /// # Errors
    ///
    /// [`StoreError::InUse`] when a change request or a managed table refers to it: archive it then.
    pub async fn delete_design(&self, id: DesignId) -> Result<bool, StoreError> {
        let deleted = sqlx::query("DELETE FROM designs WHERE id = ?")
            .bind(id)
            .execute(&self.writer)
            .await
            .on_reference(|| StoreError::InUse {
                what: "design",
                by: "change requests or managed tables",
                remedy: "archive it",
            })?;
        Ok(deleted.rows_affected() > 0)
    }
}

/// What a write about a design depends on: the number of its last edit.
pub(crate) async fn current_seq(connection: &mut SqliteConnection, id: DesignId) -> Result<u64, StoreError> {
    let row = sqlx::query("SELECT seq FROM designs WHERE id = ? AND archived_at IS NULL")
        .bind(id)
        .fetch_optional(connection)
        .await?
        .ok_or(StoreError::Gone("design"))?;
    Ok(column::count(&row, "seq")?)
}

/// For lists; a document has at most 2,500 tables.
fn table_count(design: &Design) -> u32 {
    u32::try_from(design.tables.len()).unwrap_or(u32::MAX)
}

fn replay(snapshot: Design, id: DesignId, edits: &[Edit]) -> Result<Design, StoreError> {
    let damaged = |refusal: tablewright_model::Refusal| StoreError::Damaged {
        what: format!("design {id}"),
        detail: format!("an edit does not fit: {refusal}"),
    };
    edits.iter().try_fold(snapshot, |design, edit| Ok(apply(&design, edit).map_err(damaged)?.design))
}
