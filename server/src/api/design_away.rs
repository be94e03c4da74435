//! `GET /designs/{id}/away?after=N`: what others did since.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use tablewright_contract::{ApiError, AwayView};
use tablewright_storage::DesignId;

use super::Failure;
use super::edits_get::PAGE;
use super::extract::{PathId, Query};
use crate::auth::CurrentUser;
use crate::live;
use crate::state::AppState;

#[derive(Deserialize)]
pub(super) struct After {
    after: u64,
}

/// What other people did after an edit, in words: a line for each person and object, the newest first.
#[utoipa::path(get, path = "/designs/{id}/away", tag = "designs",
    params(("id" = String, Path), ("after" = u64, Query, description = "The last number that the caller has seen")),
    responses((status = 200, body = AwayView), (status = 401, body = ApiError), (status = 404, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    user: CurrentUser,
    PathId(id): PathId<DesignId>,
    Query(After { after }): Query<After>,
) -> Result<Json<AwayView>, Failure> {
    let head = state.designs.head(id).await?.ok_or_else(|| Failure::not_found("design"))?;
    // Of a long absence the end: it is what the design looks like now.
    let from = after.max(head.seq.saturating_sub(u64::from(PAGE)));
    let edits = state.store.edits_since(id, from, PAGE).await?;
    let lines = live::away::lines(&head.design, &edits, user.0.id);
    Ok(Json(AwayView { seq: head.seq, edits: head.seq.saturating_sub(after), lines }))
}
