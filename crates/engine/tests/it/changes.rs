//! Every kind of change reaches AWS, and the closing check finds nothing.

use std::collections::BTreeMap;

use tablewright_aws::Gateway;
use tablewright_engine::{Happening, Outcome};
use tablewright_model::{
    AttributeType, Autoscaling, Capacity, Consistency, Design, Encryption, GlobalIndex, InsightsMode,
    Kinesis, Maximum, Projection, Recovery, Replica, Scaling, StreamView, Table, TableClass, TimePrecision,
    Warm, from_json,
};
use tablewright_plan::{Call, NewCapacity, Setting};
use tablewright_storage::StepState;
use tablewright_testkit::{TableBuilder, design, id};

use crate::world::World;

pub(crate) fn game_scores() -> Design {
    let document = include_str!("../../../../assets/examples/game-scores.json");
    from_json(document).unwrap()
}

fn base() -> TableBuilder {
    TableBuilder::new("Orders")
        .attribute("Customer", AttributeType::S)
        .attribute("Placed", AttributeType::S)
        .attribute("State", AttributeType::S)
        .attribute("Total", AttributeType::N)
        .attribute("ExpiresAt", AttributeType::N)
        .partition("Customer")
        .sort("Placed")
}

fn by_state(table: TableBuilder) -> TableBuilder {
    table.index("ByState", &["State"], &["Placed"], Projection::All)
}

/// Two tables that need every kind of call, one way or the other.
pub(crate) fn rich() -> Design {
    let audit =
        TableBuilder::new("Audit").attribute("Id", AttributeType::S).partition("Id").provisioned(2, 3);
    let orders = by_state(base())
        .stream(StreamView::NewImage)
        .ttl("ExpiresAt")
        .protected()
        .tags([("team", "orders"), ("stage", "dev")]);
    design("Rich", [orders.build(), audit.build()])
}

/// Another state of the same tables.
pub(crate) fn changed() -> Design {
    let orders = base()
        .index("ByTotal", &["State"], &["Total"], Projection::KeysOnly)
        .stream(StreamView::NewAndOldImages)
        .tags([("team", "sales")]);
    design("Rich", [orders.build()])
}

/// Two tables over several regions.
pub(crate) fn worldwide() -> Design {
    let orders = by_state(base()).stream(StreamView::NewAndOldImages).tags([("team", "orders")]).build();
    let west = Replica {
        class: Some(TableClass::InfrequentAccess),
        deletion_protection: true,
        recovery: Some(Recovery { days: 7 }),
        copies_tags: true,
        ..Replica::new(id("west").into(), "eu-west-1")
    };
    let replicas = [west, Replica::new(id("east").into(), "us-east-1")].into_iter().collect();
    let scores = TableBuilder::new("Scores").attribute("Id", AttributeType::S).partition("Id").build();
    let members = ["eu-west-1", "eu-west-3"].map(|region| Replica::new(id(region).into(), region));
    let scores =
        Table { consistency: Consistency::Strong, replicas: members.into_iter().collect(), ..scores };
    design("Worldwide", [Table { replicas, ..orders }, scores])
}

/// Those beside the tables of another design.
pub(crate) fn worldwide_beside(other: &Design) -> Design {
    let worldwide =
        worldwide().tables.iter().filter(|table| table.name == "Scores").cloned().collect::<Vec<_>>();
    let all = other.tables.iter().cloned().chain(worldwide).map(|table| Table::clone(&table));
    Design { tables: all.collect(), ..other.clone() }
}

/// Another state of the same tables: a replica goes and another one comes, one changes, strong consistency ends.
pub(crate) fn worldwide_otherwise() -> Design {
    let orders = base()
        .index("ByTotal", &["State"], &["Total"], Projection::KeysOnly)
        .stream(StreamView::NewAndOldImages)
        .tags([("team", "sales")])
        .build();
    let west = Replica {
        insights: Some(InsightsMode::Throttled),
        max_read: Some(100),
        copies_tags: true,
        ..Replica::new(id("west").into(), "eu-west-1")
    };
    let north = Replica { deletion_protection: true, ..Replica::new(id("north").into(), "eu-north-1") };
    let replicas = [west, north].into_iter().collect();
    let scores = TableBuilder::new("Scores").attribute("Id", AttributeType::S).partition("Id").build();
    design("Worldwide", [Table { replicas, ..orders }, scores])
}

const KEY: &str = "arn:aws:kms:eu-central-1:000000000000:key/1234abcd";
const CHANGES: &str = "arn:aws:kinesis:eu-central-1:000000000000:stream/changes";
const OTHERS: &str = "arn:aws:kinesis:eu-central-1:000000000000:stream/others";

fn policy(account: &str) -> String {
    format!(
        r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", "Principal": {{"AWS": "{account}"}},
            "Action": "dynamodb:GetItem", "Resource": "*"}}]}}"#
    )
}

