//! Leases: one run at a time changes an environment.
//!
//! A lease has no expiry: the data folder belongs to one server, which resumes the run that holds it.

use sqlx::SqliteConnection;

use crate::{EnvironmentId, RunId, Store, StoreError, Timestamp};

/// Who may change an environment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::FromRow)]
pub struct Lease {
    /// The environment.
    pub environment: EnvironmentId,
    /// The run that holds it.
    pub run: RunId,
    /// Since when.
    pub taken_at: Timestamp,
}

impl Store {
    /// The lease on an environment, when a run holds it.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn lease(&self, environment: EnvironmentId) -> Result<Option<Lease>, StoreError> {
        let lease = sqlx::query_as("SELECT * FROM leases WHERE environment = ?")
            .bind(environment)
            .fetch_optional(&self.readers)
            .await?;
        Ok(lease)
    }
}

/// Refuses when a run holds the environment.
pub(super) async fn free(
    connection: &mut SqliteConnection,
    environment: EnvironmentId,
) -> Result<(), StoreError> {
    let holder: Option<RunId> = sqlx::query_scalar("SELECT run FROM leases WHERE environment = ?")
        .bind(environment)
        .fetch_optional(connection)
        .await?;
    holder.map_or(Ok(()), |run| Err(StoreError::EnvironmentBusy { run }))
}

pub(super) async fn take(connection: &mut SqliteConnection, lease: Lease) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO leases (environment, run, taken_at) VALUES (?, ?, ?)")
        .bind(lease.environment)
        .bind(lease.run)
        .bind(lease.taken_at)
        .execute(connection)
        .await?;
    Ok(())
}

pub(super) async fn give_back(connection: &mut SqliteConnection, run: RunId) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM leases WHERE run = ?").bind(run).execute(connection).await?;
    Ok(())
}
