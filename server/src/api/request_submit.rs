//! `POST /requests/{id}/submit`: put a draft up for review.

use axum::Json;
use axum::extract::State;
use tablewright_contract::{ApiError, RequestView};
use tablewright_storage::{RequestId, Role};

use super::extract::PathId;
use super::{Failure, request_get};
use crate::auth::{CurrentUser, require};
use crate::state::AppState;
use crate::time::now;

/// Puts a draft up for review. One that a check holds back says so.
#[utoipa::path(post, path = "/requests/{id}/submit", tag = "requests", params(("id" = String, Path)),
    responses((status = 200, body = RequestView), (status = 403, body = ApiError), (status = 404, body = ApiError),
        (status = 409, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    user: CurrentUser,
    PathId(id): PathId<RequestId>,
) -> Result<Json<RequestView>, Failure> {
    require(&user, Role::Designer, "submit a change request")?;
    let request = state.store.request(id).await?.ok_or_else(|| Failure::not_found("change request"))?;
    if request.author != user.0.id {
        require(&user, Role::Reviewer, "submit somebody else's request")?;
    }
    user.store(&state).submit(id, now()).await?;
    Ok(Json(request_get::view(&state, id, &user).await?))
}
