//! `POST /runs/{id}/cancel`: stop before the next step.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use tablewright_contract::{ApiError, CancelRun, RunView};
use tablewright_storage::{Role, RunId};

use super::extract::{MaybeBody, PathId};
use super::{Failure, run_get};
use crate::auth::{CurrentUser, require};
use crate::state::AppState;
use crate::time::now;

/// Asks the run to stop, also after a restart of the server. The step that is under way is carried to its end first, unless it is an index that is to be taken back.
#[utoipa::path(post, path = "/runs/{id}/cancel", tag = "runs", params(("id" = String, Path)),
    request_body = Option<CancelRun>,
    responses((status = 202, body = RunView), (status = 400, body = ApiError), (status = 403, body = ApiError),
        (status = 404, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    user: CurrentUser,
    PathId(id): PathId<RunId>,
    MaybeBody(body): MaybeBody<CancelRun>,
) -> Result<(StatusCode, Json<RunView>), Failure> {
    require(&user, Role::Operator, "cancel a run")?;
    run_get::view(&state, id).await?;
    user.store(&state).ask_cancel(id, user.0.id, body.take_back, now()).await?;
    state.runs.cancel(id, body.take_back);
    Ok((StatusCode::ACCEPTED, Json(run_get::view(&state, id).await?)))
}
