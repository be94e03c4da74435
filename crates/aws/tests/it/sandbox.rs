//! The gateway and the sandbox agree: what is asked for is what is read.

use std::collections::{BTreeMap, BTreeSet};

use aws_sdk_dynamodb::types::AttributeValue;
use tablewright_aws::{AwsGateway, Connection, Credentials, Gateway};
use tablewright_model::{
    Capacity, Encryption, InsightsMode, Kinesis, Maximum, Recovery, StreamView, TableClass, TimePrecision,
    Warm,
};
use tablewright_plan::{
    BillingState, Bounds, Call, Dimension, IndexKind, KeyElement, KeyRole, KinesisChange, LiveTable,
    NewIndex, Progress, STREAM_POLICY, ScalarType, ScalingState, Setting, TableState, TableStatus, Tracking,
    canonical_policy,
};
use tablewright_sandbox::{RunningSandbox, Sandbox, SandboxOptions};

use crate::calls::{
    KEY, POLICY, STREAM, game_scores, provisioned, rich, text_map, title_index, tracking, vector_index,
};

async fn start() -> (RunningSandbox, AwsGateway) {
    let options =
        SandboxOptions { region: "eu-central-1".to_owned(), time_scale: 0.0, ..SandboxOptions::default() };
    let sandbox = Sandbox::open(options).unwrap().listen("127.0.0.1:0").await.unwrap();
    let connection = Connection {
        region: "eu-central-1".to_owned(),
        endpoint: Some(sandbox.endpoint().to_owned()),
        credentials: Credentials::Sandbox,
    };
    (sandbox, AwsGateway::connect(connection).await.unwrap())
}

async fn make(gateway: &AwsGateway, call: Call) {
    let before = gateway.read_table(call.table()).await.unwrap();
    assert_eq!(call.progress(before.as_ref()), Progress::NotStarted, "{call:?} {before:?}");
    let receipt = gateway.perform(&call, before.as_ref()).await.unwrap();
    assert!(receipt.request_id.is_some());
    let after = gateway.read_table(call.table()).await.unwrap();
    assert_eq!(call.progress(after.as_ref()), Progress::Done, "{call:?} {after:?}");
}

async fn set(gateway: &AwsGateway, setting: Setting) {
    make(gateway, Call::set("GameScores", setting)).await;
}

/// The settings, without the warm throughput that AWS gives to every table.
async fn state(gateway: &AwsGateway) -> TableState {
    let table = gateway.read_table("GameScores").await.unwrap().unwrap();
    assert_eq!(table.status, TableStatus::Active);
    assert_eq!((table.unknown, table.settling), (BTreeMap::new(), BTreeMap::new()));
    let mut state = TableState { warm: None, ..table.state };
    state.indexes.values_mut().for_each(|index| index.warm = None);
    state
}

fn cold(mut state: TableState) -> TableState {
    state.indexes.values_mut().for_each(|index| index.warm = None);
    TableState { warm: None, ..state }
}

#[tokio::test]
async fn a_created_table_is_read_as_it_was_asked_for() {
    for wanted in [game_scores(), provisioned(), rich()] {
        let (_sandbox, gateway) = start().await;
        make(&gateway, Call::CreateTable { table: Box::new(wanted.clone()) }).await;
        assert_eq!(state(&gateway).await, cold(wanted));
        let names = BTreeSet::from(["GameScores".to_owned(), "Missing".to_owned()]);
        let read = gateway.read(&names).await.unwrap();
        assert_eq!(read.tables.keys().collect::<Vec<_>>(), ["GameScores"]);
    }
}

