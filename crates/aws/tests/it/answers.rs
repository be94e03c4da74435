//! The rules of normalisation, each shown by what AWS or an emulator really answers.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use tablewright_aws::Gateway;
use tablewright_model::{Capacity, StreamView};
use tablewright_plan::{BillingState, IndexStatus, LiveTable, TableState, TableStatus};

use crate::calls::{ARN, game_scores, text_map};
use crate::endpoint::Endpoint;

/// `DescribeTable` of the game scores, on demand.
fn described() -> Value {
    json!({
        "TableName": "GameScores", "TableArn": ARN, "TableId": "0f0e", "TableStatus": "ACTIVE",
        "AttributeDefinitions": [
            { "AttributeName": "TopScore", "AttributeType": "N" },
            { "AttributeName": "UserId", "AttributeType": "S" },
            { "AttributeName": "GameTitle", "AttributeType": "S" },
        ],
        "KeySchema": [
            { "AttributeName": "UserId", "KeyType": "HASH" },
            { "AttributeName": "GameTitle", "KeyType": "RANGE" },
        ],
        "BillingModeSummary": { "BillingMode": "PAY_PER_REQUEST" },
        "ProvisionedThroughput": { "ReadCapacityUnits": 0, "WriteCapacityUnits": 0 },
        "WarmThroughput": { "ReadUnitsPerSecond": 12000, "WriteUnitsPerSecond": 4000, "Status": "ACTIVE" },
        "ItemCount": 12,
        "DeletionProtectionEnabled": true,
        "StreamSpecification": { "StreamEnabled": true, "StreamViewType": "NEW_IMAGE" },
        "LatestStreamArn": "stream",
        "GlobalSecondaryIndexes": [{
            "IndexName": "GameTitleIndex", "IndexStatus": "ACTIVE",
            "KeySchema": [
                { "AttributeName": "GameTitle", "KeyType": "HASH" },
                { "AttributeName": "TopScore", "KeyType": "RANGE" },
            ],
            "Projection": { "ProjectionType": "INCLUDE", "NonKeyAttributes": ["Wins", "Losses"] },
            "ProvisionedThroughput": { "ReadCapacityUnits": 0, "WriteCapacityUnits": 0 },
        }],
    })
}

fn tags(pairs: Value) -> Value {
    json!({ "Tags": pairs })
}

async fn endpoint(table: &Value) -> Endpoint {
    let endpoint = Endpoint::start().await;
    endpoint.answers("DescribeTable", 200, json!({ "Table": table }));
    endpoint
}

async fn read(endpoint: &Endpoint) -> LiveTable {
    endpoint.gateway().await.read_table("GameScores").await.unwrap().unwrap()
}

/// The table after some fields of the answer were changed; `null` takes a field away.
async fn with(changes: Value) -> LiveTable {
    let mut table = described();
    for (field, value) in changes.as_object().unwrap() {
        table[field] = value.clone();
    }
    table.as_object_mut().unwrap().retain(|_, value| !value.is_null());
    read(&endpoint(&table).await).await
}

#[tokio::test]
async fn a_table_comes_back_as_it_was_asked_for() {
    let endpoint = endpoint(&described()).await;
    endpoint.answers(
        "ListTagsOfResource",
        200,
        tags(json!([
            { "Key": "team", "Value": "scores" }, { "Key": "cost-center", "Value": "12" },
        ])),
    );
    let expected = LiveTable {
        state: game_scores(),
        table_id: "0f0e".to_owned(),
        arn: ARN.to_owned(),
        stream_arn: Some("stream".to_owned()),
        status: TableStatus::Active,
        index_status: BTreeMap::from([("GameTitleIndex".to_owned(), IndexStatus::Active)]),
        item_count: 12,
        unmodelled: BTreeMap::new(),
    };
    assert_eq!(read(&endpoint).await, expected);
}

#[tokio::test]
async fn a_table_that_was_never_on_demand_has_no_billing_mode() {
    let units = |read, write| json!({ "ReadCapacityUnits": read, "WriteCapacityUnits": write });
    let mut index = described()["GlobalSecondaryIndexes"][0].clone();
    index["ProvisionedThroughput"] = units(3, 4);
    let table = with(json!({
        "BillingModeSummary": null, "ProvisionedThroughput": units(1, 2), "GlobalSecondaryIndexes": [index],
    }))
    .await;
    assert_eq!(table.state.billing, BillingState::Provisioned(Capacity { read: 1, write: 2 }));
    assert_eq!(table.state.indexes["GameTitleIndex"].capacity, Some(Capacity { read: 3, write: 4 }));
}

