//! `POST /requests/{id}/discard`: give a request up.

use axum::Json;
use axum::extract::State;
use tablewright_contract::{ApiError, RequestView};
use tablewright_storage::{RequestId, RequestState, Role};

use super::extract::PathId;
use super::{Failure, request_get};
use crate::auth::{CurrentUser, require};
use crate::state::AppState;
use crate::time::now;

/// States from which a request can be given up.
const OPEN: [RequestState; 6] = [
    RequestState::Draft,
    RequestState::Checks,
    RequestState::InReview,
    RequestState::Approved,
    RequestState::Failed,
    RequestState::Stale,
];

/// Discards a request that no run is at.
#[utoipa::path(post, path = "/requests/{id}/discard", tag = "requests", params(("id" = String, Path)),
    responses((status = 200, body = RequestView), (status = 403, body = ApiError), (status = 404, body = ApiError),
        (status = 409, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    user: CurrentUser,
    PathId(id): PathId<RequestId>,
) -> Result<Json<RequestView>, Failure> {
    let request = state.store.request(id).await?.ok_or_else(|| Failure::not_found("change request"))?;
    if request.author != user.0.id {
        require(&user, Role::Reviewer, "discard somebody else's request")?;
    }
    if !user.store(&state).transition(id, &OPEN, RequestState::Discarded, now()).await? {
        return Err(Failure::conflict(format!("The request is {}.", request.state.words())));
    }
    Ok(Json(request_get::view(&state, id, &user).await?))
}
