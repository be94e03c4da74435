//! Runs: the beginning and the end of the execution of an approved plan, under the lease on its environment.
//!
//! What happens in between is in [`steps`]. Starting a run, taking the lease and moving the request to `applying` is
//! one write, and so is ending all three: there is no moment at which a crash leaves one without the others.

mod history;
mod lease;
mod outrun;
mod start;
mod steer;
mod steps;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::SqliteConnection;

pub use lease::Lease;
pub use start::NewRun;
pub use steps::{RunStep, StepState};

use crate::audit::{Action, Note};
use crate::requests::{RequestState, set_state};
use crate::{EnvironmentId, RequestId, RunId, Store, StoreError, Timestamp, UserId};

/// Where a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(rename_all = "snake_case")]
pub enum RunState {
    /// Not at its end; after a crash it is still in this state, and is resumed.
    Running,
    /// Every step is done or was not needed.
    Succeeded,
    /// A step failed, or the live state was not the one the plan was made for.
    Failed,
    /// Somebody stopped it.
    Cancelled,
}

/// The execution of an approved plan, without its steps.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Run {
    /// Its identity.
    pub id: RunId,
    /// The change request whose plan it executes.
    pub request: RequestId,
    /// Where.
    pub environment: EnvironmentId,
    /// Who pressed the button.
    pub started_by: UserId,
    /// When.
    pub started_at: Timestamp,
    /// When it ended.
    pub finished_at: Option<Timestamp>,
    /// Where it is.
    pub state: RunState,
    /// Why it failed, for people.
    pub error: Option<String>,
    /// Since when it is to stop before its next step.
    pub cancel_asked_at: Option<Timestamp>,
    /// Whether an index that is still being filled is dropped then.
    pub takes_back: bool,
    /// Since when it is to wait before its next step.
    pub paused_at: Option<Timestamp>,
}

/// A run with all that its journal says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunJournal {
    /// The run.
    pub run: Run,
    /// One entry for each step of the plan, in order.
    pub steps: Vec<RunStep>,
}

impl Store {
    /// Ends a run, gives the lease back and moves the request on: to `applied` after success, else to `failed`.
    ///
    /// A caller that knows better (the live state had moved: `stale`) follows with [`Store::transition`]. Steps that
    /// were not reached are skipped.
    ///
    /// # Errors
    ///
    /// [`StoreError::JournalOrder`] when the run is not running, when `state` is not an end, or when it is a success
    /// with a step that is neither done nor skipped.
    pub async fn finish_run(
        &self,
        run: RunId,
        state: RunState,
        error: Option<&str>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut tx = self.write().await?;
        let request = running(&mut tx, run, "an end").await?;
        let after = match state {
            RunState::Running => {
                return Err(out_of_order(run, "a running run as its end".to_owned()));
            }
            RunState::Succeeded => {
                steps::all_through(&mut tx, run).await?;
                RequestState::Applied
            }
            RunState::Failed | RunState::Cancelled => {
                steps::skip_the_rest(&mut tx, run, now).await?;
                RequestState::Failed
            }
        };
        sqlx::query("UPDATE runs SET state = ?, error = ?, finished_at = ? WHERE id = ?")
            .bind(state)
            .bind(error)
            .bind(now)
            .bind(run)
            .execute(&mut *tx)
            .await?;
        lease::give_back(&mut tx, run).await?;
        set_state(&mut tx, request, after, now).await?;
        let started_by = find(&mut tx, run).await?.ok_or(StoreError::Gone("run"))?.started_by;
        let note = Note::new(Action::RunEnded, format!("run/{run}")).by(started_by);
        let note = note.detail(json!({"request": request, "state": state, "error": error}));
        self.note(&mut tx, note, now).await?;
        if after == RequestState::Applied {
            outrun::outrun(self, &mut tx, request, now).await?;
        }
        Ok(tx.commit().await?)
    }

    /// The runs that have not ended, oldest first: what a start of the server resumes.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn open_runs(&self) -> Result<Vec<Run>, StoreError> {
        let runs = sqlx::query_as("SELECT * FROM runs WHERE state = 'running' ORDER BY started_at, id")
            .fetch_all(&self.readers)
            .await?;
        Ok(runs)
    }

    /// A run with its steps.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn run(&self, run: RunId) -> Result<Option<RunJournal>, StoreError> {
        let mut tx = self.read().await?;
        let Some(run) = find(&mut tx, run).await? else {
            return Ok(None);
        };
        let steps = steps::all(&mut tx, run.id).await?;
        Ok(Some(RunJournal { run, steps }))
    }

    /// The version of a run's design that was in its environment before it: that of the last run there that succeeded,
    /// unless that one took the first back.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn applied_before(&self, run: RunId) -> Result<Option<u32>, StoreError> {
        let version: Option<Option<u32>> = sqlx::query_scalar(
            "SELECT iif(earlier.plan ->> '$.without' IS NULL, earlier.version, NULL)
             FROM runs AS this
             JOIN requests ON requests.id = this.request
             JOIN requests AS earlier
                 ON earlier.design = requests.design AND earlier.environment = requests.environment
             JOIN runs AS before ON before.request = earlier.id
             WHERE this.id = ? AND before.state = 'succeeded' AND before.id <> this.id
                 AND before.started_at <= this.started_at
             ORDER BY before.started_at DESC, before.id DESC LIMIT 1",
        )
        .bind(run)
        .fetch_optional(&self.readers)
        .await?;
        Ok(version.flatten())
    }

    /// The runs of a change request, oldest first.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn runs_of(&self, request: RequestId) -> Result<Vec<Run>, StoreError> {
        let runs = sqlx::query_as("SELECT * FROM runs WHERE request = ? ORDER BY started_at, id")
            .bind(request)
            .fetch_all(&self.readers)
            .await?;
        Ok(runs)
    }
}

async fn find(connection: &mut SqliteConnection, run: RunId) -> Result<Option<Run>, StoreError> {
    Ok(sqlx::query_as("SELECT * FROM runs WHERE id = ?").bind(run).fetch_optional(connection).await?)
}

/// The request of a run that is under way; `attempt` is what was to be written about it.
async fn running(
    connection: &mut SqliteConnection,
    run: RunId,
    attempt: &str,
) -> Result<RequestId, StoreError> {
    let found = find(connection, run).await?.filter(|found| found.state == RunState::Running);
    found
        .map(|found| found.request)
        .ok_or_else(|| out_of_order(run, format!("{attempt}: it is not under way")))
}

fn out_of_order(run: RunId, attempt: String) -> StoreError {
    StoreError::JournalOrder { run, attempt }
}
