//! Requests that the service refuses, with its codes and messages.

use aws_sdk_dynamodb::types::{
    ProvisionedThroughput, SseSpecification, StreamSpecification, StreamViewType, TableClass, Tag,
};

use crate::support::{Account, LONG, TestResult, assert_refused, no_stream, on_demand, stream};

#[tokio::test]
async fn a_table_exists_once() -> TestResult {
    let account = Account::in_memory().await?;
    on_demand(&account.db, "Orders").send().await?;
    let again = || on_demand(&account.db, "Orders").send();
    assert_refused(again().await, "ResourceInUseException", "Table already exists: Orders");
    account.clock.advance(LONG);
    assert_refused(again().await, "ResourceInUseException", "Table already exists: Orders");
    account.db.delete_table().table_name("Orders").send().await?;
    assert_refused(again().await, "ResourceInUseException", "Table already exists: Orders");
    account.clock.advance(LONG);
    again().await?;
    Ok(())
}

#[tokio::test]
async fn a_busy_table_is_not_changed() -> TestResult {
    let account = Account::in_memory().await?;
    on_demand(&account.db, "Orders").send().await?;
    let protect = |on| account.db.update_table().table_name("Orders").deletion_protection_enabled(on).send();
    let delete = || account.db.delete_table().table_name("Orders").send();
    assert_refused(protect(false).await, "ResourceInUseException", "Table is being created: Orders");
    assert_refused(delete().await, "ResourceInUseException", "Table is being created: Orders");
    account.clock.advance(LONG);
    protect(false).await?;
    assert_refused(protect(true).await, "ResourceInUseException", "Table is being updated: Orders");
    assert_refused(delete().await, "ResourceInUseException", "Table is being updated: Orders");
    account.clock.advance(LONG);
    delete().await?;
    assert_eq!(account.status("Orders").await?, "DELETING");
    assert_refused(protect(true).await, "ResourceInUseException", "Table is being deleted: Orders");
    delete().await?;
    account.clock.advance(LONG);
    assert_refused(delete().await, "ResourceNotFoundException", "Table: Orders not found");
    assert_refused(protect(true).await, "ResourceNotFoundException", "Table: Orders not found");
    Ok(())
}

#[tokio::test]
async fn deleted_tables_are_listed_until_they_are_gone() -> TestResult {
    let account = Account::in_memory().await?;
    account.active_table("Orders").await?;
    account.active_table("Clients").await?;
    account.db.delete_table().table_name("Orders").send().await?;
    let page = account.db.list_tables().limit(1).send().await?;
    assert_eq!(
        (page.table_names(), page.last_evaluated_table_name()),
        (&["Clients".to_owned()][..], Some("Clients"))
    );
    let rest = account.db.list_tables().exclusive_start_table_name("Clients").send().await?;
    assert_eq!(rest.table_names(), ["Orders"]);
    account.clock.advance(LONG);
    assert_eq!(account.db.list_tables().send().await?.table_names(), ["Clients"]);
    Ok(())
}

#[tokio::test]
async fn deletion_protection_protects() -> TestResult {
    let account = Account::in_memory().await?;
    on_demand(&account.db, "Orders").deletion_protection_enabled(true).send().await?;
    account.clock.advance(LONG);
    assert_eq!(account.describe("Orders").await?.deletion_protection_enabled(), Some(true));
    let delete = account.db.delete_table().table_name("Orders").send().await;
    assert_refused(delete, "ValidationException", "currently protected against deletion");
    account.db.update_table().table_name("Orders").deletion_protection_enabled(false).send().await?;
    account.clock.advance(LONG);
    account.db.delete_table().table_name("Orders").send().await?;
    Ok(())
}

#[tokio::test]
async fn streams_are_switched_only_from_the_other_side() -> TestResult {
    let account = Account::in_memory().await?;
    account.active_table("Orders").await?;
    let switch =
        |to: StreamSpecification| account.db.update_table().table_name("Orders").stream_specification(to);
    assert_refused(
        switch(no_stream()?).send().await,
        "ValidationException",
        "disabled stream: TableName: Orders",
    );
    let nameless = StreamSpecification::builder().stream_enabled(true).build()?;
    assert_refused(switch(nameless).send().await, "ValidationException", "StreamViewType is required");
    switch(stream(StreamViewType::NewImage)?).send().await?;
    account.clock.advance(LONG);
    for view_type in [StreamViewType::NewImage, StreamViewType::KeysOnly] {
        let refused = switch(stream(view_type)?).send().await;
        assert_refused(
            refused,
            "ValidationException",
            "Table already has an enabled stream: TableName: Orders",
        );
    }
    let units = ProvisionedThroughput::builder().read_capacity_units(1).write_capacity_units(1).build()?;
    let both = switch(no_stream()?).provisioned_throughput(units).send().await;
    assert_refused(both, "ValidationException", "You cannot modify stream status while updating table IOPS");
    switch(no_stream()?).send().await?;
    Ok(())
}

#[tokio::test]
async fn an_update_changes_something_and_a_table_class_changes_alone() -> TestResult {
    let account = Account::in_memory().await?;
    account.active_table("Orders").await?;
    let update = || account.db.update_table().table_name("Orders");
    assert_refused(update().send().await, "ValidationException", "At least one of ProvisionedThroughput");
    let class = || update().table_class(TableClass::StandardInfrequentAccess);
    let mixed = class().deletion_protection_enabled(true).send().await;
    assert_refused(mixed, "ValidationException", "TableClass modification must be the only operation");
    class().send().await?;
    let shown = account.describe("Orders").await?;
    let class = shown.table_class_summary().and_then(|summary| summary.table_class());
    assert_eq!(class, Some(&TableClass::StandardInfrequentAccess));
    Ok(())
}

#[tokio::test]
async fn a_refused_creation_leaves_nothing_behind() -> TestResult {
    let account = Account::in_memory().await?;
    let mut create = on_demand(&account.db, "Orders");
    for number in 0..51 {
        create = create.tags(Tag::builder().key(format!("k{number}")).value("v").build()?);
    }
    assert_refused(create.send().await, "ValidationException", "Too many tags");
    let wrong_key = SseSpecification::builder().kms_master_key_id("k").build();
    let create = on_demand(&account.db, "Orders").sse_specification(wrong_key);
    assert_refused(create.send().await, "ValidationException", "KMSMasterKeyId");
    assert!(account.db.list_tables().send().await?.table_names().is_empty());
    on_demand(&account.db, "Orders").send().await?;
    Ok(())
}

#[tokio::test]
async fn settings_that_the_sandbox_lacks_are_refused_and_not_dropped() -> TestResult {
    let account = Account::in_memory().await?;
    let joined = on_demand(&account.db, "Orders");
    let joined = joined.global_table_source_arn("arn:aws:dynamodb:eu-west-1:123456789012:table/Orders");
    assert_refused(joined.send().await, "ValidationException", "does not support GlobalTableSourceArn");
    let unknown = account.db.list_global_tables().send().await;
    assert_refused(unknown, "UnknownOperationException", "ListGlobalTables");
    Ok(())
}
