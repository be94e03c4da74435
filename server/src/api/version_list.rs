//! `GET /designs/{id}/versions`

use axum::extract::State;
use tablewright_contract::{ApiError, VersionSummary};
use tablewright_storage::DesignId;

use super::extract::PathId;
use super::paging::{Paged, Paging};
use super::{Failure, views};
use crate::auth::CurrentUser;
use crate::state::AppState;

/// The versions of a design, newest first.
#[utoipa::path(get, path = "/designs/{id}/versions", tag = "versions", params(("id" = String, Path), ("limit" = Option<u32>, Query), ("cursor" = Option<String>, Query)),
    responses((status = 200, body = Vec<VersionSummary>), (status = 401, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    _: CurrentUser,
    PathId(id): PathId<DesignId>,
    paging: Paging,
) -> Result<Paged<VersionSummary>, Failure> {
    let versions = state.store.versions(id).await?;
    paging.cut(versions.iter().map(views::version).collect(), |version| version.number.to_string())
}
