//! What people wish of a run that is under way: to wait, to go on, to stop. A server that starts anew knows it too.
//!
//! Deliberately absent: obeying. The engine does that between two calls.

use serde_json::json;
use sqlx::sqlite::SqliteArguments;
use sqlx::{Sqlite, query::Query};

use crate::audit::{Action, Note};
use crate::error::OnConstraint;
use crate::{RunId, Store, StoreError, Timestamp, UserId};

impl Store {
    /// Notes that a run is to stop before its next step, and whether an index that is still being filled is dropped.
    /// Whether it was under way and nobody had asked for as much yet.
    ///
    /// # Errors
    ///
    /// [`StoreError::Gone`] without the user.
    pub async fn ask_cancel(
        &self,
        run: RunId,
        by: UserId,
        take_back: bool,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let statement = sqlx::query(
            "UPDATE runs SET cancel_asked_at = ?, cancel_asked_by = ?, takes_back = ?, paused_at = NULL
             WHERE id = ? AND state = 'running' AND (cancel_asked_at IS NULL OR takes_back < ?)",
        );
        let statement = statement.bind(now).bind(by).bind(take_back).bind(run).bind(take_back);
        let note = Note::new(Action::RunCancelAsked, format!("run/{run}")).by(by);
        self.steer(statement, note.detail(json!({"take_back": take_back})), now).await
    }

    /// Notes that a run is to wait before its next step. Whether it was under way, and nobody had asked it to wait or
    /// to stop.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn ask_pause(&self, run: RunId, by: UserId, now: Timestamp) -> Result<bool, StoreError> {
        let statement = sqlx::query(
            "UPDATE runs SET paused_at = ?
             WHERE id = ? AND state = 'running' AND paused_at IS NULL AND cancel_asked_at IS NULL",
        );
        let note = Note::new(Action::RunPaused, format!("run/{run}")).by(by);
        self.steer(statement.bind(now).bind(run), note, now).await
    }

    /// Notes that a run that was to wait goes on. Whether it was to wait.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn ask_resume(&self, run: RunId, by: UserId, now: Timestamp) -> Result<bool, StoreError> {
        let statement = sqlx::query(
            "UPDATE runs SET paused_at = NULL WHERE id = ? AND state = 'running' AND paused_at IS NOT NULL",
        );
        let note = Note::new(Action::RunResumed, format!("run/{run}")).by(by);
        self.steer(statement.bind(run), note, now).await
    }

    async fn steer(
        &self,
        statement: Query<'static, Sqlite, SqliteArguments>,
        note: Note,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut tx = self.write().await?;
        let steered = statement.execute(&mut *tx).await.on_reference(|| StoreError::Gone("user"))?;
        if steered.rows_affected() == 0 {
            return Ok(false);
        }
        self.note(&mut tx, note, now).await?;
        tx.commit().await?;
        Ok(true)
    }
}
