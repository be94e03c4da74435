//! The states of a change request, and moving from one to another.

use serde::{Deserialize, Serialize};
use sqlx::SqliteConnection;

use super::status;
use crate::audit::{Action, Note};
use crate::{RequestId, Store, StoreError, Timestamp};

/// Where a change request is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(rename_all = "snake_case")]
pub enum RequestState {
    /// Its author is still at it.
    Draft,
    /// A check failed: it is not reviewed like this.
    Checks,
    /// Somebody has to look at it.
    InReview,
    /// Its plan, as it is now, was approved by enough of the right people.
    Approved,
    /// A run is executing it.
    Applying,
    /// A run has executed it.
    Applied,
    /// A run has not got to its end.
    Failed,
    /// Nobody wants it any more.
    Discarded,
    /// The environment is not what the plan was made for: it needs a new plan.
    Stale,
    /// Another request of the design was applied there, with this version or a later one.
    Superseded,
}

impl RequestState {
    /// As it stands in a sentence.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Draft => "a draft",
            Self::Checks => "held back by a check",
            Self::InReview => "in review",
            Self::Approved => "approved",
            Self::Applying => "being applied",
            Self::Applied => "applied",
            Self::Failed => "failed",
            Self::Discarded => "discarded",
            Self::Stale => "out of date",
            Self::Superseded => "superseded by another",
        }
    }

    /// Whether something can still become of it.
    #[must_use]
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Applied | Self::Discarded | Self::Superseded)
    }

    /// Whether a new plan may take the place of its plan.
    pub(super) const fn takes_plan(self) -> bool {
        !matches!(self, Self::Applying | Self::Applied | Self::Discarded | Self::Superseded)
    }

    /// What is noted of a request that gets there by [`Store::transition`].
    const fn deed(self) -> Option<Action> {
        match self {
            Self::Discarded => Some(Action::Discarded),
            Self::Stale => Some(Action::Stale),
            Self::Superseded => Some(Action::Superseded),
            _ => None,
        }
    }
}

impl Store {
    /// Moves a request to `to` if it is in one of `from`; whether it was.
    ///
    /// # Errors
    ///
    /// [`StoreError::Gone`] without the request.
    pub async fn transition(
        &self,
        request: RequestId,
        from: &[RequestState],
        to: RequestState,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut tx = self.write().await?;
        let before = status(&mut tx, request).await?;
        if !from.contains(&before.state) {
            return Ok(false);
        }
        set_state(&mut tx, request, to, now).await?;
        if let Some(action) = to.deed() {
            let note = Note::new(action, format!("request/{request}")).digest(before.digest);
            self.note(&mut tx, note, now).await?;
        }
        tx.commit().await?;
        Ok(true)
    }
}

/// Moves a request whose state was looked at in the same transaction.
pub(crate) async fn set_state(
    connection: &mut SqliteConnection,
    request: RequestId,
    state: RequestState,
    now: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE requests SET state = ?, updated_at = ? WHERE id = ?")
        .bind(state)
        .bind(now)
        .bind(request)
        .execute(connection)
        .await?;
    Ok(())
}
