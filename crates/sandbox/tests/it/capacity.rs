//! Capacity that is rationed or never goes down: decreases, switches, classes, warm throughput.

use std::error::Error;

use aws_sdk_dynamodb::operation::update_table::builders::UpdateTableFluentBuilder;
use aws_sdk_dynamodb::types::{
    BillingMode, GlobalSecondaryIndexUpdate, KeyType, ProvisionedThroughput, ScalarAttributeType,
    SseSpecification, TableClass, TableStatus, UpdateGlobalSecondaryIndexAction, WarmThroughput,
};

use crate::support::{Account, LONG, TestResult, assert_refused, definition, key, on_demand};

const DAY: u64 = 24 * 3_600;

fn units(read: i64, write: i64) -> Result<ProvisionedThroughput, Box<dyn Error>> {
    Ok(ProvisionedThroughput::builder().read_capacity_units(read).write_capacity_units(write).build()?)
}

fn warm(read: i64, write: i64) -> WarmThroughput {
    WarmThroughput::builder().read_units_per_second(read).write_units_per_second(write).build()
}

fn update(account: &Account) -> UpdateTableFluentBuilder {
    account.db.update_table().table_name("Orders")
}

async fn provisioned(account: &Account, read: i64, write: i64) -> TestResult {
    let create = account.db.create_table().table_name("Orders");
    let create = create.attribute_definitions(definition("id", ScalarAttributeType::S));
    let create = create.key_schema(key("id", KeyType::Hash)).provisioned_throughput(units(read, write)?);
    create.send().await?;
    account.clock.advance(LONG);
    Ok(())
}

/// Warm reads, warm writes and their status.
async fn is_warm(account: &Account) -> Result<(i64, i64, TableStatus), Box<dyn Error>> {
    let table = account.describe("Orders").await?;
    let warm = table.warm_throughput().ok_or("no warm throughput")?;
    let status = warm.status().cloned().ok_or("no status")?;
    Ok((warm.read_units_per_second().unwrap_or(0), warm.write_units_per_second().unwrap_or(0), status))
}

#[tokio::test]
async fn decreases_have_a_bank_of_four_and_one_an_hour() -> TestResult {
    let folder = tempfile::tempdir()?;
    let account = Account::on_disk(folder.path()).await?;
    provisioned(&account, 10, 10).await?;
    // To the beginning of a day.
    account.advance(DAY - 1_800_000_120 % DAY);
    for read in [9, 8, 7, 6] {
        update(&account).provisioned_throughput(units(read, 10)?).send().await?;
        account.clock.advance(LONG);
    }
    let account = account.reopen(folder.path()).await?;
    let lower = update(&account).provisioned_throughput(units(5, 10)?).send().await;
    assert_refused(lower, "LimitExceededException", "Provisioned throughput decreases are limited");
    update(&account).provisioned_throughput(units(6, 11)?).send().await?;
    account.clock.advance(LONG);
    let shown = account.describe("Orders").await?;
    let shown = shown.provisioned_throughput().ok_or("no throughput")?;
    assert_eq!(shown.number_of_decreases_today(), Some(4));
    assert!(shown.last_decrease_date_time() < shown.last_increase_date_time());
    account.advance(3_600);
    update(&account).provisioned_throughput(units(5, 11)?).send().await?;
    account.advance(DAY);
    let shown = account.describe("Orders").await?;
    let shown = shown.provisioned_throughput().ok_or("no throughput")?;
    assert_eq!(shown.number_of_decreases_today(), Some(0));
    Ok(())
}

#[tokio::test]
async fn a_table_becomes_on_demand_four_times_a_day() -> TestResult {
    let account = Account::in_memory().await?;
    provisioned(&account, 5, 5).await?;
    let switch = || update(&account).billing_mode(BillingMode::PayPerRequest).send();
    for _ in 0..4 {
        switch().await?;
        account.clock.advance(LONG);
        let back = update(&account).billing_mode(BillingMode::Provisioned);
        back.provisioned_throughput(units(5, 5)?).send().await?;
        account.clock.advance(LONG);
    }
    assert_refused(switch().await, "LimitExceededException", "4 times in 24 hours");
    account.advance(DAY);
    switch().await?;
    Ok(())
}

#[tokio::test]
async fn a_table_class_changes_twice_in_thirty_days() -> TestResult {
    let folder = tempfile::tempdir()?;
    let account = Account::on_disk(folder.path()).await?;
    account.active_table("Orders").await?;
    for class in [TableClass::StandardInfrequentAccess, TableClass::Standard] {
        update(&account).table_class(class).send().await?;
        account.clock.advance(LONG);
    }
    let account = account.reopen(folder.path()).await?;
    let shown = account.describe("Orders").await?;
    assert!(shown.table_class_summary().and_then(|it| it.last_update_date_time()).is_some());
    let switch = || update(&account).table_class(TableClass::StandardInfrequentAccess).send();
    assert_refused(switch().await, "LimitExceededException", "at most 2 times in 30 days");
    account.advance(30 * DAY);
    switch().await?;
    Ok(())
}

