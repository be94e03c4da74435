//! Change requests, their states and approvals, alone and under contention.

use std::collections::BTreeSet;

use tablewright_policy::{Policy, Refusal, Role};
use tokio::task::JoinSet;

use super::*;
use crate::StoreError;
use crate::testing::{
    ADA, BOB, LATER, NOW, add_user, approve, create_request, design_id, id, plan, request_id, sandbox_id,
    user, with_approved, with_request, with_version,
};

static NOTHING: BTreeSet<String> = BTreeSet::new();

fn agree(name: &str) -> NewApproval<'static> {
    NewApproval { user: user(name), digest: plan(3).digest(), comment: "fine", typed: &NOTHING }
}

async fn set_policy(store: &Store, approvals: u32, self_approval: bool) {
    let policy = Policy { approvals, self_approval, ..Policy::default() };
    store.set_policy(sandbox_id(), &policy, None, NOW).await.unwrap();
}

#[tokio::test]
async fn a_request_keeps_its_plan_and_the_digest_of_it() {
    let (_folder, store) = with_request().await;
    let request = store.request(request_id()).await.unwrap().unwrap();
    assert_eq!((request.plan, request.digest), (plan(3), plan(3).digest()));
    assert_eq!((request.design, request.version, request.environment), (design_id(), 1, sandbox_id()));
    assert_eq!(
        (request.state, request.author, request.author_name.as_str()),
        (RequestState::InReview, user(ADA), ADA)
    );
    assert_eq!(store.request(RequestId(id("none"))).await.unwrap(), None);
}

#[tokio::test]
async fn a_request_for_a_version_that_is_not_there_is_refused() {
    let (_folder, store) = with_version().await;
    let new = NewRequest {
        id: request_id(),
        design: design_id(),
        version: 2,
        environment: sandbox_id(),
        title: "",
        author: user(ADA),
        plan: &plan(1),
        checks: &[],
        effects: &Value::Null,
        draft: false,
    };
    let refused = store.create_request(&new, NOW).await.unwrap_err();
    assert!(matches!(refused, StoreError::Gone(_)), "{refused}");
}

#[tokio::test]
async fn lists_are_filtered() {
    let (_folder, store) = with_request().await;
    create_request(&store, RequestId(id("second"))).await;
    let moved = store
        .transition(request_id(), &[RequestState::InReview], RequestState::Discarded, LATER)
        .await
        .unwrap();
    assert!(moved);
    let ids = async |filter: RequestFilter| -> Vec<String> {
        store.requests(&filter).await.unwrap().into_iter().map(|request| request.id.to_string()).collect()
    };
    assert_eq!(ids(RequestFilter::default()).await, ["request", "second"]);
    assert_eq!(ids(RequestFilter { open: true, ..RequestFilter::default() }).await, ["second"]);
    let design = Some(design_id());
    assert_eq!(ids(RequestFilter { design, ..RequestFilter::default() }).await, ["request", "second"]);
    let design = Some(DesignId(id("other")));
    assert!(ids(RequestFilter { design, ..RequestFilter::default() }).await.is_empty());
    let environment = Some(EnvironmentId(id("other")));
    assert!(ids(RequestFilter { environment, ..RequestFilter::default() }).await.is_empty());
    let listed = store.requests(&RequestFilter::default()).await.unwrap();
    assert_eq!((listed[0].design_name.as_str(), listed[0].environment_name.as_str()), ("Shop", "sandbox"));
    assert_eq!((listed[0].state, listed[0].updated_at), (RequestState::Discarded, LATER));
}

#[tokio::test]
async fn an_approval_names_the_plan_that_was_looked_at() {
    let (_folder, store) = with_request().await;
    let other = NewApproval { digest: plan(2).digest(), ..agree(BOB) };
    let refused = store.approve(request_id(), &other, NOW).await.unwrap_err();
    assert!(matches!(refused, StoreError::PlanChanged { .. }), "{refused}");
    assert_eq!(store.approvals(request_id()).await.unwrap(), []);
    let state = store.approve(request_id(), &agree(BOB), LATER).await.unwrap();
    assert_eq!(state, RequestState::Approved);
    let approvals = store.approvals(request_id()).await.unwrap();
    let expected = Approval {
        user: user(BOB),
        user_name: BOB.to_owned(),
        digest: plan(3).digest(),
        at: LATER,
        comment: "fine".to_owned(),
        typed: BTreeSet::new(),
    };
    assert_eq!(approvals, [expected]);
}

