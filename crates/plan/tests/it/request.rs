//! The JSON bodies, against what the API reference and the CLI's skeletons say.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;
use tablewright_model::{AttributeType, Capacity, Projection, StreamView};
use tablewright_plan::{BillingState, Call, IndexKind, NewCapacity, NewIndex, Setting, TableState};
use tablewright_testkit::{TableBuilder, design, game_scores};

use crate::world::{World, environment};

fn state(table: TableBuilder) -> TableState {
    let world = World::after(&design("Test", []), environment("Sandbox", "{table}"));
    world.wanted(&design("Test", [table.build()])).into_values().next().unwrap()
}

fn capacity(read: u64, write: u64) -> Capacity {
    Capacity { read, write }
}

#[test]
fn creating_the_example() {
    let world = World::after(&game_scores(), environment("Sandbox", "{table}"));
    let call = world
        .wanted(&game_scores())
        .into_values()
        .next()
        .map(|table| Call::CreateTable { table: Box::new(table) })
        .unwrap();
    assert_eq!((call.operation(), call.table()), ("CreateTable", "GameScores"));
    let expected = json!({
        "TableName": "GameScores",
        "AttributeDefinitions": [
            { "AttributeName": "GameTitle", "AttributeType": "S" },
            { "AttributeName": "TopScore", "AttributeType": "N" },
            { "AttributeName": "UserId", "AttributeType": "S" },
        ],
        "KeySchema": [
            { "AttributeName": "UserId", "KeyType": "HASH" },
            { "AttributeName": "GameTitle", "KeyType": "RANGE" },
        ],
        "BillingMode": "PAY_PER_REQUEST",
        "DeletionProtectionEnabled": false,
        "GlobalSecondaryIndexes": [{
            "IndexName": "GameTitleIndex",
            "KeySchema": [
                { "AttributeName": "GameTitle", "KeyType": "HASH" },
                { "AttributeName": "TopScore", "KeyType": "RANGE" },
            ],
            "Projection": { "ProjectionType": "ALL" },
        }],
        "StreamSpecification": { "StreamEnabled": true, "StreamViewType": "NEW_IMAGE" },
    });
    assert_eq!(call.request(None), expected);
}

#[test]
fn creating_a_provisioned_table_with_tags() {
    let table = TableBuilder::new("Plain")
        .attribute("id", AttributeType::B)
        .attribute("note", AttributeType::M)
        .partition("id")
        .provisioned(10, 5)
        .protected()
        .tags([("team", "games")])
        .index_with_capacity(
            "ById",
            &["id"],
            &[],
            Projection::Include(vec![tablewright_testkit::id("note").into()]),
            Some(capacity(2, 1)),
        );
    let expected = json!({
        "TableName": "Plain",
        "AttributeDefinitions": [{ "AttributeName": "id", "AttributeType": "B" }],
        "KeySchema": [{ "AttributeName": "id", "KeyType": "HASH" }],
        "BillingMode": "PROVISIONED",
        "ProvisionedThroughput": { "ReadCapacityUnits": 10, "WriteCapacityUnits": 5 },
        "DeletionProtectionEnabled": true,
        "GlobalSecondaryIndexes": [{
            "IndexName": "ById",
            "KeySchema": [{ "AttributeName": "id", "KeyType": "HASH" }],
            "Projection": { "ProjectionType": "INCLUDE", "NonKeyAttributes": ["note"] },
            "ProvisionedThroughput": { "ReadCapacityUnits": 2, "WriteCapacityUnits": 1 },
        }],
        "Tags": [{ "Key": "team", "Value": "games" }],
    });
    assert_eq!(Call::CreateTable { table: Box::new(state(table)) }.request(None), expected);
}

#[test]
fn creating_and_deleting_an_index() {
    let table = TableBuilder::new("Plain").attribute("id", AttributeType::S).partition("id").index(
        "ById",
        &["id"],
        &[],
        Projection::KeysOnly,
    );
    let state = state(table);
    let call = Call::CreateIndex {
        table: "Plain".to_owned(),
        definitions: state.definitions,
        index: "ById".to_owned(),
        state: NewIndex::Global(state.indexes["ById"].clone()),
    };
    let expected = json!({
        "TableName": "Plain",
        "AttributeDefinitions": [{ "AttributeName": "id", "AttributeType": "S" }],
        "GlobalSecondaryIndexUpdates": [{ "Create": {
            "IndexName": "ById",
            "KeySchema": [{ "AttributeName": "id", "KeyType": "HASH" }],
            "Projection": { "ProjectionType": "KEYS_ONLY" },
        } }],
    });
    assert_eq!((call.operation(), call.request(None)), ("UpdateTable", expected));

    let call =
        Call::DeleteIndex { table: "Plain".to_owned(), index: "ById".to_owned(), kind: IndexKind::Global };
    let expected = json!({ "TableName": "Plain", "GlobalSecondaryIndexUpdates": [{ "Delete": { "IndexName": "ById" } }] });
    assert_eq!((call.operation(), call.request(None)), ("UpdateTable", expected));
}

