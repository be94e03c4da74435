//! `POST /requests/{id}/approvals`: agree to exactly one plan.

use axum::Json;
use axum::extract::State;
use tablewright_contract::{ApiError, Approve, RequestView};
use tablewright_storage::{NewApproval, RequestId, Role};

use super::extract::{Body, PathId};
use super::{Failure, request_get};
use crate::auth::{CurrentUser, require};
use crate::state::AppState;
use crate::time::now;

const MOST_COMMENT: usize = 2_000;

/// Approves the plan with this digest, as the policy of the environment has it. Another plan needs another approval.
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
    require(&user, Role::Reviewer, "approve")?;
    let digest =
        body.digest.parse().map_err(|error: String| Failure::invalid("digest", format!("{error}.")))?;
    let comment = body.comment.trim();
    if comment.chars().count() > MOST_COMMENT {
        return Err(Failure::invalid("comment", "Use at most 2,000 characters."));
    }
    let typed = body.typed.into_iter().collect();
    let approval = NewApproval { user: user.0.id, digest, comment, typed: &typed };
    user.store(&state).approve(id, &approval, now()).await?;
    Ok(Json(request_get::view(&state, id, &user).await?))
}
