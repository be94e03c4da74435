//! What a policy judges by, read inside the transaction that depends on it.

use std::collections::{BTreeMap, BTreeSet};

use sqlx::sqlite::SqliteRow;
use sqlx::types::Text;
use sqlx::{Row, SqliteConnection};
use tablewright_model::{Digest, Id};
use tablewright_plan::Plan;
use tablewright_policy::{Facts, Person, Policy, Role, Vote, doomed, worst};

use super::RequestState;
use crate::{EnvironmentId, RequestId, Store, StoreError, UserId, column, policies};

/// A request as a policy sees it, and the policy.
#[derive(Debug, Clone)]
pub struct Case {
    /// The policy of the environment, as it is now.
    pub policy: Policy,
    /// What is known of the request.
    pub facts: Facts,
    pub(crate) environment: EnvironmentId,
    pub(crate) state: RequestState,
    pub(crate) digest: Digest,
}

impl Store {
    /// A request as the policy of its environment sees it: for whoever shows it. Approving and starting a run look
    /// again, each in its own transaction.
    ///
    /// # Errors
    ///
    /// [`StoreError::Gone`] without the request.
    pub async fn case(&self, request: RequestId) -> Result<Case, StoreError> {
        let mut tx = self.read().await?;
        case(&mut tx, request).await
    }
}

pub(crate) async fn case(connection: &mut SqliteConnection, request: RequestId) -> Result<Case, StoreError> {
    let row = sqlx::query("SELECT * FROM requests WHERE id = ?")
        .bind(request)
        .fetch_optional(&mut *connection)
        .await?
        .ok_or(StoreError::Gone("change request"))?;
    let environment = row.try_get("environment")?;
    let policy = policies::of(connection, environment).await?.policy;
    let digest = column::digest(&row)?;
    let plan: Plan = column::json(&row, "plan")?;
    let author: UserId = row.try_get("author")?;
    let facts = Facts {
        author: Some(author.0),
        risk: worst(&plan),
        doomed: doomed(&plan),
        votes: votes(connection, request, digest).await?,
        comments: comments(connection, request).await?,
        not_yet_in: not_yet_in(connection, &row, policy.after).await?,
    };
    Ok(Case { policy, facts, environment, state: row.try_get("state")?, digest })
}

/// Somebody, as they are now.
pub(crate) async fn person(connection: &mut SqliteConnection, user: UserId) -> Result<Person, StoreError> {
    let row = sqlx::query("SELECT id, role, deactivated_at IS NULL AS active FROM users WHERE id = ?")
        .bind(user)
        .fetch_optional(connection)
        .await?
        .ok_or(StoreError::Gone("user"))?;
    Ok(person_of(&row)?)
}

fn person_of(row: &SqliteRow) -> Result<Person, sqlx::Error> {
    let id: UserId = row.try_get("id")?;
    Ok(Person { id: id.0, role: column::text::<Role>(row, "role")?, active: row.try_get("active")? })
}

async fn votes(
    connection: &mut SqliteConnection,
    request: RequestId,
    digest: Digest,
) -> Result<Vec<Vote>, StoreError> {
    let rows = sqlx::query(
        "SELECT users.id, users.role, users.deactivated_at IS NULL AS active, approvals.at, approvals.typed
         FROM approvals JOIN users ON users.id = approvals.user WHERE request = ? AND digest = ?",
    )
    .bind(request)
    .bind(Text(digest))
    .fetch_all(connection)
    .await?;
    let vote = |row: &SqliteRow| {
        let typed: BTreeSet<String> = column::json(row, "typed")?;
        Ok(Vote { by: person_of(row)?, at: row.try_get("at")?, typed })
    };
    rows.iter().map(vote).collect()
}

async fn comments(
    connection: &mut SqliteConnection,
    request: RequestId,
) -> Result<BTreeMap<Id, i64>, StoreError> {
    let last: Vec<(UserId, i64)> =
        sqlx::query_as("SELECT author, max(at) FROM comments WHERE request = ? GROUP BY author")
            .bind(request)
            .fetch_all(connection)
            .await?;
    Ok(last.into_iter().map(|(author, at)| (author.0, at)).collect())
}

/// The environment that the version should have been applied in, if it was not.
async fn not_yet_in(
    connection: &mut SqliteConnection,
    request: &SqliteRow,
    after: Option<Id>,
) -> Result<Option<String>, StoreError> {
    let Some(before) = after.map(EnvironmentId) else { return Ok(None) };
    let applied: bool = sqlx::query_scalar(
        "SELECT EXISTS (
             SELECT 1 FROM requests JOIN runs ON runs.request = requests.id
             WHERE runs.state = 'succeeded' AND requests.environment = ? AND requests.design = ?
                 AND requests.version = ? AND requests.plan ->> '$.without' IS NULL)",
    )
    .bind(before)
    .bind(request.try_get::<String, _>("design")?)
    .bind(request.try_get::<i64, _>("version")?)
    .fetch_one(&mut *connection)
    .await?;
    if applied {
        return Ok(None);
    }
    let name: Option<String> = sqlx::query_scalar("SELECT name FROM environments WHERE id = ?")
        .bind(before)
        .fetch_optional(connection)
        .await?;
    Ok(Some(name.unwrap_or_else(|| "an environment that was deleted".to_owned())))
}
