//! Looking for drift by itself, in the environments where somebody asked for it.

use std::time::Duration;

use tablewright_storage::{DriftCheck, DriftInterval, Environment, EnvironmentId, StoreError, Timestamp};

use super::check;
use crate::state::AppState;
use crate::time::now;

/// How often it is seen whether a look is due. An hour is kept to the minute.
const BEAT: Duration = Duration::from_secs(60);

/// Looks whenever it is time, as long as the server runs.
pub(crate) async fn keep_looking(state: AppState) {
    let mut beat = tokio::time::interval(BEAT);
    loop {
        beat.tick().await;
        if let Err(error) = look_where_due(&state).await {
            tracing::error!(%error, "drift could not be looked for");
        }
    }
}

async fn look_where_due(state: &AppState) -> Result<(), StoreError> {
    for (id, interval) in state.store.drift_intervals().await? {
        // What a run is changing is no drift.
        let is_changing = state.store.lease(id).await?.is_some();
        if let Some(environment) = state.store.environment(id).await?.filter(|_| !is_changing) {
            look_if_due(state, &environment, interval).await?;
        }
    }
    Ok(())
}

async fn look_if_due(
    state: &AppState,
    environment: &Environment,
    interval: DriftInterval,
) -> Result<(), StoreError> {
    let last = state.store.drift_checks(environment.id).await?;
    for design in state.store.managing_designs(environment.id).await? {
        let last = last.iter().find(|check| check.design == design).map(|check: &DriftCheck| check.at);
        if is_due(interval, last, now()) {
            let found = check(state, environment, design).await?.found.len();
            let id: EnvironmentId = environment.id;
            tracing::info!(environment = %id, %design, tables = found, "looked for drift");
        }
    }
    Ok(())
}

/// Whether it is time to look again.
fn is_due(interval: DriftInterval, last: Option<Timestamp>, now: Timestamp) -> bool {
    const HOUR: i64 = 60 * 60 * 1_000;
    let gap = match interval {
        DriftInterval::Hourly => HOUR,
        DriftInterval::Daily => 24 * HOUR,
    };
    last.is_none_or(|last| now.0 - last.0 >= gap)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_look_is_due_after_the_interval_and_when_nobody_has_looked() {
        const HOUR: i64 = 3_600_000;
        let due = |interval, hours: i64| is_due(interval, Some(Timestamp(0)), Timestamp(hours * HOUR));
        assert!(is_due(DriftInterval::Daily, None, Timestamp(0)));
        assert_eq!([due(DriftInterval::Hourly, 0), due(DriftInterval::Hourly, 1)], [false, true]);
        assert_eq!([due(DriftInterval::Daily, 23), due(DriftInterval::Daily, 24)], [false, true]);
    }
}
