//! Change requests, their states and approvals, alone and under contention.

use tokio::task::JoinSet;

use super::*;
use crate::testing::{
    ADA, BOB, LATER, NOW, add_user, approve, create_request, design_id, id, plan, request_id, sandbox_id,
    user, with_approved, with_request, with_version,
};
use crate::{Role, StoreError};

fn agree(name: &str) -> NewApproval<'static> {
    NewApproval { user: user(name), digest: plan(3).digest(), comment: "fine" }
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
    let refused = store.approve(request_id(), &other, 1, NOW).await.unwrap_err();
    assert!(matches!(refused, StoreError::PlanChanged { .. }), "{refused}");
    assert_eq!(store.approvals(request_id()).await.unwrap(), []);
    let state = store.approve(request_id(), &agree(BOB), 1, LATER).await.unwrap();
    assert_eq!(state, RequestState::Approved);
    let approvals = store.approvals(request_id()).await.unwrap();
    let expected = Approval {
        user: user(BOB),
        user_name: BOB.to_owned(),
        digest: plan(3).digest(),
        at: LATER,
        comment: "fine".to_owned(),
    };
    assert_eq!(approvals, [expected]);
}

#[tokio::test]
async fn two_approvals_of_one_user_are_one() {
    let (_folder, store) = with_request().await;
    for _ in 0..2 {
        let state = store.approve(request_id(), &agree(BOB), 2, NOW).await.unwrap();
        assert_eq!(state, RequestState::InReview);
    }
    assert_eq!(store.approvals(request_id()).await.unwrap().len(), 1);
    assert_eq!(store.approve(request_id(), &agree(ADA), 2, NOW).await.unwrap(), RequestState::Approved);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_who_approve_at_once_exactly_one_is_recorded_when_one_is_needed() {
    let (_folder, store) = with_request().await;
    let mut tasks = JoinSet::new();
    for number in 0..20 {
        let name = format!("r-{number}");
        add_user(&store, &name, Role::Reviewer).await;
        let store = store.clone();
        tasks.spawn(async move { store.approve(request_id(), &agree(&name), 1, NOW).await });
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
    assert_eq!(store.replace_plan(request_id(), &plan(3), LATER).await.unwrap(), RequestState::Approved);
    assert_eq!(store.replace_plan(request_id(), &plan(2), LATER).await.unwrap(), RequestState::InReview);
    let request = store.request(request_id()).await.unwrap().unwrap();
    assert_eq!((request.plan, request.digest, request.updated_at), (plan(2), plan(2).digest(), LATER));
    let refused = store.approve(request_id(), &agree(BOB), 1, LATER).await.unwrap_err();
    assert!(matches!(refused, StoreError::PlanChanged { .. }), "{refused}");
    // The approval of the former plan is kept as history and counts for nothing.
    assert_eq!(store.approvals(request_id()).await.unwrap().len(), 1);
    let second = NewApproval { digest: plan(2).digest(), ..agree(BOB) };
    assert_eq!(store.approve(request_id(), &second, 2, LATER).await.unwrap(), RequestState::InReview);
}

#[tokio::test]
async fn a_request_that_is_over_or_under_way_takes_no_other_plan() {
    let (_folder, store) = with_request().await;
    for state in [RequestState::Applying, RequestState::Applied, RequestState::Discarded] {
        let all = [RequestState::InReview, RequestState::Applying, RequestState::Applied];
        assert!(store.transition(request_id(), &all, state, NOW).await.unwrap());
        let refused = store.replace_plan(request_id(), &plan(2), LATER).await.unwrap_err();
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
        let after = store.replace_plan(request_id(), &plan(steps), LATER).await.unwrap();
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
