//! Global tables with eventual consistency: replicas that come, share and go.

use std::error::Error;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::operation::update_table::builders::UpdateTableFluentBuilder;
use aws_sdk_dynamodb::types::{
    AttributeValue, CreateReplicationGroupMemberAction, DeleteReplicationGroupMemberAction, KeyType,
    ProvisionedThroughput, ReplicationGroupUpdate, ScalarAttributeType, StreamViewType, TableClass,
    TimeToLiveSpecification, UpdateReplicationGroupMemberAction,
};

use crate::support::{
    Account, LONG, TestResult, assert_refused, create_index, definition, key, no_stream, on_demand, stream,
};

const WEST: &str = "eu-west-1";
const DAY: u64 = 24 * 3_600;

fn update(db: &Client) -> UpdateTableFluentBuilder {
    db.update_table().table_name("Orders")
}

fn add(db: &Client, region: &str) -> Result<UpdateTableFluentBuilder, Box<dyn Error>> {
    let create = CreateReplicationGroupMemberAction::builder().region_name(region).build()?;
    Ok(update(db).replica_updates(ReplicationGroupUpdate::builder().create(create).build()))
}

fn remove(db: &Client, region: &str) -> Result<UpdateTableFluentBuilder, Box<dyn Error>> {
    let delete = DeleteReplicationGroupMemberAction::builder().region_name(region).build()?;
    Ok(update(db).replica_updates(ReplicationGroupUpdate::builder().delete(delete).build()))
}

async fn streaming(account: &Account) -> TestResult {
    let create = on_demand(&account.db, "Orders");
    create.stream_specification(stream(StreamViewType::NewAndOldImages)?).send().await?;
    account.clock.advance(LONG);
    Ok(())
}

async fn replicated(account: &Account) -> TestResult {
    streaming(account).await?;
    add(&account.db, WEST)?.send().await?;
    account.clock.advance(LONG);
    Ok(())
}

/// Region and status of each replica.
async fn replicas(db: &Client) -> Result<Vec<(String, String)>, Box<dyn Error>> {
    let table = db.describe_table().table_name("Orders").send().await?.table.ok_or("no table")?;
    let all = table.replicas().iter().map(|it| {
        let status = it.replica_status().map(|status| status.as_str().to_owned());
        (it.region_name().unwrap_or_default().to_owned(), status.unwrap_or_default())
    });
    Ok(all.collect())
}

fn in_state(region: &str, status: &str) -> (String, String) {
    (region.to_owned(), status.to_owned())
}

async fn put(db: &Client, id: &str, value: &str) -> TestResult {
    let text = |value: &str| AttributeValue::S(value.to_owned());
    db.put_item().table_name("Orders").item("id", text(id)).item("v", text(value)).send().await?;
    Ok(())
}

async fn get(db: &Client, id: &str) -> Result<Option<String>, Box<dyn Error>> {
    let read = db.get_item().table_name("Orders").key("id", AttributeValue::S(id.to_owned())).send().await?;
    Ok(read.item().and_then(|item| item.get("v")?.as_s().ok()).cloned())
}

#[tokio::test]
async fn a_replica_is_a_table_of_its_region_with_the_items_of_the_first() -> TestResult {
    let folder = tempfile::tempdir()?;
    let account = Account::on_disk(folder.path()).await?;
    streaming(&account).await?;
    put(&account.db, "old", "1").await?;
    add(&account.db, WEST)?.send().await?;
    assert_eq!(account.status("Orders").await?, "UPDATING");
    assert_eq!(replicas(&account.db).await?, [in_state(WEST, "CREATING")]);
    let west = account.at(WEST);
    assert_refused(get_raw(&west).await, "ResourceNotFoundException", "Requested resource not found");
    account.clock.advance(LONG);
    let account = account.reopen(folder.path()).await?;
    let west = account.at(WEST);
    assert_eq!(replicas(&account.db).await?, [in_state(WEST, "ACTIVE")]);
    assert_eq!(replicas(&west).await?, [in_state("eu-central-1", "ACTIVE")]);
    let table = west.describe_table().table_name("Orders").send().await?.table.ok_or("no table")?;
    assert_eq!(table.table_arn(), Some("arn:aws:dynamodb:eu-west-1:123456789012:table/Orders"));
    assert_eq!(table.global_table_version(), Some("2019.11.21"));
    assert!(table.latest_stream_arn().is_some_and(|arn| arn.contains(WEST)));
    assert_eq!(get(&west, "old").await?.as_deref(), Some("1"));
    Ok(())
}