#[tokio::test]
async fn encryption_changes_four_times_a_day_and_the_way_back_is_free() -> TestResult {
    let account = Account::in_memory().await?;
    account.active_table("Orders").await?;
    let switch = |key: &str| {
        let wanted = SseSpecification::builder().enabled(true).kms_master_key_id(key).build();
        update(&account).sse_specification(wanted).send()
    };
    for key in ["a", "b", "c", "alias/aws/dynamodb"] {
        switch(key).await?;
        account.clock.advance(LONG);
    }
    assert_refused(switch("e").await, "LimitExceededException", "at most 4 times in 24 hours");
    update(&account).sse_specification(SseSpecification::builder().enabled(false).build()).send().await?;
    account.clock.advance(LONG);
    account.advance(6 * 3_600);
    switch("e").await?;
    Ok(())
}

#[tokio::test]
async fn warm_throughput_goes_up_only() -> TestResult {
    let folder = tempfile::tempdir()?;
    let account = Account::on_disk(folder.path()).await?;
    account.active_table("Orders").await?;
    assert_eq!(is_warm(&account).await?, (12_000, 4_000, TableStatus::Active));
    let raise = |read, write| update(&account).warm_throughput(warm(read, write)).send();
    let low = raise(11_999, 4_000).await;
    assert_refused(low, "ValidationException", "for table is lower than initial throughput for OnDemand");
    assert_refused(raise(12_000, 40_001).await, "ValidationException", "higher than the quota of 40000");
    raise(20_000, 4_000).await?;
    assert_eq!(is_warm(&account).await?, (20_000, 4_000, TableStatus::Updating));
    assert_eq!(account.status("Orders").await?, "ACTIVE");
    account.clock.advance(LONG);
    let account = account.reopen(folder.path()).await?;
    assert_eq!(is_warm(&account).await?, (20_000, 4_000, TableStatus::Active));
    let lower = update(&account).warm_throughput(warm(19_999, 4_000)).send().await;
    assert_refused(lower, "ValidationException", "decreasing WarmThroughput is not supported");
    let switch = update(&account).billing_mode(BillingMode::Provisioned);
    switch.provisioned_throughput(units(5, 5)?).send().await?;
    account.clock.advance(LONG);
    assert_eq!(is_warm(&account).await?, (20_000, 4_000, TableStatus::Active));
    Ok(())
}

#[tokio::test]
async fn warm_throughput_of_provisioned_tables_follows_their_units() -> TestResult {
    let account = Account::in_memory().await?;
    provisioned(&account, 10, 5).await?;
    assert_eq!(is_warm(&account).await?, (10, 5, TableStatus::Active));
    let low = update(&account).warm_throughput(warm(9, 5)).send().await;
    assert_refused(low, "ValidationException", "lower than ReadCapacityUnits of ProvisionedThroughput");
    update(&account).provisioned_throughput(units(5, 20)?).send().await?;
    account.clock.advance(LONG);
    assert_eq!(is_warm(&account).await?, (10, 20, TableStatus::Active));
    Ok(())
}

#[tokio::test]
async fn indexes_are_warmed_at_creation_and_later() -> TestResult {
    let account = Account::in_memory().await?;
    let cold = on_demand(&account.db, "Orders").warm_throughput(warm(100, 4_000)).send().await;
    assert_refused(cold, "ValidationException", "lower than initial throughput for OnDemand");
    on_demand(&account.db, "Orders").warm_throughput(warm(13_000, 5_000)).send().await?;
    account.clock.advance(LONG);
    assert_eq!(is_warm(&account).await?, (13_000, 5_000, TableStatus::Active));
    account.add_index("Orders", "email").await?;
    account.clock.advance(LONG);
    let action = UpdateGlobalSecondaryIndexAction::builder().index_name("email");
    let action = action.warm_throughput(warm(15_000, 4_000)).build()?;
    let action = GlobalSecondaryIndexUpdate::builder().update(action).build();
    update(&account).global_secondary_index_updates(action).send().await?;
    let table = account.describe("Orders").await?;
    let shown = table.global_secondary_indexes()[0].warm_throughput().ok_or("no warm throughput")?;
    assert_eq!(shown.read_units_per_second(), Some(15_000));
    assert_eq!(shown.status().map(|status| status.as_str()), Some("UPDATING"));
    Ok(())
}