#[tokio::test]
async fn on_demand_the_zeros_are_no_capacity() {
    let table = with(json!({})).await;
    assert_eq!(table.state.billing, BillingState::OnDemand);
    assert_eq!(table.state.indexes["GameTitleIndex"].capacity, None);
}

#[tokio::test]
async fn a_stream_is_off_when_absent_and_when_it_says_so() {
    assert_eq!(with(json!({ "StreamSpecification": null })).await.state.stream, None);
    let off = with(json!({ "StreamSpecification": { "StreamEnabled": false } })).await;
    assert_eq!((off.state.stream, off.stream_arn.as_deref()), (None, Some("stream")));
    let both =
        json!({ "StreamSpecification": { "StreamEnabled": true, "StreamViewType": "NEW_AND_OLD_IMAGES" } });
    assert_eq!(with(both).await.state.stream, Some(StreamView::NewAndOldImages));
}

#[tokio::test]
async fn time_to_live_that_is_being_switched_counts_as_switched() {
    for (status, expected) in [
        ("ENABLED", Some("ExpiresAt")),
        ("ENABLING", Some("ExpiresAt")),
        ("DISABLING", None),
        ("DISABLED", None),
    ] {
        let endpoint = endpoint(&described()).await;
        let ttl = json!({ "TimeToLiveStatus": status, "AttributeName": "ExpiresAt" });
        endpoint.answers("DescribeTimeToLive", 200, json!({ "TimeToLiveDescription": ttl }));
        assert_eq!(read(&endpoint).await.state.ttl.as_deref(), expected, "{status}");
    }
}

#[tokio::test]
async fn all_pages_of_tags_are_read_and_those_of_aws_dropped() {
    let endpoint = endpoint(&described()).await;
    let mut first =
        tags(json!([{ "Key": "aws:cloudformation:stack-name", "Value": "x" }, { "Key": "a", "Value": "1" }]));
    first["NextToken"] = json!("more");
    endpoint.answers("ListTagsOfResource", 200, first);
    endpoint.answers("ListTagsOfResource", 200, tags(json!([{ "Key": "b", "Value": "2" }])));
    assert_eq!(read(&endpoint).await.state.tags, text_map([("a", "1"), ("b", "2")]));
}

#[tokio::test]
async fn what_is_absent_is_the_default() {
    let table = with(json!({
        "DeletionProtectionEnabled": null, "GlobalSecondaryIndexes": null, "ItemCount": null, "TableId": null,
    }))
    .await;
    assert!(!table.state.deletion_protection);
    assert_eq!(table.state.indexes, BTreeMap::new());
    assert_eq!((table.item_count, table.table_id.as_str()), (0, ARN));
}

#[tokio::test]
async fn states_are_told_apart() {
    for (status, expected) in [
        ("CREATING", TableStatus::Creating),
        ("UPDATING", TableStatus::Updating),
        ("DELETING", TableStatus::Deleting),
        ("ARCHIVED", TableStatus::Other("ARCHIVED".to_owned())),
        ("NEW", TableStatus::Other("NEW".to_owned())),
    ] {
        assert_eq!(with(json!({ "TableStatus": status })).await.status, expected);
    }
    for (status, backfilling, expected) in [
        ("CREATING", None, IndexStatus::Creating { backfilling: false }),
        ("CREATING", Some(true), IndexStatus::Creating { backfilling: true }),
        ("DELETING", None, IndexStatus::Deleting),
        ("UPDATING", None, IndexStatus::Updating),
    ] {
        let mut index = described()["GlobalSecondaryIndexes"][0].clone();
        index["IndexStatus"] = json!(status);
        index["Backfilling"] = json!(backfilling);
        let table = with(json!({ "GlobalSecondaryIndexes": [index] })).await;
        assert_eq!(table.index_status["GameTitleIndex"], expected);
    }
}