#[tokio::test]
async fn two_approvals_of_one_user_are_one() {
    let (_folder, store) = with_request().await;
    set_policy(&store, 2, true).await;
    assert_eq!(store.approve(request_id(), &agree(BOB), NOW).await.unwrap(), RequestState::InReview);
    let refused = store.approve(request_id(), &agree(BOB), NOW).await.unwrap_err();
    assert!(matches!(refused, StoreError::Refused(Refusal::Approved)), "{refused}");
    assert_eq!(store.approvals(request_id()).await.unwrap().len(), 1);
    assert_eq!(store.approve(request_id(), &agree(ADA), NOW).await.unwrap(), RequestState::Approved);
}

#[tokio::test]
async fn the_policy_is_asked_in_the_write_itself() {
    let (_folder, store) = with_request().await;
    let refused = store.approve(request_id(), &agree(ADA), NOW).await.unwrap_err();
    assert!(matches!(refused, StoreError::Refused(Refusal::Author)), "{refused}");
    add_user(&store, "vic", Role::Viewer).await;
    let refused = store.approve(request_id(), &agree("vic"), NOW).await.unwrap_err();
    assert!(matches!(refused, StoreError::Refused(Refusal::Role { .. })), "{refused}");
    assert_eq!(store.approvals(request_id()).await.unwrap(), []);
}

#[tokio::test]
async fn a_draft_is_not_reviewed_before_it_is_submitted() {
    let (_folder, store) = with_version().await;
    let plan = plan(3);
    let new = NewRequest { draft: true, ..new_request(&plan, &[]) };
    store.create_request(&new, NOW).await.unwrap();
    let refused = store.approve(request_id(), &agree(BOB), NOW).await.unwrap_err();
    assert!(matches!(refused, StoreError::WrongState { state: RequestState::Draft, .. }), "{refused}");
    assert_eq!(
        store.replace_plan(request_id(), &plan, &[], &Value::Null, NOW).await.unwrap(),
        RequestState::Draft
    );
    assert_eq!(store.submit(request_id(), LATER).await.unwrap(), RequestState::InReview);
    let refused = store.submit(request_id(), LATER).await.unwrap_err();
    assert!(matches!(refused, StoreError::WrongState { state: RequestState::InReview, .. }), "{refused}");
}

#[tokio::test]
async fn a_failed_check_holds_a_request_back_until_a_plan_passes() {
    let (_folder, store) = with_version().await;
    let check = |outcome| [Check { kind: CheckKind::Lint, outcome, findings: vec!["x".to_owned()] }];
    let failed = check(CheckOutcome::Failed);
    store.create_request(&new_request(&plan(3), &failed), NOW).await.unwrap();
    let request = store.request(request_id()).await.unwrap().unwrap();
    assert_eq!((request.state, request.checks), (RequestState::Checks, failed.to_vec()));
    assert_eq!(
        store.replace_plan(request_id(), &plan(2), &failed, &Value::Null, NOW).await.unwrap(),
        RequestState::Checks
    );
    let noted = check(CheckOutcome::Attention);
    assert_eq!(
        store.replace_plan(request_id(), &plan(2), &noted, &Value::Null, NOW).await.unwrap(),
        RequestState::InReview
    );
    let kept = store.plans_of(request_id()).await.unwrap();
    assert_eq!(
        kept.iter().map(|kept| kept.plan.steps.len()).collect::<BTreeSet<_>>(),
        BTreeSet::from([2, 3])
    );
}

#[tokio::test]
async fn what_was_approved_once_stays_readable() {
    let (_folder, store) = with_approved().await;
    store.replace_plan(request_id(), &plan(2), &[], &Value::Null, LATER).await.unwrap();
    let approval = store.approvals(request_id()).await.unwrap().remove(0);
    let kept = store.plans_of(request_id()).await.unwrap();
    let approved = kept.iter().find(|kept| kept.digest == approval.digest).unwrap();
    assert_eq!((&approved.plan, approved.made_at), (&plan(3), NOW));
}

