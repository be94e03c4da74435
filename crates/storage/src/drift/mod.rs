//! Drift: how often it is looked for, what the last look found, and what it is measured against.
//!
//! Whether something has drifted is decided elsewhere; here it is kept.

mod baseline;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::sqlite::SqliteRow;
use sqlx::{Error, FromRow, Row, SqliteConnection};
use tablewright_model::digest_of;
use tablewright_plan::TableDrift;

pub use baseline::Baseline;

use crate::audit::{Action, Note};
use crate::error::OnConstraint;
use crate::{DesignId, EnvironmentId, Store, StoreError, Timestamp, column};

/// How often the server looks for drift in an environment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum DriftInterval {
    Hourly,
    Daily,
}

/// What the last look at the tables of a design in an environment found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DriftCheck {
    /// Where.
    pub environment: EnvironmentId,
    /// Whose tables.
    pub design: DesignId,
    /// The version that they were compared with; `None` when there is none yet.
    pub version: Option<u32>,
    /// When.
    pub at: Timestamp,
    /// Why it could not be found out, for people.
    pub error: Option<String>,
    /// The tables that differ, by name in AWS.
    pub found: BTreeMap<String, TableDrift>,
}

impl FromRow<'_, SqliteRow> for DriftCheck {
    fn from_row(row: &SqliteRow) -> Result<Self, Error> {
        Ok(Self {
            environment: row.try_get("environment")?,
            design: row.try_get("design")?,
            version: row.try_get("version")?,
            at: row.try_get("at")?,
            error: row.try_get("error")?,
            found: column::json(row, "found")?,
        })
    }
}

impl Store {
    /// Says how often to look for drift in an environment; `None` is never.
    ///
    /// # Errors
    ///
    /// [`StoreError::Gone`] without the environment.
    pub async fn set_drift_interval(
        &self,
        environment: EnvironmentId,
        interval: Option<DriftInterval>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut tx = self.write().await?;
        let query = match interval {
            None => sqlx::query("DELETE FROM drift_schedules WHERE environment = ?1").bind(environment),
            Some(interval) => sqlx::query(
                "INSERT INTO drift_schedules (environment, interval) VALUES (?1, ?2)
                 ON CONFLICT (environment) DO UPDATE SET interval = ?2",
            )
            .bind(environment)
            .bind(interval),
        };
        query.execute(&mut *tx).await.on_reference(|| StoreError::Gone("environment"))?;
        let note = Note::new(Action::DriftScheduled, format!("environment/{environment}"));
        self.note(&mut tx, note.detail(json!({"interval": interval})), now).await?;
        Ok(tx.commit().await?)
    }

    /// How often drift is looked for, in the environments where it is.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn drift_intervals(&self) -> Result<Vec<(EnvironmentId, DriftInterval)>, StoreError> {
        let rows = sqlx::query_as("SELECT environment, interval FROM drift_schedules ORDER BY environment")
            .fetch_all(&self.readers)
            .await?;
        Ok(rows)
    }

    /// Keeps what a look found in the place of what the one before it found. What is new goes into the audit log, too.
    ///
    /// # Errors
    ///
    /// [`StoreError::Gone`] without the design or the environment.
    pub async fn record_drift(&self, check: &DriftCheck) -> Result<(), StoreError> {
        let mut tx = self.write().await?;
        sqlx::query(
            "INSERT INTO drift_checks (environment, design, version, at, error, found)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (environment, design) DO UPDATE SET version = ?3, at = ?4, error = ?5, found = ?6",
        )
        .bind(check.environment)
        .bind(check.design)
        .bind(check.version)
        .bind(check.at)
        .bind(&check.error)
        .bind(column::to_json("drift", &check.found)?)
        .execute(&mut *tx)
        .await
        .on_reference(|| StoreError::Gone("design or environment"))?;
        if check.error.is_none() {
            self.tell_drift(&mut tx, check).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Notes what was found, unless that is what was noted last. The log itself remembers, also past looks that failed.
    async fn tell_drift(&self, tx: &mut SqliteConnection, check: &DriftCheck) -> Result<(), StoreError> {
        let subject = format!("environment/{}", check.environment);
        let told: Option<String> = sqlx::query_scalar(
            "SELECT digest FROM audit
             WHERE subject = ? AND action IN ('drift.found', 'drift.settled') AND detail ->> 'design' = ?
             ORDER BY seq DESC LIMIT 1",
        )
        .bind(&subject)
        .bind(check.design.to_string())
        .fetch_optional(&mut *tx)
        .await?;
        let none: BTreeMap<String, TableDrift> = BTreeMap::new();
        let (found, settled) = (digest_of(&check.found), digest_of(&none));
        if told.unwrap_or_else(|| settled.to_string()) == found.to_string() {
            return Ok(());
        }
        let action = if check.found.is_empty() { Action::DriftSettled } else { Action::DriftFound };
        let names: Vec<_> = check.found.keys().map(String::as_str).collect();
        let detail = json!({"design": check.design, "version": check.version, "name": names.join(", ")});
        self.note(tx, Note::new(action, subject).digest(found).detail(detail), check.at).await
    }

    /// What the last looks found in an environment, one for each design.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn drift_checks(&self, environment: EnvironmentId) -> Result<Vec<DriftCheck>, StoreError> {
        let checks = sqlx::query_as("SELECT * FROM drift_checks WHERE environment = ? ORDER BY design")
            .bind(environment)
            .fetch_all(&self.readers)
            .await?;
        Ok(checks)
    }

    /// The designs that answer for tables of an environment.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn managing_designs(&self, environment: EnvironmentId) -> Result<Vec<DesignId>, StoreError> {
        let designs = sqlx::query_scalar(
            "SELECT DISTINCT design FROM managed_tables WHERE environment = ? ORDER BY design",
        )
        .bind(environment)
        .fetch_all(&self.readers)
        .await?;
        Ok(designs)
    }
}
