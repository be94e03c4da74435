//! Global tables with strong consistency: three regions of one set, at once or not at all.

use std::error::Error;

use aws_sdk_dynamodb::operation::update_table::builders::UpdateTableFluentBuilder;
use aws_sdk_dynamodb::types::{
    AttributeValue, CreateGlobalTableWitnessGroupMemberAction, CreateReplicationGroupMemberAction,
    DeleteGlobalTableWitnessGroupMemberAction, DeleteReplicationGroupMemberAction,
    GlobalTableWitnessGroupUpdate, MultiRegionConsistency, ReplicationGroupUpdate, StreamViewType,
};

use crate::support::{Account, LONG, TestResult, assert_refused, no_stream, on_demand, stream};

/// A request for a strongly consistent table with these replicas and this witness.
fn strong(
    account: &Account,
    replicas: &[&str],
    witness: Option<&str>,
) -> Result<UpdateTableFluentBuilder, Box<dyn Error>> {
    let mut update = account.db.update_table().table_name("Orders");
    for region in replicas {
        let create = CreateReplicationGroupMemberAction::builder().region_name(*region).build()?;
        update = update.replica_updates(ReplicationGroupUpdate::builder().create(create).build());
    }
    if let Some(region) = witness {
        let create = CreateGlobalTableWitnessGroupMemberAction::builder().region_name(region).build()?;
        let witness = GlobalTableWitnessGroupUpdate::builder().create(create).build();
        update = update.global_table_witness_updates(witness);
    }
    Ok(update.multi_region_consistency(MultiRegionConsistency::Strong))
}

async fn put(db: &aws_sdk_dynamodb::Client, id: &str) -> TestResult {
    db.put_item().table_name("Orders").item("id", AttributeValue::S(id.to_owned())).send().await?;
    Ok(())
}

#[tokio::test]
async fn a_write_is_in_both_regions_before_it_is_answered() -> TestResult {
    let folder = tempfile::tempdir()?;
    let account = Account::on_disk(folder.path()).await?;
    account.active_table("Orders").await?;
    strong(&account, &["eu-west-1"], Some("eu-west-2"))?.send().await?;
    let table = account.describe("Orders").await?;
    let witness = table.global_table_witnesses()[0].witness_status().map(|status| status.as_str());
    assert_eq!(witness, Some("CREATING"));
    account.clock.advance(LONG);
    let account = account.reopen(folder.path()).await?;
    let table = account.describe("Orders").await?;
    assert_eq!(table.multi_region_consistency(), Some(&MultiRegionConsistency::Strong));
    assert!(table.latest_stream_arn().is_none(), "it needs no stream of its own");
    let west = account.at("eu-west-1");
    put(&account.db, "a").await?;
    put(&west, "b").await?;
    assert_eq!(west.scan().table_name("Orders").send().await?.count(), 2);
    assert_eq!(account.db.scan().table_name("Orders").send().await?.count(), 2);
    // A stream of its own may go on and off; writes arrive either way.
    for to in [stream(StreamViewType::KeysOnly)?, no_stream()?] {
        account.db.update_table().table_name("Orders").stream_specification(to).send().await?;
        account.clock.advance(LONG);
    }
    put(&account.db, "c").await?;
    assert_eq!(west.scan().table_name("Orders").send().await?.count(), 3);
    Ok(())
}

#[tokio::test]
async fn it_needs_three_regions_of_one_set_and_an_empty_table() -> TestResult {
    let account = Account::in_memory().await?;
    account.active_table("Orders").await?;
    let cases = [
        (&["eu-west-1"][..], None, "exactly three regions"),
        (&["eu-west-1", "eu-west-2", "eu-west-3"], None, "exactly three regions"),
        (&["eu-west-1", "us-east-1"], None, "regions of one set"),
        (&["eu-west-1"], Some("eu-north-1"), "regions of one set"),
    ];
    for (replicas, witness, why) in cases {
        assert_refused(strong(&account, replicas, witness)?.send().await, "ValidationException", why);
    }
    put(&account.db, "a").await?;
    let full = strong(&account, &["eu-west-1", "eu-west-2"], None)?.send().await;
    assert_refused(full, "ValidationException", "an empty table");
    Ok(())
}

#[tokio::test]
async fn it_is_left_by_all_others_together() -> TestResult {
    let account = Account::in_memory().await?;
    on_demand(&account.db, "Orders").send().await?;
    account.clock.advance(LONG);
    strong(&account, &["eu-west-1"], Some("eu-west-2"))?.send().await?;
    account.clock.advance(LONG);
    let west = account.at("eu-west-1");
    let alone = west.delete_table().table_name("Orders").send().await;
    assert_refused(alone, "ValidationException", "cannot be deleted alone");
    let replica = DeleteReplicationGroupMemberAction::builder().region_name("eu-west-1").build()?;
    let replica = ReplicationGroupUpdate::builder().delete(replica).build();
    let leave = || account.db.update_table().table_name("Orders").replica_updates(replica.clone());
    assert_refused(leave().send().await, "ValidationException", "in one request");
    let witness = DeleteGlobalTableWitnessGroupMemberAction::builder().region_name("eu-west-2").build()?;
    let witness = GlobalTableWitnessGroupUpdate::builder().delete(witness).build();
    leave().global_table_witness_updates(witness).send().await?;
    account.clock.advance(LONG);
    let table = account.describe("Orders").await?;
    assert!(table.replicas().is_empty() && table.global_table_witnesses().is_empty());
    assert!(table.multi_region_consistency().is_none());
    assert!(west.list_tables().send().await?.table_names().is_empty());
    put(&account.db, "a").await?;
    Ok(())
}
