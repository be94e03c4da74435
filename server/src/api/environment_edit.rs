//! `PUT /environments/{id}`

use axum::extract::State;
use tablewright_contract::{ApiError, CreateEnvironment, EnvironmentView};
use tablewright_storage::{Environment, EnvironmentId, EnvironmentKind, Role};

use super::extract::{Body, PathId};
use super::extract_etag::{IfMatch, Tagged};
use super::{Failure, environment_create};
use crate::auth::{CurrentUser, require};
use crate::state::AppState;
use crate::time::now;

/// Changes an environment of AWS. It is asked for its account again. Where tables are managed, account, region and names
/// of tables stay; approvals that named it as it was are void.
#[utoipa::path(put, path = "/environments/{id}", tag = "environments", request_body = CreateEnvironment,
    params(("id" = String, Path), ("If-Match" = Option<String>, Header, description = "The `ETag` that was read")),
    responses((status = 200, body = EnvironmentView), (status = 403, body = ApiError), (status = 404, body = ApiError),
        (status = 409, body = ApiError), (status = 412, body = ApiError), (status = 422, body = ApiError),
        (status = 502, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    user: CurrentUser,
    PathId(id): PathId<EnvironmentId>,
    IfMatch(revision): IfMatch,
    Body(body): Body<CreateEnvironment>,
) -> Result<Tagged<EnvironmentView>, Failure> {
    require(&user, Role::Administrator, "change environments")?;
    let before = state.store.environment(id).await?.ok_or_else(|| Failure::not_found("environment"))?;
    if before.kind == EnvironmentKind::Sandbox {
        return Err(Failure::conflict(
            "The built-in sandbox is as the server made it: add an environment of AWS.",
        ));
    }
    let revision = revision.unwrap_or(before.revision);
    let given = environment_create::parse(body)?;
    let new = Environment { id, revision, created_at: before.created_at, ..given };
    let new = environment_create::reached(&state, new).await?;
    let after = user.store(&state).update_environment(&new, now()).await?;
    Ok(Tagged(after.revision, state.environments.view(&after)))
}
