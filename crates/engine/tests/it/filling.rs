//! How much of an index is filled: told while it is, and nothing hangs on it.

use serde_json::{Value, json};
use tablewright_aws::GatewayError;
use tablewright_engine::{Filled, Happening, Job, Outcome};
use tablewright_sandbox::{Fault, FaultRule};
use tablewright_storage::StepState;

use crate::faulty::Faulty;
use crate::world::{World, orders};

/// Everything takes as many times longer, so that a few items are a long backfill.
const SLOW: f64 = 60.0;

fn put(world: &World, items: usize) {
    let item = |number: usize| json!({ "Customer": { "S": number.to_string() }, "State": { "S": "new" } });
    let numbers: Vec<_> = (0..items).collect();
    for some in numbers.chunks(25) {
        let requests: Vec<Value> =
            some.iter().map(|number| json!({ "PutRequest": { "Item": item(*number) } })).collect();
        let request = json!({ "RequestItems": { "Orders": requests } });
        world.account().ask("BatchWriteItem", request).unwrap();
    }
}

/// A run that is about to make an index over so many items.
async fn about_to_fill(items: usize) -> (World, Job) {
    let world = World::at_scale(SLOW).await;
    world.apply(&orders(&[])).await;
    world.a_day_passes();
    put(&world, items);
    let job = world.propose(&orders(&["ByState"])).await;
    world.start(&job).await.unwrap();
    (world, job)
}

/// What is told of the index of a run that succeeds.
async fn told(world: &World, job: &Job, gateway: &Faulty) -> Vec<Filled> {
    let (outcome, happenings) = world.work(job, gateway).await;
    assert!(matches!(outcome, Ok(Outcome::Succeeded { .. })), "{outcome:?}");
    let steps = world.steps(job).await;
    assert_eq!((steps[0].state, steps[0].detail.as_deref()), (StepState::Done, None), "nothing is kept");
    let told = happenings.into_iter().filter_map(|one| match one {
        Happening::Filling { step: 1, filled } => Some(filled),
        _ => None,
    });
    told.collect()
}

async fn percentages(items: usize) -> Vec<u8> {
    let (world, job) = about_to_fill(items).await;
    let told = told(&world, &job, &Faulty::fine(&world.gateway)).await;
    let percent = |filled: &Filled| match filled {
        Filled::Percent(percent) => Some(*percent),
        Filled::Unknown(_) => None,
    };
    let known: Option<Vec<_>> = told.iter().map(percent).collect();
    known.unwrap()
}

#[tokio::test]
async fn a_backfill_tells_how_far_it_is_and_takes_longer_for_more_items() {
    let (few, many) = (percentages(10).await, percentages(1_500).await);
    for told in [&few, &many] {
        assert!(told.is_sorted_by(|one, next| one < next), "{told:?}");
        assert!(told.first().is_some_and(|percent| *percent < 10), "{told:?}");
        assert!(told.last().is_some_and(|percent| (90..=100).contains(percent)), "{told:?}");
    }
    assert!(few.len() < many.len(), "{few:?} {many:?}");
}

fn denied() -> GatewayError {
    GatewayError::Denied {
        operation: "GetMetricStatistics",
        object: "index ByState of table Orders".to_owned(),
        permission: "cloudwatch:GetMetricStatistics".to_owned(),
        request_id: None,
    }
}

#[tokio::test]
async fn a_missing_permission_is_told_once_and_the_run_goes_on() {
    let (world, job) = about_to_fill(10).await;
    let gateway = Faulty::fine(&world.gateway).without_figures(denied);
    assert_eq!(told(&world, &job, &gateway).await, [Filled::Unknown(denied().to_string())]);
    assert_eq!(gateway.figures(), 1, "it would be refused again");
}

fn unanswered() -> GatewayError {
    GatewayError::NoAnswer {
        endpoint: "http://test".to_owned(),
        operation: "GetMetricStatistics",
        why: "timed out".to_owned(),
    }
}

#[tokio::test]
async fn a_service_that_never_answers_is_told_once_and_asked_again() {
    let (world, job) = about_to_fill(10).await;
    let gateway = Faulty::fine(&world.gateway).without_figures(unanswered);
    assert_eq!(told(&world, &job, &gateway).await, [Filled::Unknown(unanswered().to_string())]);
    assert!(gateway.figures() > 10, "{}", gateway.figures());
}

#[tokio::test]
async fn a_question_that_is_throttled_is_asked_again() {
    let (world, job) = about_to_fill(10).await;
    world.account().faults().add(FaultRule::new(Fault::Throttled).on("GetMetricStatistics").nth(1));
    let told = told(&world, &job, &Faulty::fine(&world.gateway)).await;
    let (first, rest) = told.split_first().unwrap();
    assert!(matches!(first, Filled::Unknown(why) if why.contains("Rate exceeded")), "{first:?}");
    assert!(rest.len() > 10 && rest.iter().all(|one| matches!(one, Filled::Percent(_))), "{rest:?}");
}
