//! `GET /designs/{id}/changes`: what differs between two states of a design.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use tablewright_contract::{ApiError, ChangesView};
use tablewright_model::{Design, compare};
use tablewright_storage::DesignId;

use super::Failure;
use super::extract::{PathId, Query};
use crate::auth::CurrentUser;
use crate::state::AppState;

#[derive(Deserialize)]
pub(super) struct Between {
    from: u32,
    to: Option<u32>,
}

/// What differs between two versions, or between a version and the document as it is now.
#[utoipa::path(get, path = "/designs/{id}/changes", tag = "versions",
    params(("id" = String, Path),
        ("from" = u32, Query, description = "The older version; 0 is the empty design"),
        ("to" = Option<u32>, Query, description = "The newer version; the document as it is now when absent")),
    responses((status = 200, body = ChangesView), (status = 401, body = ApiError), (status = 404, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    _: CurrentUser,
    PathId(id): PathId<DesignId>,
    Query(Between { from, to }): Query<Between>,
) -> Result<Json<ChangesView>, Failure> {
    let newer = match to {
        Some(number) => version(&state, id, number).await?,
        None => state.designs.head(id).await?.ok_or_else(|| Failure::not_found("design"))?.design,
    };
    let older = match from {
        0 => Design::blank(newer.name.clone()),
        number => version(&state, id, number).await?,
    };
    Ok(Json(ChangesView { from, to, differences: compare(&older, &newer) }))
}

async fn version(state: &AppState, id: DesignId, number: u32) -> Result<Design, Failure> {
    let version = state.store.version(id, number).await?;
    version.map(|version| version.document).ok_or_else(|| Failure::not_found("version"))
}
