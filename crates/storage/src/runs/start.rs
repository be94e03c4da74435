//! Starting a run: what was approved is what runs, or nothing runs.

use sqlx::SqliteConnection;
use tablewright_model::Digest;

use super::lease::{self, Lease};
use super::{Run, find};
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
    /// is not approved, [`StoreError::PlanChanged`] when its plan is another, [`StoreError::Gone`] without a request.
    pub async fn start_run(&self, new: &NewRun, now: Timestamp) -> Result<Run, StoreError> {
        let mut tx = self.write().await?;
        let request = requests::status(&mut tx, new.request).await?;
        lease::free(&mut tx, request.environment).await?;
        if request.state != RequestState::Approved {
            return Err(StoreError::WrongState { request: new.request, state: request.state });
        }
        if request.digest != new.digest {
            return Err(StoreError::PlanChanged { request: new.request });
        }
        insert(&mut tx, new, now).await?;
        lease::take(&mut tx, Lease { environment: request.environment, run: new.id, taken_at: now }).await?;
        set_state(&mut tx, new.request, RequestState::Applying, now).await?;
        let run = find(&mut tx, new.id).await?.ok_or(StoreError::Gone("run"))?;
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
