//! `GET /runs/{id}/undo`: what would take back what a run has done.

use axum::Json;
use axum::extract::State;
use tablewright_contract::{ApiError, UndoStep, UndoView};
use tablewright_plan::{render, undo};
use tablewright_storage::{RunId, StepState};

use super::Failure;
use super::extract::PathId;
use crate::auth::CurrentUser;
use crate::state::AppState;
use crate::undoing;

/// The calls that would take a run back, and the version that was there before: a plan for it is reviewed like any other.
#[utoipa::path(get, path = "/runs/{id}/undo", tag = "runs", params(("id" = String, Path)),
    responses((status = 200, body = UndoView), (status = 401, body = ApiError), (status = 404, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    _: CurrentUser,
    PathId(id): PathId<RunId>,
) -> Result<Json<UndoView>, Failure> {
    let journal = state.store.run(id).await?.ok_or_else(|| Failure::not_found("run"))?;
    let request = state.store.request(journal.run.request).await?;
    let request = request.ok_or_else(|| Failure::not_found("change request"))?;
    let is_done =
        |number| journal.steps.iter().any(|step| step.number == number && step.state == StepState::Done);
    let found = undo(&request.plan, is_done);
    let calls = found.calls.iter().map(|(step, call)| UndoStep { step: *step, words: render::title(call) });
    let left = found.left.into_iter().map(|(step, words)| UndoStep { step, words });
    Ok(Json(UndoView {
        design: request.design.to_string(),
        version: state.store.applied_before(id).await?,
        applied: request.version,
        made: undoing::made(&request.plan, &journal.steps).into_iter().collect(),
        environment: journal.run.environment.to_string(),
        calls: calls.collect(),
        left: left.collect(),
    }))
}