#[tokio::test]
async fn what_the_first_version_of_the_service_has_is_seen_afterwards() {
    let (_sandbox, gateway) = start().await;
    let table = || "GameScores".to_owned();
    let units = |read, write| Capacity { read, write };
    make(&gateway, Call::CreateTable { table: Box::new(provisioned()) }).await;
    let index = "GameTitleIndex".to_owned();
    let indexes = BTreeMap::from([(index.clone(), units(9, 9).into())]);
    set(&gateway, Setting::Capacity { capacity: Some(units(2, 2).into()), indexes: BTreeMap::new() }).await;
    set(&gateway, Setting::Capacity { capacity: None, indexes }).await;
    set(&gateway, Setting::Billing { billing: BillingState::OnDemand, indexes: BTreeMap::new() }).await;
    make(&gateway, Call::DeleteIndex { table: table(), index: index.clone(), kind: IndexKind::Global }).await;
    let (definitions, created) = (game_scores().definitions, NewIndex::Global(title_index()));
    make(&gateway, Call::CreateIndex { table: table(), definitions, index, state: created }).await;
    for view in [Some(StreamView::OldImage), None, Some(StreamView::NewImage)] {
        set(&gateway, Setting::Stream(view)).await;
    }
    set(&gateway, Setting::Ttl { attribute: "ExpiresAt".to_owned(), enabled: true }).await;
    let tags = text_map([("team", "scores"), ("cost-center", "12"), ("x", "y")]);
    make(&gateway, Call::Tag { table: table(), tags }).await;
    make(&gateway, Call::Untag { table: table(), keys: BTreeSet::from(["x".to_owned()]) }).await;
    set(&gateway, Setting::DeletionProtection(true)).await;
    assert_eq!(state(&gateway).await, TableState { ttl: Some("ExpiresAt".to_owned()), ..game_scores() });
    set(&gateway, Setting::DeletionProtection(false)).await;
    make(&gateway, Call::DeleteTable { table: table() }).await;
    assert_eq!(gateway.read_table("GameScores").await.unwrap(), None);
}

#[tokio::test]
async fn every_other_setting_of_an_on_demand_table_is_seen_afterwards() {
    let (_sandbox, gateway) = start().await;
    let wanted = TableState { deletion_protection: false, ..game_scores() };
    make(&gateway, Call::CreateTable { table: Box::new(wanted.clone()) }).await;
    let index = || Some("GameTitleIndex".to_owned());
    let maximum = |read, write| Maximum { read, write };
    let of_index = |bound| BTreeMap::from([("GameTitleIndex".to_owned(), bound)]);
    let warm = |read, write| Warm { read, write };
    let stream = |change| Setting::Kinesis { stream: STREAM.to_owned(), change };
    let insights = |index, mode| Setting::Insights { index, mode };
    for setting in [
        Setting::Maximum {
            table: Some(maximum(Some(500), None)),
            indexes: of_index(maximum(None, Some(70))),
        },
        Setting::Maximum { table: Some(maximum(None, None)), indexes: BTreeMap::new() },
        Setting::Warm {
            table: Some(warm(14_000, 4_000)),
            indexes: BTreeMap::from([("GameTitleIndex".to_owned(), warm(13_000, 5_000))]),
        },
        Setting::Class(TableClass::InfrequentAccess),
        Setting::Encryption(Encryption::AwsManaged),
        Setting::Encryption(Encryption::Customer(KEY.to_owned())),
        Setting::Encryption(Encryption::Customer("alias/orders".to_owned())),
        Setting::Encryption(Encryption::AwsOwned),
        Setting::Recovery(Some(Recovery { days: 7 })),
        Setting::Recovery(Some(Recovery { days: 35 })),
        Setting::Recovery(None),
        Setting::Policy(Some(canonical_policy(POLICY))),
        stream(KinesisChange::Enable(None)),
        stream(KinesisChange::Precision(TimePrecision::Microsecond)),
        stream(KinesisChange::Disable),
        stream(KinesisChange::Enable(Some(TimePrecision::Microsecond))),
        insights(None, Some(InsightsMode::Throttled)),
        insights(None, Some(InsightsMode::AccessedAndThrottled)),
        insights(index(), Some(InsightsMode::AccessedAndThrottled)),
        insights(None, None),
    ] {
        set(&gateway, setting).await;
    }
    let live = gateway.read_table("GameScores").await.unwrap().unwrap();
    assert_eq!(live.state.warm, Some(warm(14_000, 4_000)));
    assert_eq!(live.state.indexes["GameTitleIndex"].warm, Some(warm(13_000, 5_000)));
    let mut expected = TableState {
        class: TableClass::InfrequentAccess,
        policy: Some(canonical_policy(POLICY)),
        kinesis: Some(Kinesis { stream: STREAM.to_owned(), precision: Some(TimePrecision::Microsecond) }),
        ..wanted
    };
    let of_index = expected.indexes.get_mut("GameTitleIndex").unwrap();
    of_index.maximum = maximum(None, Some(70));
    of_index.insights = Some(InsightsMode::AccessedAndThrottled);
    assert_eq!(state(&gateway).await, expected);
}

