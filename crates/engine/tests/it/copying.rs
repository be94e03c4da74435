//! Tables that are replaced where the environment has a place for copies: the items are in the new table when the run is
//! through, whatever breaks wherever.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::{Value, json};
use tablewright_aws::Gateway;
use tablewright_engine::{Job, Outcome, Trouble};
use tablewright_model::{Design, Projection};
use tablewright_plan::{Call, CopyPlace, MigrationProgress, ScalarType, TableState};
use tablewright_testkit::TableBuilder;

use crate::faults::{Counts, dies_in, kill_after_call, weathers};
use crate::faulty::{Fate, Faulty};
use crate::leaving::dies_everywhere;
use crate::ordinary::{Scenario, with_a_place};
use crate::world::{World, wanted};

/// How many items each table has: those of some partition keys are several.
const ITEMS: u32 = 9;

/// The account with the tables of a design and their items, and a place for copies.
async fn filled(before: &Design) -> World {
    let mut world = World::one_table_at_a_time().await;
    world.apply(before).await;
    world.a_day_passes();
    for (name, table) in wanted(before).states {
        for number in 0..ITEMS {
            put(&world, &name, item(&table, number));
        }
    }
    world.copies = Some(CopyPlace::parse("s3://copies/tables", None).unwrap());
    world
}

fn put(world: &World, table: &str, item: Value) {
    world.account().ask("PutItem", json!({ "TableName": table, "Item": item })).unwrap();
}

fn item(table: &TableState, number: u32) -> Value {
    let mut item = json!({ "Note": { "M": { "number": { "N": number.to_string() } } } });
    for (name, kind) in &table.definitions {
        let few = table.key.len() > 1 && table.key[0].name == *name;
        let number = if few { number % 4 } else { number };
        item[name] = match kind {
            ScalarType::S => json!({ "S": format!("value {number}") }),
            ScalarType::N => json!({ "N": number.to_string() }),
            ScalarType::B => json!({ "B": "AAECAw==" }),
        };
    }
    item
}

async fn begun(scenario: &Scenario) -> (World, Job) {
    let world = filled(&scenario.before).await;
    let job = world.propose(&scenario.after).await;
    (world, job)
}

/// Where an import made the new table it has all items of the old one, and else it is empty.
async fn assert_copied(world: &World, job: &Job, place: &str) {
    let imported = job.plan.steps.iter().any(|step| matches!(step.call, Call::Import { .. }));
    assert!(!job.plan.migrations.is_empty(), "{place}");
    for migration in &job.plan.migrations {
        let names = [migration.from.clone(), migration.to.clone()].into();
        let both = world.gateway.read(&names).await.unwrap().tables;
        let (from, to) = (&both[&migration.from].state, &both[&migration.to].state);
        let found = world.gateway.compare(from, to, ITEMS).await.unwrap();
        assert_eq!(found.from, u64::from(ITEMS), "{place}");
        assert_eq!((found.is_same(), found.to == 0), (imported, !imported), "{place}: {found:?}");
    }
}

async fn copy_all(part: usize, of: usize) {
    let mut counts = Counts::default();
    for scenario in with_a_place().into_iter().skip(part).step_by(of) {
        let name = &scenario.name;
        let (world, job) = begun(&scenario).await;
        world.start(&job).await.unwrap();
        let (outcome, happenings) = world.work(&job, &world.gateway).await;
        assert!(matches!(outcome, Ok(Outcome::Succeeded { .. })), "{name}: {outcome:?} {happenings:#?}");
        world.assert_matches(&job).await;
        assert_copied(&world, &job, name).await;
        counts.scenarios += 1;
        for at in 0..job.plan.steps.len() {
            let (world, job) = begun(&scenario).await;
            let place = format!("{name} at {at}");
            counts.add(dies_in(&world, &job, kill_after_call(at), &place).await);
            assert_copied(&world, &job, &place).await;
        }
    }
    assert!(counts.scenarios > 2 && counts.killed > 10, "{counts}");
    println!("{counts}");
}

#[tokio::test]
async fn every_copy_ends_the_same_whichever_call_the_process_dies_after_first_half() {
    copy_all(0, 2).await;
}

#[tokio::test]
async fn every_copy_ends_the_same_whichever_call_the_process_dies_after_second_half() {
    copy_all(1, 2).await;
}

fn swapped() -> Scenario {
    with_a_place().into_iter().find(|scenario| scenario.name.starts_with("keys-swapped")).unwrap()
}

#[tokio::test]
async fn a_process_that_dies_at_any_request_goes_on_when_it_copies() {
    let scenario = swapped();
    let seen = async |world: &World, job: &Job| assert_copied(world, job, "swapped").await;
    dies_everywhere(|| begun(&scenario), seen).await;
}

#[tokio::test]
async fn one_fault_in_five_requests_changes_nothing_about_what_is_copied() {
    for seed in 1..=8 {
        let (world, job) = begun(&swapped()).await;
        weathers(&world, &job, seed).await;
        assert_copied(&world, &job, &format!("seed {seed}")).await;
    }
}

