//! Kinesis streams as destinations of a table.

use std::error::Error;

use aws_sdk_dynamodb::types::{
    ApproximateCreationDateTimePrecision as Precision, UpdateKinesisStreamingConfiguration,
};

use crate::support::{Account, LONG, TestResult, assert_refused, on_demand};

const STREAM: &str = "arn:aws:kinesis:eu-central-1:123456789012:stream/orders";
const OTHER: &str = "arn:aws:kinesis:eu-central-1:123456789012:stream/other";

/// Stream, status and precision of each destination.
async fn destinations(account: &Account) -> Result<Vec<(String, String, Option<Precision>)>, Box<dyn Error>> {
    let answer = account.db.describe_kinesis_streaming_destination().table_name("Orders").send().await?;
    let all = answer.kinesis_data_stream_destinations().iter().map(|it| {
        let status = it.destination_status().map(|status| status.as_str().to_owned());
        let precision = it.approximate_creation_date_time_precision().cloned();
        (it.stream_arn().unwrap_or_default().to_owned(), status.unwrap_or_default(), precision)
    });
    Ok(all.collect())
}

fn shown(stream: &str, status: &str) -> (String, String, Option<Precision>) {
    (stream.to_owned(), status.to_owned(), None)
}

#[tokio::test]
async fn a_destination_is_enabled_disabled_and_replaced() -> TestResult {
    let folder = tempfile::tempdir()?;
    let account = Account::on_disk(folder.path()).await?;
    on_demand(&account.db, "Orders").send().await?;
    let enable = |stream: &str| {
        account.db.enable_kinesis_streaming_destination().table_name("Orders").stream_arn(stream).send()
    };
    assert_refused(enable(STREAM).await, "ResourceInUseException", "Table is CREATING");
    account.clock.advance(LONG);
    let elsewhere = STREAM.replace("central", "west");
    assert_refused(
        enable(&elsewhere).await,
        "ValidationException",
        "not a stream of this account and region",
    );
    let answer = enable(STREAM).await?;
    assert_eq!(answer.destination_status().map(|it| it.as_str()), Some("ENABLING"));
    assert_eq!(destinations(&account).await?, [shown(STREAM, "ENABLING")]);
    for stream in [STREAM, OTHER] {
        assert_refused(enable(stream).await, "ValidationException", "must be DISABLED or ENABLE_FAILED");
    }
    let disable = |stream: &str| {
        account.db.disable_kinesis_streaming_destination().table_name("Orders").stream_arn(stream).send()
    };
    assert_refused(disable(STREAM).await, "ValidationException", "must be ACTIVE to perform DISABLE");
    account.clock.advance(LONG);
    disable(STREAM).await?;
    assert_eq!(destinations(&account).await?, [shown(STREAM, "DISABLING")]);
    account.clock.advance(LONG);
    enable(OTHER).await?;
    account.clock.advance(LONG);
    let account = account.reopen(folder.path()).await?;
    assert_eq!(destinations(&account).await?, [shown(STREAM, "DISABLED"), shown(OTHER, "ACTIVE")]);
    let missing = account.db.describe_kinesis_streaming_destination().table_name("Missing").send().await;
    assert_refused(missing, "ResourceNotFoundException", "Missing");
    Ok(())
}

#[tokio::test]
async fn precision_changes_three_times_a_day() -> TestResult {
    let account = Account::in_memory().await?;
    account.active_table("Orders").await?;
    let enable = account.db.enable_kinesis_streaming_destination().table_name("Orders");
    enable.stream_arn(STREAM).send().await?;
    let switch = |precision: Precision| {
        let wanted = UpdateKinesisStreamingConfiguration::builder();
        let wanted = wanted.approximate_creation_date_time_precision(precision).build();
        let update = account.db.update_kinesis_streaming_destination().table_name("Orders");
        update.stream_arn(STREAM).update_kinesis_streaming_configuration(wanted).send()
    };
    assert_refused(switch(Precision::Microsecond).await, "ValidationException", "must be ACTIVE");
    account.clock.advance(LONG);
    assert_refused(switch(Precision::Millisecond).await, "ValidationException", "Precision is already set");
    for precision in [Precision::Microsecond, Precision::Millisecond, Precision::Microsecond] {
        switch(precision).await?;
        assert_eq!(destinations(&account).await?[0].1, "UPDATING");
        account.clock.advance(LONG);
    }
    assert_eq!(destinations(&account).await?[0].2, Some(Precision::Microsecond));
    let fourth = switch(Precision::Millisecond).await;
    assert_refused(fourth, "LimitExceededException", "at most 3 times in 24 hours");
    Ok(())
}
