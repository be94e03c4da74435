//! Expired items go when a request looks, some time after their moment.

use std::error::Error;

use aws_sdk_dynamodb::types::{AttributeValue, StreamViewType, TimeToLiveSpecification};
use aws_sdk_dynamodbstreams::types::{OperationType, ShardIteratorType};

use crate::support::{Account, LONG, TestResult, on_demand, stream};

const NOW: u64 = 1_800_000_000;
const MINUTE: u64 = 60;

async fn with_time_to_live(account: &Account) -> TestResult {
    let create = on_demand(&account.db, "Sessions");
    create.stream_specification(stream(StreamViewType::OldImage)?).send().await?;
    account.clock.advance(LONG);
    let wanted = TimeToLiveSpecification::builder().attribute_name("ends").enabled(true).build()?;
    account.db.update_time_to_live().table_name("Sessions").time_to_live_specification(wanted).send().await?;
    account.clock.advance(LONG);
    Ok(())
}

async fn put(account: &Account, id: &str, ends: AttributeValue) -> TestResult {
    let put = account.db.put_item().table_name("Sessions").item("id", AttributeValue::S(id.to_owned()));
    put.item("ends", ends).send().await?;
    Ok(())
}

fn at(seconds: u64) -> AttributeValue {
    AttributeValue::N(seconds.to_string())
}

async fn ids(account: &Account) -> Result<Vec<String>, Box<dyn Error>> {
    let all = account.db.scan().table_name("Sessions").send().await?;
    let mut ids: Vec<_> = all.items().iter().filter_map(|item| item["id"].as_s().ok()).cloned().collect();
    ids.sort();
    Ok(ids)
}

#[tokio::test]
async fn an_item_goes_a_minute_after_its_time_with_the_service_s_name_on_the_record() -> TestResult {
    let folder = tempfile::tempdir()?;
    let account = Account::on_disk(folder.path()).await?;
    with_time_to_live(&account).await?;
    let now = NOW + 2 * LONG.as_secs();
    put(&account, "soon", at(now + 10)).await?;
    put(&account, "later", at(now + 10_000)).await?;
    put(&account, "ancient", at(now - 6 * 365 * 24 * 3_600)).await?;
    put(&account, "text", AttributeValue::S("1".to_owned())).await?;
    let account = account.reopen(folder.path()).await?;
    account.advance(MINUTE);
    assert_eq!(ids(&account).await?, ["ancient", "later", "soon", "text"], "expired, and not yet gone");
    account.advance(MINUTE);
    assert_eq!(ids(&account).await?, ["ancient", "later", "text"]);
    let delete = account.db.delete_item().table_name("Sessions");
    delete.key("id", AttributeValue::S("later".to_owned())).send().await?;

    let account = account.reopen(folder.path()).await?;
    let table = account.db.describe_table().table_name("Sessions").send().await?.table.ok_or("no table")?;
    let arn = table.latest_stream_arn.ok_or("no stream")?;
    let shown = account.streams.describe_stream().stream_arn(&arn).send().await?;
    let shard = shown.stream_description.and_then(|it| it.shards?.pop()?.shard_id);
    let iterator = account.streams.get_shard_iterator().stream_arn(arn).set_shard_id(shard);
    let iterator = iterator.shard_iterator_type(ShardIteratorType::TrimHorizon).send().await?;
    let records = account.streams.get_records().set_shard_iterator(iterator.shard_iterator).send().await?;
    let removed = records.records().iter().filter(|it| it.event_name() == Some(&OperationType::Remove));
    let by: Vec<_> = removed.map(|it| it.user_identity().and_then(|by| by.principal_id())).collect();
    assert_eq!(by, [Some("dynamodb.amazonaws.com"), None]);
    Ok(())
}

#[tokio::test]
async fn nothing_goes_while_time_to_live_is_off() -> TestResult {
    let account = Account::in_memory().await?;
    account.active_table("Sessions").await?;
    put(&account, "soon", at(NOW)).await?;
    account.advance(24 * 3_600);
    assert_eq!(ids(&account).await?, ["soon"]);
    Ok(())
}
