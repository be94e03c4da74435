//! Schedules, checks and baselines.

use super::*;
use crate::testing::{
    ADA, LATER, NOW, design_id, id, plan, request_id, run_id, sandbox_id, user, with_approved, with_version,
};
use crate::{AuditFilter, NewRun, RunState};

fn check() -> DriftCheck {
    DriftCheck {
        environment: sandbox_id(),
        design: design_id(),
        version: Some(1),
        at: NOW,
        error: None,
        found: [("Scores".to_owned(), TableDrift::Gone)].into(),
    }
}

#[tokio::test]
async fn an_environment_is_looked_at_as_often_as_was_said_last() {
    let (_folder, store) = with_version().await;
    for interval in [Some(DriftInterval::Hourly), Some(DriftInterval::Daily), None] {
        store.set_drift_interval(sandbox_id(), interval, NOW).await.unwrap();
        let expected: Vec<_> = interval.map(|interval| (sandbox_id(), interval)).into_iter().collect();
        assert_eq!(store.drift_intervals().await.unwrap(), expected);
    }
    let nowhere = store.set_drift_interval(EnvironmentId(id("none")), Some(DriftInterval::Daily), NOW).await;
    assert!(matches!(nowhere.unwrap_err(), StoreError::Gone(_)));
}

#[tokio::test]
async fn the_last_look_takes_the_place_of_the_one_before() {
    let (_folder, store) = with_version().await;
    store.record_drift(&check()).await.unwrap();
    let failed =
        DriftCheck { at: LATER, error: Some("no answer".to_owned()), found: BTreeMap::new(), ..check() };
    store.record_drift(&failed).await.unwrap();
    assert_eq!(store.drift_checks(sandbox_id()).await.unwrap(), [failed]);
    let of_nothing = DriftCheck { design: DesignId(id("none")), ..check() };
    assert!(matches!(store.record_drift(&of_nothing).await.unwrap_err(), StoreError::Gone(_)));
}

#[tokio::test]
async fn drift_is_told_when_it_is_new_and_when_it_is_gone() {
    let (_folder, store) = with_version().await;
    let look = |found: &[&str], error: Option<&str>| DriftCheck {
        error: error.map(ToOwned::to_owned),
        found: found.iter().map(|name| ((*name).to_owned(), TableDrift::Gone)).collect(),
        ..check()
    };
    let looks = [
        look(&[], None),
        look(&["Scores"], None),
        look(&["Scores"], None),
        look(&[], Some("no answer")),
        look(&["Scores"], None),
        look(&["Games", "Scores"], None),
        look(&[], None),
        look(&[], None),
    ];
    for look in &looks {
        store.record_drift(look).await.unwrap();
    }
    let filter = AuditFilter { action: Some("drift.".to_owned()), ..AuditFilter::default() };
    let mut told = store.audit(&filter, 10).await.unwrap();
    told.reverse();
    let told: Vec<_> = told.iter().map(|entry| (entry.action.as_str(), &entry.detail)).collect();
    let name = |at: usize| serde_json::from_str::<serde_json::Value>(told[at].1).unwrap()["name"].clone();
    assert_eq!(told.len(), 3, "{told:?}");
    assert_eq!((told[0].0, name(0)), ("drift.found", json!("Scores")));
    assert_eq!((told[1].0, name(1)), ("drift.found", json!("Games, Scores")));
    assert_eq!((told[2].0, name(2)), ("drift.settled", json!("")));
}

#[tokio::test]
async fn drift_is_measured_against_what_was_equal_last() {
    let (_folder, store) = with_approved().await;
    let baseline = || store.baseline(sandbox_id(), design_id());
    assert_eq!(baseline().await.unwrap(), None);
    let seen = Baseline { version: 1, at: LATER };
    store.set_baseline(sandbox_id(), design_id(), seen).await.unwrap();
    assert_eq!(baseline().await.unwrap(), Some(seen));

    let new =
        NewRun { id: run_id("run"), request: request_id(), digest: plan(3).digest(), started_by: user(ADA) };
    store.start_run(&new, NOW).await.unwrap();
    let after = Timestamp(LATER.0 + 1);
    store.finish_run(new.id, RunState::Failed, Some("stopped"), after).await.unwrap();
    assert_eq!(baseline().await.unwrap(), Some(seen), "a run that failed made nothing equal");
    assert!(store.is_half_applied(sandbox_id(), design_id()).await.unwrap());
}
