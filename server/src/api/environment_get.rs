//! `GET /environments/{id}`

use axum::extract::State;
use tablewright_contract::{ApiError, EnvironmentView};
use tablewright_storage::EnvironmentId;

use super::Failure;
use super::extract::PathId;
use super::extract_etag::Tagged;
use crate::auth::CurrentUser;
use crate::state::AppState;

/// An environment.
#[utoipa::path(get, path = "/environments/{id}", tag = "environments", params(("id" = String, Path)),
    responses((status = 200, body = EnvironmentView), (status = 401, body = ApiError),
        (status = 403, body = ApiError), (status = 404, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    _user: CurrentUser,
    PathId(id): PathId<EnvironmentId>,
) -> Result<Tagged<EnvironmentView>, Failure> {
    let environment = state.store.environment(id).await?.ok_or_else(|| Failure::not_found("environment"))?;
    Ok(Tagged(environment.revision, state.environments.view(&environment)))
}