fn scaling(min: u64, max: u64) -> Scaling {
    Scaling { min, max, target: 70, scale_in_cooldown: Some(60), scale_out_cooldown: None, only_out: false }
}

fn with_index(table: Table, change: impl Fn(&mut GlobalIndex)) -> Table {
    let changed = |index: &std::sync::Arc<GlobalIndex>| {
        let mut index = GlobalIndex::clone(index);
        change(&mut index);
        index
    };
    Table { indexes: table.indexes.iter().map(changed).collect(), ..table }
}

/// Two tables with every setting that a table can have in one region.
pub(crate) fn guarded() -> Design {
    let by_state =
        base().index_with_capacity("ByState", &["State"], &["Placed"], Projection::All, Some(units(4, 4)));
    let orders = Table {
        autoscaling: Some(Autoscaling { read: Some(scaling(5, 50)), write: Some(scaling(6, 20)) }),
        recovery: Some(Recovery { days: 7 }),
        encryption: Encryption::Customer(KEY.to_owned()),
        policy: Some(policy("arn:aws:iam::111111111111:root")),
        insights: Some(InsightsMode::Throttled),
        kinesis: Some(Kinesis { stream: CHANGES.to_owned(), precision: None }),
        ..by_state.provisioned(5, 6).build()
    };
    let orders = with_index(orders, |index| {
        index.autoscaling = Some(Autoscaling { read: Some(scaling(8, 9)), write: None });
        index.insights = Some(InsightsMode::AccessedAndThrottled);
    });
    let audit = TableBuilder::new("Audit").attribute("Id", AttributeType::S).partition("Id").build();
    let audit = Table {
        class: TableClass::InfrequentAccess,
        maximum: Some(Maximum { read: Some(900), write: Some(90) }),
        encryption: Encryption::AwsManaged,
        ..audit
    };
    design("Guarded", [orders, audit])
}

/// Other values of all of them: capacity to on demand, another key, another stream, other bounds.
pub(crate) fn guarded_otherwise() -> Design {
    let orders = by_state(base()).index("ByTotal", &["State"], &["Total"], Projection::KeysOnly);
    let orders = Table {
        maximum: Some(Maximum { read: None, write: Some(500) }),
        warm: Some(Warm { read: 13_000, write: 4_000 }),
        recovery: Some(Recovery { days: 35 }),
        policy: Some(policy("arn:aws:iam::222222222222:root")),
        insights: Some(InsightsMode::AccessedAndThrottled),
        kinesis: Some(Kinesis { stream: OTHERS.to_owned(), precision: Some(TimePrecision::Microsecond) }),
        ..orders.build()
    };
    let audit =
        TableBuilder::new("Audit").attribute("Id", AttributeType::S).partition("Id").provisioned(2, 3);
    let audit = Table {
        autoscaling: Some(Autoscaling { read: None, write: Some(scaling(5, 9)) }),
        encryption: Encryption::Customer("alias/audit".to_owned()),
        ..audit.build()
    };
    design("Guarded", [orders, audit])
}

const fn units(read: u64, write: u64) -> Capacity {
    Capacity { read, write }
}

#[tokio::test]
async fn every_setting_is_applied_changed_and_taken_away() {
    let world = World::new().await;
    for design in [guarded(), guarded_otherwise(), rich()] {
        let job = world.apply(&design).await;
        assert!(job.plan.steps.len() > 3);
        world.assert_matches(&job).await;
        world.a_day_passes();
    }
}

#[tokio::test]
async fn game_scores_is_applied_and_the_closing_check_is_empty() {
    let world = World::new().await;
    let job = world.propose(&game_scores()).await;
    world.start(&job).await.unwrap();
    let (outcome, happenings) = world.work(&job, &world.gateway).await;
    let Ok(Outcome::Succeeded { closing }) = outcome else { panic!("{outcome:?}") };
    assert!(closing.is_empty());
    world.assert_matches(&job).await;
    let json = serde_json::to_string(&happenings).unwrap();
    assert_eq!(serde_json::from_str::<Vec<Happening>>(&json).unwrap(), happenings, "events survive the wire");
    assert_eq!(happenings.first(), Some(&Happening::RunStarted { resumed: false }));
    assert_eq!(happenings.last(), Some(&Happening::RunFinished { outcome: Outcome::Succeeded { closing } }));
    for step in world.steps(&job).await {
        assert_eq!((step.state, step.attempts, step.aws_request_ids.len()), (StepState::Done, 1, 1));
        assert!(happenings.contains(&Happening::StepDone { step: step.number }));
        let waits = happenings
            .iter()
            .any(|one| matches!(one, Happening::Waiting { step: s, .. } if *s == step.number));
        // TTL needs up to an hour, and nobody waits for it.
        assert_eq!(waits, job.plan.steps[step.number as usize - 1].call.operation() != "UpdateTimeToLive");
    }
}