#[tokio::test]
async fn a_policy_is_removed_once_aws_takes_another_change_of_it() {
    let (_sandbox, gateway) = start().await;
    let wanted = TableState { policy: Some(canonical_policy(POLICY)), ..game_scores() };
    make(&gateway, Call::CreateTable { table: Box::new(wanted) }).await;
    set(&gateway, Setting::Policy(None)).await;
    assert_eq!(state(&gateway).await, game_scores());
}

#[tokio::test]
async fn a_policy_of_the_stream_is_shown_while_the_stream_is_on() {
    let (_sandbox, gateway) = start().await;
    make(&gateway, Call::CreateTable { table: Box::new(game_scores()) }).await;
    let read = async || gateway.read_table("GameScores").await.unwrap().unwrap();
    assert_eq!(read().await.unmodelled, BTreeMap::new());
    let table = read().await;
    let stream = LiveTable { arn: table.stream_arn.clone().unwrap(), ..table };
    let put = Call::set("GameScores", Setting::Policy(Some(canonical_policy(POLICY))));
    gateway.perform(&put, Some(&stream)).await.unwrap();
    let shown = read().await;
    let expected = BTreeMap::from([(STREAM_POLICY.to_owned(), canonical_policy(POLICY))]);
    assert_eq!((shown.unmodelled, shown.state.policy), (expected, None), "it is not the table's");
    set(&gateway, Setting::Stream(None)).await;
    assert_eq!(read().await.unmodelled, BTreeMap::new());
}

#[tokio::test]
async fn a_vector_index_comes_and_goes() {
    let (_sandbox, gateway) = start().await;
    make(&gateway, Call::CreateTable { table: Box::new(game_scores()) }).await;
    let (table, index) = ("GameScores".to_owned(), "Alike".to_owned());
    let definitions = game_scores().definitions;
    let created = NewIndex::Vector(vector_index());
    make(
        &gateway,
        Call::CreateIndex { table: table.clone(), definitions, index: index.clone(), state: created },
    )
    .await;
    assert_eq!(state(&gateway).await.vector_indexes, BTreeMap::from([(index.clone(), vector_index())]));
    make(&gateway, Call::DeleteIndex { table, index, kind: IndexKind::Vector }).await;
    assert_eq!(state(&gateway).await, game_scores());
}

