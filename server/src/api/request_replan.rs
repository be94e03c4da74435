//! `POST /requests/{id}/plan`: make the plan anew, after the environment moved or a run stopped.

use axum::Json;
use axum::extract::State;
use serde_json::json;
use tablewright_contract::{ApiError, RequestView};
use tablewright_storage::{ChangeRequest, RequestId, Role};

use super::extract::PathId;
use super::request_plan::{Goal, Reviewable};
use super::{Failure, request_get, request_plan};
use crate::auth::{CurrentUser, require};
use crate::state::AppState;
use crate::time::now;

/// Plans the request's version anew. With another plan the request is back in review and former approvals are void.
#[utoipa::path(post, path = "/requests/{id}/plan", tag = "requests", params(("id" = String, Path)),
    responses((status = 200, body = RequestView), (status = 403, body = ApiError), (status = 404, body = ApiError),
        (status = 409, body = ApiError), (status = 502, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    user: CurrentUser,
    PathId(id): PathId<RequestId>,
) -> Result<Json<RequestView>, Failure> {
    require(&user, Role::Designer, "plan a request anew")?;
    let request = state.store.request(id).await?.ok_or_else(|| Failure::not_found("change request"))?;
    let ChangeRequest { design, version, environment, plan: former, .. } = request;
    let Reviewable { plan: planned, patterns, checks } =
        request_plan::reviewable(&state, design, version, environment, Goal::SameAs(&former)).await?;
    user.store(&state).replace_plan(id, &planned, &checks, &json!(patterns), now()).await?;
    Ok(Json(request_get::view(&state, id, &user).await?))
}
