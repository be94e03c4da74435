//! `GET /designs/{id}/versions`

use axum::Json;
use axum::extract::State;
use tablewright_contract::{ApiError, VersionSummary};
use tablewright_storage::DesignId;

use super::extract::PathId;
use super::{Failure, views};
use crate::auth::CurrentUser;
use crate::state::AppState;

/// The versions of a design, newest first.
#[utoipa::path(get, path = "/designs/{id}/versions", tag = "versions", params(("id" = String, Path)),
    responses((status = 200, body = Vec<VersionSummary>), (status = 401, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    _: CurrentUser,
    PathId(id): PathId<DesignId>,
) -> Result<Json<Vec<VersionSummary>>, Failure> {
    let versions = state.store.versions(id).await?;
    Ok(Json(versions.iter().map(views::version).collect()))
}
