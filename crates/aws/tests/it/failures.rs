//! What each thing that goes wrong is told as, and what may be done about it.

use std::collections::{BTreeMap, BTreeSet};

use tablewright_aws::{AwsGateway, Connection, Credentials, Failure, Gateway, GatewayError};
use tablewright_plan::{Call, LiveTable, Setting, TableState, Topic};
use tokio::net::TcpListener;

use crate::calls::copies;
use crate::endpoint::{Endpoint, gateway};

fn delete() -> Call {
    Call::DeleteTable { table: "GameScores".to_owned() }
}

async fn refused(status: u16, code: &str, message: &str) -> GatewayError {
    let endpoint = Endpoint::start().await;
    endpoint.refuses("DeleteTable", status, code, message);
    let error = endpoint.gateway().await.perform(&delete(), None).await.unwrap_err();
    assert_eq!(endpoint.asked().len(), 1, "a change is never repeated by itself");
    error
}

#[tokio::test]
async fn every_code_has_its_class() {
    let online =
        "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table";
    let too_many = "Subscriber limit exceeded: There is a limit of 500 tables that can be created, updated, or deleted simultaneously";
    let credit =
        "Subscriber limit exceeded: Provisioned throughput decreases are limited within a given UTC day.";
    let interval = "Time to live has been modified multiple times within a fixed interval";
    for (status, code, message, failure) in [
        (400, "ThrottlingException", "Rate exceeded", Failure::Retryable),
        (500, "InternalServerError", "", Failure::Retryable),
        (503, "ServiceUnavailable", "", Failure::Retryable),
        (400, "LimitExceededException", too_many, Failure::Retryable),
        (400, "LimitExceededException", online, Failure::Busy),
        (400, "LimitExceededException", credit, Failure::Busy),
        (400, "LimitExceededException", "Too many tables", Failure::Refused),
        (400, "ResourceInUseException", "Table is being updated", Failure::Busy),
        (400, "ValidationException", interval, Failure::Busy),
        (400, "TableInUseException", "Table is being created", Failure::Busy),
        (400, "ContinuousBackupsUnavailableException", "Backups are being enabled", Failure::Busy),
        (400, "ResourceNotFoundException", "Requested resource not found", Failure::Missing),
        (400, "TableNotFoundException", "Table not found", Failure::Missing),
        (400, "ValidationException", "One or more parameter values were invalid", Failure::Refused),
        (400, "AccessDeniedException", "not authorized", Failure::Refused),
        (400, "SomethingNew", "?", Failure::Refused),
        (400, "UnrecognizedClientException", "The security token is invalid", Failure::Credentials),
        (400, "ExpiredTokenException", "The security token is expired", Failure::Credentials),
    ] {
        let error = refused(status, code, message).await;
        assert_eq!(error.failure(), failure, "{code}: {message}");
        assert_eq!((error.code(), error.request_id()), (Some(code), Some("REQUEST1")));
    }
}

#[tokio::test]
async fn an_export_waits_for_others_and_for_recovery() {
    for (code, failure) in [
        ("LimitExceededException", Failure::Busy),
        ("PointInTimeRecoveryUnavailableException", Failure::Retryable),
        ("InvalidExportTimeException", Failure::Retryable),
        ("ExportConflictException", Failure::Refused),
    ] {
        let endpoint = Endpoint::start().await;
        endpoint.refuses("ExportTableToPointInTime", 400, code, "no");
        let table = LiveTable::as_if_applied(TableState::new("GameScores", Vec::new(), BTreeMap::new()));
        let call = Call::Export { table: "GameScores".to_owned(), to: copies(None) };
        let error = endpoint.gateway().await.perform(&call, Some(&table)).await.unwrap_err();
        assert_eq!(error.failure(), failure, "{code}");
    }
}

#[tokio::test]
async fn a_policy_that_was_just_put_is_busy() {
    let endpoint = Endpoint::start().await;
    endpoint.refuses("DeleteResourcePolicy", 400, "LimitExceededException", "Try again later");
    let table = LiveTable::as_if_applied(TableState::new("GameScores", Vec::new(), BTreeMap::new()));
    let call = Call::set("GameScores", Setting::Policy(None));
    let error = endpoint.gateway().await.perform(&call, Some(&table)).await.unwrap_err();
    assert_eq!(error.failure(), Failure::Busy);
}

#[tokio::test]
async fn a_refusal_keeps_code_message_and_request() {
    let error = refused(400, "ValidationException", "Table can't be deleted.").await;
    let expected = "AWS refused DeleteTable on table GameScores: Table can't be deleted (ValidationException) [request REQUEST1]";
    assert_eq!(error.to_string(), expected);
}

#[tokio::test]
async fn a_missing_permission_is_named() {
    let endpoint = Endpoint::start().await;
    endpoint.refuses("DescribeTable", 400, "AccessDeniedException", "User is not authorized");
    let error = endpoint.gateway().await.read_table("GameScores").await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "DescribeTable on table GameScores needs the permission `dynamodb:DescribeTable`: \
         allow it to the role or user of this environment [request REQUEST1]"
    );
}

#[tokio::test]
async fn an_error_page_of_something_else_is_a_passing_fault() {
    let endpoint = Endpoint::start().await;
    endpoint.answers("DeleteTable", 502, serde_json::json!("<html>Bad gateway</html>"));
    let error = endpoint.gateway().await.perform(&delete(), None).await.unwrap_err();
    assert_eq!((error.failure(), error.code()), (Failure::Retryable, Some("HTTP 502")));
}

