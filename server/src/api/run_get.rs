//! `GET /runs/{id}`

use axum::Json;
use axum::extract::State;
use tablewright_contract::{ApiError, Filled, RunStepView, RunView};
use tablewright_engine as engine;
use tablewright_plan::{Call, Plan, Reverse, Step, render};
use tablewright_storage::{RunId, RunJournal, RunState, RunStep, StepState};

use super::extract::PathId;
use super::{Failure, views};
use crate::auth::CurrentUser;
use crate::state::AppState;
use crate::time::rfc3339;

/// A run with its steps.
#[utoipa::path(get, path = "/runs/{id}", tag = "runs", params(("id" = String, Path)),
    responses((status = 200, body = RunView), (status = 401, body = ApiError), (status = 404, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    _: CurrentUser,
    PathId(id): PathId<RunId>,
) -> Result<Json<RunView>, Failure> {
    view(&state, id).await.map(Json)
}

/// The run as its journal has it now.
pub(super) async fn view(state: &AppState, id: RunId) -> Result<RunView, Failure> {
    let RunJournal { run, steps } = state.store.run(id).await?.ok_or_else(|| Failure::not_found("run"))?;
    let request =
        state.store.request(run.request).await?.ok_or_else(|| Failure::not_found("change request"))?;
    let started_by = state.store.user(run.started_by).await?.map(|user| user.name).unwrap_or_default();
    let going = run.state == RunState::Running;
    let mut filled = state.runs.filled(run.id);
    Ok(RunView {
        paused: going && run.paused_at.is_some(),
        stopping: going && run.cancel_asked_at.is_some(),
        unfinished: if going { unfinished(&request.plan, &steps) } else { Vec::new() },
        id: run.id.to_string(),
        request: run.request.to_string(),
        started_by,
        started_at: rfc3339(run.started_at),
        finished_at: run.finished_at.map(rfc3339),
        state: views::run_state(run.state),
        error: run.error,
        closing: (run.state == RunState::Succeeded).then(|| closing(&request.plan).to_owned()),
        steps: steps
            .into_iter()
            .map(|recorded| {
                let filled = filled.remove(&recorded.number);
                step(&request.plan, recorded, filled)
            })
            .collect(),
    })
}

/// What the closing check has found when all is well.
fn closing(plan: &Plan) -> &'static str {
    if plan.without.is_empty() {
        render::NO_CHANGES
    } else {
        "No changes. The tables that were to go are gone."
    }
}

/// The indexes that are being filled, which the steps that make them can take back.
fn unfinished(plan: &Plan, steps: &[RunStep]) -> Vec<String> {
    let is_open = |number| {
        let step = steps.iter().find(|step| step.number == number);
        step.is_some_and(|step| matches!(step.state, StepState::Intent | StepState::Waiting))
    };
    let index = |step: &Step| match (&step.call, &step.reverse) {
        (Call::CreateIndex { table, index, .. }, Reverse::Call(_)) if is_open(step.number) => {
            Some(format!("Index `{index}` of table `{table}` is dropped before it is filled."))
        }
        _ => None,
    };
    plan.steps.iter().filter_map(index).collect()
}

fn step(plan: &Plan, recorded: RunStep, filled: Option<engine::Filled>) -> RunStepView {
    let planned = plan.steps.iter().find(|step| step.number == recorded.number);
    RunStepView {
        number: recorded.number,
        operation: planned.map(|step| step.call.operation().to_owned()).unwrap_or_default(),
        table: planned.map(|step| step.call.table().to_owned()).unwrap_or_default(),
        state: views::step_state(recorded.state),
        filled: filled.filter(|_| recorded.state == StepState::Waiting).map(shown),
        detail: recorded.detail.unwrap_or_default(),
        aws_request_ids: recorded.aws_request_ids,
        started_at: recorded.started_at.map(rfc3339),
        finished_at: recorded.finished_at.map(rfc3339),
    }
}

fn shown(filled: engine::Filled) -> Filled {
    match filled {
        engine::Filled::Percent(percent) => Filled::Percent(percent),
        engine::Filled::Unknown(why) => Filled::Unknown(why),
    }
}