#[tokio::test]
async fn capacity_scales_and_scales_no_more() {
    let (_sandbox, gateway) = start().await;
    make(&gateway, Call::CreateTable { table: Box::new(provisioned()) }).await;
    let mut expected = provisioned();
    let bounds = Bounds { min: 10, max: 20 };
    for index in [None, Some("GameTitleIndex".to_owned())] {
        for dimension in Dimension::ALL {
            let target = |bounds| Setting::ScalingTarget { index: index.clone(), dimension, bounds };
            let policy = |tracking| Setting::ScalingPolicy { index: index.clone(), dimension, tracking };
            set(&gateway, target(Some(bounds))).await;
            set(&gateway, policy(Tracking { target: 50, ..tracking() })).await;
            set(&gateway, policy(tracking())).await;
        }
        set(&gateway, Setting::ScalingTarget { index, dimension: Dimension::Write, bounds: None }).await;
    }
    let scaling = BTreeMap::from([(Dimension::Read, ScalingState { bounds, tracking: Some(tracking()) })]);
    let moved = Capacity { read: 10, write: 10 };
    expected.autoscaling = scaling.clone();
    expected.billing = BillingState::Provisioned(moved);
    let index = expected.indexes.get_mut("GameTitleIndex").unwrap();
    (index.autoscaling, index.capacity) = (scaling, Some(moved));
    assert_eq!(state(&gateway).await, expected);
    let many: BTreeSet<_> =
        (0..20).map(|number| format!("T{number}")).chain(["GameScores".to_owned()]).collect();
    let surveyed = gateway.read(&many).await.unwrap();
    assert_eq!(surveyed.tables["GameScores"], gateway.read_table("GameScores").await.unwrap().unwrap());
}

fn text(value: &str) -> AttributeValue {
    AttributeValue::S(value.to_owned())
}

#[tokio::test]
async fn a_comparison_finds_what_is_missing_differs_or_has_no_place() {
    let (sandbox, gateway) = start().await;
    let client = aws_sdk_dynamodb::Client::from_conf(
        aws_sdk_dynamodb::Config::builder()
            .behavior_version(aws_sdk_dynamodb::config::BehaviorVersion::v2026_01_12())
            .region(aws_sdk_dynamodb::config::Region::new("eu-central-1"))
            .endpoint_url(sandbox.endpoint())
            .credentials_provider(aws_credential_types::Credentials::new("a", "b", None, None, "test"))
            .http_client(aws_smithy_http_client::Builder::new().build_http())
            .build(),
    );
    let types = |names: &[&str]| names.iter().map(|name| ((*name).to_owned(), ScalarType::S)).collect();
    let part = |name: &str, role| KeyElement { name: name.to_owned(), role };
    let old = TableState::new("Old", vec![part("id", KeyRole::Hash)], types(&["id"]));
    let new_key = vec![part("id", KeyRole::Hash), part("day", KeyRole::Range)];
    let new = TableState::new("New", new_key, types(&["id", "day"]));
    for table in [&old, &new] {
        make(&gateway, Call::CreateTable { table: Box::new(table.clone()) }).await;
    }
    let put = |table: &'static str, pairs: Vec<(&'static str, &'static str)>| {
        let put = client.put_item().table_name(table);
        let item = pairs.into_iter().map(|(name, value)| (name.to_owned(), text(value))).collect();
        async move { put.set_item(Some(item)).send().await.map(drop).unwrap() }
    };
    put("Old", vec![("id", "same"), ("day", "1")]).await;
    put("New", vec![("id", "same"), ("day", "1")]).await;
    let first = gateway.compare(&old, &new, 3).await.unwrap();
    assert!(first.is_same(), "{first:?}");
    assert_eq!((first.from, first.to), (1, 1));

    put("Old", vec![("id", "other"), ("day", "1"), ("note", "a")]).await;
    put("New", vec![("id", "other"), ("day", "1"), ("note", "b")]).await;
    put("Old", vec![("id", "gone"), ("day", "1")]).await;
    put("Old", vec![("id", "dayless")]).await;
    // One sample in each of very many segments finds every item.
    let found = gateway.compare(&old, &new, 256).await.unwrap();
    assert_eq!((found.from, found.to), (4, 2));
    let told = |key: &str| vec![format!("id = \"{key}\"")];
    assert_eq!((found.different, found.missing), (told("other"), told("gone")));
    assert_eq!((found.without_place, found.sampled), (told("dayless"), 4));
}