async fn get_raw(
    db: &Client,
) -> Result<
    aws_sdk_dynamodb::operation::get_item::GetItemOutput,
    aws_sdk_dynamodb::error::SdkError<aws_sdk_dynamodb::operation::get_item::GetItemError>,
> {
    db.get_item().table_name("Orders").key("id", AttributeValue::S("x".to_owned())).send().await
}

#[tokio::test]
async fn writes_arrive_in_the_other_regions_and_the_last_one_wins() -> TestResult {
    let folder = tempfile::tempdir()?;
    let account = Account::on_disk(folder.path()).await?;
    replicated(&account).await?;
    let west = account.at(WEST);
    put(&account.db, "a", "from central").await?;
    assert_eq!(get(&west, "a").await?, None, "a second has not passed");
    account.advance(1);
    assert_eq!(get(&west, "a").await?.as_deref(), Some("from central"));
    put(&west, "a", "from west").await?;
    put(&west, "b", "new").await?;
    account.advance(1);
    assert_eq!(get(&account.db, "a").await?.as_deref(), Some("from west"));
    put(&account.db, "a", "earlier").await?;
    put(&west, "a", "later").await?;
    // What is on its way when the sandbox ends arrives when it is opened again.
    let account = account.reopen(folder.path()).await?;
    let west = account.at(WEST);
    for db in [&account.db, &west] {
        assert_eq!(get(db, "a").await?.as_deref(), Some("later"));
    }
    let gone = account.db.delete_item().table_name("Orders");
    gone.key("id", AttributeValue::S("b".to_owned())).send().await?;
    account.advance(1);
    assert_eq!(get(&west, "b").await?, None);
    // Nothing goes round in circles.
    let count = |arn: String| async {
        let shards = account.streams.describe_stream().stream_arn(&arn).send().await?;
        let shard = shards.stream_description.and_then(|it| it.shards?.pop()?.shard_id);
        let iterator = account.streams.get_shard_iterator().stream_arn(arn).set_shard_id(shard);
        let iterator = iterator
            .shard_iterator_type(aws_sdk_dynamodbstreams::types::ShardIteratorType::TrimHorizon)
            .send()
            .await?;
        let all = account.streams.get_records().set_shard_iterator(iterator.shard_iterator).send().await?;
        Ok::<_, Box<dyn Error>>(all.records().len())
    };
    let arn = account.describe("Orders").await?.latest_stream_arn.ok_or("no stream")?;
    // a three times here and twice from the west, of which the last; b from the west, and its end.
    assert_eq!(count(arn).await?, 6);
    Ok(())
}

#[tokio::test]
async fn a_replica_needs_a_stream_with_both_images_and_writes_that_scale() -> TestResult {
    let account = Account::in_memory().await?;
    on_demand(&account.db, "Orders").stream_specification(stream(StreamViewType::NewImage)?).send().await?;
    account.clock.advance(LONG);
    let early = add(&account.db, WEST)?.send().await;
    assert_refused(early, "ValidationException", "view type NEW_AND_OLD_IMAGES");
    for (region, why) in [("eu-central-1", "the local region"), ("eu-nowhere-9", "is not supported")] {
        assert_refused(add(&account.db, region)?.send().await, "ValidationException", why);
    }
    let units = ProvisionedThroughput::builder().read_capacity_units(5).write_capacity_units(5).build()?;
    let create = account.db.create_table().table_name("Fixed");
    let create = create.attribute_definitions(definition("id", ScalarAttributeType::S));
    let create = create.stream_specification(stream(StreamViewType::NewAndOldImages)?);
    create.key_schema(key("id", KeyType::Hash)).provisioned_throughput(units).send().await?;
    account.clock.advance(LONG);
    let fixed = add(&account.db, WEST)?.table_name("Fixed").send().await;
    assert_refused(fixed, "ValidationException", "should either be Pay-Per-Request or AutoScaled");
    Ok(())
}

#[tokio::test]
async fn a_name_that_is_taken_in_the_other_region_is_refused() -> TestResult {
    let account = Account::in_memory().await?;
    streaming(&account).await?;
    on_demand(&account.at(WEST), "Orders").send().await?;
    account.clock.advance(LONG);
    let taken = add(&account.db, WEST)?.send().await;
    assert_refused(taken, "ValidationException", "one or more replicas already existed as tables");
    let mixed = add(&account.db, WEST)?.deletion_protection_enabled(true).send().await;
    assert_refused(mixed, "ValidationException", "cannot be made in the same request");
    Ok(())
}

