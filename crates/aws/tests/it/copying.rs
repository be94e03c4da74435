//! Exports and imports: found among others, and with an import of exactly what the export wrote.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use tablewright_aws::{Failure, Gateway, REQUIRED_ACTIONS};
use tablewright_plan::{Call, ExportStatus, ImportStatus, TableState};

use crate::answers::described;
use crate::calls::{copies, game_scores, provisioned, rich};
use crate::endpoint::{Asked, Endpoint};

const ID: &str = "01700000000000-1234abcd";

fn arn(id: &str) -> String {
    format!("arn:aws:dynamodb:eu-central-1:000000000000:table/GameScores/export/{id}")
}

fn export() -> Call {
    Call::Export { table: "GameScores".to_owned(), to: copies(None) }
}

fn import(table: &TableState, owner: Option<&str>) -> Call {
    let table = Box::new(TableState { name: "Copied".to_owned(), ..table.at_import() });
    Call::Import { table, of: "GameScores".to_owned(), from: copies(owner) }
}

/// An endpoint with an earlier export elsewhere, and this one.
async fn exporting(shown: Value) -> Endpoint {
    let endpoint = Endpoint::start().await;
    endpoint.answers("DescribeTable", 200, json!({ "Table": described() }));
    let page = |id: &str| json!([{ "ExportArn": arn(id), "ExportStatus": "COMPLETED" }]);
    let first = json!({ "ExportSummaries": page("01600000000000-1234abcd"), "NextToken": "more" });
    endpoint.answers("ListExports", 200, first);
    endpoint.answers("ListExports", 200, json!({ "ExportSummaries": page(ID) }));
    endpoint.answers("DescribeExport", 200, json!({ "ExportDescription": shown }));
    let other = json!({ "ExportStatus": "COMPLETED", "S3Bucket": "copies", "S3Prefix": "other" });
    endpoint.answers("DescribeExport", 200, json!({ "ExportDescription": other }));
    endpoint
}

fn shown(status: &str) -> Value {
    json!({ "ExportStatus": status, "S3Bucket": "copies", "S3Prefix": "tablewright-1/GameScores" })
}

#[tokio::test]
async fn an_export_is_found_by_where_it_writes_to() {
    let mut failed = shown("FAILED");
    failed["FailureCode"] = json!("S3NoSuchBucket");
    failed["FailureMessage"] = json!("The specified bucket does not exist.");
    let mut elsewhere = shown("COMPLETED");
    elsewhere["S3Bucket"] = json!("others");
    let why = "The specified bucket does not exist (S3NoSuchBucket)".to_owned();
    for (answer, expected) in [
        (shown("IN_PROGRESS"), Some(ExportStatus::InProgress)),
        (shown("COMPLETED"), Some(ExportStatus::Completed)),
        (failed, Some(ExportStatus::Failed(why))),
        (elsewhere, None),
    ] {
        let endpoint = exporting(answer).await;
        let live = endpoint.gateway().await.read_for(&export()).await.unwrap().unwrap();
        assert_eq!(live.exports.into_values().next(), expected);
        let asked = endpoint.asked();
        let first = asked.iter().find(|asked| asked.operation == "DescribeExport").unwrap();
        assert_eq!(first.body, json!({ "ExportArn": arn(ID) }), "the newest is asked first");
    }
}

#[tokio::test]
async fn an_import_reads_what_the_export_wrote_and_is_else_as_the_plan_shows_it() {
    for (table, owner) in [(game_scores(), None), (provisioned(), Some("123456789012")), (rich(), None)] {
        let call = import(&table, owner);
        let endpoint = exporting(shown("COMPLETED")).await;
        endpoint.gateway().await.perform(&call, None).await.unwrap();
        let asked = endpoint.asked();
        let sent = asked.iter().find(|asked| asked.operation == "ImportTable").unwrap();
        let told = call.request(None).to_string().replace("<id of the export>", ID);
        assert_eq!(sent.body, serde_json::from_str::<Value>(&told).unwrap());
        assert_eq!(asked.iter().filter(|asked| asked.operation == "ImportTable").count(), 1);
    }
}

