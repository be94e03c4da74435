//! From a version and an environment to a plan that can be reviewed, with its checks.

use std::collections::BTreeSet;

use tablewright_contract::PatternChange;
use tablewright_plan::Plan;
use tablewright_storage::{Check, DesignId, EnvironmentId};

use super::{Failure, plan};
use crate::planning::{Planned, Subject};
use crate::review::checks;
use crate::state::AppState;
use crate::{retiring, undoing};

/// A plan that does something and can be carried out, and what was found out about it.
pub(crate) struct Reviewable {
    pub(crate) plan: Plan,
    pub(crate) patterns: Vec<PatternChange>,
    pub(crate) checks: Vec<Check>,
}

/// What is to be planned.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Goal<'a> {
    /// That the tables are as the version has them.
    Version,
    /// That the old table of a migration goes.
    Retire(&'a str),
    /// That these tables go again, which a first run has made.
    Without(&'a BTreeSet<String>),
    /// What a former plan was for.
    SameAs(&'a Plan),
}

/// Plans, and refuses what is not worth a review.
pub(crate) async fn reviewable(
    state: &AppState,
    design: DesignId,
    number: u32,
    environment: EnvironmentId,
    goal: Goal<'_>,
) -> Result<Reviewable, Failure> {
    let Planned { mut plan, mut patterns } = plan::planned(state, design, number, environment).await?;
    let version = state.store.version(design, number).await?.ok_or_else(|| Failure::not_found("version"))?;
    let environment = state.store.environment(environment).await?;
    let environment = environment.ok_or_else(|| Failure::not_found("environment"))?;
    let subject = Subject { id: design, design: &version.document, digest: version.version.digest };
    let mut proof = None;
    if let Some(without) = undone(goal) {
        plan = undoing::plan(state, &environment, &subject, without).await?;
        patterns.clear();
    } else if let Some(table) = retired(goal, &plan) {
        let (retirement, check) = retiring::retire(state, &environment, &subject, table).await?;
        (plan, patterns, proof) = (retirement, Vec::new(), Some(check));
    }
    if let Some(problem) = plan.problems.first() {
        return Err(Failure::conflict(format!("This plan can't be carried out: {}", problem.message)));
    }
    if plan.steps.is_empty() {
        return Err(Failure::conflict("There is nothing to do: the tables match this version already."));
    }
    let mut checks = checks::make(state, &environment, design, &version.document, &plan).await?;
    checks.extend(proof);
    Ok(Reviewable { plan, patterns, checks })
}

/// The tables that go again.
fn undone(goal: Goal<'_>) -> Option<&BTreeSet<String>> {
    match goal {
        Goal::Without(names) => Some(names),
        Goal::SameAs(former) => Some(&former.without).filter(|names| !names.is_empty()),
        Goal::Version | Goal::Retire(_) => None,
    }
}

/// The table that goes. A former plan that deleted one table was for that only if a migration has it.
fn retired<'a>(goal: Goal<'a>, now: &Plan) -> Option<&'a str> {
    match goal {
        Goal::Version | Goal::Without(_) => None,
        Goal::Retire(table) => Some(table),
        Goal::SameAs(former) => retiring::retired(former)
            .filter(|table| now.migrations.iter().any(|migration| migration.from == *table)),
    }
}