#[tokio::test]
async fn what_replicas_share_changes_everywhere_and_the_rest_does_not() -> TestResult {
    let account = Account::in_memory().await?;
    replicated(&account).await?;
    let west = account.at(WEST);
    let index = update(&west).attribute_definitions(definition("email", ScalarAttributeType::S));
    index.global_secondary_index_updates(create_index("email")?).send().await?;
    assert_eq!(account.status("Orders").await?, "UPDATING");
    account.clock.advance(LONG);
    assert_eq!(account.index("Orders", "email").await?, crate::support::in_state("ACTIVE", None));
    update(&account.db).deletion_protection_enabled(true).send().await?;
    account.clock.advance(LONG);
    let there = west.describe_table().table_name("Orders").send().await?.table.ok_or("no table")?;
    assert_eq!(there.deletion_protection_enabled(), Some(false));
    let ttl = TimeToLiveSpecification::builder().attribute_name("ttl").enabled(true).build()?;
    account.db.update_time_to_live().table_name("Orders").time_to_live_specification(ttl).send().await?;
    let there = west.describe_time_to_live().table_name("Orders").send().await?;
    let shown = there.time_to_live_description.and_then(|it| it.attribute_name);
    assert_eq!(shown.as_deref(), Some("ttl"));
    let off = update(&account.db).stream_specification(no_stream()?).send().await;
    assert_refused(off, "ValidationException", "required by the replicas");
    Ok(())
}

#[tokio::test]
async fn a_replica_has_its_own_table_class() -> TestResult {
    let account = Account::in_memory().await?;
    replicated(&account).await?;
    let change = UpdateReplicationGroupMemberAction::builder().region_name(WEST);
    let change = change.table_class_override(TableClass::StandardInfrequentAccess).build()?;
    let change = ReplicationGroupUpdate::builder().update(change).build();
    update(&account.db).replica_updates(change).send().await?;
    assert_eq!(replicas(&account.db).await?, [in_state(WEST, "UPDATING")]);
    account.clock.advance(LONG);
    let here = account.describe("Orders").await?;
    let shown = here.replicas()[0].replica_table_class_summary().and_then(|it| it.table_class());
    assert_eq!(shown, Some(&TableClass::StandardInfrequentAccess));
    let west = account.at(WEST);
    let there = west.describe_table().table_name("Orders").send().await?.table.ok_or("no table")?;
    let class = there.table_class_summary().and_then(|it| it.table_class());
    assert_eq!(class, Some(&TableClass::StandardInfrequentAccess));
    assert_ne!(here.table_class_summary().and_then(|it| it.table_class()), class);
    Ok(())
}

#[tokio::test]
async fn a_replica_goes_and_the_source_stays_for_a_day() -> TestResult {
    let account = Account::in_memory().await?;
    replicated(&account).await?;
    let west = account.at(WEST);
    update(&west).deletion_protection_enabled(true).send().await?;
    account.clock.advance(LONG);
    let kept = remove(&account.db, WEST)?.send().await;
    assert_refused(kept, "ValidationException", "currently protected against deletion");
    update(&west).deletion_protection_enabled(false).send().await?;
    account.clock.advance(LONG);
    remove(&account.db, WEST)?.send().await?;
    assert_eq!(replicas(&account.db).await?, [in_state(WEST, "DELETING")]);
    account.clock.advance(LONG);
    assert!(replicas(&account.db).await?.is_empty());
    assert!(west.list_tables().send().await?.table_names().is_empty());
    let delete = || account.db.delete_table().table_name("Orders").send();
    assert_refused(delete().await, "ValidationException", "has acted as a source region");
    account.advance(DAY);
    delete().await?;
    Ok(())
}

#[tokio::test]
async fn deleting_a_replica_by_its_table_leaves_the_others() -> TestResult {
    let account = Account::in_memory().await?;
    replicated(&account).await?;
    let west = account.at(WEST);
    west.delete_table().table_name("Orders").send().await?;
    assert_eq!(replicas(&account.db).await?, [in_state(WEST, "DELETING")]);
    account.clock.advance(LONG);
    assert!(replicas(&account.db).await?.is_empty());
    put(&account.db, "a", "alone").await?;
    assert_eq!(get(&account.db, "a").await?.as_deref(), Some("alone"));
    Ok(())
}
