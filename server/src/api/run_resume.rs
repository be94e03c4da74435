//! `POST /runs/{id}/resume`: go on.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use tablewright_contract::{ApiError, RunView};
use tablewright_storage::{Role, RunId};

use super::extract::PathId;
use super::{Failure, run_get};
use crate::auth::{CurrentUser, require};
use crate::state::AppState;
use crate::time::now;

/// Lets a run that was asked to wait go on.
#[utoipa::path(post, path = "/runs/{id}/resume", tag = "runs", params(("id" = String, Path)),
    responses((status = 202, body = RunView), (status = 403, body = ApiError), (status = 404, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    user: CurrentUser,
    PathId(id): PathId<RunId>,
) -> Result<(StatusCode, Json<RunView>), Failure> {
    require(&user, Role::Operator, "let a run go on")?;
    run_get::view(&state, id).await?;
    user.store(&state).ask_resume(id, user.0.id, now()).await?;
    state.runs.go_on(id);
    Ok((StatusCode::ACCEPTED, Json(run_get::view(&state, id).await?)))
}
