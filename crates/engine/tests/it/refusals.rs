//! What was not approved does not run.

use tablewright_aws::Gateway;
use tablewright_engine::{EngineError, Happening, Job, Outcome, Trouble};
use tablewright_model::{AttributeType, StreamView};
use tablewright_plan::{Call, Setting};
use tablewright_storage::{RequestState, RunId, StoreError};
use tablewright_testkit::{TableBuilder, design};

use crate::changes::{game_scores, rich};
use crate::faulty::{Fate, Faulty};
use crate::world::World;

#[tokio::test]
async fn nothing_is_called_when_the_tables_have_moved() {
    let world = World::new().await;
    world.apply(&game_scores()).await;
    let job = world.propose(&rich()).await;
    let stream = Call::set("GameScores".to_owned(), Setting::Stream(None));
    world.gateway.perform(&stream, None).await.unwrap();
    world.clock.advance(std::time::Duration::from_secs(60));
    world.start(&job).await.unwrap();
    let watched = Faulty::fine(&world.gateway);
    let (outcome, happenings) = world.work(&job, &watched).await;
    let Ok(Outcome::Failed { trouble: Trouble::Stale { planned, found } }) = outcome else {
        panic!("{outcome:?}")
    };
    assert_eq!(planned, job.plan.fingerprint);
    assert_ne!(planned, found);
    assert_eq!(watched.taken(), []);
    assert!(!happenings.iter().any(|one| matches!(one, Happening::StepStarted { .. })));
    assert_eq!(world.request_state(&job).await, RequestState::Stale);
}

#[tokio::test]
async fn a_second_run_waits_for_the_first() {
    let world = World::new().await;
    let first = world.propose(&game_scores()).await;
    let second = world.propose(&rich()).await;
    world.start(&first).await.unwrap();
    let refused = world.start(&second).await.unwrap_err();
    assert!(matches!(refused, StoreError::EnvironmentBusy { run } if run == first.run), "{refused}");
    let watched = Faulty::fine(&world.gateway);
    let (outcome, happenings) = world.work(&second, &watched).await;
    assert!(matches!(outcome, Err(EngineError::NotRunning { run }) if run == second.run), "{outcome:?}");
    assert_eq!((watched.taken(), happenings), (vec![], vec![]));
}

#[tokio::test]
async fn a_run_that_has_ended_is_not_run_again() {
    let world = World::new().await;
    let job = world.apply(&game_scores()).await;
    let (outcome, _) = world.work(&job, &world.gateway).await;
    assert!(matches!(outcome, Err(EngineError::NotRunning { .. })), "{outcome:?}");
}

#[tokio::test]
async fn another_plan_than_the_approved_one_does_not_run() {
    let world = World::new().await;
    let job = world.propose(&game_scores()).await;
    world.start(&job).await.unwrap();
    let mut other = job.clone();
    other.plan.steps.pop();
    let watched = Faulty::fine(&world.gateway);
    let (outcome, _) = world.work(&other, &watched).await;
    assert!(matches!(outcome, Err(EngineError::OtherPlan { .. })), "{outcome:?}");
    let unknown = Job { run: RunId("nobody".parse().unwrap()), ..job };
    let (outcome, _) = world.work(&unknown, &watched).await;
    assert!(matches!(outcome, Err(EngineError::NotRunning { .. })), "{outcome:?}");
    assert_eq!(watched.taken(), []);
}

fn table(name: &str) -> TableBuilder {
    TableBuilder::new(name).attribute("Id", AttributeType::S).partition("Id")
}

#[tokio::test]
async fn a_table_that_somebody_else_made_since_the_plan_is_left_alone() {
    let world = World::new().await;
    let job = world.propose(&design("One", [table("First").build()])).await;
    let theirs = Call::CreateTable { table: Box::new(job.desired["First"].clone()) };
    world.gateway.perform(&theirs, None).await.unwrap();
    world.start(&job).await.unwrap();
    let watched = Faulty::fine(&world.gateway);
    let (outcome, _) = world.work(&job, &watched).await;
    assert!(matches!(outcome, Ok(Outcome::Failed { trouble: Trouble::Stale { .. } })), "{outcome:?}");
    assert_eq!(watched.taken(), []);
}

#[tokio::test]
async fn a_table_that_appears_during_the_run_is_not_taken_over() {
    let world = World::one_table_at_a_time().await;
    let job = world.propose(&design("Two", [table("First").build(), table("Second").build()])).await;
    world.start(&job).await.unwrap();
    // The process dies after it has made the first table; then somebody else makes the second.
    let dying =
        Faulty::new(&world.gateway, |_, call| if call.is_some() { Fate::DiesAfter } else { Fate::Fine });
    tokio::select! {
        _ = world.work(&job, &dying) => panic!("it should have died"),
        () = dying.died() => {}
    }
    world
        .gateway
        .perform(&Call::CreateTable { table: Box::new(job.desired["Second"].clone()) }, None)
        .await
        .unwrap();
    world.clock.advance(std::time::Duration::from_secs(60));
    let living = Faulty::fine(&world.gateway);
    let (outcome, _) = world.work(&job, &living).await;
    let Ok(Outcome::Failed { trouble }) = outcome else { panic!("{outcome:?}") };
    let expected = "step 2 failed: Table `Second` was made by somebody else meanwhile: make a new plan";
    assert_eq!((trouble.to_string().as_str(), living.taken()), (expected, vec![]));
}

#[tokio::test]
async fn a_table_that_was_deleted_and_made_again_is_left_alone() {
    let world = World::one_table_at_a_time().await;
    let streaming =
        |view| design("Two", [table("First").stream(view).build(), table("Second").stream(view).build()]);
    world.apply(&streaming(StreamView::KeysOnly)).await;
    let job = world.propose(&streaming(StreamView::NewImage)).await;
    world.start(&job).await.unwrap();
    let dying =
        Faulty::new(&world.gateway, |_, call| if call.is_some() { Fate::DiesAfter } else { Fate::Fine });
    tokio::select! {
        _ = world.work(&job, &dying) => panic!("it should have died"),
        () = dying.died() => {}
    }
    let second = world.gateway.read_table("Second").await.unwrap().unwrap().state;
    let minute = std::time::Duration::from_secs(60);
    world.gateway.perform(&Call::DeleteTable { table: "Second".to_owned() }, None).await.unwrap();
    world.clock.advance(minute);
    world.gateway.perform(&Call::CreateTable { table: Box::new(second) }, None).await.unwrap();
    world.clock.advance(minute);
    let living = Faulty::fine(&world.gateway);
    let (outcome, _) = world.work(&job, &living).await;
    let Ok(Outcome::Failed { trouble: Trouble::Step { reason, .. } }) = outcome else {
        panic!("{outcome:?}")
    };
    assert_eq!(reason, "Table `Second` was deleted and made again by somebody else: make a new plan");
    assert!(living.taken().iter().all(|call| call.table() == "First"));
}
