//! Comparisons of the two tables of a migration: the proof that the old one may go.
//!
//! What was found is JSON of the caller's. Deliberately absent: judging whether an old proof is still good.

use serde_json::json;
use sqlx::FromRow;

use crate::audit::{Action, Note};
use crate::error::OnConstraint;
use crate::{DesignId, EnvironmentId, Store, StoreError, Timestamp, UserId};

/// What a comparison has found.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct TableComparison {
    /// Where.
    pub environment: EnvironmentId,
    /// The design that manages both tables.
    pub design: DesignId,
    /// The table that is to go.
    pub old: String,
    /// Its id in AWS: one that is made again is another table.
    pub old_id: String,
    /// The table that takes its place.
    pub new: String,
    /// Its id in AWS.
    pub new_id: String,
    /// Whether nothing was found that differs.
    pub is_same: bool,
    /// All that was found.
    pub found: String,
    /// Who compared.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
}

impl Store {
    /// Keeps what a comparison has found.
    ///
    /// # Errors
    ///
    /// [`StoreError::Gone`] without the design, the environment or the user.
    pub async fn record_comparison(&self, found: &TableComparison) -> Result<(), StoreError> {
        let mut tx = self.write().await?;
        sqlx::query(
            "INSERT INTO comparisons (environment, design, old, old_id, new, new_id, is_same, found, by, at)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(found.environment)
        .bind(found.design)
        .bind(&found.old)
        .bind(&found.old_id)
        .bind(&found.new)
        .bind(&found.new_id)
        .bind(found.is_same)
        .bind(&found.found)
        .bind(found.by)
        .bind(found.at)
        .execute(&mut *tx)
        .await
        .on_reference(|| StoreError::Gone("design"))?;
        let note =
            Note::new(Action::TablesCompared, format!("environment/{}", found.environment)).by(found.by);
        let detail =
            json!({"design": found.design, "old": found.old, "new": found.new, "same": found.is_same});
        self.note(&mut tx, note.detail(detail), found.at).await?;
        Ok(tx.commit().await?)
    }

    /// What comparisons of a design's tables in an environment have found, newest first.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn comparisons(
        &self,
        environment: EnvironmentId,
        design: DesignId,
    ) -> Result<Vec<TableComparison>, StoreError> {
        let found = sqlx::query_as(
            "SELECT environment, design, old, old_id, new, new_id, is_same, found, by, at FROM comparisons
             WHERE environment = ? AND design = ? ORDER BY at DESC, id DESC LIMIT 100",
        );
        Ok(found.bind(environment).bind(design).fetch_all(&self.readers).await?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{ADA, LATER, NOW, design_id, sandbox_id, user, with_version};

    #[tokio::test]
    async fn the_newest_comparison_comes_first_and_is_in_the_log() {
        let (_folder, store) = with_version().await;
        let text = |text: &str| text.to_owned();
        let first = TableComparison {
            environment: sandbox_id(),
            design: design_id(),
            old: text("Orders"),
            old_id: text("1"),
            new: text("Orders-v2"),
            new_id: text("2"),
            is_same: false,
            found: text("{}"),
            by: user(ADA),
            at: NOW,
        };
        let second = TableComparison { is_same: true, at: LATER, ..first.clone() };
        for one in [&first, &second] {
            store.record_comparison(one).await.unwrap();
        }
        assert_eq!(store.comparisons(sandbox_id(), design_id()).await.unwrap(), [second, first]);
        let entry = store.audit(&crate::AuditFilter::default(), 1).await.unwrap().remove(0);
        assert_eq!((entry.action.as_str(), entry.at), ("environment.tables_compared", LATER));
    }
}
