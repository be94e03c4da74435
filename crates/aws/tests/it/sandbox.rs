//! The gateway and the sandbox agree: what is asked for is what is read.

use std::collections::{BTreeMap, BTreeSet};

use tablewright_aws::{AwsGateway, Connection, Credentials, Gateway};
use tablewright_model::{Capacity, StreamView};
use tablewright_plan::{BillingState, Call, Progress, TableState, TableStatus};
use tablewright_sandbox::{RunningSandbox, Sandbox, SandboxOptions};

use crate::calls::{game_scores, provisioned, text_map, title_index};

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
    assert_eq!(call.progress(before.as_ref()), Progress::NotStarted, "{call:?}");
    let receipt = gateway.perform(&call, before.as_ref()).await.unwrap();
    assert!(receipt.request_id.is_some());
    let after = gateway.read_table(call.table()).await.unwrap();
    assert_eq!(call.progress(after.as_ref()), Progress::Done, "{call:?} {after:?}");
}

async fn state(gateway: &AwsGateway) -> TableState {
    let table = gateway.read_table("GameScores").await.unwrap().unwrap();
    assert_eq!(table.status, TableStatus::Active);
    table.state
}

#[tokio::test]
async fn a_created_table_is_read_as_it_was_asked_for() {
    for wanted in [game_scores(), provisioned()] {
        let (_sandbox, gateway) = start().await;
        make(&gateway, Call::CreateTable { table: Box::new(wanted.clone()) }).await;
        assert_eq!(state(&gateway).await, wanted);
        let names = BTreeSet::from(["GameScores".to_owned(), "Missing".to_owned()]);
        let read = gateway.read(&names).await.unwrap();
        assert_eq!(read.tables.keys().collect::<Vec<_>>(), ["GameScores"]);
    }
}

#[tokio::test]
async fn every_change_is_seen_afterwards() {
    let (_sandbox, gateway) = start().await;
    let table = || "GameScores".to_owned();
    let units = |read, write| Capacity { read, write };
    make(&gateway, Call::CreateTable { table: Box::new(provisioned()) }).await;
    let index = "GameTitleIndex".to_owned();
    let indexes = BTreeMap::from([(index.clone(), units(9, 9))]);
    make(
        &gateway,
        Call::set(table(), Setting::Capacity { capacity: Some(units(2, 2)), indexes: BTreeMap::new() }),
    )
    .await;
    make(&gateway, Call::set(table(), Setting::Capacity { capacity: None, indexes })).await;
    make(
        &gateway,
        Call::set(table(), Setting::Billing { billing: BillingState::OnDemand, indexes: BTreeMap::new() }),
    )
    .await;
    make(&gateway, Call::DeleteIndex { table: table(), index: index.clone(), kind: IndexKind::Global }).await;
    let definitions = game_scores().definitions;
    make(&gateway, Call::CreateIndex { table: table(), definitions, index, state: title_index(None) }).await;
    make(&gateway, Call::set(table(), Setting::Stream(Some(StreamView::OldImage)))).await;
    make(&gateway, Call::set(table(), Setting::Stream(None))).await;
    make(&gateway, Call::set(table(), Setting::Stream(Some(StreamView::NewImage)))).await;
    make(&gateway, Call::set(table(), Setting::Ttl { attribute: "ExpiresAt".to_owned(), enabled: true })).await;
    make(
        &gateway,
        Call::Tag { table: table(), tags: text_map([("team", "scores"), ("cost-center", "12"), ("x", "y")]) },
    )
    .await;
    make(&gateway, Call::Untag { table: table(), keys: BTreeSet::from(["x".to_owned()]) }).await;
    make(&gateway, Call::set(table(), Setting::DeletionProtection(true))).await;
    assert_eq!(state(&gateway).await, TableState { ttl: Some("ExpiresAt".to_owned()), ..game_scores() });
    make(&gateway, Call::set(table(), Setting::DeletionProtection(false))).await;
    make(&gateway, Call::DeleteTable { table: table() }).await;
    assert_eq!(gateway.read_table("GameScores").await.unwrap(), None);
}