#[test]
fn billing_and_capacity() {
    let table = || "Plain".to_owned();
    let indexes: BTreeMap<_, _> = [("ById".to_owned(), capacity(2, 1))].into();
    let updates = json!([{ "Update": {
        "IndexName": "ById",
        "ProvisionedThroughput": { "ReadCapacityUnits": 2, "WriteCapacityUnits": 1 },
    } }]);
    let billing = BillingState::Provisioned(capacity(10, 5));
    assert_eq!(
        Call::set(table(), Setting::Billing { billing, indexes: indexes.clone() }).request(None),
        json!({
            "TableName": "Plain",
            "BillingMode": "PROVISIONED",
            "ProvisionedThroughput": { "ReadCapacityUnits": 10, "WriteCapacityUnits": 5 },
            "GlobalSecondaryIndexUpdates": updates,
        })
    );
    let call =
        Call::set(table(), Setting::Billing { billing: BillingState::OnDemand, indexes: BTreeMap::new() });
    assert_eq!(call.request(None), json!({ "TableName": "Plain", "BillingMode": "PAY_PER_REQUEST" }));
    let indexes = indexes.into_iter().map(|(name, units)| (name, units.into())).collect();
    assert_eq!(
        Call::set(table(), Setting::Capacity { capacity: None, indexes }).request(None),
        json!({ "TableName": "Plain", "GlobalSecondaryIndexUpdates": updates }),
        "equal values and the mode are not sent: AWS refuses the first"
    );
    let writes = Some(NewCapacity { read: None, write: Some(5) });
    let call = Call::set(table(), Setting::Capacity { capacity: writes, indexes: BTreeMap::new() });
    let units = json!({ "ReadCapacityUnits": "<as it is>", "WriteCapacityUnits": 5 });
    assert_eq!(call.request(None)["ProvisionedThroughput"], units, "reads that scale are not the plan's");
}

#[test]
fn stream_protection_ttl_and_delete() {
    let table = || "Plain".to_owned();
    let cases = [
        (
            Call::set(table(), Setting::Stream(Some(StreamView::KeysOnly))),
            "UpdateTable",
            json!({
                "TableName": "Plain",
                "StreamSpecification": { "StreamEnabled": true, "StreamViewType": "KEYS_ONLY" },
            }),
        ),
        (
            Call::set(table(), Setting::Stream(None)),
            "UpdateTable",
            json!({ "TableName": "Plain", "StreamSpecification": { "StreamEnabled": false } }),
        ),
        (
            Call::set(table(), Setting::DeletionProtection(false)),
            "UpdateTable",
            json!({ "TableName": "Plain", "DeletionProtectionEnabled": false }),
        ),
        (
            Call::set(table(), Setting::Ttl { attribute: "at".to_owned(), enabled: false }),
            "UpdateTimeToLive",
            json!({
                "TableName": "Plain",
                "TimeToLiveSpecification": { "AttributeName": "at", "Enabled": false },
            }),
        ),
        (Call::DeleteTable { table: table() }, "DeleteTable", json!({ "TableName": "Plain" })),
        (
            Call::BackUp { table: table(), backup: "last".to_owned() },
            "CreateBackup",
            json!({ "TableName": "Plain", "BackupName": "last" }),
        ),
    ];
    for (call, operation, body) in cases {
        assert_eq!((call.operation(), call.request(None)), (operation, body));
    }
}

#[test]
fn tags_go_by_arn() {
    let arn = "arn:aws:dynamodb:eu-central-1:000000000000:table/Plain";
    let tag = Call::Tag { table: "Plain".to_owned(), tags: [("team".to_owned(), "games".to_owned())].into() };
    assert_eq!(
        tag.request(Some(arn)),
        json!({ "ResourceArn": arn, "Tags": [{ "Key": "team", "Value": "games" }] })
    );
    assert_eq!(tag.request(None)["ResourceArn"], "<ARN of Plain>");
    let untag = Call::Untag { table: "Plain".to_owned(), keys: BTreeSet::from(["team".to_owned()]) };
    assert_eq!(untag.request(Some(arn)), json!({ "ResourceArn": arn, "TagKeys": ["team"] }));
    assert_eq!([tag.operation(), untag.operation()], ["TagResource", "UntagResource"]);
}
