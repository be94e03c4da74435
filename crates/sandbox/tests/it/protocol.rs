//! Bodies and headers that no SDK would send: an answer in the service's shape, and never a 500.

use std::error::Error;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::support::{Account, TestResult};

const SIGNED: &str = "authorization: AWS4-HMAC-SHA256 Credential=A/20260101/eu-central-1/dynamodb/aws4_request, \
                      SignedHeaders=host, Signature=0\r\nx-amz-date: 20260101T000000Z\r\n";

async fn send(account: &Account, headers: &str, body: &str) -> Result<String, Box<dyn Error>> {
    let mut connection = TcpStream::connect(account.running.address()).await?;
    let length = body.len();
    let head = format!(
        "POST / HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: {length}\r\n{headers}\r\n"
    );
    connection.write_all(head.as_bytes()).await?;
    connection.write_all(body.as_bytes()).await?;
    let mut answer = String::new();
    connection.read_to_string(&mut answer).await?;
    Ok(answer)
}

async fn call(account: &Account, operation: &str, body: &str) -> Result<String, Box<dyn Error>> {
    let headers = format!("{SIGNED}x-amz-target: DynamoDB_20120810.{operation}\r\n");
    send(account, &headers, body).await
}

#[tokio::test]
async fn malformed_requests_are_refused_in_the_service_s_shape() -> TestResult {
    let account = Account::in_memory().await?;
    account.active_game_scores().await?;
    let cases = [
        ("CreateTable", "", "SerializationException"),
        ("CreateTable", "{", "SerializationException"),
        ("CreateTable", "[]", "SerializationException"),
        ("CreateTable", "{}", "ValidationException"),
        ("CreateTable", r#"{"TableName":5}"#, "SerializationException"),
        ("CreateTable", r#"{"TableName":"ab"}"#, "ValidationException"),
        ("CreateTable", r#"{"TableName":"Good","Tags":{}}"#, "SerializationException"),
        (
            "CreateTable",
            r#"{"TableName":"Good","KeySchema":"x","BillingMode":"PAY_PER_REQUEST"}"#,
            "Exception",
        ),
        ("DescribeTable", r#"{"TableName":"a b c"}"#, "ValidationException"),
        ("DescribeTable", r#"{"TableName":"arn:nonsense"}"#, "ValidationException"),
        (
            "UpdateTable",
            r#"{"TableName":"GameScores","GlobalSecondaryIndexUpdates":[5]}"#,
            "SerializationException",
        ),
        (
            "UpdateTable",
            r#"{"TableName":"GameScores","GlobalSecondaryIndexUpdates":[{}]}"#,
            "ValidationException",
        ),
        ("UpdateTable", r#"{"TableName":"GameScores","StreamSpecification":{}}"#, "ValidationException"),
        ("UpdateTimeToLive", r#"{"TableName":"GameScores"}"#, "ValidationException"),
        ("PutItem", r#"{"TableName":"GameScores","Item":7}"#, "SerializationException"),
        ("PutItem", r#"{"TableName":"GameScores","Item":{"UserId":{"S":5}}}"#, "Exception"),
        ("PutItem", r#"{"TableName":"GameScores","Item":{"UserId":{}}}"#, "ValidationException"),
        ("BatchGetItem", r#"{"RequestItems":[1]}"#, "Exception"),
        ("TransactWriteItems", r#"{"TransactItems":[1,{"Put":3}]}"#, "Exception"),
        ("ExecuteStatement", r#"{"Statement":"FROM"}"#, "ValidationException"),
        ("TagResource", r#"{"ResourceArn":"x","Tags":[1]}"#, "ValidationException"),
        ("PutResourcePolicy", r#"{"ResourceArn":"x"}"#, "ValidationException"),
        ("GetRecords", r#"{"ShardIterator":"x"}"#, "ValidationException"),
        ("GetRecords", r#"{"ShardIterator":"x|y"}"#, "ValidationException"),
        ("DescribeStream", r#"{"StreamArn":"x"}"#, "ValidationException"),
        ("ListTables", r#"{"Limit":0}"#, "ValidationException"),
        ("ListTables", r#"{"Limit":"x"}"#, "SerializationException"),
        ("Nonsense", "{}", "UnknownOperationException"),
    ];
    for (operation, body, code) in cases {
        let answer = call(&account, operation, body).await?;
        assert!(answer.starts_with("HTTP/1.1 400"), "{operation} {body}: {answer}");
        assert!(answer.contains("x-amzn-requestid: "), "{answer}");
        let (_, json) = answer.split_once("\r\n\r\n").ok_or("no body")?;
        assert!(
            json.contains("\"__type\":\"com.amazon") && json.contains(code),
            "{operation} {body}: {json}"
        );
    }
    assert_eq!(account.db.list_tables().send().await?.table_names(), ["GameScores"]);
    Ok(())
}

#[tokio::test]
async fn a_request_without_a_signature_or_a_target_is_refused() -> TestResult {
    let account = Account::in_memory().await?;
    let unsigned = send(&account, "x-amz-target: DynamoDB_20120810.ListTables\r\n", "{}").await?;
    assert!(unsigned.contains("MissingAuthenticationTokenException"), "{unsigned}");
    let aimless = send(&account, SIGNED, "{}").await?;
    assert!(aimless.contains("UnknownOperationException"), "{aimless}");
    Ok(())
}

#[tokio::test]
async fn a_body_over_the_limit_is_refused_before_it_is_read() -> TestResult {
    let account = Account::in_memory().await?;
    let mut connection = TcpStream::connect(account.running.address()).await?;
    let head = "POST / HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 16777217\r\n\r\n";
    connection.write_all(head.as_bytes()).await?;
    let mut answer = String::new();
    connection.read_to_string(&mut answer).await?;
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
    assert!(answer.contains("larger than 16777216 bytes"), "{answer}");
    Ok(())
}
