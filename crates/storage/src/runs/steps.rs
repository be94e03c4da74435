//! The journal of a run: what is known of each step, written before and after each call.
//!
//! The order is enforced: a call needs an intent before it, so that a crash never hides one. After a crash a step in
//! `intent` or `waiting` is asked about in AWS; recording an intent again means that the call is made once more.
//!
//! ```text
//! pending ──► intent ──► waiting ──► done
//!    │           └──────────┼───────► failed
//!    │                      └───────► skipped, when it was taken back
//!    └──► skipped, failed
//! ```

use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::sqlite::{SqliteArguments, SqliteRow};
use sqlx::{Error, FromRow, Row, Sqlite, SqliteConnection};
use tablewright_plan::{Call, Plan};

use super::{out_of_order, running};
use crate::audit::{Action, Note};
use crate::{RequestId, RunId, Store, StoreError, Timestamp, column};

/// Where a step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(rename_all = "snake_case")]
pub enum StepState {
    /// Not begun.
    Pending,
    /// The call is about to be made, or was made: only AWS knows.
    Intent,
    /// AWS has taken the call and is at it.
    Waiting,
    /// It has happened, and AWS is through with it.
    Done,
    /// It did not happen, or not as it should.
    Failed,
    /// No call was made: the live state was already as it should be, or the run ended before.
    Skipped,
}

/// What is known of a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunStep {
    /// Its number in the plan, from 1.
    pub number: u32,
    /// Where it is.
    pub state: StepState,
    /// How often the call was intended.
    pub attempts: u32,
    /// The ids that AWS gave the calls, oldest first: the evidence.
    pub aws_request_ids: Vec<String>,
    /// What was last seen of it, or why it failed or was skipped.
    pub detail: Option<String>,
    /// When the first call was intended.
    pub started_at: Option<Timestamp>,
    /// When it was done, failed or skipped.
    pub finished_at: Option<Timestamp>,
}

impl FromRow<'_, SqliteRow> for RunStep {
    fn from_row(row: &SqliteRow) -> Result<Self, Error> {
        Ok(Self {
            number: row.try_get("number")?,
            state: row.try_get("state")?,
            attempts: row.try_get("attempts")?,
            aws_request_ids: column::json(row, "aws_request_ids")?,
            detail: row.try_get("detail")?,
            started_at: row.try_get("started_at")?,
            finished_at: row.try_get("finished_at")?,
        })
    }
}

impl Store {
    /// Records that the call of a step is about to be made. It is on the disk when this returns: call then.
    ///
    /// # Errors
    ///
    /// [`StoreError::JournalOrder`] when the run is not running or the step is not pending or intended.
    pub async fn record_intent(&self, run: RunId, step: u32, now: Timestamp) -> Result<(), StoreError> {
        let statement = sqlx::query(
            "UPDATE run_steps
             SET state = 'intent', attempts = attempts + 1, started_at = coalesce(started_at, ?)
             WHERE run = ? AND number = ? AND state IN ('pending', 'intent')",
        );
        self.record(run, step, "an intent", statement.bind(now)).await
    }

    /// Records the id that AWS gave a call of a step, whether the call succeeded or not.
    ///
    /// # Errors
    ///
    /// [`StoreError::JournalOrder`] without an intent, or when the step is over.
    pub async fn record_call(
        &self,
        run: RunId,
        step: u32,
        aws_request_id: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let statement = sqlx::query(
            "UPDATE run_steps SET aws_request_ids = json_insert(aws_request_ids, '$[#]', ?)
             WHERE run = ? AND number = ? AND state IN ('intent', 'waiting')",
        );
        let mut tx = self.write().await?;
        let statement = statement.bind(aws_request_id.to_owned());
        write(&mut tx, run, step, "a call", statement).await?;
        let note = Note::new(Action::RunCalled, format!("run/{run}"))
            .detail(called(&mut tx, run, step, aws_request_id).await?);
        self.note(&mut tx, note, now).await?;
        Ok(tx.commit().await?)
    }

    /// Records that AWS is at it, and what was last seen.
    ///
    /// # Errors
    ///
    /// [`StoreError::JournalOrder`] without an intent, or when the step is over.
    pub async fn record_waiting(&self, run: RunId, step: u32, detail: &str) -> Result<(), StoreError> {
        let statement = sqlx::query(
            "UPDATE run_steps SET state = 'waiting', detail = ?
             WHERE run = ? AND number = ? AND state IN ('intent', 'waiting')",
        );
        self.record(run, step, "a wait", statement.bind(detail.to_owned())).await
    }

    /// Records that a step has happened and AWS is through with it.
    ///
    /// # Errors
    ///
    /// [`StoreError::JournalOrder`] without an intent (that is [`Store::record_skipped`]), or when it is over.
    pub async fn record_done(&self, run: RunId, step: u32, now: Timestamp) -> Result<(), StoreError> {
        let statement = sqlx::query(
            "UPDATE run_steps SET state = 'done', detail = NULL, finished_at = ?
             WHERE run = ? AND number = ? AND state IN ('intent', 'waiting')",
        );
        self.record(run, step, "an outcome", statement.bind(now)).await
    }

