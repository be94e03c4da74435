//! `GET /environments/{id}/policy`

use axum::extract::State;
use tablewright_contract::{ApiError, PolicyView};
use tablewright_storage::EnvironmentId;

use super::extract::PathId;
use super::extract_etag::Tagged;
use super::{Failure, policy_view};
use crate::auth::CurrentUser;
use crate::state::AppState;

/// What it takes to change an environment.
#[utoipa::path(get, path = "/environments/{id}/policy", tag = "environments", params(("id" = String, Path)),
    responses((status = 200, body = PolicyView), (status = 401, body = ApiError), (status = 404, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    _: CurrentUser,
    PathId(id): PathId<EnvironmentId>,
) -> Result<Tagged<PolicyView>, Failure> {
    state.store.environment(id).await?.ok_or_else(|| Failure::not_found("environment"))?;
    let kept = state.store.policy(id).await?;
    Ok(Tagged(kept.revision, policy_view::view(&kept.policy)))
}
