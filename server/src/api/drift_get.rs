//! `GET /environments/{id}/drift`: what the last looks found.

use axum::Json;
use axum::extract::State;
use tablewright_contract::{ApiError, DesignDrift, DriftInterval, DriftedTable, EnvironmentDrift};
use tablewright_storage::{self as storage, DesignId, DriftCheck, Environment, EnvironmentId};

use super::Failure;
use super::extract::PathId;
use crate::auth::CurrentUser;
use crate::state::AppState;
use crate::time::rfc3339;

/// What the last looks for drift in an environment found, and how often it is looked for.
#[utoipa::path(get, path = "/environments/{id}/drift", tag = "drift", params(("id" = String, Path)),
    responses((status = 200, body = EnvironmentDrift), (status = 401, body = ApiError),
        (status = 404, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    _: CurrentUser,
    PathId(id): PathId<EnvironmentId>,
) -> Result<Json<EnvironmentDrift>, Failure> {
    let environment = state.store.environment(id).await?.ok_or_else(|| Failure::not_found("environment"))?;
    view(&state, &environment).await.map(Json)
}

/// Everything that is known of an environment's drift.
pub(super) async fn view(state: &AppState, environment: &Environment) -> Result<EnvironmentDrift, Failure> {
    let intervals = state.store.drift_intervals().await?;
    let interval = intervals.into_iter().find(|(id, _)| *id == environment.id);
    let mut checks = state.store.drift_checks(environment.id).await?;
    let managing = state.store.managing_designs(environment.id).await?;
    checks.retain(|check| managing.contains(&check.design));
    let mut designs = Vec::new();
    for design in managing {
        let check = checks.iter().find(|check| check.design == design);
        designs.push(of_design(state, environment.id, design, check.cloned()).await?);
    }
    Ok(EnvironmentDrift { interval: wire(interval.map(|(_, interval)| interval)), designs })
}

/// What a look found, or that nobody has looked yet.
pub(super) async fn of_design(
    state: &AppState,
    environment: EnvironmentId,
    design: DesignId,
    check: Option<DriftCheck>,
) -> Result<DesignDrift, Failure> {
    let head = state.designs.head(design).await?.ok_or_else(|| Failure::not_found("design"))?;
    let half_applied = state.store.is_half_applied(environment, design).await?;
    let baseline = state.store.baseline(environment, design).await?;
    let version = check.as_ref().map_or(baseline.map(|baseline| baseline.version), |check| check.version);
    let checked_at = check.as_ref().map(|check| rfc3339(check.at));
    let (error, found) = check.map_or_else(Default::default, |check| (check.error, check.found));
    Ok(DesignDrift {
        design: design.to_string(),
        design_name: head.design.name,
        version,
        checked_at,
        error,
        half_applied,
        tables: found.into_iter().map(|(table, drift)| DriftedTable::new(table, drift)).collect(),
    })
}

const fn wire(interval: Option<storage::DriftInterval>) -> DriftInterval {
    match interval {
        None => DriftInterval::Off,
        Some(storage::DriftInterval::Hourly) => DriftInterval::Hourly,
        Some(storage::DriftInterval::Daily) => DriftInterval::Daily,
    }
}
