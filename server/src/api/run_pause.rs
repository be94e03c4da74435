//! `POST /runs/{id}/pause`: wait before the next step.

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

/// Asks the run to wait before its next step, also after a restart of the server. What AWS has taken goes on.
#[utoipa::path(post, path = "/runs/{id}/pause", tag = "runs", params(("id" = String, Path)),
    responses((status = 202, body = RunView), (status = 403, body = ApiError), (status = 404, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    user: CurrentUser,
    PathId(id): PathId<RunId>,
) -> Result<(StatusCode, Json<RunView>), Failure> {
    require(&user, Role::Operator, "pause a run")?;
    run_get::view(&state, id).await?;
    user.store(&state).ask_pause(id, user.0.id, now()).await?;
    state.runs.pause(id);
    Ok((StatusCode::ACCEPTED, Json(run_get::view(&state, id).await?)))
}
