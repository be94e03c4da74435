//! Streams that go off and on again.

use aws_sdk_dynamodb::types::{AttributeValue, StreamViewType};
use aws_sdk_dynamodbstreams::types::ShardIteratorType;

use crate::support::{Account, LONG, TestResult, no_stream, on_demand, stream};

async fn put(account: &Account, id: &str) -> TestResult {
    account.db.put_item().table_name("Orders").item("id", AttributeValue::S(id.into())).send().await?;
    account.clock.advance(LONG);
    Ok(())
}

/// The keys of all records, and whether the shard is closed and read to its end.
async fn read(account: &Account, arn: &str) -> Result<(Vec<String>, bool), Box<dyn std::error::Error>> {
    let described = account.streams.describe_stream().stream_arn(arn).send().await?;
    let described = described.stream_description.ok_or("no stream")?;
    let shard = described.shards()[0].shard_id().ok_or("no shard")?;
    assert!((28..=65).contains(&shard.len()), "the AWS CLI refuses {shard}");
    let iterator = account.streams.get_shard_iterator().stream_arn(arn).shard_id(shard);
    let iterator = iterator.shard_iterator_type(ShardIteratorType::TrimHorizon).send().await?;
    let answer = account.streams.get_records().set_shard_iterator(iterator.shard_iterator).send().await?;
    let key = |record: &aws_sdk_dynamodbstreams::types::Record| {
        let keys = record.dynamodb().and_then(|change| change.keys());
        keys.and_then(|keys| keys["id"].as_s().ok()).cloned().unwrap_or_default()
    };
    let end = answer.next_shard_iterator().is_none();
    Ok((answer.records().iter().map(key).collect(), end))
}

async fn switch(account: &Account, to: aws_sdk_dynamodb::types::StreamSpecification) -> TestResult {
    account.db.update_table().table_name("Orders").stream_specification(to).send().await?;
    account.clock.advance(LONG);
    Ok(())
}

#[tokio::test]
async fn a_stream_that_was_switched_on_again_is_another_stream() -> TestResult {
    let account = Account::in_memory().await?;
    on_demand(&account.db, "Orders").stream_specification(stream(StreamViewType::KeysOnly)?).send().await?;
    account.clock.advance(LONG);
    put(&account, "first").await?;
    let old = account.describe("Orders").await?.latest_stream_arn.ok_or("no stream")?;
    assert_eq!(read(&account, &old).await?, (vec!["first".to_owned()], false));

    switch(&account, no_stream()?).await?;
    let off = account.describe("Orders").await?;
    assert!(off.stream_specification().is_none());
    assert_eq!(off.latest_stream_arn(), Some(old.as_str()));
    put(&account, "unseen").await?;
    switch(&account, stream(StreamViewType::NewImage)?).await?;
    put(&account, "second").await?;

    let new = account.describe("Orders").await?.latest_stream_arn.ok_or("no stream")?;
    assert_ne!(old, new);
    assert_eq!(read(&account, &old).await?, (vec!["first".to_owned()], true));
    assert_eq!(read(&account, &new).await?, (vec!["second".to_owned()], false));
    let listed = account.streams.list_streams().table_name("Orders").send().await?;
    let arns: Vec<&str> = listed.streams().iter().filter_map(|stream| stream.stream_arn()).collect();
    assert_eq!(arns, [old, new]);
    Ok(())
}

#[tokio::test]
async fn a_table_made_anew_does_not_stream_the_records_of_the_old_one() -> TestResult {
    let account = Account::in_memory().await?;
    let create = || -> Result<_, Box<dyn std::error::Error>> {
        Ok(on_demand(&account.db, "Orders").stream_specification(stream(StreamViewType::NewImage)?).send())
    };
    create()?.await?;
    account.clock.advance(LONG);
    put(&account, "old").await?;
    let before = account.describe("Orders").await?;
    account.db.delete_table().table_name("Orders").send().await?;
    account.clock.advance(LONG);
    create()?.await?;
    account.clock.advance(LONG);
    put(&account, "new").await?;
    let after = account.describe("Orders").await?;
    assert_ne!(before.table_id(), after.table_id());
    let arn = after.latest_stream_arn.ok_or("no stream")?;
    assert_eq!(read(&account, &arn).await?.0, ["new"]);
    Ok(())
}
