//! The golden scenarios of the planner on the sandbox: each is carried out, and once more with a process that dies after
//! every single call.

use crate::faults::{Counts, dies_once, kill_after_call};
use crate::ordinary::ordinary;
use crate::world::World;

async fn apply_all(part: usize, of: usize) {
    let mut counts = Counts::default();
    for scenario in ordinary().into_iter().skip(part).step_by(of) {
        let (place, before, after) = (scenario.name, scenario.before, scenario.after);
        let world = World::new().await;
        world.apply(&before).await;
        world.a_day_passes();
        let Some(job) = world.propose_if_possible(&after).await else { continue };
        world.start(&job).await.unwrap();
        let (outcome, happenings) = world.work(&job, &world.gateway).await;
        let ended = matches!(outcome, Ok(tablewright_engine::Outcome::Succeeded { .. }));
        assert!(ended, "{place}: {outcome:?} {happenings:#?}");
        world.assert_matches(&job).await;
        counts.scenarios += 1;
        for at in 0..job.plan.steps.len() {
            let died =
                dies_once(Some(&before), &after, kill_after_call(at), &format!("{place} at {at}")).await;
            counts.add(died);
        }
    }
    assert!(counts.killed > 0);
    println!("{counts}");
}

#[tokio::test]
async fn every_scenario_ends_the_same_whichever_call_the_process_dies_after_first_quarter() {
    apply_all(0, 4).await;
}

#[tokio::test]
async fn every_scenario_ends_the_same_whichever_call_the_process_dies_after_second_quarter() {
    apply_all(1, 4).await;
}

#[tokio::test]
async fn every_scenario_ends_the_same_whichever_call_the_process_dies_after_third_quarter() {
    apply_all(2, 4).await;
}

#[tokio::test]
async fn every_scenario_ends_the_same_whichever_call_the_process_dies_after_last_quarter() {
    apply_all(3, 4).await;
}
