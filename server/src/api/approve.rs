//! `POST /requests/{id}/approvals`: agree to exactly one plan.

use axum::Json;
use axum::extract::State;
use tablewright_contract::{ApiError, Approve, RequestView};
use tablewright_storage::{NewApproval, RequestId};

use super::extract::{Body, PathId};
use super::{Failure, request_get};
use crate::auth::CurrentUser;
use crate::state::AppState;
use crate::time::now;

/// How many people have to agree, beside the author.
const NEEDED: u32 = 1;
const MOST_COMMENT: usize = 2_000;

/// Approves the plan with this digest. The author can't, and another plan needs another approval.
#[utoipa::path(post, path = "/requests/{id}/approvals", tag = "requests", request_body = Approve,
    params(("id" = String, Path)),
    responses((status = 200, body = RequestView), (status = 403, body = ApiError), (status = 404, body = ApiError),
        (status = 409, body = ApiError), (status = 422, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    user: CurrentUser,
    PathId(id): PathId<RequestId>,
    Body(body): Body<Approve>,
) -> Result<Json<RequestView>, Failure> {
    let digest =
        body.digest.parse().map_err(|error: String| Failure::invalid("digest", format!("{error}.")))?;
    let comment = body.comment.trim();
    if comment.chars().count() > MOST_COMMENT {
        return Err(Failure::invalid("comment", "Use at most 2,000 characters."));
    }
    let request = state.store.request(id).await?.ok_or_else(|| Failure::not_found("change request"))?;
    let environment = state.store.environment(request.environment).await?;
    let environment = environment.ok_or_else(|| Failure::not_found("environment"))?;
    let approvals = state.store.approvals(id).await?;
    if let Some(refused) = request_get::approve_refused(&request, &environment, &approvals, &user) {
        return Err(refused.into());
    }
    let approval = NewApproval { user: user.0.id, digest, comment };
    state.store.approve(id, &approval, NEEDED, now()).await?;
    Ok(Json(request_get::view(&state, id, &user).await?))
}
