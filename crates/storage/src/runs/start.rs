//! Starting a run: what was approved is what runs, or nothing runs.

use serde_json::json;
use sqlx::SqliteConnection;
use tablewright_model::Digest;
use tablewright_policy::{may_apply, standing};

use super::lease::{self, Lease};
use super::{Run, find};
use crate::audit::{Action, Note};
use crate::requests::{self, RequestState, set_state};
use crate::{RequestId, RunId, Store, StoreError, Timestamp, UserId};

/// A run that is about to start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewRun {
    /// Its identity.
    pub id: RunId,
    /// The approved request.
    pub request: RequestId,
    /// The digest of the plan that the caller is going to execute.
    pub digest: Digest,
    /// Who pressed the button.
    pub started_by: UserId,
}

impl Store {
    /// Starts a run: takes the lease on the request's environment, writes one pending entry for each step of the
    /// stored plan, and moves the request from `approved` to `applying`.
    ///
    /// # Errors
    ///
    /// [`StoreError::EnvironmentBusy`] when another run holds the lease, [`StoreError::WrongState`] when the request
    /// is not approved, [`StoreError::PlanChanged`] when its plan is another, [`StoreError::Refused`] when the policy as
    /// it is now does not let this person do it now, [`StoreError::Gone`] without a request.
    pub async fn start_run(&self, new: &NewRun, now: Timestamp) -> Result<Run, StoreError> {
        let mut tx = self.write().await?;
        let request = requests::case(&mut tx, new.request).await?;
        let person = requests::person(&mut tx, new.started_by).await?;
        lease::free(&mut tx, request.environment).await?;
        if request.state != RequestState::Approved {
            return Err(StoreError::WrongState { request: new.request, state: request.state });
        }
        if request.digest != new.digest {
            return Err(StoreError::PlanChanged { request: new.request });
        }
        may_apply(&request.policy, &request.facts, person, now.0).map_err(StoreError::Refused)?;
        insert(&mut tx, new, now).await?;
        lease::take(&mut tx, Lease { environment: request.environment, run: new.id, taken_at: now }).await?;
        set_state(&mut tx, new.request, RequestState::Applying, now).await?;
        let run = find(&mut tx, new.id).await?.ok_or(StoreError::Gone("run"))?;
        let note =
            Note::new(Action::RunStarted, format!("run/{}", new.id)).by(new.started_by).digest(new.digest);
        let approved: Vec<_> = standing(&request.policy, &request.facts).counted.into_iter().collect();
        let detail =
            json!({"request": new.request, "environment": request.environment, "approved_by": approved});
        self.note(&mut tx, note.detail(detail), now).await?;
        tx.commit().await?;
        Ok(run)
    }
}

async fn insert(connection: &mut SqliteConnection, new: &NewRun, now: Timestamp) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO runs (id, request, environment, started_by, started_at, state)
         SELECT ?, id, environment, ?, ?, 'running' FROM requests WHERE id = ?",
    )
    .bind(new.id)
    .bind(new.started_by)
    .bind(now)
    .bind(new.request)
    .execute(&mut *connection)
    .await?;
    sqlx::query(
        "INSERT INTO run_steps (run, number, state)
         SELECT ?, step.value ->> '$.number', 'pending'
         FROM requests JOIN json_each(requests.plan, '$.steps') AS step WHERE requests.id = ?",
    )
    .bind(new.id)
    .bind(new.request)
    .execute(connection)
    .await?;
    Ok(())
}
