//! `GET /designs/{id}/diagnostics` and `GET /designs/{id}/verdicts`: a version as it is judged, or the document as it is.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use tablewright_access::verdict;
use tablewright_contract::{ApiError, DiagnosticsView, VerdictsView};
use tablewright_lint::Policy;
use tablewright_model::Design;
use tablewright_storage::DesignId;

use super::Failure;
use super::extract::{PathId, Query};
use crate::auth::CurrentUser;
use crate::judged;
use crate::state::AppState;

#[derive(Deserialize)]
pub(super) struct Which {
    version: Option<u32>,
}

/// What AWS would refuse in a design, and what lint finds.
#[utoipa::path(get, path = "/designs/{id}/diagnostics", tag = "designs",
    params(("id" = String, Path),
        ("version" = Option<u32>, Query, description = "A version; the document as it is now when absent")),
    responses((status = 200, body = DiagnosticsView), (status = 401, body = ApiError), (status = 404, body = ApiError)))]
pub(super) async fn diagnostics(
    State(state): State<AppState>,
    _: CurrentUser,
    PathId(id): PathId<DesignId>,
    Query(which): Query<Which>,
) -> Result<Json<DiagnosticsView>, Failure> {
    let design = document(&state, id, which).await?;
    aside(move || {
        let (findings, silenced) = judged::findings(&design, &Policy::default());
        judged::diagnostics(&design, &findings, silenced)
    })
    .await
}

/// What serves each access pattern of a design, and why nothing else does.
#[utoipa::path(get, path = "/designs/{id}/verdicts", tag = "designs",
    params(("id" = String, Path),
        ("version" = Option<u32>, Query, description = "A version; the document as it is now when absent")),
    responses((status = 200, body = VerdictsView), (status = 401, body = ApiError), (status = 404, body = ApiError)))]
pub(super) async fn verdicts(
    State(state): State<AppState>,
    _: CurrentUser,
    PathId(id): PathId<DesignId>,
    Query(which): Query<Which>,
) -> Result<Json<VerdictsView>, Failure> {
    let design = document(&state, id, which).await?;
    aside(move || judged::verdicts(&design, &verdict::verdicts(&design))).await
}

async fn document(state: &AppState, id: DesignId, which: Which) -> Result<Design, Failure> {
    let head = state.designs.head(id).await?.ok_or_else(|| Failure::not_found("design"))?.design;
    let Some(number) = which.version else { return Ok(head) };
    let version = state.store.version(id, number).await?;
    version.map(|version| version.document).ok_or_else(|| Failure::not_found("version"))
}

/// Thousands of tables take a moment, in which the others are to be answered.
async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<Json<T>, Failure> {
    tokio::task::spawn_blocking(work).await.map(Json).map_err(|error| Failure::internal(&error))
}
