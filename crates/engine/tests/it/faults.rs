//! Whatever breaks wherever: the same end, and no table is made twice.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tablewright_aws::{Failure, GatewayError, Refusal};
use tablewright_engine::{Cancel, Happening, Job, Outcome, Trouble};
use tablewright_model::Design;
use tablewright_plan::Call;
use tablewright_storage::{RequestState, StepState};
use tokio::sync::broadcast;

use crate::changes::{
    changed, game_scores, guarded, guarded_otherwise, rich, worldwide, worldwide_beside, worldwide_otherwise,
};
use crate::faulty::{Fate, Faulty};
use crate::world::World;

fn tables_made(calls: &[Call]) -> Vec<&str> {
    let mut made: Vec<_> = calls.iter().filter(|call| call.makes_table()).map(Call::table).collect();
    made.sort_unstable();
    made
}

/// What becomes of each request, by its number and the call that it makes.
pub(crate) type Plot = Box<dyn FnMut(usize, Option<&Call>) -> Fate + Send>;

/// Applies `before`, then `after` with a process that dies at one request, and goes on with a new one.
/// What became of it, if it died.
pub(crate) async fn dies_once(
    before: Option<&Design>,
    after: &Design,
    plot: Plot,
    place: &str,
) -> Option<Ended> {
    let world = World::one_table_at_a_time().await;
    if let Some(before) = before {
        world.apply(before).await;
        world.a_day_passes();
    }
    let job = world.propose(after).await;
    dies_in(&world, &job, plot, place).await
}

/// The same for a plan that is approved.
pub(crate) async fn dies_in(world: &World, job: &Job, plot: Plot, place: &str) -> Option<Ended> {
    world.start(job).await.unwrap();
    let dying = Faulty::new(&world.gateway, plot);
    let died = tokio::select! {
        (outcome, _) = world.work(job, &dying) => {
            assert!(matches!(outcome, Ok(Outcome::Succeeded { .. })), "{outcome:?}");
            false
        }
        () = dying.died() => true,
    };
    let living = Faulty::fine(&world.gateway);
    if died {
        assert_eq!(world.store.open_runs().await.unwrap().len(), 1);
        let (outcome, happenings) = world.work(job, &living).await;
        assert!(matches!(outcome, Ok(Outcome::Succeeded { .. })), "{place}: {outcome:?} {happenings:#?}");
    }
    world.assert_matches(job).await;
    let calls = [dying.taken(), living.taken()].concat();
    let planned: Vec<Call> = job.plan.steps.iter().map(|step| step.call.clone()).collect();
    assert_eq!(tables_made(&calls), tables_made(&planned), "{place}");
    assert_eq!(sorted(&calls), sorted(&planned), "{place}: every call is made once");
    assert_eq!(by_table(&calls), by_table(&planned), "{place}: in order");
    died.then(|| Ended { resumed: living.taken().len(), repeated: calls.len() - planned.len() })
}

/// Tables are independent of each other, so that only the order within each is planned.
fn by_table(calls: &[Call]) -> BTreeMap<&str, Vec<&Call>> {
    let mut tables = BTreeMap::<_, Vec<_>>::new();
    for call in calls {
        tables.entry(call.table()).or_default().push(call);
    }
    tables
}

fn sorted(calls: &[Call]) -> Vec<String> {
    let mut told: Vec<_> = calls.iter().map(|call| format!("{call:?}")).collect();
    told.sort();
    told
}

/// What became of a run whose process died.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ended {
    /// Calls that the next process made.
    resumed: usize,
    /// Calls that took effect twice.
    repeated: usize,
}

/// What the fault tests have done.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Counts {
    pub(crate) scenarios: usize,
    pub(crate) killed: usize,
    resumed: usize,
    repeated: usize,
}

impl Counts {
    /// Those of one scenario that has not begun.
    pub(crate) fn of_one() -> Self {
        Self { scenarios: 1, ..Self::default() }
    }

    pub(crate) fn add(&mut self, ended: Option<Ended>) {
        if let Some(Ended { resumed, repeated }) = ended {
            self.killed += 1;
            self.resumed += resumed;
            self.repeated += repeated;
        }
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { scenarios, killed, resumed, repeated } = self;
        write!(
            f,
            "{scenarios} scenarios; {killed} processes killed, {resumed} calls made by those that went on, {repeated} \
             calls made twice"
        )
    }
}

