//! Billing modes and their throughput.

use aws_sdk_dynamodb::types::{
    BillingMode, KeyType, OnDemandThroughput, ProvisionedThroughput, ScalarAttributeType,
};

use crate::support::{Account, LONG, TestResult, assert_refused, definition, key};

fn units(read: i64, write: i64) -> Result<ProvisionedThroughput, Box<dyn std::error::Error>> {
    Ok(ProvisionedThroughput::builder().read_capacity_units(read).write_capacity_units(write).build()?)
}

#[tokio::test]
async fn the_billing_summary_appears_with_on_demand_and_stays() -> TestResult {
    let account = Account::in_memory().await?;
    let create = account.db.create_table().table_name("Orders");
    let create = create.attribute_definitions(definition("id", ScalarAttributeType::S));
    let create = create.key_schema(key("id", KeyType::Hash));
    assert_refused(create.clone().send().await, "ValidationException", "must both be specified");
    create.provisioned_throughput(units(5, 5)?).send().await?;
    account.clock.advance(LONG);
    assert!(account.describe("Orders").await?.billing_mode_summary().is_none());

    let update = || account.db.update_table().table_name("Orders");
    let same = update().provisioned_throughput(units(5, 5)?).send().await;
    assert_refused(same, "ValidationException", "The requested value equals the current value");
    update().billing_mode(BillingMode::PayPerRequest).send().await?;
    assert_eq!(account.status("Orders").await?, "UPDATING");
    account.clock.advance(LONG);
    let table = account.describe("Orders").await?;
    let summary = table.billing_mode_summary().ok_or("no summary")?;
    assert_eq!(summary.billing_mode(), Some(&BillingMode::PayPerRequest));
    assert!(summary.last_update_to_pay_per_request_date_time().is_some());
    assert_eq!(table.provisioned_throughput().and_then(|it| it.read_capacity_units()), Some(0));

    let missing = update().billing_mode(BillingMode::Provisioned).send().await;
    assert_refused(missing, "ValidationException", "ProvisionedThroughput must be specified");
    update().billing_mode(BillingMode::Provisioned).provisioned_throughput(units(7, 3)?).send().await?;
    account.clock.advance(LONG);
    let table = account.describe("Orders").await?;
    let summary = table.billing_mode_summary().ok_or("no summary")?;
    assert_eq!(summary.billing_mode(), Some(&BillingMode::Provisioned));
    assert_eq!(table.provisioned_throughput().and_then(|it| it.write_capacity_units()), Some(3));
    Ok(())
}

#[tokio::test]
async fn on_demand_limits_are_kept_and_taken_away() -> TestResult {
    let account = Account::in_memory().await?;
    account.active_table("Orders").await?;
    let limit = |read| OnDemandThroughput::builder().max_read_request_units(read).build();
    account.db.update_table().table_name("Orders").on_demand_throughput(limit(50)).send().await?;
    assert_eq!(account.status("Orders").await?, "UPDATING");
    account.clock.advance(LONG);
    let shown = account.describe("Orders").await?;
    assert_eq!(shown.on_demand_throughput().and_then(|it| it.max_read_request_units()), Some(50));
    account.db.update_table().table_name("Orders").on_demand_throughput(limit(-1)).send().await?;
    assert!(account.describe("Orders").await?.on_demand_throughput().is_none());
    Ok(())
}