#[tokio::test]
async fn lists_that_lag_behind_make_no_call_twice() {
    for lag in [5, 20, 45, 100] {
        let (world, job) = begun(&swapped()).await;
        world.account().faults().lag(Duration::from_secs(lag));
        let watched = Faulty::fine(&world.gateway);
        world.start(&job).await.unwrap();
        let (outcome, happenings) = world.work(&job, &watched).await;
        assert!(matches!(outcome, Ok(Outcome::Succeeded { .. })), "{lag}: {outcome:?} {happenings:#?}");
        let planned: Vec<_> = job.plan.steps.iter().map(|step| step.call.clone()).collect();
        assert_eq!(watched.taken(), planned, "{lag}");
        assert_copied(&world, &job, &format!("lag {lag}")).await;
    }
}

/// Scores by user; the index wants a text where items may have anything.
fn scores(name: &str, index: Option<&str>) -> Design {
    let table = TableBuilder::new("Scores")
        .attribute("User", tablewright_model::AttributeType::S)
        .attribute("Game", tablewright_model::AttributeType::S)
        .partition("User");
    let table =
        index.into_iter().fold(table, |table, name| table.index(name, &["Game"], &[], Projection::All));
    let table = tablewright_model::Table { name: name.to_owned(), ..table.build() };
    tablewright_testkit::design("Scores", [table])
}

/// The table is there then and has items: the next plan takes it as it is, and once it is deleted the whole is begun anew.
#[tokio::test]
async fn an_import_that_leaves_items_out_ends_the_run_with_their_number() {
    let world = filled(&scores("Scores", None)).await;
    for (user, game) in [("ada", json!({ "N": "1" })), ("bob", json!({ "N": "2" }))] {
        put(&world, "Scores", json!({ "User": { "S": user }, "Game": game }));
    }
    let moved = scores("Scores-v2", Some("ByGame"));
    let job = world.propose(&moved).await;
    world.start(&job).await.unwrap();
    let (outcome, _) = world.work(&job, &world.gateway).await;
    let Ok(Outcome::Failed { trouble: Trouble::Step { reason, .. } }) = outcome else {
        panic!("{outcome:?}")
    };
    assert!(reason.contains("made 9 items and left 2 out"), "{reason}");
    assert!(reason.contains("log-group:/aws-dynamodb/imports"), "{reason}");

    let next = world.propose(&moved).await;
    assert_eq!(next.plan.migrations[0].progress, MigrationProgress::UnderWay);
    world.account().ask("DeleteTable", json!({ "TableName": "Scores-v2" })).unwrap();
    for user in ["ada", "bob"] {
        put(&world, "Scores", json!({ "User": { "S": user }, "Game": { "S": "Chess" } }));
    }
    world.a_day_passes();
    let again = world.propose(&moved).await;
    assert_eq!(again.plan.migrations[0].progress, MigrationProgress::Planned);
    world.start(&again).await.unwrap();
    let (outcome, happenings) = world.work(&again, &world.gateway).await;
    assert!(matches!(outcome, Ok(Outcome::Succeeded { .. })), "{outcome:?} {happenings:#?}");
    let both = world.live(["Scores", "Scores-v2"]).await.tables;
    let found = world.gateway.compare(&both["Scores"].state, &both["Scores-v2"].state, 8).await.unwrap();
    assert!(found.is_same() && found.from == 11, "{found:?}");
}

/// Somebody else's export does not serve, and nothing is imported from it.
#[tokio::test]
async fn an_export_that_is_there_already_is_not_taken_for_that_of_the_run() {
    let (world, job) = begun(&swapped()).await;
    let enable = json!({
        "TableName": "GameScores",
        "PointInTimeRecoverySpecification": { "PointInTimeRecoveryEnabled": true },
    });
    let arn = world.live(["GameScores"]).await.tables["GameScores"].arn.clone();
    world.start(&job).await.unwrap();
    let mut is_first = true;
    let account = world.account().clone();
    let disturbed = Faulty::new(&world.gateway, move |_, call| {
        if matches!(call, Some(Call::Export { .. })) && std::mem::take(&mut is_first) {
            account.ask("UpdateContinuousBackups", enable.clone()).unwrap();
            let other = json!({ "TableArn": arn, "S3Bucket": "copies", "S3Prefix": "tables" });
            account.ask("ExportTableToPointInTime", other).unwrap();
        }
        Fate::Fine
    });
    let (outcome, happenings) = world.work(&job, &disturbed).await;
    assert!(matches!(outcome, Ok(Outcome::Succeeded { .. })), "{outcome:?} {happenings:#?}");
    let exports: BTreeMap<String, Value> =
        serde_json::from_value(world.account().ask("ListExports", json!({})).unwrap()).unwrap();
    assert_eq!(exports["ExportSummaries"].as_array().unwrap().len(), 2);
    assert_copied(&world, &job, "beside another export").await;
}
