//! Taking back the first run of a design in an environment: there is no version to go back to, so its tables go.
//!
//! A run before which there was a version is taken back by a plan for that version, as `run_undo` says.

use std::collections::BTreeSet;

use tablewright_plan::{Plan, taking_back};
use tablewright_storage::{DesignId, Environment, EnvironmentId, RunId, RunStep, StepState};

use crate::api::Failure;
use crate::planning::{self, Subject, Survey};
use crate::state::AppState;

/// The tables that a run has made, by their names in AWS.
pub(crate) fn made(plan: &Plan, steps: &[RunStep]) -> BTreeSet<String> {
    let is_done = |number| steps.iter().any(|step| step.number == number && step.state == StepState::Done);
    created(plan, is_done)
}

/// The tables that steps of a plan create, of the steps with these numbers.
fn created(plan: &Plan, which: impl Fn(u32) -> bool) -> BTreeSet<String> {
    let steps = plan.steps.iter().filter(|step| which(step.number) && step.call.makes_table());
    steps.map(|step| step.call.table().to_owned()).collect()
}

/// The tables of the version that are not there once this run is taken back; a failure when there is another way, or nothing to do.
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
    let managed = state.store.managed_tables(environment, design).await?;
    Ok(absent(&request.plan, &made, &managed.into_iter().map(|table| table.name).collect()))
}

/// The tables that are not to be there: what the run has made, and what it did not come to make, since nothing is to be
/// made instead; unless another run has made that since.
fn absent(plan: &Plan, made: &BTreeSet<String>, managed: &BTreeSet<String>) -> BTreeSet<String> {
    let mut planned = created(plan, |_| true);
    planned.retain(|name| made.contains(name) || !managed.contains(name));
    planned
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
    let backup = planning::backup_name();
    Ok(taking_back(subject.digest, connected.identity, &desired, &live, &managed, without, &backup))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use tablewright_model::{AttributeType, digest_of};
    use tablewright_plan::{EnvironmentIdentity, LiveState, NameTemplate, desired, plan};
    use tablewright_testkit::{TableBuilder, design};

    use super::*;

    fn names(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    fn creating(tables: &[&str]) -> Plan {
        let table =
            |name: &&str| TableBuilder::new(name).attribute("Id", AttributeType::S).partition("Id").build();
        let design = design("Several", tables.iter().map(table));
        let template = NameTemplate::parse("{table}").unwrap();
        let wanted = desired(&design, "Sandbox", &template).unwrap();
        let environment = EnvironmentIdentity {
            name: "Sandbox".to_owned(),
            account: "000000000000".to_owned(),
            region: "eu-central-1".to_owned(),
            endpoint: None,
            name_template: "{table}".to_owned(),
            copies: None,
        };
        plan(
            digest_of(&design),
            environment,
            &wanted,
            &LiveState::default(),
            &BTreeMap::new(),
            "tablewright-1",
        )
    }

    #[test]
    fn a_run_that_stopped_midway_is_not_finished_by_taking_it_back() {
        let plan = creating(&["First", "Second", "Third"]);
        for (made, managed, expected) in [
            (&["First"][..], &["First"][..], &["First", "Second", "Third"][..]),
            // Another run has made the rest since, which is not this one's to take back.
            (&["First"], &["First", "Second", "Third"], &["First"]),
            // Somebody has deleted it by hand.
            (&["First", "Second"], &["Second"], &["First", "Second", "Third"]),
        ] {
            assert_eq!(absent(&plan, &names(made), &names(managed)), names(expected));
        }
    }
}