    /// Records that a step failed, and why.
    ///
    /// # Errors
    ///
    /// [`StoreError::JournalOrder`] when the step is over.
    pub async fn record_failed(
        &self,
        run: RunId,
        step: u32,
        detail: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let statement = sqlx::query(
            "UPDATE run_steps SET state = 'failed', detail = ?, finished_at = ?
             WHERE run = ? AND number = ? AND state IN ('pending', 'intent', 'waiting')",
        );
        self.record(run, step, "a failure", statement.bind(detail.to_owned()).bind(now)).await
    }

    /// Records that a step needed no call, and why.
    ///
    /// # Errors
    ///
    /// [`StoreError::JournalOrder`] when a call was intended.
    pub async fn record_skipped(
        &self,
        run: RunId,
        step: u32,
        detail: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let statement = sqlx::query(
            "UPDATE run_steps SET state = 'skipped', detail = ?, finished_at = ?
             WHERE run = ? AND number = ? AND state = 'pending'",
        );
        self.record(run, step, "a skip", statement.bind(detail.to_owned()).bind(now)).await
    }

    /// Records that what a step had begun was taken back, since the run was asked to.
    ///
    /// # Errors
    ///
    /// [`StoreError::JournalOrder`] without a call that AWS has taken.
    pub async fn record_taken_back(
        &self,
        run: RunId,
        step: u32,
        detail: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let statement = sqlx::query(
            "UPDATE run_steps SET state = 'skipped', detail = ?, finished_at = ?
             WHERE run = ? AND number = ? AND state = 'waiting'",
        );
        self.record(run, step, "taking back", statement.bind(detail.to_owned()).bind(now)).await
    }

    /// Writes to the journal of a run that is under way. `statement` still lacks the run and the step.
    async fn record(
        &self,
        run: RunId,
        step: u32,
        attempt: &str,
        statement: sqlx::query::Query<'static, Sqlite, SqliteArguments>,
    ) -> Result<(), StoreError> {
        let mut tx = self.write().await?;
        write(&mut tx, run, step, attempt, statement).await?;
        Ok(tx.commit().await?)
    }
}

async fn write(
    connection: &mut SqliteConnection,
    run: RunId,
    step: u32,
    attempt: &str,
    statement: sqlx::query::Query<'static, Sqlite, SqliteArguments>,
) -> Result<(), StoreError> {
    let attempt = format!("{attempt} for step {step}");
    running(connection, run, &attempt).await?;
    let written = statement.bind(run).bind(step).execute(connection).await?;
    if written.rows_affected() == 0 {
        return Err(out_of_order(run, attempt));
    }
    Ok(())
}

/// What the audit log says of a call: the request, the operation with its table, and the evidence.
async fn called(
    connection: &mut SqliteConnection,
    run: RunId,
    step: u32,
    aws_request_id: &str,
) -> Result<serde_json::Value, StoreError> {
    let row = sqlx::query("SELECT request, requests.plan FROM runs JOIN requests ON requests.id = runs.request WHERE runs.id = ?")
        .bind(run)
        .fetch_one(connection)
        .await?;
    let request: RequestId = row.try_get("request")?;
    let plan: Plan = column::json(&row, "plan")?;
    let call = plan.steps.iter().find(|planned| planned.number == step).map(|planned| &planned.call);
    Ok(json!({"request": request, "step": step, "operation": call.map(Call::operation),
        "table": call.map(Call::table), "aws_request_id": aws_request_id}))
}

/// The steps of a run, in order.
pub(super) async fn all(connection: &mut SqliteConnection, run: RunId) -> Result<Vec<RunStep>, StoreError> {
    let steps = sqlx::query_as("SELECT * FROM run_steps WHERE run = ? ORDER BY number")
        .bind(run)
        .fetch_all(connection)
        .await?;
    Ok(steps)
}

/// Refuses when a step is neither done nor skipped.
pub(super) async fn all_through(connection: &mut SqliteConnection, run: RunId) -> Result<(), StoreError> {
    let open: Option<u32> = sqlx::query_scalar(
        "SELECT number FROM run_steps WHERE run = ? AND state NOT IN ('done', 'skipped') ORDER BY number",
    )
    .bind(run)
    .fetch_optional(connection)
    .await?;
    open.map_or(Ok(()), |step| Err(out_of_order(run, format!("a success before step {step} is through"))))
}

/// The steps that a run did not get to; the one that was under way keeps its state, only AWS knows what came of it.
pub(super) async fn skip_the_rest(
    connection: &mut SqliteConnection,
    run: RunId,
    now: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE run_steps SET state = 'skipped', detail = 'the run ended before', finished_at = ?
         WHERE run = ? AND state = 'pending'",
    )
    .bind(now)
    .bind(run)
    .execute(connection)
    .await?;
    Ok(())
}
