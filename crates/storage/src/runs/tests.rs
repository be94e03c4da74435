//! Runs: their beginning, their journal and their end, alone and under contention.

use tokio::task::JoinSet;

use super::*;
use crate::testing::{
    ADA, BOB, LATER, NOW, approve, create_request, design_id, environment, id, open, plan, request_id,
    run_id, sandbox_id, user, with_approved, with_request,
};

fn new(run: &str) -> NewRun {
    NewRun { id: run_id(run), request: request_id(), digest: plan(3).digest(), started_by: user(ADA) }
}

async fn state_of(store: &Store, request: RequestId) -> RequestState {
    store.request(request).await.unwrap().unwrap().state
}

async fn steps_of(store: &Store, run: RunId) -> Vec<RunStep> {
    store.run(run).await.unwrap().unwrap().steps
}

/// A started run of three steps.
async fn started() -> (tempfile::TempDir, Store, RunId) {
    let (folder, store) = with_approved().await;
    store.start_run(&new("run"), NOW).await.unwrap();
    (folder, store, run_id("run"))
}

#[tokio::test]
async fn a_run_starts_with_a_lease_and_one_pending_entry_for_each_step() {
    let (_folder, store) = with_approved().await;
    let run = store.start_run(&new("run"), LATER).await.unwrap();
    let expected = Run {
        id: run_id("run"),
        request: request_id(),
        environment: sandbox_id(),
        started_by: user(ADA),
        started_at: LATER,
        finished_at: None,
        state: RunState::Running,
        error: None,
        cancel_asked_at: None,
        takes_back: false,
        paused_at: None,
    };
    assert_eq!(run, expected);
    let journal = store.run(run.id).await.unwrap().unwrap();
    assert_eq!(journal.run, run);
    let numbers: Vec<_> = journal.steps.iter().map(|step| (step.number, step.state, step.attempts)).collect();
    assert_eq!(numbers, [1, 2, 3].map(|number| (number, StepState::Pending, 0)));
    assert_eq!(state_of(&store, request_id()).await, RequestState::Applying);
    let lease = Lease { environment: sandbox_id(), run: run.id, taken_at: LATER };
    assert_eq!(store.lease(sandbox_id()).await.unwrap(), Some(lease));
    assert_eq!(store.open_runs().await.unwrap(), std::slice::from_ref(&run));
    assert_eq!(store.runs_of(request_id()).await.unwrap(), [run]);
    assert_eq!(store.run(run_id("none")).await.unwrap(), None);
}

#[tokio::test]
async fn only_the_approved_plan_runs() {
    let (_folder, store) = with_request().await;
    let refused = store.start_run(&new("run"), NOW).await.unwrap_err();
    assert!(matches!(refused, StoreError::WrongState { state: RequestState::InReview, .. }), "{refused}");
    approve(&store, request_id()).await;
    let other = NewRun { digest: plan(2).digest(), ..new("run") };
    let refused = store.start_run(&other, NOW).await.unwrap_err();
    assert!(matches!(refused, StoreError::PlanChanged { .. }), "{refused}");
    assert_eq!(store.lease(sandbox_id()).await.unwrap(), None);
    assert_eq!(store.open_runs().await.unwrap(), []);
    assert_eq!(state_of(&store, request_id()).await, RequestState::Approved);
}

