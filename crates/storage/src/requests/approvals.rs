//! Approvals: who agreed to which plan.

use sqlx::sqlite::SqliteRow;
use sqlx::types::Text;
use sqlx::{Error, FromRow, Row, SqliteConnection};
use tablewright_model::Digest;

use super::{RequestState, set_state, status};
use crate::{RequestId, Store, StoreError, Timestamp, UserId, column};

/// An approval that is about to be given.
#[derive(Debug, Clone, Copy)]
pub struct NewApproval<'a> {
    /// Who agrees.
    pub user: UserId,
    /// The digest of the plan that was looked at.
    pub digest: Digest,
    /// A word to it; may be empty.
    pub comment: &'a str,
}

/// That somebody agreed to a plan. It counts as long as the request's digest is this one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approval {
    /// Who agreed.
    pub user: UserId,
    /// The user's name.
    pub user_name: String,
    /// The digest of the plan.
    pub digest: Digest,
    /// When.
    pub at: Timestamp,
    /// A word to it; may be empty.
    pub comment: String,
}

impl FromRow<'_, SqliteRow> for Approval {
    fn from_row(row: &SqliteRow) -> Result<Self, Error> {
        Ok(Self {
            user: row.try_get("user")?,
            user_name: row.try_get("user_name")?,
            digest: column::digest(row)?,
            at: row.try_get("at")?,
            comment: row.try_get("comment")?,
        })
    }
}

impl Store {
    /// Approves a plan; gives the state after it, which is `approved` once `needed` users have agreed.
    ///
    /// Approving again before that changes nothing. Whether the user may approve (role, not the author) is the
    /// caller's business.
    ///
    /// # Errors
    ///
    /// [`StoreError::WrongState`] when the request is not in review, [`StoreError::PlanChanged`] when its plan is
    /// not the one that was looked at, [`StoreError::Gone`] without the request.
    pub async fn approve(
        &self,
        request: RequestId,
        new: &NewApproval<'_>,
        needed: u32,
        now: Timestamp,
    ) -> Result<RequestState, StoreError> {
        let mut tx = self.write().await?;
        let before = status(&mut tx, request).await?;
        if before.state != RequestState::InReview {
            return Err(StoreError::WrongState { request, state: before.state });
        }
        if before.digest != new.digest {
            return Err(StoreError::PlanChanged { request });
        }
        let agreed = insert(&mut tx, request, new, now).await?;
        let after = if agreed < needed { RequestState::InReview } else { RequestState::Approved };
        set_state(&mut tx, request, after, now).await?;
        tx.commit().await?;
        Ok(after)
    }

    /// All approvals of a request, those of former plans too, oldest first.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn approvals(&self, request: RequestId) -> Result<Vec<Approval>, StoreError> {
        let approvals = sqlx::query_as(
            "SELECT approvals.*, users.name AS user_name
             FROM approvals JOIN users ON users.id = approvals.user
             WHERE request = ? ORDER BY at, user",
        )
        .bind(request)
        .fetch_all(&self.readers)
        .await?;
        Ok(approvals)
    }
}

/// Writes an approval; gives how many users have agreed to its plan.
async fn insert(
    connection: &mut SqliteConnection,
    request: RequestId,
    new: &NewApproval<'_>,
    now: Timestamp,
) -> Result<u32, StoreError> {
    sqlx::query(
        "INSERT INTO approvals (request, user, digest, at, comment) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (request, user, digest) DO NOTHING",
    )
    .bind(request)
    .bind(new.user)
    .bind(Text(new.digest))
    .bind(now)
    .bind(new.comment)
    .execute(&mut *connection)
    .await?;
    let agreed = sqlx::query_scalar("SELECT count(*) FROM approvals WHERE request = ? AND digest = ?")
        .bind(request)
        .bind(Text(new.digest))
        .fetch_one(connection)
        .await?;
    Ok(agreed)
}
