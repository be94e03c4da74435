//! `GET /designs/{id}/edits?after=N`: what happened since.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use tablewright_contract::{ApiError, EditsView};
use tablewright_storage::DesignId;

use super::extract::{PathId, Query};
use super::{Failure, views};
use crate::auth::CurrentUser;
use crate::state::AppState;

/// The most edits in one answer; whoever is further behind asks again.
pub(super) const PAGE: u32 = 1_000;

#[derive(Deserialize)]
pub(super) struct After {
    after: u64,
}

/// Edits after a number, in order.
#[utoipa::path(get, path = "/designs/{id}/edits", tag = "designs",
    params(("id" = String, Path), ("after" = u64, Query, description = "The last number that the caller knows")),
    responses((status = 200, body = EditsView), (status = 401, body = ApiError), (status = 404, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    _: CurrentUser,
    PathId(id): PathId<DesignId>,
    Query(After { after }): Query<After>,
) -> Result<Json<EditsView>, Failure> {
    let head = state.designs.head(id).await?.ok_or_else(|| Failure::not_found("design"))?;
    let edits = state.store.edits_since(id, after, PAGE).await?;
    let edits = edits.into_iter().map(views::edit).collect();
    Ok(Json(EditsView { seq: head.seq, results: Vec::new(), edits }))
}