pub(crate) fn kill_after_call(at: usize) -> Plot {
    dies_at_call(at, Fate::DiesAfter)
}

/// Dying after a read is dying before what comes next, so that only calls count for it.
pub(crate) fn dies_at(at: usize, fate: Fate) -> Plot {
    let mut calls = 0;
    Box::new(move |number, call| {
        let position = if matches!(fate, Fate::DiesAfter) { calls } else { number };
        calls += usize::from(call.is_some());
        let counts = call.is_some() || matches!(fate, Fate::DiesBefore);
        if counts && position == at { fate } else { Fate::Fine }
    })
}

fn dies_at_call(at: usize, fate: Fate) -> Plot {
    let mut calls = 0;
    Box::new(move |_, call| {
        let position = calls;
        calls += usize::from(call.is_some());
        if call.is_some() && position == at { fate } else { Fate::Fine }
    })
}

async fn dies_everywhere(before: Option<&Design>, after: &Design) {
    for fate in [Fate::DiesBefore, Fate::DiesAfter] {
        dies_at_every(before, after, dies_at, fate).await;
    }
}

async fn dies_at_every(before: Option<&Design>, after: &Design, plot: fn(usize, Fate) -> Plot, fate: Fate) {
    let (mut at, mut counts) = (0, Counts::of_one());
    while let Some(ended) = dies_once(before, after, plot(at, fate), &format!("at {at} {fate:?}")).await {
        counts.add(Some(ended));
        at += 1;
    }
    assert!(at > 1, "it died {at} times");
    println!("{fate:?}: {counts}");
}

#[tokio::test]
async fn a_process_that_dies_at_any_request_goes_on_when_it_creates() {
    dies_everywhere(None, &game_scores()).await;
}

#[tokio::test]
async fn a_process_that_dies_at_any_request_goes_on_when_it_changes_and_deletes() {
    dies_everywhere(Some(&rich()), &changed()).await;
}

/// Dying before a read is the same whatever is being set: here only calls count.
#[tokio::test]
async fn a_process_that_dies_before_any_call_goes_on_when_it_changes_every_setting() {
    dies_at_every(Some(&guarded()), &guarded_otherwise(), dies_at_call, Fate::DiesBefore).await;
}

#[tokio::test]
async fn a_process_that_dies_after_any_call_goes_on_when_it_changes_every_setting() {
    dies_at_every(Some(&guarded()), &guarded_otherwise(), dies_at_call, Fate::DiesAfter).await;
}

/// A small generator of chance with a seed.
fn chance(seed: u64) -> impl FnMut() -> f64 + Send {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        f64::from(u32::try_from(state >> 32).unwrap()) / f64::from(u32::MAX)
    }
}

#[tokio::test]
async fn one_fault_in_five_requests_changes_nothing_about_the_end() {
    faults_by_chance(&rich(), &changed(), 12).await;
}

#[tokio::test]
async fn one_fault_in_five_requests_changes_nothing_about_the_end_of_every_setting() {
    faults_by_chance(&guarded(), &guarded_otherwise(), 6).await;
}

#[tokio::test]
async fn one_fault_in_five_requests_changes_nothing_about_the_end_of_replicas() {
    faults_by_chance(&worldwide(), &worldwide_otherwise(), 2).await;
}

async fn faults_by_chance(before: &Design, after: &Design, seeds: u64) {
    let (mut calls, mut requests) = (0, 0);
    for seed in 1..=seeds {
        let world = World::one_table_at_a_time().await;
        world.apply(before).await;
        world.a_day_passes();
        let job = world.propose(after).await;
        requests += weathers(&world, &job, seed).await;
        calls += job.plan.steps.len();
    }
    println!(
        "{seeds} runs, {requests} requests of which one in five failed, {calls} calls that took effect once"
    );
}

