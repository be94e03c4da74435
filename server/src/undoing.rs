//! Taking back the first run of a design in an environment: there is no version to go back to, so its tables go.
//!
//! A run after which there is an earlier version is taken back by a plan for that version, as `run_undo` says.

use std::collections::BTreeSet;

use tablewright_plan::{Call, Plan, taking_back};
use tablewright_storage::{DesignId, Environment, EnvironmentId, RunId, RunStep, StepState};

use crate::api::Failure;
use crate::planning::{self, Subject, Survey};
use crate::state::AppState;

/// The tables that a run has made.
pub(crate) fn made(plan: &Plan, steps: &[RunStep]) -> BTreeSet<String> {
    let is_done = |number| steps.iter().any(|step| step.number == number && step.state == StepState::Done);
    let table = |call: &Call| match call {
        Call::CreateTable { table } => Some(table.name.clone()),
        _ => None,
    };
    let done = plan.steps.iter().filter(|step| is_done(step.number));
    done.filter_map(|step| table(&step.call)).collect()
}

/// The tables that go when this run is taken back; a failure when there is another way, or nothing to do.
pub(crate) async fn of_run(
    state: &AppState,
    run: RunId,
    design: DesignId,
    version: u32,
    environment: EnvironmentId,
) -> Result<BTreeSet<String>, Failure> {
    let journal = state.store.run(run).await?.ok_or_else(|| Failure::not_found("run"))?;
    let request = state.store.request(journal.run.request).await?;
    let request = request.ok_or_else(|| Failure::not_found("change request"))?;
    if (request.design, request.version, request.environment) != (design, version, environment) {
        return Err(Failure::not_found("run of this version in this environment"));
    }
    if let Some(before) = state.store.applied_before(run).await? {
        return Err(Failure::conflict(format!(
            "Version {before} was there before this run: plan that version, which takes back what can be."
        )));
    }
    let made = made(&request.plan, &journal.steps);
    if made.is_empty() {
        return Err(Failure::conflict("This run made no table: there is nothing to delete."));
    }
    Ok(made)
}

/// The plan in which these tables go, and all others are as the version has them.
pub(crate) async fn plan(
    state: &AppState,
    environment: &Environment,
    subject: &Subject<'_>,
    without: &BTreeSet<String>,
) -> Result<Plan, Failure> {
    let survey =
        planning::survey(&state.store, &state.environments, environment, subject.id, subject.design).await?;
    let Survey { desired, live, managed, connected } = survey;
    Ok(taking_back(subject.digest, connected.identity, &desired, &live, &managed, without))
}
