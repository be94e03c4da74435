//! `POST /requests/{id}/apply`: carry an approved plan out.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use tablewright_contract::{ApiError, RunView};
use tablewright_storage::{NewRun, RequestId, Role, RunId};

use super::extract::PathId;
use super::{Failure, run_get};
use crate::auth::{CurrentUser, require};
use crate::entropy;
use crate::state::AppState;
use crate::time::now;

/// Starts a run of the approved plan, if the policy of the environment allows it now. The run reads the environment again first and refuses if it moved.
#[utoipa::path(post, path = "/requests/{id}/apply", tag = "requests", params(("id" = String, Path)),
    responses((status = 202, body = RunView), (status = 403, body = ApiError), (status = 404, body = ApiError),
        (status = 409, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    user: CurrentUser,
    PathId(id): PathId<RequestId>,
) -> Result<(StatusCode, Json<RunView>), Failure> {
    require(&user, Role::Operator, "apply")?;
    let request = state.store.request(id).await?.ok_or_else(|| Failure::not_found("change request"))?;
    let new =
        NewRun { id: RunId(entropy::id()?), request: id, digest: request.digest, started_by: user.0.id };
    let run = user.store(&state).start_run(&new, now()).await?;
    let id = run.id;
    state.runs.launch(&state, run);
    Ok((StatusCode::ACCEPTED, Json(run_get::view(&state, id).await?)))
}