/// Carries out an approved plan while one request in five fails, and gives how many requests that took.
pub(crate) async fn weathers(world: &World, job: &Job, seed: u64) -> usize {
    world.start(job).await.unwrap();
    let mut chance = chance(seed);
    let faulty = Faulty::new(&world.gateway, move |_, _| match chance() {
        x if x < 0.07 => Fate::Lost,
        x if x < 0.14 => Fate::Unanswered,
        x if x < 0.20 => Fate::Refused(throttled),
        _ => Fate::Fine,
    });
    let (outcome, happenings) = world.work(job, &faulty).await;
    assert!(matches!(outcome, Ok(Outcome::Succeeded { .. })), "seed {seed}: {outcome:?} {happenings:#?}");
    world.assert_matches(job).await;
    let planned: Vec<Call> = job.plan.steps.iter().map(|step| step.call.clone()).collect();
    assert_eq!(by_table(&faulty.taken()), by_table(&planned), "seed {seed}: every call takes effect once");
    faulty.requests()
}

fn refusal(failure: Failure, code: &str, message: &str) -> GatewayError {
    GatewayError::Service(Box::new(Refusal {
        failure,
        operation: "CreateTable".to_owned(),
        object: "table GameScores".to_owned(),
        code: code.to_owned(),
        message: message.to_owned(),
        request_id: Some("REFUSED".to_owned()),
    }))
}

fn throttled() -> GatewayError {
    refusal(Failure::Retryable, "ThrottlingException", "Rate exceeded")
}

pub(crate) fn invalid() -> GatewayError {
    refusal(Failure::Refused, "ValidationException", "No")
}

fn for_calls(fate: Fate) -> impl FnMut(usize, Option<&Call>) -> Fate + Send {
    move |_, call| if call.is_some() { fate } else { Fate::Fine }
}

#[tokio::test]
async fn a_refusal_ends_the_run_with_what_aws_said() {
    let world = World::one_table_at_a_time().await;
    let job = world.propose(&game_scores()).await;
    world.start(&job).await.unwrap();
    let faulty = Faulty::new(&world.gateway, for_calls(Fate::Refused(invalid)));
    let (outcome, _) = world.work(&job, &faulty).await;
    let reason = "AWS refused CreateTable on table GameScores: No (ValidationException) [request REFUSED]";
    let trouble = Trouble::Step { step: 1, reason: reason.to_owned() };
    assert_eq!(outcome.unwrap(), Outcome::Failed { trouble });
    let steps = world.steps(&job).await;
    assert_eq!((steps[0].state, steps[0].attempts), (StepState::Failed, 1));
    assert_eq!(steps[0].aws_request_ids, ["REFUSED"]);
    assert_eq!(steps[1].state, StepState::Skipped);
    assert_eq!(world.request_state(&job).await, RequestState::Failed);
    let run = world.store.run(job.run).await.unwrap().unwrap().run;
    assert_eq!(run.error, Some(format!("step 1 failed: {reason}")));
}

#[tokio::test]
async fn a_call_that_never_gets_through_is_given_up() {
    let world = World::one_table_at_a_time().await;
    let job = world.propose(&game_scores()).await;
    world.start(&job).await.unwrap();
    let faulty = Faulty::new(&world.gateway, for_calls(Fate::Lost));
    let (outcome, _) = world.work(&job, &faulty).await;
    let Ok(Outcome::Failed { trouble }) = outcome else { panic!("{outcome:?}") };
    let expected = "step 1 failed: it was given up after 8 calls: \
        the endpoint http://test gave no answer to Test: the connection broke";
    assert_eq!(trouble.to_string(), expected);
    assert_eq!(world.steps(&job).await[0].attempts, 8);
}

#[tokio::test]
async fn an_answer_that_got_lost_is_found_out_and_the_call_not_repeated() {
    let world = World::one_table_at_a_time().await;
    let job = world.propose(&game_scores()).await;
    world.start(&job).await.unwrap();
    let faulty = Faulty::new(&world.gateway, for_calls(Fate::Unanswered));
    let (outcome, happenings) = world.work(&job, &faulty).await;
    assert!(matches!(outcome, Ok(Outcome::Succeeded { .. })), "{outcome:?}");
    assert!(
        happenings.iter().any(|one| matches!(one, Happening::CallFailed { failure: Failure::Retryable, .. }))
    );
    for step in world.steps(&job).await {
        assert_eq!((step.state, step.attempts), (StepState::Done, 1));
    }
    world.assert_matches(&job).await;
}

