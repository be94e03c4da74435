//! Drift: looking for it, and taking it into the design.
//!
//! What drift is says `plan`; here is who looks, when, and what comes of it.

mod accept;
mod schedule;

use std::collections::BTreeMap;

use tablewright_plan::{TableDrift, drift};
use tablewright_storage::{Baseline, DesignId, DriftCheck, Environment, StoreError};

pub(crate) use accept::{Acceptance, accept};
pub(crate) use schedule::keep_looking;

use crate::planning::{self, PlanError, Subject, Survey};
use crate::state::AppState;
use crate::time::now;

/// Looks at the tables of a design in an environment and keeps what was found.
pub(crate) async fn check(
    state: &AppState,
    environment: &Environment,
    design: DesignId,
) -> Result<DriftCheck, StoreError> {
    let baseline = state.store.baseline(environment.id, design).await?;
    let looked = match baseline {
        Some(baseline) => look(state, environment, design, baseline).await.map_err(|error| error.to_string()),
        None => Ok(BTreeMap::new()),
    };
    let (found, error) = match looked {
        Ok(found) => (found, None),
        Err(error) => (BTreeMap::new(), Some(error)),
    };
    let version = baseline.map(|baseline| baseline.version);
    let check = DriftCheck { environment: environment.id, design, version, at: now(), error, found };
    state.store.record_drift(&check).await?;
    state.alarm.ring();
    Ok(check)
}

async fn look(
    state: &AppState,
    environment: &Environment,
    design: DesignId,
    baseline: Baseline,
) -> Result<BTreeMap<String, TableDrift>, PlanError> {
    let version = state.store.version(design, baseline.version).await?;
    let document = version.ok_or(StoreError::Gone("version"))?.document;
    let Survey { desired, live, managed, .. } =
        planning::survey(&state.store, &state.environments, environment, design, &document).await?;
    Ok(drift(&desired.states, &live, &managed))
}

/// Notes that a version is what is there, if a plan for it would be empty.
pub(crate) async fn note_if_equal(
    state: &AppState,
    environment: &Environment,
    design: DesignId,
    number: u32,
) -> Result<(), PlanError> {
    let version = state.store.version(design, number).await?.ok_or(StoreError::Gone("version"))?;
    let subject = Subject { id: design, design: &version.document, digest: version.version.digest };
    let planned = planning::make(&state.store, &state.environments, environment, subject).await?;
    if planned.plan.is_empty() {
        let baseline = Baseline { version: number, at: now() };
        state.store.set_baseline(environment.id, design, baseline).await?;
    }
    Ok(())
}