#[tokio::test]
async fn what_the_model_does_not_know_is_shown_and_defaults_are_not() {
    let endpoint = endpoint(&{
        let mut table = described();
        table["SSEDescription"] = json!({ "Status": "ENABLED", "SSEType": "KMS", "KMSMasterKeyArn": "arn:key" });
        table["TableClassSummary"] = json!({ "TableClass": "STANDARD_INFREQUENT_ACCESS" });
        table["OnDemandThroughput"] = json!({ "MaxReadRequestUnits": 100, "MaxWriteRequestUnits": -1 });
        table["WarmThroughput"] = json!({ "ReadUnitsPerSecond": 20000, "WriteUnitsPerSecond": 4000 });
        table["Replicas"] = json!([{ "RegionName": "eu-central-1" }, { "RegionName": "eu-west-1" }]);
        table["LocalSecondaryIndexes"] = json!([{
            "IndexName": "ByWins",
            "KeySchema": [{ "AttributeName": "UserId", "KeyType": "HASH" }, { "AttributeName": "Wins", "KeyType": "RANGE" }],
            "Projection": { "ProjectionType": "ALL" },
        }]);
        table
    })
    .await;
    let backups = json!({ "ContinuousBackupsStatus": "ENABLED", "PointInTimeRecoveryDescription":
        { "PointInTimeRecoveryStatus": "ENABLED" } });
    endpoint.answers("DescribeContinuousBackups", 200, json!({ "ContinuousBackupsDescription": backups }));
    let expected = text_map([
        ("LocalSecondaryIndexes", "ByWins (UserId HASH, Wins RANGE, projection ALL)"),
        ("OnDemandThroughput", "at most 100 reads a second"),
        ("PointInTimeRecovery", "on, 35 days"),
        ("Replicas", "eu-west-1"),
        ("SSESpecification", "KMS with arn:key"),
        ("TableClass", "STANDARD_INFREQUENT_ACCESS"),
        ("WarmThroughput", "20000 reads and 4000 writes a second"),
    ]);
    assert_eq!(read(&endpoint).await.unmodelled, expected);
    let plain = with(
        json!({ "TableClassSummary": { "TableClass": "STANDARD" }, "SSEDescription": { "Status": "DISABLED" } }),
    );
    assert_eq!(plain.await.unmodelled, BTreeMap::new());
}

#[tokio::test]
async fn tables_that_do_not_exist_are_not_in_the_state() {
    let endpoint = Endpoint::start().await;
    endpoint.refuses("DescribeTable", 400, "ResourceNotFoundException", "Requested resource not found");
    let names = BTreeSet::from(["GameScores".to_owned(), "Other".to_owned()]);
    assert_eq!(endpoint.gateway().await.read(&names).await.unwrap().tables, BTreeMap::new());
}

#[tokio::test]
async fn a_table_that_comes_or_goes_may_have_no_neighbours_yet() {
    let gone = |endpoint: &Endpoint| {
        for operation in ["DescribeTimeToLive", "ListTagsOfResource", "DescribeContinuousBackups"] {
            endpoint.refuses(operation, 400, "ResourceNotFoundException", "Requested resource not found");
        }
    };
    let mut table = described();
    table["TableStatus"] = json!("CREATING");
    let creating = endpoint(&table).await;
    gone(&creating);
    let state = TableState { tags: BTreeMap::new(), ..game_scores() };
    assert_eq!(read(&creating).await.state, state);
    let active = endpoint(&described()).await;
    gone(&active);
    assert!(active.gateway().await.read_table("GameScores").await.is_err(), "a state with holes");
}

#[tokio::test]
async fn a_table_that_goes_while_it_is_read_is_gone() {
    let endpoint = endpoint(&described()).await;
    endpoint.refuses("DescribeTable", 400, "ResourceNotFoundException", "Requested resource not found");
    endpoint.refuses("ListTagsOfResource", 400, "AccessDeniedException", "User: x is not authorized");
    assert_eq!(endpoint.gateway().await.read_table("GameScores").await.unwrap(), None);
}

#[tokio::test]
async fn tags_that_may_not_be_read_are_an_error_that_names_the_permission() {
    let endpoint = endpoint(&described()).await;
    endpoint.refuses("ListTagsOfResource", 400, "AccessDeniedException", "User: x is not authorized");
    let error = endpoint.gateway().await.read_table("GameScores").await.unwrap_err();
    assert!(error.to_string().contains("dynamodb:ListTagsOfResource"), "{error}");
}

#[tokio::test]
async fn an_answer_with_something_unheard_of_is_an_error_that_says_so() {
    let mut table = described();
    table["GlobalSecondaryIndexes"][0]["Projection"]["ProjectionType"] = json!("SOME");
    let error = endpoint(&table).await.gateway().await.read_table("GameScores").await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "DescribeTable on table GameScores can't be understood: 'SOME' is not a projection type"
    );
}
