//! Indexes that come and go on a table that is in use.

use aws_sdk_dynamodb::types::{
    AttributeValue, OnDemandThroughput, ProvisionedThroughput, ScalarAttributeType,
    UpdateGlobalSecondaryIndexAction,
};
use aws_sdk_dynamodb::types::{BillingMode, GlobalSecondaryIndexUpdate};

use crate::support::{Account, TestResult, assert_refused, create_index, definition, delete_index, in_state};

const ONE_AT_A_TIME: &str = "Only 1 online index can be created or deleted simultaneously per table";

#[tokio::test]
async fn a_new_index_allocates_then_backfills_then_serves() -> TestResult {
    let account = Account::in_memory().await?;
    account.active_table("Orders").await?;
    for id in ["a", "b"] {
        let put = account.db.put_item().table_name("Orders").item("id", AttributeValue::S(id.into()));
        put.item("email", AttributeValue::S("x@example.org".into())).send().await?;
    }
    account.add_index("Orders", "email").await?;
    assert_eq!(account.index("Orders", "email").await?, in_state("CREATING", Some(false)));
    assert_eq!(account.status("Orders").await?, "UPDATING");
    account.advance(10);
    assert_eq!(account.index("Orders", "email").await?, in_state("CREATING", Some(true)));
    assert_eq!(account.status("Orders").await?, "ACTIVE");
    let query = || {
        let query = account
            .db
            .query()
            .table_name("Orders")
            .index_name("email")
            .key_condition_expression("email = :e");
        query.expression_attribute_values(":e", AttributeValue::S("x@example.org".into())).send()
    };
    assert_refused(query().await, "ValidationException", "backfilling global secondary index: email");
    let scan = account.db.scan().table_name("Orders").index_name("email").send().await;
    assert_refused(scan, "ValidationException", "backfilling");
    let statement =
        account.db.execute_statement().statement(r#"SELECT * FROM "Orders"."email" WHERE email = 'x'"#);
    assert_refused(statement.send().await, "ValidationException", "backfilling");
    assert_eq!(account.db.scan().table_name("Orders").send().await?.count(), 2);
    account.advance(15);
    assert_eq!(
        account.index("Orders", "email").await?,
        in_state("CREATING", Some(true)),
        "two items take longer"
    );
    account.advance(1);
    assert_eq!(account.index("Orders", "email").await?, in_state("ACTIVE", None));
    assert_eq!(query().await?.count(), 2);
    Ok(())
}

#[tokio::test]
async fn a_dropped_index_is_deleting_then_gone() -> TestResult {
    let account = Account::in_memory().await?;
    account.active_game_scores().await?;
    let update = account.db.update_table().table_name("GameScores");
    update.global_secondary_index_updates(delete_index("GameTitleIndex")?).send().await?;
    assert_eq!(account.index("GameScores", "GameTitleIndex").await?, in_state("DELETING", None));
    assert_eq!(account.status("GameScores").await?, "UPDATING");
    account.advance(8);
    assert_eq!(account.index("GameScores", "GameTitleIndex").await?, None);
    let table = account.describe("GameScores").await?;
    let names: Vec<&str> = table.attribute_definitions().iter().map(|it| it.attribute_name()).collect();
    assert_eq!(names, ["UserId", "GameTitle"]);
    Ok(())
}

#[tokio::test]
async fn one_index_at_a_time() -> TestResult {
    let account = Account::in_memory().await?;
    account.active_game_scores().await?;
    let update = || account.db.update_table().table_name("GameScores");
    let two = update()
        .attribute_definitions(definition("a_index", ScalarAttributeType::S))
        .global_secondary_index_updates(create_index("a_index")?)
        .global_secondary_index_updates(delete_index("GameTitleIndex")?);
    assert_refused(two.send().await, "LimitExceededException", ONE_AT_A_TIME);

    account.add_index("GameScores", "email").await?;
    for _phase in ["allocation", "backfill"] {
        let second = update()
            .attribute_definitions(definition("other", ScalarAttributeType::S))
            .global_secondary_index_updates(create_index("other")?);
        assert_refused(second.send().await, "LimitExceededException", ONE_AT_A_TIME);
        let drop_other = update().global_secondary_index_updates(delete_index("GameTitleIndex")?);
        assert_refused(drop_other.send().await, "LimitExceededException", ONE_AT_A_TIME);
        let drop_table = account.db.delete_table().table_name("GameScores").send().await;
        assert_refused(drop_table, "ResourceInUseException", "indexes are being created");
        account.advance(10);
    }
    Ok(())
}

#[tokio::test]
async fn an_index_can_be_cancelled_while_it_backfills_but_not_before() -> TestResult {
    let account = Account::in_memory().await?;
    account.active_table("Orders").await?;
    account.add_index("Orders", "email").await?;
    let cancel = || -> Result<_, Box<dyn std::error::Error>> {
        let update = account.db.update_table().table_name("Orders");
        Ok(update.global_secondary_index_updates(delete_index("email")?).send())
    };
    assert_refused(
        cancel()?.await,
        "ResourceInUseException",
        "Index creation is in resource allocation phase",
    );
    account.advance(10);
    cancel()?.await?;
    assert_eq!(account.index("Orders", "email").await?, in_state("DELETING", None));
    account.advance(8);
    assert_eq!(account.index("Orders", "email").await?, None);
    Ok(())
}

#[tokio::test]
async fn throughput_of_indexes_is_kept_and_guarded() -> TestResult {
    let account = Account::in_memory().await?;
    account.active_game_scores().await?;
    let five = ProvisionedThroughput::builder().read_capacity_units(5).write_capacity_units(5).build()?;
    let action = UpdateGlobalSecondaryIndexAction::builder().index_name("GameTitleIndex");
    let action = action.provisioned_throughput(five.clone()).build()?;
    let index = GlobalSecondaryIndexUpdate::builder().update(action).build();
    let update = || account.db.update_table().table_name("GameScores");

    let on_demand = update().global_secondary_index_updates(index.clone()).send().await;
    assert_refused(on_demand, "ValidationException", "when BillingMode is PAY_PER_REQUEST");
    let switch = || update().billing_mode(BillingMode::Provisioned).provisioned_throughput(five.clone());
    let forgotten = switch().send().await;
    assert_refused(
        forgotten,
        "ValidationException",
        "ProvisionedThroughput must be specified for index: GameTitleIndex",
    );
    switch().global_secondary_index_updates(index.clone()).send().await?;
    assert_eq!(account.index("GameScores", "GameTitleIndex").await?, in_state("UPDATING", None));
    account.advance(20);
    let table = account.describe("GameScores").await?;
    let shown = table.global_secondary_indexes()[0].provisioned_throughput().ok_or("no throughput")?;
    assert_eq!((shown.read_capacity_units(), shown.write_capacity_units()), (Some(5), Some(5)));
    let same = update().global_secondary_index_updates(index).send().await;
    assert_refused(
        same,
        "ValidationException",
        "The provisioned throughput for the index GameTitleIndex will not change",
    );
    Ok(())
}

#[tokio::test]
async fn other_indexes_change_their_throughput_while_a_new_one_allocates() -> TestResult {
    let account = Account::in_memory().await?;
    account.active_game_scores().await?;
    account.add_index("GameScores", "email").await?;
    let limits = |name: &str| -> Result<_, Box<dyn std::error::Error>> {
        let limit = OnDemandThroughput::builder().max_read_request_units(5).build();
        let action = UpdateGlobalSecondaryIndexAction::builder().index_name(name);
        let action = action.on_demand_throughput(limit).build()?;
        let update = GlobalSecondaryIndexUpdate::builder().update(action).build();
        let table = account.db.update_table().table_name("GameScores");
        Ok(table.global_secondary_index_updates(update).send())
    };
    let own = limits("email")?.await;
    assert_refused(own, "ResourceInUseException", "Table is being updated");
    limits("GameTitleIndex")?.await?;
    assert_eq!(account.index("GameScores", "GameTitleIndex").await?, in_state("UPDATING", None));
    account.advance(10);
    limits("email")?.await?;
    account.advance(60);
    let table = account.describe("GameScores").await?;
    let shown = table.global_secondary_indexes().iter().filter_map(|it| it.on_demand_throughput());
    assert_eq!(shown.filter_map(|limits| limits.max_read_request_units()).collect::<Vec<_>>(), [5, 5]);
    Ok(())
}