#[tokio::test]
async fn an_environment_is_changed_by_one_run_at_a_time() {
    let (_folder, store, run) = started().await;
    let second = RequestId(id("second"));
    create_request(&store, second).await;
    approve(&store, second).await;
    let next = NewRun { request: second, ..new("next") };
    let refused = store.start_run(&next, NOW).await.unwrap_err();
    assert!(matches!(refused, StoreError::EnvironmentBusy { run: holder } if holder == run), "{refused}");
    store.finish_run(run, RunState::Cancelled, None, NOW).await.unwrap();
    store.start_run(&next, NOW).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_who_start_at_once_exactly_one_runs() {
    let (_folder, store) = with_approved().await;
    let mut tasks = JoinSet::new();
    for number in 0..20 {
        let store = store.clone();
        tasks.spawn(async move { store.start_run(&new(&format!("run-{number}")), NOW).await });
    }
    let (won, lost): (Vec<_>, Vec<_>) = tasks.join_all().await.into_iter().partition(Result::is_ok);
    assert_eq!((won.len(), lost.len()), (1, 19));
    let winner = won.into_iter().next().unwrap().unwrap().id;
    let busy =
        |result: &Result<_, _>| matches!(result, Err(StoreError::EnvironmentBusy { run }) if *run == winner);
    assert!(lost.iter().all(busy), "{lost:?}");
    assert_eq!(store.runs_of(request_id()).await.unwrap().len(), 1);
}

#[tokio::test]
async fn the_journal_tells_the_way_of_a_step() {
    let (_folder, store, run) = started().await;
    store.record_intent(run, 1, NOW).await.unwrap();
    store.record_call(run, 1, "throttled", NOW).await.unwrap();
    store.record_intent(run, 1, LATER).await.unwrap();
    store.record_call(run, 1, "taken", NOW).await.unwrap();
    store.record_waiting(run, 1, "40 % backfilled").await.unwrap();
    let step = steps_of(&store, run).await.remove(0);
    assert_eq!((step.state, step.attempts, step.started_at), (StepState::Waiting, 2, Some(NOW)));
    assert_eq!(step.aws_request_ids, ["throttled", "taken"]);
    assert_eq!((step.detail.as_deref(), step.finished_at), (Some("40 % backfilled"), None));
    store.record_done(run, 1, LATER).await.unwrap();
    store.record_skipped(run, 2, "already so", LATER).await.unwrap();
    store.record_intent(run, 3, LATER).await.unwrap();
    store.record_failed(run, 3, "no access", LATER).await.unwrap();
    let states: Vec<_> =
        steps_of(&store, run).await.into_iter().map(|step| (step.state, step.detail)).collect();
    let expected = [
        (StepState::Done, None),
        (StepState::Skipped, Some("already so".to_owned())),
        (StepState::Failed, Some("no access".to_owned())),
    ];
    assert_eq!(states, expected);
}

#[tokio::test]
async fn what_took_effect_is_told_with_its_time_and_what_did_not_is_not() {
    let (_folder, store, run) = started().await;
    for (number, at) in [(1, NOW), (2, LATER)] {
        store.record_intent(run, number, NOW).await.unwrap();
        store.record_done(run, number, at).await.unwrap();
    }
    store.record_intent(run, 3, LATER).await.unwrap();
    store.record_failed(run, 3, "no access", LATER).await.unwrap();
    let call = |number: usize| plan(3).steps[number - 1].call.clone();
    let made = async |since| store.calls_made(sandbox_id(), since).await.unwrap();
    assert_eq!(made(NOW).await, [(call(1), NOW), (call(2), LATER)]);
    assert_eq!(made(LATER).await, [(call(2), LATER)]);
    let elsewhere = store.calls_made(crate::EnvironmentId(id("elsewhere")), NOW).await.unwrap();
    assert_eq!(elsewhere, []);
}

#[tokio::test]
async fn nothing_is_recorded_without_an_intent_before_it() {
    let (_folder, store, run) = started().await;
    let refusals = [
        store.record_call(run, 1, "x", NOW).await,
        store.record_waiting(run, 1, "x").await,
        store.record_done(run, 1, NOW).await,
        store.record_intent(run, 4, NOW).await,
        store.record_intent(run_id("none"), 1, NOW).await,
    ];
    for refused in refusals {
        assert!(matches!(refused, Err(StoreError::JournalOrder { .. })), "{refused:?}");
    }
    store.record_intent(run, 1, NOW).await.unwrap();
    let refused = store.record_skipped(run, 1, "x", NOW).await;
    assert!(matches!(refused, Err(StoreError::JournalOrder { .. })), "{refused:?}");
    store.record_done(run, 1, NOW).await.unwrap();
    let refusals = [
        store.record_intent(run, 1, NOW).await,
        store.record_call(run, 1, "x", NOW).await,
        store.record_failed(run, 1, "x", NOW).await,
    ];
    for refused in refusals {
        assert!(matches!(refused, Err(StoreError::JournalOrder { .. })), "{refused:?}");
    }
}

#[tokio::test]
async fn a_success_needs_every_step_and_applies_the_request() {
    let (_folder, store, run) = started().await;
    store.record_skipped(run, 1, "already so", NOW).await.unwrap();
    for step in [2, 3] {
        let refused = store.finish_run(run, RunState::Succeeded, None, NOW).await.unwrap_err();
        assert!(matches!(refused, StoreError::JournalOrder { .. }), "{refused}");
        store.record_intent(run, step, NOW).await.unwrap();
        store.record_done(run, step, NOW).await.unwrap();
    }
    store.finish_run(run, RunState::Succeeded, None, LATER).await.unwrap();
    let ended = store.run(run).await.unwrap().unwrap().run;
    assert_eq!((ended.state, ended.finished_at, ended.error), (RunState::Succeeded, Some(LATER), None));
    assert_eq!(state_of(&store, request_id()).await, RequestState::Applied);
    assert_eq!(store.lease(sandbox_id()).await.unwrap(), None);
    assert_eq!(store.open_runs().await.unwrap(), []);
}

#[tokio::test]
async fn a_failure_skips_the_rest_keeps_what_only_aws_knows_and_fails_the_request() {
    let (_folder, store, run) = started().await;
    store.record_intent(run, 1, NOW).await.unwrap();
    store.finish_run(run, RunState::Failed, Some("no network"), LATER).await.unwrap();
    let journal = store.run(run).await.unwrap().unwrap();
    assert_eq!((journal.run.state, journal.run.error.as_deref()), (RunState::Failed, Some("no network")));
    let states: Vec<_> = journal.steps.iter().map(|step| step.state).collect();
    assert_eq!(states, [StepState::Intent, StepState::Skipped, StepState::Skipped]);
    assert_eq!(state_of(&store, request_id()).await, RequestState::Failed);
    assert_eq!(store.lease(sandbox_id()).await.unwrap(), None);
}

#[tokio::test]
async fn a_run_ends_once_and_records_nothing_afterwards() {
    let (_folder, store, run) = started().await;
    let refused = store.finish_run(run, RunState::Running, None, NOW).await.unwrap_err();
    assert!(matches!(refused, StoreError::JournalOrder { .. }), "{refused}");
    store.finish_run(run, RunState::Cancelled, None, NOW).await.unwrap();
    let refused = store.finish_run(run, RunState::Failed, None, NOW).await.unwrap_err();
    assert!(matches!(refused, StoreError::JournalOrder { .. }), "{refused}");
    let refused = store.record_failed(run, 1, "x", NOW).await.unwrap_err();
    assert!(matches!(refused, StoreError::JournalOrder { .. }), "{refused}");
    assert_eq!(store.run(run).await.unwrap().unwrap().run.state, RunState::Cancelled);
}

#[tokio::test]
async fn a_run_is_found_where_it_was_after_a_crash() {
    let (folder, store, run) = started().await;
    store.record_intent(run, 1, NOW).await.unwrap();
    store.record_call(run, 1, "taken", NOW).await.unwrap();
    let before = store.run(run).await.unwrap();
    // Not closed: what is on the disk now is all that a crash leaves.
    drop(store);
    let store = open(folder.path()).await;
    assert_eq!(store.open_runs().await.unwrap(), [before.clone().unwrap().run]);
    assert_eq!(store.run(run).await.unwrap(), before);
    store.record_done(run, 1, NOW).await.unwrap();
    assert_eq!(store.lease(sandbox_id()).await.unwrap().map(|lease| lease.run), Some(run));
}

#[tokio::test]
async fn the_order_to_stop_is_kept_once_and_only_while_the_run_is_under_way() {
    let (_folder, store, run) = started().await;
    assert!(store.ask_cancel(run, user(BOB), false, LATER).await.unwrap());
    assert!(!store.ask_cancel(run, user(BOB), false, LATER).await.unwrap());
    assert_eq!(store.open_runs().await.unwrap()[0].cancel_asked_at, Some(LATER));
    store.finish_run(run, RunState::Cancelled, None, LATER).await.unwrap();
    assert!(!store.ask_cancel(run, user(ADA), true, LATER).await.unwrap());
}

#[tokio::test]
async fn every_call_is_in_the_audit_log_with_its_request_id() {
    let (_folder, store, run) = started().await;
    store.record_intent(run, 2, NOW).await.unwrap();
    store.record_call(run, 2, "AWS-1", LATER).await.unwrap();
    let entry = store.audit(&crate::AuditFilter::default(), 1).await.unwrap().remove(0);
    assert_eq!((entry.action.as_str(), entry.subject, entry.at), ("run.called", format!("run/{run}"), LATER));
    let detail: serde_json::Value = serde_json::from_str(&entry.detail).unwrap();
    let expected = serde_json::json!({"request": request_id(), "step": 2, "operation": "TagResource", "table": "t2",
        "aws_request_id": "AWS-1"});
    assert_eq!(detail, expected);
    // A call that the journal refuses is not noted either.
    store.record_call(run, 3, "AWS-2", LATER).await.unwrap_err();
    assert_eq!(store.audit(&crate::AuditFilter::default(), 1).await.unwrap()[0].seq, entry.seq);
}

#[tokio::test]
async fn a_run_supersedes_what_it_made_pointless_and_outdates_what_is_newer() {
    let (_folder, store) = with_approved().await;
    let (same, newer) = (RequestId(id("same")), RequestId(id("newer")));
    create_request(&store, same).await;
    let document = tablewright_model::Design::blank("Shop");
    let version = crate::NewVersion { message: "Second", author: user(ADA), seq: 0, document: &document };
    store.create_version(design_id(), &version, NOW).await.unwrap();
    sqlx::query(
        "INSERT INTO requests SELECT 'newer', design, 2, environment, title, author, created_at, updated_at,
        'in_review', plan, digest, checks, NULL FROM requests WHERE id = 'same'",
    )
    .execute(&store.writer)
    .await
    .unwrap();
    let new =
        NewRun { id: run_id("r"), request: request_id(), digest: plan(3).digest(), started_by: user(ADA) };
    store.start_run(&new, NOW).await.unwrap();
    for step in 1..=3 {
        store.record_skipped(run_id("r"), step, "", NOW).await.unwrap();
    }
    store.finish_run(run_id("r"), RunState::Succeeded, None, LATER).await.unwrap();
    let same = store.request(same).await.unwrap().unwrap();
    assert_eq!((same.state, same.superseded_by), (RequestState::Superseded, Some(request_id())));
    assert_eq!(store.request(newer).await.unwrap().unwrap().state, RequestState::Stale);
    assert_eq!(store.request(request_id()).await.unwrap().unwrap().state, RequestState::Applied);
}

#[tokio::test]
async fn a_freeze_and_the_order_of_environments_are_looked_at_when_the_run_starts() {
    use tablewright_policy::{Freeze, Policy, Refusal, Window};
    let (_folder, store) = with_approved().await;
    let new =
        NewRun { id: run_id("r"), request: request_id(), digest: plan(3).digest(), started_by: user(ADA) };
    let window = Window::Between { from: NOW.0, until: NOW.0 + 1 };
    let frozen = Policy { freezes: vec![Freeze { reason: "x".to_owned(), window }], ..Policy::default() };
    store.set_policy(sandbox_id(), &frozen, None, NOW).await.unwrap();
    let refused = store.start_run(&new, NOW).await.unwrap_err();
    assert!(matches!(refused, StoreError::Refused(Refusal::Frozen { .. })), "{refused}");
    let staging = environment("staging", crate::EnvironmentKind::Aws);
    store.create_environment(&staging).await.unwrap();
    let ordered = Policy { after: Some(staging.id.0), ..Policy::default() };
    store.set_policy(sandbox_id(), &ordered, None, NOW).await.unwrap();
    let refused = store.start_run(&new, NOW).await.unwrap_err();
    assert!(matches!(refused, StoreError::Refused(Refusal::NotYetIn { .. })), "{refused}");
    assert_eq!(refused.to_string(), "This version has to be applied in staging first.");
    assert_eq!(store.lease(sandbox_id()).await.unwrap(), None);
    let bob = NewRun { started_by: user(BOB), ..new };
    let refused = store.start_run(&bob, NOW).await.unwrap_err();
    assert!(matches!(refused, StoreError::Refused(Refusal::Role { .. })), "{refused}");
}

#[tokio::test]
async fn a_wish_to_wait_is_kept_until_it_is_taken_back_or_the_run_is_to_stop() {
    let (_folder, store, run) = started().await;
    let open = async || store.open_runs().await.unwrap().remove(0);
    assert!(!store.ask_resume(run, user(BOB), NOW).await.unwrap(), "it does not wait");
    assert!(store.ask_pause(run, user(BOB), NOW).await.unwrap());
    assert!(!store.ask_pause(run, user(BOB), LATER).await.unwrap());
    assert_eq!(open().await.paused_at, Some(NOW));
    assert!(store.ask_resume(run, user(BOB), LATER).await.unwrap());
    assert_eq!(open().await.paused_at, None);

    assert!(store.ask_cancel(run, user(BOB), false, LATER).await.unwrap());
    assert!(!store.ask_pause(run, user(BOB), LATER).await.unwrap(), "what is to stop does not wait");
    assert!(store.ask_cancel(run, user(BOB), true, LATER).await.unwrap(), "more may be asked for later");
    assert!(!store.ask_cancel(run, user(BOB), false, LATER).await.unwrap(), "and not less");
    assert!(open().await.takes_back);
    let log = store.audit(&crate::AuditFilter::default(), 4).await.unwrap();
    let log: Vec<_> = log.iter().map(|entry| entry.action.as_str()).collect();
    assert_eq!(log, ["run.cancel_asked", "run.cancel_asked", "run.resumed", "run.paused"]);
}
