//! What approvals are worth: a request in review with enough of them is approved, one without them is not.
//!
//! Called inside every write that could change the answer: an approval, another role, another policy, a comment.

use sqlx::SqliteConnection;
use tablewright_policy::standing;

use super::facts::{Case, case};
use super::{RequestState, set_state};
use crate::audit::{Action, Note};
use crate::{EnvironmentId, RequestId, Store, StoreError, Timestamp};

/// Which requests may have changed.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Scope {
    All,
    Environment(EnvironmentId),
    Request(RequestId),
}

/// Moves each request between review and approval to where it belongs.
pub(crate) async fn settle(
    store: &Store,
    connection: &mut SqliteConnection,
    scope: Scope,
    now: Timestamp,
) -> Result<(), StoreError> {
    for request in waiting(connection, scope).await? {
        let Case { policy, facts, state, digest, .. } = case(connection, request).await?;
        let belongs = match standing(&policy, &facts).is_enough() {
            true => RequestState::Approved,
            false => RequestState::InReview,
        };
        if belongs == state {
            continue;
        }
        set_state(connection, request, belongs, now).await?;
        if belongs == RequestState::InReview {
            let note = Note::new(Action::Reopened, format!("request/{request}")).digest(digest);
            store.note(connection, note, now).await?;
        }
    }
    Ok(())
}

async fn waiting(connection: &mut SqliteConnection, scope: Scope) -> Result<Vec<RequestId>, StoreError> {
    let (environment, request) = match scope {
        Scope::All => (None, None),
        Scope::Environment(environment) => (Some(environment), None),
        Scope::Request(request) => (None, Some(request)),
    };
    let waiting = sqlx::query_scalar(
        "SELECT id FROM requests WHERE state IN ('in_review', 'approved')
             AND (?1 IS NULL OR environment = ?1) AND (?2 IS NULL OR id = ?2)",
    );
    Ok(waiting.bind(environment).bind(request).fetch_all(connection).await?)
}
