//! An export and an import: their requests, how far they have come, and what follows when one failed.

use serde_json::json;
use tablewright_model::{AttributeType, Design, Table, TableId};
use tablewright_plan::{
    Actor, Call, CopyPlace, EnvironmentIdentity, ExportStatus, ImportStatus, LiveTable, Made, Managed,
    MigrationProgress, Progress, StageKind, TableStatus, note_copies,
};
use tablewright_testkit::{TableBuilder, design};

use crate::world::{World, environment, managed, wanted};

const ARN: &str = "arn:aws:dynamodb:eu-central-1:000000000000:table/Scores";
const PLACE: &str = "s3://copies/tablewright-1/Scores";

fn scores(name: &str) -> Design {
    let table = TableBuilder::new("Scores")
        .attribute("User", AttributeType::S)
        .attribute("Game", AttributeType::S)
        .partition("User")
        .sort("Game")
        .protected()
        .build();
    design("Scores", [Table { name: name.to_owned(), ..table }])
}

fn world() -> World {
    let copies = Some(CopyPlace::parse("s3://copies", Some("123456789012")).unwrap());
    let identity = EnvironmentIdentity { copies, ..environment("Sandbox", "{table}") };
    World::after(&scores("Scores"), identity)
}

fn calls(world: &World) -> [Call; 2] {
    let plan = world.plan(&scores("Scores-v2"));
    let calls = plan.steps.into_iter().map(|step| step.call);
    let calls: Vec<_> =
        calls.filter(|call| matches!(call, Call::Export { .. } | Call::Import { .. })).collect();
    calls.try_into().unwrap()
}

#[test]
fn the_requests_are_whole_but_for_what_aws_alone_names() {
    let [export, import] = calls(&world());
    let token = CopyPlace::parse(PLACE, None).unwrap().token();
    assert_eq!((export.operation(), import.operation()), ("ExportTableToPointInTime", "ImportTable"));
    assert_eq!(
        export.request(Some(ARN)),
        json!({
            "TableArn": ARN,
            "S3Bucket": "copies",
            "S3BucketOwner": "123456789012",
            "S3Prefix": "tablewright-1/Scores",
            "ExportFormat": "DYNAMODB_JSON",
            "ClientToken": token,
        })
    );
    assert_eq!(
        import.request(None),
        json!({
            "S3BucketSource": {
                "S3Bucket": "copies",
                "S3BucketOwner": "123456789012",
                "S3KeyPrefix": "tablewright-1/Scores/AWSDynamoDB/<id of the export>/data/",
            },
            "InputFormat": "DYNAMODB_JSON",
            "InputCompressionType": "GZIP",
            "TableCreationParameters": {
                "TableName": "Scores-v2",
                "AttributeDefinitions": [
                    { "AttributeName": "Game", "AttributeType": "S" },
                    { "AttributeName": "User", "AttributeType": "S" },
                ],
                "KeySchema": [
                    { "AttributeName": "User", "KeyType": "HASH" },
                    { "AttributeName": "Game", "KeyType": "RANGE" },
                ],
                "BillingMode": "PAY_PER_REQUEST",
            },
            "ClientToken": token,
        })
    );
}

#[test]
fn an_export_is_known_by_its_place() {
    let world = world();
    let [export, _] = calls(&world);
    let at = |place: &str, status: ExportStatus| {
        let mut live = world.live.tables["Scores"].clone();
        live.exports.insert(place.to_owned(), status);
        export.progress(Some(&live))
    };
    assert_eq!(at("s3://copies/tablewright-0/Scores", ExportStatus::Completed), Progress::NotStarted);
    assert_eq!(at(PLACE, ExportStatus::Completed), Progress::Done);
    assert!(matches!(at(PLACE, ExportStatus::InProgress), Progress::Underway(_)));
    let Progress::Diverged(why) = at(PLACE, ExportStatus::Failed("the bucket does not exist".to_owned()))
    else {
        panic!("a failed export is no end")
    };
    assert!(why.contains("the bucket does not exist"), "{why}");
}

