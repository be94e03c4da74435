//! Vector indexes: the same states and limits as other indexes.

use std::error::Error;

use aws_sdk_dynamodb::operation::update_table::builders::UpdateTableFluentBuilder;
use aws_sdk_dynamodb::types::{
    BillingMode, CreateVectorIndexAction, DeleteVectorIndexAction, ProvisionedThroughput,
    ScalarAttributeType, VectorAttributeDefinition, VectorDistanceFunction, VectorIndexUpdate,
};

use crate::support::{
    Account, Index, LONG, TestResult, assert_refused, create_index, definition, everything, in_state,
};

fn add(account: &Account, name: &str) -> Result<UpdateTableFluentBuilder, Box<dyn Error>> {
    let attribute = VectorAttributeDefinition::builder().attribute_name("embedding").build()?;
    let create = CreateVectorIndexAction::builder()
        .index_name(name)
        .vector_attribute(attribute)
        .dimensions(2)
        .distance_function(VectorDistanceFunction::Cosine)
        .projection(everything())
        .build()?;
    let update = VectorIndexUpdate::builder().create(create).build();
    Ok(account.db.update_table().table_name("Docs").vector_index_updates(update))
}

fn remove(account: &Account, name: &str) -> Result<UpdateTableFluentBuilder, Box<dyn Error>> {
    let delete = DeleteVectorIndexAction::builder().index_name(name).build()?;
    let update = VectorIndexUpdate::builder().delete(delete).build();
    Ok(account.db.update_table().table_name("Docs").vector_index_updates(update))
}

async fn index(account: &Account, name: &str) -> Result<Index, Box<dyn Error>> {
    let table = account.describe("Docs").await?;
    let index = table.vector_indexes().iter().find(|index| index.index_name() == Some(name));
    Ok(index.map(|index| {
        let status = index.index_status().map(|status| status.as_str().to_owned());
        (status.unwrap_or_default(), index.backfilling())
    }))
}

#[tokio::test]
async fn a_vector_index_allocates_backfills_serves_and_goes() -> TestResult {
    let folder = tempfile::tempdir()?;
    let account = Account::on_disk(folder.path()).await?;
    account.active_table("Docs").await?;
    add(&account, "ByMeaning")?.send().await?;
    assert_eq!(index(&account, "ByMeaning").await?, in_state("CREATING", Some(false)));
    assert_eq!(account.status("Docs").await?, "UPDATING");
    account.advance(10);
    let account = account.reopen(folder.path()).await?;
    assert_eq!(index(&account, "ByMeaning").await?, in_state("CREATING", Some(true)));
    let search = || {
        use aws_sdk_dynamodb::types::AttributeValue;
        let vector = ["1", "0"].map(|number| AttributeValue::N(number.to_owned()));
        let search = account.db.search_vectors().table_name("Docs").index_name("ByMeaning");
        search.set_search_vector(Some(vector.to_vec())).top_k(1).send()
    };
    assert_refused(
        search().await,
        "ValidationException",
        "Cannot search backfilling vector index: ByMeaning",
    );
    let second = add(&account, "Second")?.send().await;
    assert_refused(second, "LimitExceededException", "Only 1 online index");
    let global = account.db.update_table().table_name("Docs");
    let global = global.attribute_definitions(definition("email", ScalarAttributeType::S));
    let global = global.global_secondary_index_updates(create_index("email")?).send().await;
    assert_refused(global, "LimitExceededException", "Only 1 online index");
    account.advance(60);
    assert_eq!(index(&account, "ByMeaning").await?, in_state("ACTIVE", None));
    search().await?;
    let units = ProvisionedThroughput::builder().read_capacity_units(1).write_capacity_units(1).build()?;
    let switch = account.db.update_table().table_name("Docs").billing_mode(BillingMode::Provisioned);
    let switch = switch.provisioned_throughput(units).send().await;
    assert_refused(switch, "ValidationException", "must be in PAY_PER_REQUEST mode");
    remove(&account, "ByMeaning")?.send().await?;
    assert_eq!(index(&account, "ByMeaning").await?, in_state("DELETING", None));
    account.clock.advance(LONG);
    assert_eq!(index(&account, "ByMeaning").await?, None);
    Ok(())
}

#[tokio::test]
async fn a_vector_index_is_searched_and_followed_by_another_as_soon_as_it_is_active() -> TestResult {
    let account = Account::open(None, tablewright_sandbox::ManualClock::new(1_800_000_000_000), 0.0).await?;
    account.active_table("Docs").await?;
    for name in ["First", "Second"] {
        add(&account, name)?.send().await?;
        assert_eq!(index(&account, name).await?, in_state("ACTIVE", None));
    }
    remove(&account, "First")?.send().await?;
    account.db.delete_table().table_name("Docs").send().await?;
    Ok(())
}
