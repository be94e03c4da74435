//! One scenario: what is to be called, and how it went.

use std::collections::BTreeMap;
use std::time::Duration;

use tablewright_engine::{Limits, Outcome};
use tablewright_model::Design;
use tablewright_plan::{Call, Desired, LiveState, LiveTable, Managed};
use tablewright_sandbox::ManualClock;
use tablewright_testkit::emulator::Emulator;

use crate::ordinary::Scenario;
use crate::world::{HALF_A_MINUTE, START, World, pure_plan, wanted};

/// The calls of both plans as the planner makes them, without anybody having been asked; nothing where there is no plan.
pub(crate) fn golden(scenario: &Scenario, without_backups: bool) -> Option<Vec<Call>> {
    let nothing = LiveState { without_backups, ..LiveState::default() };
    let first = pure_plan(&scenario.before, &nothing, &BTreeMap::new(), None, "tablewright-1");
    let (tables, managed) = applied(wanted(&scenario.before));
    let live = LiveState { tables, ..nothing };
    let second = pure_plan(&scenario.after, &live, &managed, None, "tablewright-1");
    if !first.problems.is_empty() || !second.problems.is_empty() {
        return None;
    }
    Some(first.steps.into_iter().chain(second.steps).map(|step| step.call).collect())
}

fn applied(wanted: Desired) -> (BTreeMap<String, LiveTable>, BTreeMap<String, Managed>) {
    let Desired { states, sources, .. } = wanted;
    let tables: BTreeMap<_, _> =
        states.into_iter().map(|(name, state)| (name, LiveTable::as_if_applied(state))).collect();
    let managed = |(name, table): (&String, &LiveTable)| {
        (name.clone(), Managed { table_id: table.table_id.clone(), source: sources[name] })
    };
    let managed = tables.iter().map(managed).collect();
    (tables, managed)
}

/// Whether exactly these calls are planned and made, and nothing is left to do then; else what came between.
pub(crate) async fn told(scenario: &Scenario, calls: &[Call], emulator: &Emulator) -> Result<(), String> {
    emulator.clear().unwrap();
    let world = over(&emulator.url()).await;
    let mut made = step(&world, &scenario.before).await?;
    world.a_day_passes();
    made.extend(step(&world, &scenario.after).await?);
    let others: Vec<_> = calls.iter().filter(|call| !made.contains(call)).collect();
    if made.len() != calls.len() || !others.is_empty() {
        return Err(format!(
            "{} calls were made instead of {}, and never {others:?}",
            made.len(),
            calls.len()
        ));
    }
    Ok(())
}

/// A world whose DynamoDB is an emulator. Whatever one does at all, it does at once: what is not there at the second look
/// never will be.
async fn over(endpoint: &str) -> World {
    let mut world = World::at(endpoint, ManualClock::new(START), None).await;
    let patience = Duration::from_secs(60);
    world.limits = Limits {
        unseen: HALF_A_MINUTE,
        settle: HALF_A_MINUTE,
        underway: patience,
        busy: patience,
        looks: 2,
        ..world.limits
    };
    world
}

/// Plans and applies a design, and gives the calls. A run that succeeds has made a plan at its end, which was empty.
async fn step(world: &World, design: &Design) -> Result<Vec<Call>, String> {
    let job = world.propose_if_readable(design).await?;
    world.start(&job).await.unwrap();
    let (outcome, happenings) = world.work(&job, &world.gateway).await;
    match outcome {
        Ok(Outcome::Succeeded { .. }) => Ok(job.plan.steps.into_iter().map(|step| step.call).collect()),
        other => Err(format!("{other:?} after {:?}", happenings.iter().rev().take(3).collect::<Vec<_>>())),
    }
}
