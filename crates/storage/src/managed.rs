//! Managed tables: which tables of an environment a design created or adopted. No other table is ever touched.
//!
//! Whether the table is still there is not known here; the live state says that.

use serde_json::json;
use sqlx::sqlite::SqliteRow;
use sqlx::types::Text;
use sqlx::{Error, FromRow, Row, SqliteConnection};
use tablewright_model::TableId;

use crate::audit::{Action, Note};
use crate::error::OnConstraint;
use crate::{DesignId, EnvironmentId, Store, StoreError, Timestamp, column};

/// A table in AWS that a design answers for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ManagedTable {
    /// Where it is.
    pub environment: EnvironmentId,
    /// Its name in AWS.
    pub name: String,
    /// The design that answers for it.
    pub design: DesignId,
    /// The design's table.
    pub table: TableId,
    /// The identity that AWS gave it; a later table of the same name has another.
    pub aws_table_id: String,
    /// Since when.
    pub managed_at: Timestamp,
}

impl FromRow<'_, SqliteRow> for ManagedTable {
    fn from_row(row: &SqliteRow) -> Result<Self, Error> {
        Ok(Self {
            environment: row.try_get("environment")?,
            name: row.try_get("name")?,
            design: row.try_get("design")?,
            table: column::text(row, "table_id")?,
            aws_table_id: row.try_get("aws_table_id")?,
            managed_at: row.try_get("managed_at")?,
        })
    }
}

impl Store {
    /// Records that a design answers for a table; recording it again replaces what was known.
    ///
    /// # Errors
    ///
    /// [`StoreError::ManagedElsewhere`] when another design answers for it, [`StoreError::Gone`] without the design
    /// or the environment.
    pub async fn upsert_managed_table(&self, table: &ManagedTable) -> Result<(), StoreError> {
        let mut tx = self.write().await?;
        upsert(&mut tx, table).await?;
        Ok(tx.commit().await?)
    }

    /// The same by somebody's decision, for a table that was there before: it is in the audit log as theirs.
    ///
    /// # Errors
    ///
    /// As [`Store::upsert_managed_table`].
    pub async fn adopt_table(&self, table: &ManagedTable) -> Result<(), StoreError> {
        let mut tx = self.write().await?;
        upsert(&mut tx, table).await?;
        let note = Note::new(Action::TableAdopted, format!("environment/{}", table.environment));
        let detail = json!({"name": table.name, "design": table.design, "aws_table_id": table.aws_table_id});
        self.note(&mut tx, note.detail(detail), table.managed_at).await?;
        Ok(tx.commit().await?)
    }

    /// The tables that a design answers for in an environment, by name.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn managed_tables(
        &self,
        environment: EnvironmentId,
        design: DesignId,
    ) -> Result<Vec<ManagedTable>, StoreError> {
        let tables =
            sqlx::query_as("SELECT * FROM managed_tables WHERE environment = ? AND design = ? ORDER BY name")
                .bind(environment)
                .bind(design)
                .fetch_all(&self.readers)
                .await?;
        Ok(tables)
    }

    /// Who answers for the table of this name, over all designs.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn managed_table(
        &self,
        environment: EnvironmentId,
        name: &str,
    ) -> Result<Option<ManagedTable>, StoreError> {
        let table = sqlx::query_as("SELECT * FROM managed_tables WHERE environment = ? AND name = ?")
            .bind(environment)
            .bind(name)
            .fetch_optional(&self.readers)
            .await?;
        Ok(table)
    }

    /// Ends that a design answers for a table: it was deleted, or let go. Whether it did until now.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn remove_managed_table(
        &self,
        environment: EnvironmentId,
        design: DesignId,
        name: &str,
    ) -> Result<bool, StoreError> {
        let removed =
            sqlx::query("DELETE FROM managed_tables WHERE environment = ? AND design = ? AND name = ?")
                .bind(environment)
                .bind(design)
                .bind(name)
                .execute(&self.writer)
                .await?;
        Ok(removed.rows_affected() > 0)
    }
}