#[tokio::test]
async fn nothing_is_imported_before_the_export_is_there() {
    let endpoint = exporting(shown("IN_PROGRESS")).await;
    let error = endpoint.gateway().await.perform(&import(&game_scores(), None), None).await.unwrap_err();
    assert_eq!((error.failure(), error.code()), (Failure::Missing, Some("ExportNotFoundException")));
    assert!(error.to_string().contains("no finished export"), "{error}");
    assert!(endpoint.asked().iter().all(|asked| asked.operation != "ImportTable"));
}

#[tokio::test]
async fn an_import_is_told_with_its_numbers() {
    let of = |status: &str| json!({ "ImportStatus": status, "TableId": "0f0e" });
    let mut ended = of("COMPLETED");
    ended["ImportedItemCount"] = json!(98);
    ended["ErrorCount"] = json!(2);
    ended["CloudWatchLogGroupArn"] = json!("arn:log");
    let mut failed = of("FAILED");
    failed["FailureCode"] = json!("S3NoSuchBucket");
    failed["ErrorCount"] = json!(1);
    let mut another = of("COMPLETED");
    another["TableId"] = json!("9999");
    let completed = ImportStatus::Completed { imported: 98, errors: 2, log: Some("arn:log".to_owned()) };
    let why = "S3NoSuchBucket, after 0 items and 1 errors".to_owned();
    for (answer, expected) in [
        (of("IN_PROGRESS"), Some(ImportStatus::InProgress)),
        (of("CANCELLING"), Some(ImportStatus::InProgress)),
        (of("CANCELLED"), Some(ImportStatus::Failed("it was cancelled".to_owned()))),
        (ended, Some(completed)),
        (failed, Some(ImportStatus::Failed(why))),
        (another, None),
    ] {
        let endpoint = Endpoint::start().await;
        endpoint.answers("DescribeTable", 200, json!({ "Table": described() }));
        let summary = |arn: &str, prefix: &str| json!({ "ImportArn": arn, "S3BucketSource": { "S3Bucket": "copies", "S3KeyPrefix": prefix } });
        let own = "tablewright-1/GameScores/AWSDynamoDB/1/data/";
        let list = json!([
            summary("arn:3", "other/AWSDynamoDB/1/data/"),
            summary("arn:2", own),
            summary("arn:1", own)
        ]);
        endpoint.answers("ListImports", 200, json!({ "ImportSummaryList": list }));
        endpoint.answers("DescribeImport", 200, json!({ "ImportTableDescription": answer }));
        let live = endpoint.gateway().await.read_for(&import(&game_scores(), None)).await.unwrap().unwrap();
        assert_eq!(live.imports.into_values().next(), expected);
        let asked = endpoint.asked();
        let described = asked.iter().find(|asked| asked.operation == "DescribeImport").unwrap();
        assert_eq!(described.body, json!({ "ImportArn": "arn:2" }));
    }
}

#[tokio::test]
async fn copying_needs_the_documented_permissions_and_no_more() {
    let endpoint = exporting(shown("COMPLETED")).await;
    let gateway = endpoint.gateway().await;
    gateway.perform(&import(&game_scores(), None), None).await.unwrap();
    endpoint.answers(
        "ListImports",
        200,
        json!({ "ImportSummaryList": [
        { "ImportArn": "arn:1", "S3BucketSource": {
            "S3Bucket": "copies", "S3KeyPrefix": "tablewright-1/GameScores/AWSDynamoDB/1/data/",
        } },
    ] }),
    );
    endpoint.answers(
        "DescribeImport",
        200,
        json!({ "ImportTableDescription": { "ImportStatus": "COMPLETED" } }),
    );
    let live = gateway.read_for(&import(&game_scores(), None)).await.unwrap();
    gateway.perform(&export(), live.as_ref()).await.unwrap();
    let read: BTreeSet<_> = REQUIRED_ACTIONS.read.iter().map(|action| (*action).to_owned()).collect();
    let used: BTreeSet<_> =
        endpoint.asked().iter().map(Asked::action).filter(|one| !read.contains(one)).collect();
    let listed = REQUIRED_ACTIONS.copy.iter().filter(|action| action.starts_with("dynamodb:"));
    assert_eq!(used, listed.map(|action| (*action).to_owned()).collect());
}
