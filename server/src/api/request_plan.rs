//! From a version and an environment to a plan that can be reviewed, with its checks.

use tablewright_contract::PatternChange;
use tablewright_plan::Plan;
use tablewright_storage::{Check, DesignId, EnvironmentId};

use super::{Failure, plan};
use crate::planning::Planned;
use crate::review::checks;
use crate::state::AppState;

/// A plan that does something and can be carried out, and what was found out about it.
pub(super) struct Reviewable {
    pub(super) plan: Plan,
    pub(super) patterns: Vec<PatternChange>,
    pub(super) checks: Vec<Check>,
}

/// Plans, and refuses what is not worth a review.
pub(super) async fn reviewable(
    state: &AppState,
    design: DesignId,
    number: u32,
    environment: EnvironmentId,
) -> Result<Reviewable, Failure> {
    let Planned { plan: planned, patterns } = plan::planned(state, design, number, environment).await?;
    if let Some(problem) = planned.problems.first() {
        return Err(Failure::conflict(format!("This plan can't be carried out: {}", problem.message)));
    }
    if planned.steps.is_empty() {
        return Err(Failure::conflict("There is nothing to do: the tables match this version already."));
    }
    let version = state.store.version(design, number).await?.ok_or_else(|| Failure::not_found("version"))?;
    let environment = state.store.environment(environment).await?;
    let environment = environment.ok_or_else(|| Failure::not_found("environment"))?;
    let checks = checks::make(state, &environment, design, &version.document, &planned).await?;
    Ok(Reviewable { plan: planned, patterns, checks })
}