async fn upsert(connection: &mut SqliteConnection, table: &ManagedTable) -> Result<(), StoreError> {
    let owner: Option<DesignId> =
        sqlx::query_scalar("SELECT design FROM managed_tables WHERE environment = ? AND name = ?")
            .bind(table.environment)
            .bind(&table.name)
            .fetch_optional(&mut *connection)
            .await?;
    if let Some(design) = owner.filter(|design| *design != table.design) {
        return Err(StoreError::ManagedElsewhere { name: table.name.clone(), design });
    }
    sqlx::query(
        "INSERT INTO managed_tables (environment, name, design, table_id, aws_table_id, managed_at)
         VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (environment, name) DO UPDATE
         SET table_id = excluded.table_id, aws_table_id = excluded.aws_table_id, managed_at = excluded.managed_at",
    )
    .bind(table.environment)
    .bind(&table.name)
    .bind(table.design)
    .bind(Text(table.table))
    .bind(&table.aws_table_id)
    .bind(table.managed_at)
    .execute(&mut *connection)
    .await
    .on_reference(|| StoreError::Gone("design or environment"))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use tablewright_model::Design;

    use super::*;
    use crate::testing::{ADA, LATER, NOW, design_id, id, sandbox_id, user, with_version};

    fn scores() -> ManagedTable {
        ManagedTable {
            environment: sandbox_id(),
            name: "GameScores".to_owned(),
            design: design_id(),
            table: TableId(id("scores")),
            aws_table_id: "one".to_owned(),
            managed_at: NOW,
        }
    }

    #[tokio::test]
    async fn a_managed_table_is_recorded_replaced_and_removed() {
        let (_folder, store) = with_version().await;
        store.upsert_managed_table(&scores()).await.unwrap();
        let again = ManagedTable { aws_table_id: "two".to_owned(), managed_at: LATER, ..scores() };
        store.upsert_managed_table(&again).await.unwrap();
        assert_eq!(
            store.managed_tables(sandbox_id(), design_id()).await.unwrap(),
            std::slice::from_ref(&again)
        );
        assert_eq!(store.managed_table(sandbox_id(), "GameScores").await.unwrap(), Some(again));
        // Table names tell upper from lower case.
        assert_eq!(store.managed_table(sandbox_id(), "gamescores").await.unwrap(), None);
        assert!(store.remove_managed_table(sandbox_id(), design_id(), "GameScores").await.unwrap());
        assert!(!store.remove_managed_table(sandbox_id(), design_id(), "GameScores").await.unwrap());
        assert_eq!(store.managed_tables(sandbox_id(), design_id()).await.unwrap(), []);
    }

    #[tokio::test]
    async fn no_design_takes_a_table_from_another() {
        let (_folder, store) = with_version().await;
        let other = DesignId(id("other"));
        store.create_design(other, &Design::blank("Other"), user(ADA), NOW).await.unwrap();
        store.upsert_managed_table(&scores()).await.unwrap();
        let theirs = ManagedTable { design: other, aws_table_id: "two".to_owned(), ..scores() };
        let refused = store.upsert_managed_table(&theirs).await.unwrap_err();
        assert!(
            matches!(&refused, StoreError::ManagedElsewhere { design, .. } if *design == design_id()),
            "{refused}"
        );
        assert!(!store.remove_managed_table(sandbox_id(), other, "GameScores").await.unwrap());
        assert_eq!(store.managed_table(sandbox_id(), "GameScores").await.unwrap(), Some(scores()));
        let refused = store.delete_design(design_id()).await.unwrap_err();
        assert!(matches!(refused, StoreError::InUse { .. }), "{refused}");
    }

    #[tokio::test]
    async fn a_table_of_no_design_is_refused() {
        let (_folder, store) = with_version().await;
        let nobodys = ManagedTable { design: DesignId(id("none")), ..scores() };
        let refused = store.upsert_managed_table(&nobodys).await.unwrap_err();
        assert!(matches!(refused, StoreError::Gone(_)), "{refused}");
    }
}
