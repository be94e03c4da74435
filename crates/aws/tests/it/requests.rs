//! What a plan shows is what is sent, and a documented permission allows it.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use tablewright_aws::{Gateway, REQUIRED_ACTIONS, Receipt};
use tablewright_plan::{BackupStatus, Call, LiveTable};

use crate::answers::{described, scalable_target};
use crate::calls::{ARN, KEY, WEST, WEST_ARN, all, game_scores, place, settings};
use crate::endpoint::{Asked, Endpoint};

fn live() -> LiveTable {
    let there = |arn: &str| LiveTable { arn: arn.to_owned(), ..LiveTable::as_if_applied(game_scores()) };
    LiveTable { replicas: [(WEST.to_owned(), there(WEST_ARN))].into(), ..there(ARN) }
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
        let arn = if call.region().is_some() { WEST_ARN } else { ARN };
        assert_eq!(asked[0].body, call.request(Some(arn)), "{call:?}");
        let action = asked[0].action();
        let allowed = [REQUIRED_ACTIONS.apply, REQUIRED_ACTIONS.copy].concat();
        assert!(allowed.contains(&action.as_str()), "{action}");
    }
}

#[test]
fn every_setting_is_among_the_calls() {
    let places: BTreeSet<_> = settings().iter().map(place).collect();
    assert_eq!(places, (0..places.len()).collect());
    assert!(places.contains(&14));
}

/// One table in two places: the policy in the README is the one in the code, statement by statement.
#[test]
fn the_readme_has_the_policy() {
    let readme = include_str!("../../../../README.md");
    let start = readme.find("{\n  \"Version\": \"2012-10-17\"").unwrap();
    let policy = readme[start..].split("\n```").next().unwrap();
    let policy: Value = serde_json::from_str(policy).unwrap();
    let statements = policy["Statement"].as_array().unwrap().iter();
    let listed: Vec<_> = statements.map(|one| (text(&one["Sid"]), actions(&one["Action"]))).collect();
    let told = REQUIRED_ACTIONS.statements();
    let told: Vec<_> = told.into_iter().map(|(name, all)| (name, BTreeSet::from_iter(all))).collect();
    assert_eq!(listed, told);
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

fn actions(value: &Value) -> BTreeSet<&str> {
    value.as_array().unwrap().iter().map(text).collect()
}

#[tokio::test]
async fn comparing_two_tables_needs_the_documented_permissions_and_no_more() {
    let endpoint = Endpoint::start().await;
    let item = json!({ "UserId": { "S": "ada" }, "GameTitle": { "S": "Chess" } });
    endpoint.answers("Scan", 200, json!({ "Count": 1, "Items": [item] }));
    let table = game_scores();
    let found = endpoint.gateway().await.compare(&table, &table, 1).await.unwrap();
    assert_eq!((found.from, found.sampled, found.missing.len()), (1, 1, 1));
    let used: BTreeSet<_> = endpoint.asked().iter().map(Asked::action).collect();
    assert_eq!(used, REQUIRED_ACTIONS.compare.iter().map(|action| (*action).to_owned()).collect());
}

#[tokio::test]
async fn reading_a_table_needs_the_documented_permissions_and_no_more() {
    let endpoint = Endpoint::start().await;
    let mut table = described();
    table["SSEDescription"] = json!({ "Status": "ENABLED", "SSEType": "KMS", "KMSMasterKeyArn": KEY });
    endpoint.answers("DescribeTable", 200, json!({ "Table": table }));
    endpoint.answers("DescribeScalableTargets", 200, json!({ "ScalableTargets": [scalable_target()] }));
    let call = Call::BackUp { table: "GameScores".to_owned(), backup: "tablewright-1".to_owned() };
    endpoint.gateway().await.read_for(&call).await.unwrap().unwrap();
    let used: BTreeSet<_> = endpoint.asked().iter().map(Asked::action).collect();
    assert_eq!(used, REQUIRED_ACTIONS.read.iter().map(|action| (*action).to_owned()).collect());
}

/// Of this name and of this very table: under the name of the table another one was backed up before.
#[tokio::test]
async fn the_backup_of_a_call_is_looked_for_on_every_page() {
    let summary = |table: &str, name: &str, status: &str| json!({ "TableId": table, "BackupName": name, "BackupStatus": status });
    let page = |summaries: Value| json!({ "BackupSummaries": summaries });
    let call = Call::BackUp { table: "GameScores".to_owned(), backup: "last".to_owned() };
    for (found, expected) in [
        (json!([]), None),
        (json!([summary("0f0e", "other", "AVAILABLE")]), None),
        (json!([summary("9999", "last", "AVAILABLE")]), None),
        (json!([summary("0f0e", "last", "DELETED")]), None),
        (json!([summary("0f0e", "last", "CREATING")]), Some(BackupStatus::Creating)),
        (json!([summary("0f0e", "last", "AVAILABLE")]), Some(BackupStatus::Available)),
        (
            json!([summary("0f0e", "last", "AVAILABLE"), summary("0f0e", "last", "CREATING")]),
            Some(BackupStatus::Available),
        ),
    ] {
        let endpoint = Endpoint::start().await;
        endpoint.answers("DescribeTable", 200, json!({ "Table": described() }));
        let first = json!({ "BackupSummaries": [], "LastEvaluatedBackupArn": "arn:first" });
        endpoint.answers("ListBackups", 200, first).answers("ListBackups", 200, page(found.clone()));
        let live = endpoint.gateway().await.read_for(&call).await.unwrap().unwrap();
        assert_eq!(live.backups.get("last").copied(), expected, "{found}");
        let asked = endpoint.asked().into_iter().filter(|asked| asked.operation == "ListBackups");
        let asked: Vec<_> = asked.map(|asked| asked.body).collect();
        let second = json!({ "TableName": "GameScores", "ExclusiveStartBackupArn": "arn:first" });
        assert_eq!(asked, [json!({ "TableName": "GameScores" }), second]);
    }
}

#[tokio::test]
async fn all_tables_are_listed_to_the_last_page() {
    let endpoint = Endpoint::start().await;
    let first = json!({ "TableNames": ["Games"], "LastEvaluatedTableName": "Games" });
    endpoint.answers("ListTables", 200, first).answers(
        "ListTables",
        200,
        json!({ "TableNames": ["Scores"] }),
    );
    assert_eq!(endpoint.gateway().await.table_names().await.unwrap(), ["Games", "Scores"]);
    let asked = endpoint.asked();
    assert_eq!(asked.iter().map(Asked::action).collect::<Vec<_>>(), [REQUIRED_ACTIONS.list[0]; 2]);
    assert_eq!(asked[1].body, json!({ "ExclusiveStartTableName": "Games" }));
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