#[tokio::test]
async fn an_endpoint_that_stays_away_ends_the_run_and_a_new_plan_goes_on() {
    let world = World::one_table_at_a_time().await;
    let job = world.propose(&game_scores()).await;
    world.start(&job).await.unwrap();
    let away = Arc::new(AtomicBool::new(false));
    let faulty = Faulty::new(&world.gateway, move |_, call| {
        let was_away = away.fetch_or(call.is_some(), Ordering::SeqCst);
        if was_away { Fate::Refused(unreachable_endpoint) } else { Fate::Fine }
    });
    let (outcome, _) = world.work(&job, &faulty).await;
    let Ok(Outcome::Failed { trouble }) = outcome else { panic!("{outcome:?}") };
    assert_eq!(trouble.to_string(), "step 1 failed: the endpoint http://gone does not answer: no route");
    assert_eq!(tables_made(&faulty.taken()), ["GameScores"]);
}

fn unreachable_endpoint() -> GatewayError {
    GatewayError::Unreachable { endpoint: "http://gone".to_owned(), why: "no route".to_owned() }
}

#[tokio::test]
async fn a_run_is_cancelled_between_two_steps() {
    let world = World::one_table_at_a_time().await;
    let job = world.propose(&game_scores()).await;
    world.start(&job).await.unwrap();
    let cancel = Cancel::default();
    let pressed = cancel.clone();
    let faulty = Faulty::new(&world.gateway, move |_, call| {
        if call.is_some() {
            pressed.cancel();
        }
        Fate::Fine
    });
    let (events, _) = broadcast::channel(1);
    let outcome = world.work_with(&job, &faulty, &events, &cancel).await;
    assert_eq!(outcome.unwrap(), Outcome::Cancelled);
    let states: Vec<_> = world.steps(&job).await.into_iter().map(|step| step.state).collect();
    assert_eq!(states, [StepState::Done, StepState::Skipped], "the step under way was finished");
    assert_eq!(world.request_state(&job).await, RequestState::Failed);
    world.apply(&game_scores()).await;
}

#[tokio::test]
async fn a_failure_ends_the_steps_of_its_table_and_lets_the_others_finish() {
    let world = World::one_table_at_a_time().await;
    world.apply(&rich()).await;
    world.a_day_passes();
    let job = world.propose(&worldwide_beside(&changed())).await;
    world.start(&job).await.unwrap();
    let faulty = Faulty::new(&world.gateway, |_, call| match call {
        Some(call) if call.table() == "Orders" => Fate::Refused(invalid),
        _ => Fate::Fine,
    });
    let (outcome, _) = world.work(&job, &faulty).await;
    assert!(matches!(outcome, Ok(Outcome::Failed { trouble: Trouble::Step { .. } })), "{outcome:?}");
    let states = world.steps(&job).await;
    let states = job.plan.steps.iter().zip(states).map(|(step, entry)| (step.call.table(), entry.state));
    let mut orders = Vec::new();
    for (table, state) in states {
        match table {
            "Orders" => orders.push(state),
            _ => assert_eq!(state, StepState::Done, "{table}"),
        }
    }
    let (first, rest) = orders.split_first().unwrap();
    assert_eq!(*first, StepState::Failed);
    assert!(rest.len() > 1 && rest.iter().all(|state| *state == StepState::Skipped), "{rest:?}");
    world.apply(&worldwide_beside(&changed())).await;
}

#[tokio::test]
async fn a_run_waits_between_two_steps_until_it_may_go_on() {
    let world = World::one_table_at_a_time().await;
    let job = world.propose(&game_scores()).await;
    world.start(&job).await.unwrap();
    let cancel = Cancel::default();
    let pressed = cancel.clone();
    let faulty = Faulty::new(&world.gateway, move |_, call| {
        if call.is_some() {
            pressed.pause();
        }
        Fate::Fine
    });
    let (events, mut seen) = broadcast::channel(4096);
    let work = world.work_with(&job, &faulty, &events, &cancel);
    let watch = async {
        let mut pauses = 0;
        while let Ok(event) = seen.recv().await {
            match event.happening {
                Happening::Paused { .. } => {
                    pauses += 1;
                    assert!(cancel.is_paused());
                    cancel.go_on();
                }
                Happening::RunFinished { .. } => break,
                _ => {}
            }
        }
        pauses
    };
    let (outcome, pauses) = tokio::join!(work, watch);
    assert!(matches!(outcome, Ok(Outcome::Succeeded { .. })), "{outcome:?}");
    assert_eq!(pauses, job.plan.steps.len() - 1, "before each step but the first");
}
