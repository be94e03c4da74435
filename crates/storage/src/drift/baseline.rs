//! The version that the tables of a design were equal to last: after a run, or seen so without one.

use crate::error::OnConstraint;
use crate::{DesignId, EnvironmentId, Store, StoreError, Timestamp};

/// What drift is measured against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::FromRow)]
pub struct Baseline {
    /// The version.
    pub version: u32,
    /// Since when.
    pub at: Timestamp,
}

impl Store {
    /// Notes that all tables of a design in an environment were seen equal to a version.
    ///
    /// # Errors
    ///
    /// [`StoreError::Gone`] without the version or the environment.
    pub async fn set_baseline(
        &self,
        environment: EnvironmentId,
        design: DesignId,
        baseline: Baseline,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO baselines (environment, design, version, at) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (environment, design) DO UPDATE SET version = ?3, at = ?4",
        )
        .bind(environment)
        .bind(design)
        .bind(baseline.version)
        .bind(baseline.at)
        .execute(&self.writer)
        .await
        .on_reference(|| StoreError::Gone("version or environment"))?;
        Ok(())
    }

    /// The version that a design's tables in an environment were equal to last, by a run or without one. None once the run
    /// that made them was taken back.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn baseline(
        &self,
        environment: EnvironmentId,
        design: DesignId,
    ) -> Result<Option<Baseline>, StoreError> {
        let last: Option<(Option<u32>, Timestamp)> = sqlx::query_as(
            "SELECT version, at FROM baselines WHERE environment = ?1 AND design = ?2
             UNION ALL
             SELECT iif(requests.plan ->> '$.without' IS NULL, requests.version, NULL), runs.finished_at AS at
             FROM runs JOIN requests ON requests.id = runs.request
             WHERE runs.environment = ?1 AND requests.design = ?2 AND runs.state = 'succeeded'
             ORDER BY at DESC LIMIT 1",
        )
        .bind(environment)
        .bind(design)
        .fetch_optional(&self.readers)
        .await?;
        Ok(last.and_then(|(version, at)| Some(Baseline { version: version?, at })))
    }

    /// Whether the newest run of a design in an environment stopped midway, so that some of it shows as drift.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn is_half_applied(
        &self,
        environment: EnvironmentId,
        design: DesignId,
    ) -> Result<bool, StoreError> {
        let state: Option<String> = sqlx::query_scalar(
            "SELECT runs.state FROM runs JOIN requests ON requests.id = runs.request
             WHERE runs.environment = ? AND requests.design = ? ORDER BY runs.started_at DESC, runs.id LIMIT 1",
        )
        .bind(environment)
        .bind(design)
        .fetch_optional(&self.readers)
        .await?;
        Ok(state.is_some_and(|state| state != "succeeded"))
    }
}
