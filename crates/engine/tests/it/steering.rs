//! A run that is asked to stop takes back the index that it has begun, if that is asked for, and nothing else.

use std::sync::Arc;
use std::time::Duration;

use tablewright_engine::{Cancel, Engine, EngineError, Happening, Job, Limits, Outcome};
use tablewright_plan::Call;
use tablewright_storage::StepState;
use tokio::sync::broadcast;

use crate::faulty::{Fate, Faulty};
use crate::world::{TestPace, World, orders};

/// Works with looks that are short enough to see an index while it is filled.
async fn work(
    world: &World,
    job: &Job,
    gateway: &Faulty,
    cancel: &Cancel,
) -> (Result<Outcome, EngineError>, Vec<Happening>) {
    let look = Duration::from_secs(4);
    let limits = Limits { look, look_at_most: look, ..Limits::default() };
    let engine = Engine::with(world.store.clone(), Arc::new(TestPace(world.clock.clone())), limits);
    let (events, mut seen) = broadcast::channel(4_096);
    let outcome = Box::pin(engine.run(job, gateway, &events, cancel)).await;
    let mut happenings = Vec::new();
    while let Ok(event) = seen.try_recv() {
        happenings.push(event.happening);
    }
    (outcome, happenings)
}

async fn begun() -> (World, Job) {
    let world = World::one_table_at_a_time().await;
    world.apply(&orders(&[])).await;
    world.a_day_passes();
    let job = world.propose(&orders(&["ByState", "ByStateToo"])).await;
    world.start(&job).await.unwrap();
    (world, job)
}

/// Presses the button as soon as the first index is begun.
fn pressing(world: &World, cancel: &Cancel, press: fn(&Cancel)) -> Faulty {
    let cancel = cancel.clone();
    Faulty::new(&world.gateway, move |_, call| {
        if matches!(call, Some(Call::CreateIndex { .. })) {
            press(&cancel);
        }
        Fate::Fine
    })
}

async fn indexes(world: &World) -> Vec<String> {
    world.live(["Orders"]).await.tables["Orders"].state.indexes.keys().cloned().collect()
}

async fn states(world: &World, job: &Job) -> Vec<StepState> {
    world.steps(job).await.into_iter().map(|step| step.state).collect()
}

#[tokio::test]
async fn an_index_that_is_not_filled_is_dropped_when_that_is_asked_for() {
    let (world, job) = begun().await;
    let cancel = Cancel::default();
    let gateway = pressing(&world, &cancel, Cancel::take_back);
    let (outcome, happenings) = work(&world, &job, &gateway, &cancel).await;
    assert_eq!(outcome.unwrap(), Outcome::Cancelled);
    assert_eq!(indexes(&world).await, Vec::<String>::new());
    assert_eq!(states(&world, &job).await, [StepState::Skipped, StepState::Skipped]);
    let first = world.steps(&job).await.remove(0);
    assert_eq!(first.detail.unwrap(), "The run was stopped: the index was dropped before it was filled");
    assert_eq!(first.aws_request_ids.len(), 2, "both calls are evidence");
    assert!(happenings.contains(&Happening::TakenBack { step: 1 }), "{happenings:#?}");
    let taken: Vec<_> = gateway.taken().iter().map(Call::operation).collect();
    assert_eq!(taken, ["UpdateTable", "UpdateTable"]);
    // What is there is what was there before, so the same change can be planned and applied.
    world.a_day_passes();
    world.apply(&orders(&["ByState", "ByStateToo"])).await;
}

#[tokio::test]
async fn an_index_that_is_begun_is_filled_when_the_run_is_only_to_stop() {
    let (world, job) = begun().await;
    let cancel = Cancel::default();
    let gateway = pressing(&world, &cancel, Cancel::cancel);
    let (outcome, _) = work(&world, &job, &gateway, &cancel).await;
    assert_eq!(outcome.unwrap(), Outcome::Cancelled);
    assert_eq!(indexes(&world).await, ["ByState"]);
    assert_eq!(states(&world, &job).await, [StepState::Done, StepState::Skipped]);
}

#[tokio::test]
async fn a_process_that_dies_while_it_takes_back_is_gone_on_with() {
    for (place, fate) in
        [Fate::DiesBefore, Fate::DiesAfter, Fate::Lost, Fate::Unanswered].into_iter().enumerate()
    {
        let (world, job) = begun().await;
        let cancel = Cancel::default();
        let (pressed, mut begun) = (cancel.clone(), false);
        let dying = Faulty::new(&world.gateway, move |_, call| match call {
            Some(Call::CreateIndex { .. }) => {
                pressed.take_back();
                Fate::Fine
            }
            Some(Call::DeleteIndex { .. }) if !std::mem::replace(&mut begun, true) => fate,
            _ => Fate::Fine,
        });
        let ended = tokio::select! {
            (outcome, _) = work(&world, &job, &dying, &cancel) => Some(outcome.unwrap()),
            () = dying.died() => None,
        };
        if ended.is_none() {
            // A new process, with the wish that the store kept.
            let cancel = Cancel::default();
            cancel.take_back();
            let (outcome, happenings) = work(&world, &job, &Faulty::fine(&world.gateway), &cancel).await;
            assert_eq!(outcome.unwrap(), Outcome::Cancelled, "{place}: {happenings:#?}");
        }
        assert_eq!(indexes(&world).await, Vec::<String>::new(), "{place}");
        assert_eq!(states(&world, &job).await, [StepState::Skipped, StepState::Skipped], "{place}");
    }
}

#[tokio::test]
async fn what_has_no_index_to_take_back_is_carried_to_its_end() {
    let world = World::one_table_at_a_time().await;
    let job = world.propose(&orders(&["ByState"])).await;
    world.start(&job).await.unwrap();
    let cancel = Cancel::default();
    let pressed = cancel.clone();
    let gateway = Faulty::new(&world.gateway, move |_, call| {
        if call.is_some() {
            pressed.take_back();
        }
        Fate::Fine
    });
    let (outcome, _) = work(&world, &job, &gateway, &cancel).await;
    assert!(matches!(outcome, Ok(Outcome::Cancelled | Outcome::Succeeded { .. })), "{outcome:?}");
    assert_eq!(indexes(&world).await, ["ByState"], "an index that came with its table stays");
}
