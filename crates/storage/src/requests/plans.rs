//! The plans of a request: the one it has, and those it had. What an approver approved stays readable.

use serde_json::{Value, json};
use sqlx::sqlite::SqliteRow;
use sqlx::types::Text;
use sqlx::{Error, FromRow, Row, SqliteConnection};
use tablewright_model::Digest;
use tablewright_plan::Plan;

use super::settle::{Scope, settle};
use super::{Check, RequestState, reviewable, status};
use crate::audit::{Action, Note};
use crate::{RequestId, Store, StoreError, Timestamp, column};

/// A plan that a request has or had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptPlan {
    /// Its digest.
    pub digest: Digest,
    /// The plan.
    pub plan: Plan,
    /// What was found out about it.
    pub checks: Vec<Check>,
    /// When the request got it first.
    pub made_at: Timestamp,
}

impl FromRow<'_, SqliteRow> for KeptPlan {
    fn from_row(row: &SqliteRow) -> Result<Self, Error> {
        Ok(Self {
            digest: column::digest(row)?,
            plan: column::json(row, "plan")?,
            checks: column::json(row, "checks")?,
            made_at: row.try_get("made_at")?,
        })
    }
}

impl Store {
    /// Puts another plan in the place of a request's plan; gives the state after it.
    ///
    /// A draft stays one. With another digest the request goes back to review, or is held back by its checks, and
    /// approvals of the old plan count no more; with the same digest they still stand.
    ///
    /// # Errors
    ///
    /// [`StoreError::WrongState`] when the request is applying or over, [`StoreError::Gone`] without it.
    pub async fn replace_plan(
        &self,
        request: RequestId,
        plan: &Plan,
        checks: &[Check],
        effects: &Value,
        now: Timestamp,
    ) -> Result<RequestState, StoreError> {
        let (text, digest) = (column::to_json("plan", plan)?, plan.digest());
        let mut tx = self.write().await?;
        let before = status(&mut tx, request).await?;
        let after = match before.state {
            RequestState::Draft => RequestState::Draft,
            state if !state.takes_plan() => return Err(StoreError::WrongState { request, state }),
            _ if !reviewable(checks) => RequestState::Checks,
            _ => RequestState::InReview,
        };
        sqlx::query(
            "UPDATE requests SET plan = ?, digest = ?, checks = ?, state = ?, updated_at = ? WHERE id = ?",
        )
        .bind(text)
        .bind(Text(digest))
        .bind(column::to_json("checks", &checks)?)
        .bind(after)
        .bind(now)
        .bind(request)
        .execute(&mut *tx)
        .await?;
        keep(&mut tx, request, (plan, checks, effects), now).await?;
        let note = Note::new(Action::RequestReplanned, format!("request/{request}")).digest(digest);
        self.note(&mut tx, note.detail(json!({"former": before.digest.to_string()})), now).await?;
        settle(self, &mut tx, Scope::Request(request), now).await?;
        let after = status(&mut tx, request).await?.state;
        tx.commit().await?;
        Ok(after)
    }

    /// The plans that a request has had, oldest first; the last made is not always the one it has.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn plans_of(&self, request: RequestId) -> Result<Vec<KeptPlan>, StoreError> {
        let plans = sqlx::query_as("SELECT * FROM request_plans WHERE request = ? ORDER BY made_at, digest");
        Ok(plans.bind(request).fetch_all(&self.readers).await?)
    }
}

/// Keeps a plan for ever. The same plan again has the checks of now.
pub(super) async fn keep(
    connection: &mut SqliteConnection,
    request: RequestId,
    (plan, checks, effects): (&Plan, &[Check], &Value),
    now: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO request_plans (request, digest, plan, checks, made_at, patterns) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (request, digest) DO UPDATE SET checks = ?4, patterns = ?6",
    )
    .bind(request)
    .bind(Text(plan.digest()))
    .bind(column::to_json("plan", plan)?)
    .bind(column::to_json("checks", &checks)?)
    .bind(now)
    .bind(column::to_json("effects", effects)?)
    .execute(connection)
    .await?;
    Ok(())
}
