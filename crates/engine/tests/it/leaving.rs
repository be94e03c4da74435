//! Tables that go after a last backup, whatever breaks wherever: backed up once, and never deleted without, unless there
//! are no backups and the approved plan says so.

use std::collections::BTreeSet;

use tablewright_aws::Gateway;
use tablewright_engine::{Job, Outcome, Trouble};
use tablewright_plan::{BackupStatus, Call};

use crate::changes::rich;
use crate::faults::{Counts, dies_at, dies_in, weathers};
use crate::faulty::{Fate, Faulty};
use crate::migration::scores;
use crate::world::World;

const BACKUP: &str = "tablewright-1";

/// A migration whose old table nobody needs any more.
async fn retiring() -> (World, Job) {
    let world = World::one_table_at_a_time().await;
    world.apply(&scores("Scores", "Game")).await;
    world.a_day_passes();
    let moved = scores("Scores-v2", "Played");
    world.apply(&moved).await;
    world.a_day_passes();
    let job = world.retire(&moved, "Scores", BACKUP).await;
    (world, job)
}

/// A first run that was not meant.
async fn taking_back() -> (World, Job) {
    let world = World::one_table_at_a_time().await;
    let made = world.apply(&rich()).await;
    let without: BTreeSet<String> = made.desired.keys().cloned().collect();
    // At once: AWS does not back a new table up before some time has passed.
    let job = world.take_back(&rich(), &without, BACKUP).await;
    (world, job)
}

/// Lets the process of a run die before and after each request in turn, and go on; `seen` looks at how each ends.
pub(crate) async fn dies_everywhere<F: Future<Output = (World, Job)>>(
    begin: impl Fn() -> F,
    seen: impl AsyncFn(&World, &Job),
) {
    for fate in [Fate::DiesBefore, Fate::DiesAfter] {
        let (mut at, mut counts) = (0, Counts::of_one());
        loop {
            let (world, job) = begin().await;
            let died = dies_in(&world, &job, dies_at(at, fate), &format!("at {at} {fate:?}")).await;
            seen(&world, &job).await;
            if died.is_none() {
                break;
            }
            counts.add(died);
            at += 1;
        }
        assert!(at > 1, "it died {at} times");
        println!("{fate:?}: {counts}");
    }
}

#[tokio::test]
async fn a_process_that_dies_at_any_request_goes_on_when_it_retires_a_table() {
    dies_everywhere(retiring, async |_, _| ()).await;
}

#[tokio::test]
async fn a_process_that_dies_at_any_request_goes_on_when_it_takes_a_run_back() {
    dies_everywhere(taking_back, async |_, _| ()).await;
}

#[tokio::test]
async fn one_fault_in_five_requests_changes_nothing_about_the_end_of_tables_that_go() {
    for seed in 1..=8 {
        let (world, job) = retiring().await;
        weathers(&world, &job, seed).await;
        let (world, job) = taking_back().await;
        weathers(&world, &job, seed).await;
    }
}

#[tokio::test]
async fn a_backup_that_an_earlier_plan_has_made_is_not_taken_for_the_one_of_this_plan() {
    let (world, job) = retiring().await;
    let earlier = Call::BackUp { table: "Scores".to_owned(), backup: "tablewright-0".to_owned() };
    world.gateway.perform(&earlier, None).await.unwrap();
    world.a_day_passes();
    let seen = world.gateway.read_for(&earlier).await.unwrap().unwrap();
    assert_eq!(seen.backups, [("tablewright-0".to_owned(), BackupStatus::Available)].into());
    world.start(&job).await.unwrap();
    let watched = Faulty::fine(&world.gateway);
    let (outcome, _) = world.work(&job, &watched).await;
    assert!(matches!(outcome, Ok(Outcome::Succeeded { .. })), "{outcome:?}");
    let own = Call::BackUp { table: "Scores".to_owned(), backup: BACKUP.to_owned() };
    assert_eq!(watched.taken().first(), Some(&own));
}

/// The same in an account that knows no backups.
async fn retiring_for_good() -> (World, Job) {
    let (world, planned) = retiring().await;
    world.account().faults().without_backups(true);
    let moved = scores("Scores-v2", "Played");
    let job = world.retire(&moved, "Scores", BACKUP).await;
    assert_eq!(planned.plan.steps.len(), job.plan.steps.len() + 1);
    (world, job)
}

#[tokio::test]
async fn where_there_are_no_backups_the_plan_says_so_and_the_table_goes() {
    let (world, job) = retiring_for_good().await;
    let said: Vec<_> = job.plan.warnings.iter().map(|warning| warning.code.as_str()).collect();
    assert_eq!(said, ["DDB109"]);
    world.start(&job).await.unwrap();
    let watched = Faulty::fine(&world.gateway);
    let (outcome, _) = world.work(&job, &watched).await;
    assert!(matches!(outcome, Ok(Outcome::Succeeded { .. })), "{outcome:?}");
    let taken: Vec<_> = watched.taken().iter().map(Call::operation).collect();
    assert_eq!(taken, ["UpdateTable", "DeleteTable"]);
    assert!(!world.live(["Scores"]).await.tables.contains_key("Scores"));
}

#[tokio::test]
async fn a_process_that_dies_at_any_request_goes_on_where_there_are_no_backups() {
    dies_everywhere(retiring_for_good, async |_, _| ()).await;
}

#[tokio::test]
async fn nothing_goes_when_backups_have_come_or_gone_since_the_plan_was_approved() {
    for without in [true, false] {
        let (world, job) = if without { retiring().await } else { retiring_for_good().await };
        world.account().faults().without_backups(without);
        world.start(&job).await.unwrap();
        let watched = Faulty::fine(&world.gateway);
        let (outcome, _) = world.work(&job, &watched).await;
        let is_stale = matches!(outcome, Ok(Outcome::Failed { trouble: Trouble::Stale { .. } }));
        assert!(is_stale, "{outcome:?}");
        assert_eq!(watched.taken(), []);
        assert!(world.live(["Scores"]).await.tables.contains_key("Scores"));
    }
}

#[tokio::test]
async fn a_table_whose_backup_is_refused_stays() {
    let (world, job) = retiring().await;
    world.start(&job).await.unwrap();
    let faulty = Faulty::new(&world.gateway, |_, call| match call {
        Some(Call::BackUp { .. }) => Fate::Refused(crate::faults::invalid),
        _ => Fate::Fine,
    });
    let (outcome, _) = world.work(&job, &faulty).await;
    assert!(matches!(outcome, Ok(Outcome::Failed { .. })), "{outcome:?}");
    assert_eq!(faulty.taken(), []);
    assert!(world.live(["Scores"]).await.tables.contains_key("Scores"));
}
