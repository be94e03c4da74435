//! Change requests: plans put up for review, and what became of them.
//!
//! States change by compare-and-set, so that of two people who act at once one learns that he came second. A plan is
//! never edited: a new one replaces it, and approvals of the old one stop counting, since each names a digest.

mod approvals;
mod check;
mod effects;
mod facts;
mod list;
mod plans;
mod settle;
mod state;
#[cfg(test)]
mod tests;

use serde_json::{Value, json};
use sqlx::sqlite::SqliteRow;
use sqlx::types::Text;
use sqlx::{Error, FromRow, Row, SqliteConnection};
use tablewright_model::Digest;
use tablewright_plan::Plan;

pub use approvals::{Approval, NewApproval};
pub use check::{Check, CheckKind, CheckOutcome, reviewable};
pub use facts::Case;
pub(crate) use facts::{case, person};
pub use list::{RequestFilter, RequestSummary};
pub use plans::KeptPlan;
pub(crate) use settle::{Scope, settle};
pub use state::RequestState;
pub(crate) use state::set_state;

use crate::audit::{Action, Note};
use crate::error::OnConstraint;
use crate::{DesignId, EnvironmentId, RequestId, Store, StoreError, Timestamp, UserId, column};

/// A change request that is about to be made.
#[derive(Debug, Clone, Copy)]
pub struct NewRequest<'a> {
    /// Its identity.
    pub id: RequestId,
    /// The design.
    pub design: DesignId,
    /// The number of the design's version.
    pub version: u32,
    /// Where it would be applied.
    pub environment: EnvironmentId,
    /// What it is about, for people.
    pub title: &'a str,
    /// Who asks.
    pub author: UserId,
    /// What would happen.
    pub plan: &'a Plan,
    /// What was found out about that.
    pub checks: &'a [Check],
    /// What it does to access patterns: a list, or null.
    pub effects: &'a Value,
    /// Whether the author is still at it.
    pub draft: bool,
}

/// A plan put up for review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeRequest {
    /// Its identity.
    pub id: RequestId,
    /// The design.
    pub design: DesignId,
    /// The number of the design's version.
    pub version: u32,
    /// Where it would be applied.
    pub environment: EnvironmentId,
    /// What it is about, for people.
    pub title: String,
    /// Who asks.
    pub author: UserId,
    /// The author's name.
    pub author_name: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When state or plan changed last.
    pub updated_at: Timestamp,
    /// Where it is.
    pub state: RequestState,
    /// What would happen.
    pub plan: Plan,
    /// The plan's digest: what an approval names.
    pub digest: Digest,
    /// What was found out about the plan.
    pub checks: Vec<Check>,
    /// The request whose run made this one pointless.
    pub superseded_by: Option<RequestId>,
}

impl FromRow<'_, SqliteRow> for ChangeRequest {
    fn from_row(row: &SqliteRow) -> Result<Self, Error> {
        Ok(Self {
            id: row.try_get("id")?,
            design: row.try_get("design")?,
            version: row.try_get("version")?,
            environment: row.try_get("environment")?,
            title: row.try_get("title")?,
            author: row.try_get("author")?,
            author_name: row.try_get("author_name")?,
            created_at: row.try_get("created_at")?,
            updated_at: row.try_get("updated_at")?,
            state: row.try_get("state")?,
            plan: column::json(row, "plan")?,
            digest: column::digest(row)?,
            checks: column::json(row, "checks")?,
            superseded_by: row.try_get("superseded_by")?,
        })
    }
}

impl Store {
    /// Puts a plan up for review: as a draft, held back by its checks, or at once.
    ///
    /// # Errors
    ///
    /// [`StoreError::Gone`] without the version, the environment or the author.
    pub async fn create_request(&self, new: &NewRequest<'_>, now: Timestamp) -> Result<(), StoreError> {
        let mut tx = self.write().await?;
        insert(&mut tx, new, now).await?;
        plans::keep(&mut tx, new.id, (new.plan, new.checks, new.effects), now).await?;
        let note = Note::new(Action::RequestOpened, format!("request/{}", new.id)).by(new.author);
        let detail = json!({"title": new.title, "design": new.design, "version": new.version,
            "environment": new.environment, "draft": new.draft});
        self.note(&mut tx, note.digest(new.plan.digest()).detail(detail), now).await?;
        settle(self, &mut tx, Scope::Request(new.id), now).await?;
        Ok(tx.commit().await?)
    }

    /// Puts a draft up for review; the state after it.
    ///
    /// # Errors
    ///
    /// [`StoreError::WrongState`] when it is not a draft, [`StoreError::Gone`] without it.
    pub async fn submit(&self, request: RequestId, now: Timestamp) -> Result<RequestState, StoreError> {
        let mut tx = self.write().await?;
        let before = status(&mut tx, request).await?;
        if before.state != RequestState::Draft {
            return Err(StoreError::WrongState { request, state: before.state });
        }
        set_state(&mut tx, request, first_state(&before.checks), now).await?;
        let note = Note::new(Action::RequestSubmitted, format!("request/{request}")).digest(before.digest);
        self.note(&mut tx, note, now).await?;
        settle(self, &mut tx, Scope::Request(request), now).await?;
        let after = status(&mut tx, request).await?.state;
        tx.commit().await?;
        Ok(after)
    }

    /// A change request with its plan.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn request(&self, request: RequestId) -> Result<Option<ChangeRequest>, StoreError> {
        let found = sqlx::query_as(
            "SELECT requests.*, users.name AS author_name
             FROM requests JOIN users ON users.id = requests.author WHERE requests.id = ?",
        )
        .bind(request)
        .fetch_optional(&self.readers)
        .await?;
        Ok(found)
    }
}

/// What a write about a request depends on.
pub(crate) struct Status {
    pub(crate) state: RequestState,
    pub(crate) digest: Digest,
    pub(crate) checks: Vec<Check>,
}

/// Where a request is that was just put up.
fn first_state(checks: &[Check]) -> RequestState {
    if reviewable(checks) { RequestState::InReview } else { RequestState::Checks }
}

async fn insert(
    connection: &mut SqliteConnection,
    new: &NewRequest<'_>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let state = if new.draft { RequestState::Draft } else { first_state(new.checks) };
    sqlx::query(
        "INSERT INTO requests
             (id, design, version, environment, title, author, created_at, updated_at, state, plan, digest, checks)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(new.id)
    .bind(new.design)
    .bind(new.version)
    .bind(new.environment)
    .bind(new.title)
    .bind(new.author)
    .bind(now)
    .bind(now)
    .bind(state)
    .bind(column::to_json("plan", new.plan)?)
    .bind(Text(new.plan.digest()))
    .bind(column::to_json("checks", &new.checks)?)
    .execute(connection)
    .await
    .on_reference(|| StoreError::Gone("version or environment"))?;
    Ok(())
}

pub(crate) async fn status(
    connection: &mut SqliteConnection,
    request: RequestId,
) -> Result<Status, StoreError> {
    let row = sqlx::query("SELECT state, digest, checks FROM requests WHERE id = ?")
        .bind(request)
        .fetch_optional(connection)
        .await?
        .ok_or(StoreError::Gone("change request"))?;
    Ok(Status {
        state: row.try_get("state")?,
        digest: column::digest(&row)?,
        checks: column::json(&row, "checks")?,
    })
}
