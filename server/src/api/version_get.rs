//! `GET /designs/{id}/versions/{number}`

use axum::Json;
use axum::extract::State;
use tablewright_contract::{ApiError, VersionView};
use tablewright_storage::DesignId;

use super::extract::IdPair;
use super::{Failure, views};
use crate::auth::CurrentUser;
use crate::state::AppState;

/// A version with its document.
#[utoipa::path(get, path = "/designs/{id}/versions/{number}", tag = "versions",
    params(("id" = String, Path), ("number" = u32, Path)),
    responses((status = 200, body = VersionView), (status = 401, body = ApiError), (status = 404, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    _: CurrentUser,
    IdPair(id, number): IdPair<DesignId, u32>,
) -> Result<Json<VersionView>, Failure> {
    let version = state.store.version(id, number).await?.ok_or_else(|| Failure::not_found("version"))?;
    Ok(Json(VersionView { summary: views::version(&version.version), document: version.document }))
}