#[tokio::test]
async fn every_kind_of_change_is_applied_there_and_back() {
    let world = World::new().await;
    let on_demand = base();
    let provisioned = base().provisioned(5, 6);
    for (what, table) in [
        ("create", on_demand),
        ("index", by_state(base())),
        ("stream", by_state(base()).stream(StreamView::KeysOnly)),
        ("view type", by_state(base()).stream(StreamView::NewAndOldImages)),
        ("no stream", by_state(base())),
        ("ttl", by_state(base()).ttl("ExpiresAt")),
        ("tags", by_state(base()).ttl("ExpiresAt").tags([("team", "a"), ("x", "y")])),
        ("other tags", by_state(base()).ttl("ExpiresAt").tags([("team", "b")])),
        ("protection", by_state(base()).ttl("ExpiresAt").protected()),
        (
            "another index",
            base().ttl("ExpiresAt").index("ByTotal", &["State"], &["Total"], Projection::KeysOnly),
        ),
        ("no index", base().ttl("ExpiresAt")),
        ("provisioned", provisioned.ttl("ExpiresAt")),
        ("capacity", base().provisioned(7, 6).ttl("ExpiresAt")),
        ("on demand", base().ttl("ExpiresAt")),
    ] {
        let job = world.apply(&design("Shop", [table.build()])).await;
        assert!(!job.plan.steps.is_empty(), "{what} is a change");
        world.assert_matches(&job).await;
    }
    let job = world.apply(&design("Shop", [])).await;
    assert!(!job.plan.steps.is_empty());
    world.assert_matches(&job).await;
}

#[tokio::test]
async fn a_time_to_live_that_was_changed_within_the_hour_is_waited_for() {
    let world = World::new().await;
    world.apply(&design("Shop", [base().ttl("ExpiresAt").build()])).await;
    let before = world.now();
    let job = world.apply(&design("Shop", [base().build()])).await;
    world.assert_matches(&job).await;
    let waited = world.now().0 - before.0;
    assert!((3_000_000..4_000_000).contains(&waited), "{waited} ms: about the rest of the hour");
}

#[tokio::test]
async fn a_decrease_of_capacity_without_credit_is_waited_for() {
    let world = World::new().await;
    let reads = |units| design("Shop", [base().provisioned(units, 5).build()]);
    world.apply(&reads(10)).await;
    for units in [9, 8, 7, 6] {
        world.apply(&reads(units)).await;
    }
    let before = world.now();
    let job = world.apply(&reads(5)).await;
    assert_eq!(job.plan.warnings[0].code, "DDB220");
    world.assert_matches(&job).await;
    let waited = world.now().0 - before.0;
    assert!((2_400_000..4_000_000).contains(&waited), "{waited} ms: about the rest of the hour");
}

/// Between plan and run the load comes, and reads are scaled up.
#[tokio::test]
async fn a_capacity_that_scales_is_not_set_back_by_a_change_of_the_other() {
    let world = World::new().await;
    let scaled = |writes| {
        let table = base().provisioned(5, writes).build();
        let autoscaling = Some(Autoscaling { read: Some(scaling(5, 50)), write: None });
        design("Shop", [Table { autoscaling, ..table }])
    };
    world.apply(&scaled(5)).await;
    let job = world.propose(&scaled(7)).await;
    let reads = NewCapacity { read: Some(30), write: Some(5) };
    let moved = Setting::Capacity { capacity: Some(reads), indexes: BTreeMap::new() };
    world.gateway.perform(&Call::set("Orders", moved), None).await.unwrap();
    world.a_day_passes();
    let again = world.propose(&scaled(7)).await;
    assert_eq!(again.plan.digest(), job.plan.digest(), "it moves by itself, so the approval holds");
    world.start(&job).await.unwrap();
    let (outcome, _) = world.work(&job, &world.gateway).await;
    assert!(matches!(outcome, Ok(Outcome::Succeeded { .. })), "{outcome:?}");
    let capacity = world.live(["Orders"]).await.tables["Orders"].state.capacity();
    assert_eq!(capacity, Some(Capacity { read: 30, write: 7 }));
}

#[tokio::test]
async fn several_tables_change_in_one_run() {
    let world = World::new().await;
    world.assert_matches(&world.apply(&rich()).await).await;
    world.assert_matches(&world.apply(&changed()).await).await;
    let nothing = world.apply(&changed()).await;
    assert_eq!(nothing.plan.steps, []);
}

#[tokio::test]
async fn replicas_come_change_and_go() {
    let world = World::new().await;
    world.assert_matches(&world.apply(&worldwide()).await).await;
    world.a_day_passes();
    world.assert_matches(&world.apply(&worldwide_otherwise()).await).await;
    world.a_day_passes();
    world.assert_matches(&world.apply(&worldwide()).await).await;
    world.a_day_passes();
    world.assert_matches(&world.apply(&design("Worldwide", [])).await).await;
}