#[tokio::test]
async fn an_operation_that_an_emulator_does_not_have_leaves_its_topic_unknown() {
    let endpoint = Endpoint::start().await;
    let arn = "arn:aws:dynamodb:eu-central-1:123456789012:table/GameScores";
    let key = serde_json::json!([{ "AttributeName": "UserId", "KeyType": "HASH" }]);
    let definitions = serde_json::json!([{ "AttributeName": "UserId", "AttributeType": "S" }]);
    let table = serde_json::json!({
        "TableName": "GameScores", "TableArn": arn, "TableStatus": "ACTIVE", "KeySchema": key,
        "AttributeDefinitions": definitions,
    });
    endpoint.answers("DescribeTable", 200, serde_json::json!({ "Table": table }));
    endpoint.answers("ListContributorInsights", 500, serde_json::json!("<h1>Internal Server Error</h1>"));
    endpoint.answers("DescribeScalableTargets", 404, serde_json::json!("<UnknownOperationException/>"));
    let table = endpoint.gateway().await.read_table("GameScores").await.unwrap().unwrap();
    let unknown: Vec<_> = table.unknown.into_iter().collect();
    let told = |topic, operation: &str| (topic, format!("the endpoint does not know {operation}"));
    assert_eq!(
        unknown,
        [
            told(Topic::Insights, "ListContributorInsights"),
            told(Topic::Autoscaling, "DescribeScalableTargets")
        ]
    );
    let asked = endpoint.asked().into_iter().filter(|one| one.operation == "ListContributorInsights").count();
    assert_eq!(asked, 1, "it would be the same page again");
}

#[tokio::test]
async fn only_an_endpoint_that_says_so_has_no_backups() {
    let denied = "AccessDeniedException";
    for (status, code, without) in [
        (400, "UnknownOperationException", true),
        (501, "NotImplemented", true),
        (400, denied, false),
        (400, "ValidationException", false),
    ] {
        let endpoint = Endpoint::start().await;
        endpoint.refuses("ListBackups", status, code, "No.");
        let live = endpoint.gateway().await.read(&BTreeSet::new()).await.unwrap();
        assert_eq!(live.without_backups, without, "{code}");
    }
    for status in [404, 500] {
        let endpoint = Endpoint::start().await;
        endpoint.answers("ListBackups", status, serde_json::json!("<html>not here</html>"));
        let live = endpoint.gateway().await.read(&BTreeSet::new()).await.unwrap();
        assert!(!live.without_backups, "a page of a web server says nothing: {status}");
    }
    let endpoint = Endpoint::start().await;
    endpoint.refuses("ListBackups", 400, "ThrottlingException", "Rate exceeded");
    let error = endpoint.gateway().await.read(&BTreeSet::new()).await.unwrap_err();
    assert_eq!(error.failure(), Failure::Retryable, "what passes says nothing either");
}

#[tokio::test]
async fn a_read_is_repeated_when_the_service_stumbles() {
    let endpoint = Endpoint::start().await;
    endpoint.refuses("DescribeTable", 500, "InternalServerError", "");
    endpoint.refuses("DescribeTable", 400, "ResourceNotFoundException", "Requested resource not found");
    assert_eq!(endpoint.gateway().await.read_table("GameScores").await.unwrap(), None);
    assert_eq!(endpoint.asked().len(), 2);
}

/// The text by which the gateway knows that nothing was sent is not ours: this pins it.
#[tokio::test]
async fn an_endpoint_where_nobody_is_does_not_answer() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let gateway = gateway(&url).await;
    let expected = format!("the endpoint {url} does not answer: Connection refused (os error 111)");
    let names = BTreeSet::from(["GameScores".to_owned()]);
    for error in
        [gateway.read(&names).await.unwrap_err(), gateway.perform(&delete(), None).await.unwrap_err()]
    {
        assert_eq!(error.failure(), Failure::Unreachable);
        assert_eq!(error.to_string(), expected);
    }
}

#[tokio::test]
async fn a_connection_that_breaks_leaves_open_whether_it_happened() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { while listener.accept().await.is_ok() {} });
    let error = gateway(&url).await.perform(&delete(), None).await.unwrap_err();
    assert_eq!(error.failure(), Failure::Retryable);
    assert!(
        error.to_string().starts_with(&format!("the endpoint {url} gave no answer to DeleteTable: ")),
        "{error}"
    );
}

#[tokio::test]
async fn a_profile_that_does_not_exist_is_told_at_once() {
    let profile = "no-such-profile-of-tablewright".to_owned();
    let credentials = Credentials::Chain { profile: Some(profile), role: None };
    let connection = Connection { region: "eu-central-1".to_owned(), endpoint: None, credentials };
    let error = AwsGateway::connect(connection).await.unwrap_err();
    assert_eq!(error.failure(), Failure::Credentials);
    let text = error.to_string();
    let start = "there are no AWS credentials from the profile 'no-such-profile-of-tablewright': ";
    assert!(text.starts_with(start) && !text.contains('\n'), "{text}");
}

#[tokio::test]
async fn an_endpoint_of_its_own_is_not_asked_for_the_account() {
    let endpoint = Endpoint::start().await;
    assert_eq!(endpoint.gateway().await.account().await, Ok(None));
    assert_eq!(endpoint.asked(), []);
}
