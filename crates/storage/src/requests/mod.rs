//! Change requests: plans put up for review, and what became of them.
//!
//! States change by compare-and-set, so that of two people who act at once one learns that he came second. A plan is
//! never edited: a new one replaces it, and approvals of the old one stop counting, since each names a digest.

mod approvals;
mod effects;
mod list;
mod state;
#[cfg(test)]
mod tests;

use sqlx::sqlite::SqliteRow;
use sqlx::types::Text;
use sqlx::{Error, FromRow, Row, SqliteConnection};
use tablewright_model::Digest;
use tablewright_plan::Plan;

pub use approvals::{Approval, NewApproval};
pub use list::{RequestFilter, RequestSummary};
pub use state::RequestState;
pub(crate) use state::set_state;

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
        })
    }
}

impl Store {
    /// Puts a plan up for review.
    ///
    /// # Errors
    ///
    /// [`StoreError::Gone`] without the version, the environment or the author.
    pub async fn create_request(&self, new: &NewRequest<'_>, now: Timestamp) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO requests
                 (id, design, version, environment, title, author, created_at, updated_at, state, plan, digest)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'in_review', ?, ?)",
        )
        .bind(new.id)
        .bind(new.design)
        .bind(new.version)
        .bind(new.environment)
        .bind(new.title)
        .bind(new.author)
        .bind(now)
        .bind(now)
        .bind(column::to_json("plan", new.plan)?)
        .bind(Text(new.plan.digest()))
        .execute(&self.writer)
        .await
        .on_reference(|| StoreError::Gone("version or environment"))?;
        Ok(())
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

    /// Puts another plan in the place of a request's plan; gives the state after it.
    ///
    /// With another digest the request goes back to review, and approvals of the old plan count no more. With the
    /// same digest an approval still stands.
    ///
    /// # Errors
    ///
    /// [`StoreError::WrongState`] when the request is applying, applied or discarded, [`StoreError::Gone`] without it.
    pub async fn replace_plan(
        &self,
        request: RequestId,
        plan: &Plan,
        now: Timestamp,
    ) -> Result<RequestState, StoreError> {
        let (text, digest) = (column::to_json("plan", plan)?, plan.digest());
        let mut tx = self.write().await?;
        let before = status(&mut tx, request).await?;
        let after = match before.state {
            RequestState::Approved if before.digest == digest => RequestState::Approved,
            state if state.takes_plan() => RequestState::InReview,
            state => return Err(StoreError::WrongState { request, state }),
        };
        sqlx::query("UPDATE requests SET plan = ?, digest = ?, state = ?, updated_at = ? WHERE id = ?")
            .bind(text)
            .bind(Text(digest))
            .bind(after)
            .bind(now)
            .bind(request)
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(after)
    }
}

/// What a write about a request depends on.
pub(crate) struct Status {
    pub(crate) environment: EnvironmentId,
    pub(crate) state: RequestState,
    pub(crate) digest: Digest,
}

pub(crate) async fn status(
    connection: &mut SqliteConnection,
    request: RequestId,
) -> Result<Status, StoreError> {
    let row = sqlx::query("SELECT environment, state, digest FROM requests WHERE id = ?")
        .bind(request)
        .fetch_optional(connection)
        .await?
        .ok_or(StoreError::Gone("change request"))?;
    Ok(Status {
        environment: row.try_get("environment")?,
        state: row.try_get("state")?,
        digest: column::digest(&row)?,
    })
}
