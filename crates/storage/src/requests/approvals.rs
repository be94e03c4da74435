//! Approvals: who agreed to which plan.

use std::collections::BTreeSet;

use serde_json::json;
use sqlx::sqlite::SqliteRow;
use sqlx::types::Text;
use sqlx::{Error, FromRow, Row, SqliteConnection};
use tablewright_model::Digest;
use tablewright_policy::may_approve;

use super::settle::{Scope, settle};
use super::{RequestState, case, person, status};
use crate::audit::{Action, Note};
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
    /// The names of tables that were typed.
    pub typed: &'a BTreeSet<String>,
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
    /// The names of tables that were typed.
    pub typed: BTreeSet<String>,
}

impl FromRow<'_, SqliteRow> for Approval {
    fn from_row(row: &SqliteRow) -> Result<Self, Error> {
        Ok(Self {
            user: row.try_get("user")?,
            user_name: row.try_get("user_name")?,
            digest: column::digest(row)?,
            at: row.try_get("at")?,
            comment: row.try_get("comment")?,
            typed: column::json(row, "typed")?,
        })
    }
}

impl Store {
    /// Approves a plan; gives the state after it, which is `approved` once enough of the right people have agreed.
    ///
    /// # Errors
    ///
    /// [`StoreError::WrongState`] when the request is not in review, [`StoreError::PlanChanged`] when its plan is
    /// not the one that was looked at, [`StoreError::Refused`] when the environment's policy does not let this
    /// person approve, [`StoreError::Gone`] without the request.
    pub async fn approve(
        &self,
        request: RequestId,
        new: &NewApproval<'_>,
        now: Timestamp,
    ) -> Result<RequestState, StoreError> {
        let mut tx = self.write().await?;
        let before = case(&mut tx, request).await?;
        let person = person(&mut tx, new.user).await?;
        if before.state != RequestState::InReview {
            return Err(StoreError::WrongState { request, state: before.state });
        }
        if before.digest != new.digest {
            return Err(StoreError::PlanChanged { request });
        }
        may_approve(&before.policy, &before.facts, person, new.typed).map_err(StoreError::Refused)?;
        insert(&mut tx, request, new, now).await?;
        let note = Note::new(Action::Approved, format!("request/{request}")).by(new.user).digest(new.digest);
        self.note(&mut tx, note.detail(json!({"comment": new.comment, "typed": new.typed})), now).await?;
        settle(self, &mut tx, Scope::Request(request), now).await?;
        let after = status(&mut tx, request).await?.state;
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

/// Writes an approval. One that was given before and counts no more is given anew.
async fn insert(
    connection: &mut SqliteConnection,
    request: RequestId,
    new: &NewApproval<'_>,
    now: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO approvals (request, user, digest, at, comment, typed) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (request, user, digest) DO UPDATE SET at = ?4, comment = ?5, typed = ?6",
    )
    .bind(request)
    .bind(new.user)
    .bind(Text(new.digest))
    .bind(now)
    .bind(new.comment)
    .bind(column::to_json("typed", new.typed)?)
    .execute(connection)
    .await?;
    Ok(())
}
