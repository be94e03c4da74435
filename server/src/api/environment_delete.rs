//! `DELETE /environments/{id}`

use axum::extract::State;
use axum::http::StatusCode;
use tablewright_contract::ApiError;
use tablewright_storage::{EnvironmentId, EnvironmentKind, Role};

use super::Failure;
use super::extract::PathId;
use crate::auth::{CurrentUser, require};
use crate::state::AppState;
use crate::time::now;

/// Removes an environment of AWS that nothing was planned or applied for. Nothing happens in AWS.
#[utoipa::path(delete, path = "/environments/{id}", tag = "environments", params(("id" = String, Path)),
    responses((status = 204), (status = 403, body = ApiError), (status = 404, body = ApiError),
        (status = 409, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    user: CurrentUser,
    PathId(id): PathId<EnvironmentId>,
) -> Result<StatusCode, Failure> {
    require(&user, Role::Administrator, "remove environments")?;
    let found = state.store.environment(id).await?;
    if found.is_some_and(|found| found.kind == EnvironmentKind::Sandbox) {
        return Err(Failure::conflict("The built-in sandbox can't be removed."));
    }
    match user.store(&state).delete_environment(id, now()).await? {
        true => Ok(StatusCode::NO_CONTENT),
        false => Err(Failure::not_found("environment")),
    }
}