#[test]
fn an_import_that_left_something_out_is_told_with_its_numbers() {
    let world = world();
    let [_, import] = calls(&world);
    let Call::Import { table, .. } = &import else { panic!("{import:?}") };
    let fresh = LiveTable::as_if_applied((**table).clone());
    let at = |status: ImportStatus| {
        let mut live = fresh.clone();
        live.imports.insert(PLACE.to_owned(), status);
        import.progress(Some(&live))
    };
    let ended =
        |errors| ImportStatus::Completed { imported: 98, errors, log: Some("/aws/import".to_owned()) };
    assert_eq!(import.progress(None), Progress::NotStarted);
    assert_eq!(at(ended(0)), Progress::Done);
    assert!(matches!(at(ImportStatus::InProgress), Progress::Underway(_)));
    let Progress::Diverged(why) = at(ended(2)) else { panic!("two items are lost") };
    assert!(["98", "left 2 out", "/aws/import"].iter().all(|part| why.contains(part)), "{why}");
    let Progress::Diverged(why) = at(ImportStatus::Failed("S3NoSuchBucket".to_owned())) else {
        panic!("a failed import is no end")
    };
    assert!(why.contains("S3NoSuchBucket") && why.contains("delete `Scores-v2`"), "{why}");
    assert!(matches!(import.progress(Some(&fresh)), Progress::Diverged(_)), "nobody knows who made it");
    let making = LiveTable { status: TableStatus::Creating, ..fresh.clone() };
    assert!(matches!(import.progress(Some(&making)), Progress::Underway(_)), "the list may be late");
    let mut other = fresh.clone();
    other.imports.insert(PLACE.to_owned(), ended(0));
    other.state.ttl = Some("At".to_owned());
    other.state.definitions.clear();
    assert!(matches!(import.progress(Some(&other)), Progress::Diverged(_)));
}

#[test]
fn a_new_table_that_was_deleted_again_is_made_once_more_and_the_old_one_stays() {
    let mut world = world();
    let moved = scores("Scores-v2");
    let source: TableId = wanted(&moved, &world.environment).sources["Scores-v2"];
    let gone = Managed { table_id: "gone".to_owned(), source };
    world.managed.insert("Scores-v2".to_owned(), gone);
    let plan = world.plan(&moved);
    assert_eq!(plan.migrations[0].progress, MigrationProgress::Planned);
    assert_eq!((plan.summary().add, plan.summary().destroy), (1, 0));
    assert!(plan.steps.iter().all(|step| !matches!(step.call, Call::DeleteTable { .. })));
}

#[test]
fn the_place_is_part_of_what_is_approved_and_of_nothing_else() {
    let here = world();
    let mut elsewhere = world();
    elsewhere.environment.copies = Some(CopyPlace::parse("s3://others", None).unwrap());
    let moved = scores("Scores-v2");
    assert_ne!(here.plan(&moved).digest(), elsewhere.plan(&moved).digest());
    let mut nowhere = world();
    nowhere.environment.copies = None;
    assert!(nowhere.plan(&moved).steps.iter().all(|step| !matches!(step.call, Call::Export { .. })));
}

#[test]
fn an_endpoint_without_backups_is_not_asked_for_exports() {
    let mut world = world();
    world.live.without_backups = true;
    let plan = world.plan(&scores("Scores-v2"));
    assert!(plan.steps.iter().all(|step| !matches!(step.call, Call::Export { .. } | Call::Import { .. })));
}

#[test]
fn a_migration_under_way_needs_no_second_copy() {
    let mut world = world();
    let moved = scores("Scores-v2");
    let desired = wanted(&moved, &world.environment);
    let new = LiveTable::as_if_applied(desired.states["Scores-v2"].clone());
    world.managed.insert("Scores-v2".to_owned(), managed(&new, desired.sources["Scores-v2"]));
    world.live.tables.insert("Scores-v2".to_owned(), new);
    let plan = world.plan(&moved);
    assert_eq!(plan.steps, []);
    assert_eq!(plan.migrations[0].progress, MigrationProgress::UnderWay);
}

#[test]
fn what_runs_have_copied_is_told_of_a_migration_under_way() {
    let mut world = world();
    let moved = scores("Scores-v2");
    let [export, import] = calls(&world);
    let desired = wanted(&moved, &world.environment);
    let state = desired.states["Scores-v2"].clone();
    let new = LiveTable::as_if_applied(state.clone());
    world.managed.insert("Scores-v2".to_owned(), managed(&new, desired.sources["Scores-v2"]));
    world.live.tables.insert("Scores-v2".to_owned(), new);
    let create = Call::CreateTable { table: Box::new(state.at_creation()) };
    for (calls, by, told) in [
        (vec![export.clone(), import.clone()], Actor::Tool, "by an import"),
        (
            vec![export.clone(), create.clone()],
            Actor::Owner,
            "Write the items of s3://copies/tablewright-1/Scores/",
        ),
        (
            vec![export, import, create.clone()],
            Actor::Owner,
            "Write the items of s3://copies/tablewright-1/Scores/",
        ),
        (vec![create], Actor::Owner, "Or scan `Scores`"),
        (vec![], Actor::Owner, "Or scan `Scores`"),
    ] {
        let mut plan = world.plan(&moved);
        let made: Vec<_> = calls.into_iter().map(|call| Made { call, at: 0 }).collect();
        note_copies(&mut plan, &made);
        let stage = plan.migrations[0].stages.iter().find(|stage| stage.kind == StageKind::Copy).unwrap();
        assert_eq!(stage.by, by, "{told}");
        assert!(stage.tasks.iter().any(|task| task.contains(told)), "{told}: {:?}", stage.tasks);
    }
}
