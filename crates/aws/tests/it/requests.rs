//! What a plan shows is what is sent, and a documented permission allows it.

use serde_json::json;
use tablewright_aws::{Gateway, REQUIRED_ACTIONS, Receipt};
use tablewright_plan::LiveTable;

use crate::calls::{ARN, all, game_scores};
use crate::endpoint::Endpoint;

fn live() -> LiveTable {
    LiveTable { arn: ARN.to_owned(), ..LiveTable::as_if_applied(game_scores()) }
}

#[tokio::test]
async fn every_call_sends_exactly_the_request_that_the_plan_shows() {
    for call in all() {
        let endpoint = Endpoint::start().await;
        let receipt = endpoint.gateway().await.perform(&call, Some(&live())).await.unwrap();
        assert_eq!(receipt, Receipt { request_id: Some("REQUEST1".to_owned()) });
        let asked = endpoint.asked();
        assert_eq!(asked.len(), 1, "{call:?}");
        assert_eq!(asked[0].operation, call.operation());
        assert_eq!(asked[0].body, call.request(Some(ARN)), "{call:?}");
        let action = format!("dynamodb:{}", call.operation());
        assert!(REQUIRED_ACTIONS.apply.contains(&action.as_str()), "{action}");
    }
}

#[tokio::test]
async fn reading_a_table_needs_the_documented_permissions_and_no_more() {
    let endpoint = Endpoint::start().await;
    let table = json!({ "Table": {
        "TableName": "GameScores", "TableArn": ARN, "TableStatus": "ACTIVE",
        "KeySchema": [{ "AttributeName": "UserId", "KeyType": "HASH" }],
        "AttributeDefinitions": [{ "AttributeName": "UserId", "AttributeType": "S" }],
    } });
    endpoint.answers("DescribeTable", 200, table);
    endpoint.gateway().await.read_table("GameScores").await.unwrap().unwrap();
    let mut used: Vec<_> =
        endpoint.asked().into_iter().map(|one| format!("dynamodb:{}", one.operation)).collect();
    used.sort();
    let mut documented = REQUIRED_ACTIONS.read.to_vec();
    documented.sort_unstable();
    assert_eq!(used, documented);
}

#[tokio::test]
async fn tags_of_a_table_that_nobody_has_read_are_not_guessed() {
    let endpoint = Endpoint::start().await;
    let tag = all().into_iter().find(|call| call.operation() == "TagResource").unwrap();
    let error = endpoint.gateway().await.perform(&tag, None).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "TagResource on table GameScores can't be understood: the table does not exist"
    );
    assert_eq!(endpoint.asked(), []);
}