fn new_request<'a>(plan: &'a tablewright_plan::Plan, checks: &'a [Check]) -> NewRequest<'a> {
    NewRequest {
        id: request_id(),
        design: design_id(),
        version: 1,
        environment: sandbox_id(),
        title: "",
        author: user(ADA),
        plan,
        checks,
        effects: &Value::Null,
        draft: false,
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_who_approve_at_once_exactly_one_is_recorded_when_one_is_needed() {
    let (_folder, store) = with_request().await;
    let mut tasks = JoinSet::new();
    for number in 0..20 {
        let name = format!("r-{number}");
        add_user(&store, &name, Role::Reviewer).await;
        let store = store.clone();
        tasks.spawn(async move { store.approve(request_id(), &agree(&name), NOW).await });
    }
    let (won, lost): (Vec<_>, Vec<_>) = tasks.join_all().await.into_iter().partition(Result::is_ok);
    assert_eq!((won.len(), lost.len()), (1, 19));
    let late = |result: &Result<_, _>| {
        matches!(result, Err(StoreError::WrongState { state: RequestState::Approved, .. }))
    };
    assert!(lost.iter().all(late), "{lost:?}");
    assert_eq!(store.approvals(request_id()).await.unwrap().len(), 1);
}

#[tokio::test]
async fn another_plan_voids_the_approval_and_the_same_plan_does_not() {
    let (_folder, store) = with_approved().await;
    assert_eq!(
        store.replace_plan(request_id(), &plan(3), &[], &Value::Null, LATER).await.unwrap(),
        RequestState::Approved
    );
    assert_eq!(
        store.replace_plan(request_id(), &plan(2), &[], &Value::Null, LATER).await.unwrap(),
        RequestState::InReview
    );
    let request = store.request(request_id()).await.unwrap().unwrap();
    assert_eq!((request.plan, request.digest, request.updated_at), (plan(2), plan(2).digest(), LATER));
    let refused = store.approve(request_id(), &agree(BOB), LATER).await.unwrap_err();
    assert!(matches!(refused, StoreError::PlanChanged { .. }), "{refused}");
    // The approval of the former plan is kept as history and counts for nothing.
    assert_eq!(store.approvals(request_id()).await.unwrap().len(), 1);
    let second = NewApproval { digest: plan(2).digest(), ..agree(BOB) };
    assert_eq!(store.approve(request_id(), &second, LATER).await.unwrap(), RequestState::Approved);
    // With the plan that was approved before, that approval counts again.
    assert_eq!(
        store.replace_plan(request_id(), &plan(3), &[], &Value::Null, LATER).await.unwrap(),
        RequestState::Approved
    );
}

#[tokio::test]
async fn a_request_that_is_over_or_under_way_takes_no_other_plan() {
    let (_folder, store) = with_request().await;
    for state in [RequestState::Applying, RequestState::Applied, RequestState::Discarded] {
        let all = [RequestState::InReview, RequestState::Applying, RequestState::Applied];
        assert!(store.transition(request_id(), &all, state, NOW).await.unwrap());
        let refused = store.replace_plan(request_id(), &plan(2), &[], &Value::Null, LATER).await.unwrap_err();
        assert!(
            matches!(refused, StoreError::WrongState { state: found, .. } if found == state),
            "{refused}"
        );
    }
    assert_eq!(store.request(request_id()).await.unwrap().unwrap().plan, plan(3));
}

#[tokio::test]
async fn a_failed_or_stale_request_goes_back_to_review_with_a_new_plan() {
    let (_folder, store) = with_request().await;
    for (steps, state) in [(1, RequestState::Failed), (2, RequestState::Stale)] {
        assert!(store.transition(request_id(), &[RequestState::InReview], state, NOW).await.unwrap());
        let after = store.replace_plan(request_id(), &plan(steps), &[], &Value::Null, LATER).await.unwrap();
        assert_eq!(after, RequestState::InReview);
    }
}

#[tokio::test]
async fn a_transition_happens_only_from_the_states_it_names() {
    let (_folder, store) = with_request().await;
    let from = [RequestState::Approved, RequestState::Stale];
    assert!(!store.transition(request_id(), &from, RequestState::Discarded, NOW).await.unwrap());
    assert_eq!(store.request(request_id()).await.unwrap().unwrap().state, RequestState::InReview);
    let none = RequestId(id("none"));
    let refused = store.transition(none, &from, RequestState::Stale, NOW).await.unwrap_err();
    assert!(matches!(refused, StoreError::Gone(_)), "{refused}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_transitions_at_once_exactly_one_happens() {
    let (_folder, store) = with_request().await;
    approve(&store, request_id()).await;
    let mut tasks = JoinSet::new();
    for _ in 0..20 {
        let store = store.clone();
        tasks.spawn(async move {
            store
                .transition(request_id(), &[RequestState::Approved], RequestState::Discarded, NOW)
                .await
                .unwrap()
        });
    }
    let happened = tasks.join_all().await.into_iter().filter(|moved| *moved).count();
    assert_eq!(happened, 1);
}
