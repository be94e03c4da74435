//! Indexes in every shape that a table may have at its creation, and the limits that they share.

use aws_sdk_dynamodb::types::{
    AttributeValue, CreateGlobalSecondaryIndexAction, GlobalSecondaryIndex, GlobalSecondaryIndexUpdate,
    KeyType, LocalSecondaryIndex, Projection, ProjectionType, ScalarAttributeType,
};

use crate::support::{Account, LONG, TestResult, assert_refused, definition, everything, key, on_demand};

const ARN: &str = "arn:aws:dynamodb:eu-central-1:123456789012:table/Matches";

/// A projection of `count` names that begin with `prefix`.
fn names(prefix: &str, count: usize) -> Projection {
    let names = (0..count).map(|number| format!("{prefix}{number}")).collect();
    Projection::builder().projection_type(ProjectionType::Include).set_non_key_attributes(Some(names)).build()
}

#[tokio::test]
async fn local_indexes_and_keys_of_several_attributes_are_made_and_described() -> TestResult {
    let folder = tempfile::tempdir()?;
    let account = Account::on_disk(folder.path()).await?;
    let local = LocalSecondaryIndex::builder()
        .index_name("ByRound")
        .key_schema(key("id", KeyType::Hash))
        .key_schema(key("round", KeyType::Range))
        .projection(everything())
        .build()?;
    let several = GlobalSecondaryIndex::builder()
        .index_name("ByPlace")
        .key_schema(key("country", KeyType::Hash))
        .key_schema(key("city", KeyType::Hash))
        .key_schema(key("round", KeyType::Range))
        .key_schema(key("court", KeyType::Range))
        .projection(everything())
        .build()?;
    let mut create = on_demand(&account.db, "Matches").key_schema(key("played", KeyType::Range));
    for name in ["played", "round", "country", "city", "court"] {
        create = create.attribute_definitions(definition(name, ScalarAttributeType::S));
    }
    create.local_secondary_indexes(local).global_secondary_indexes(several).send().await?;
    account.clock.advance(LONG);

    let account = account.reopen(folder.path()).await?;
    let table = account.describe("Matches").await?;
    let local = &table.local_secondary_indexes()[0];
    assert_eq!(local.index_arn(), Some(format!("{ARN}/index/ByRound").as_str()));
    let several = &table.global_secondary_indexes()[0];
    let shown: Vec<_> =
        several.key_schema().iter().map(|key| (key.attribute_name(), key.key_type().as_str())).collect();
    assert_eq!(shown, [("country", "HASH"), ("city", "HASH"), ("round", "RANGE"), ("court", "RANGE")]);

    let mut put = account.db.put_item().table_name("Matches");
    for name in ["id", "played", "round", "country", "city", "court"] {
        put = put.item(name, AttributeValue::S(name.to_owned()));
    }
    put.send().await?;
    let query = account.db.query().table_name("Matches").index_name("ByPlace");
    let query = query.key_condition_expression("country = :a AND city = :b AND round = :c");
    let query = query.expression_attribute_values(":a", AttributeValue::S("country".into()));
    let query = query.expression_attribute_values(":b", AttributeValue::S("city".into()));
    let query = query.expression_attribute_values(":c", AttributeValue::S("round".into()));
    assert_eq!(query.send().await?.count(), 1);
    Ok(())
}

#[tokio::test]
async fn all_indexes_together_project_a_hundred_names() -> TestResult {
    let account = Account::in_memory().await?;
    let mut create = on_demand(&account.db, "Matches");
    for number in 0..5 {
        let name = format!("key{number}");
        let index = GlobalSecondaryIndex::builder().index_name(&name).key_schema(key(&name, KeyType::Hash));
        // The same name in two indexes counts twice.
        let index = index.projection(names("a", 20)).build()?;
        create = create.attribute_definitions(definition(&name, ScalarAttributeType::S));
        create = create.global_secondary_indexes(index);
    }
    let more = GlobalSecondaryIndex::builder().index_name("more").key_schema(key("id", KeyType::Hash));
    let more = create.clone().global_secondary_indexes(more.projection(names("b", 1)).build()?);
    assert_refused(more.send().await, "ValidationException", "exceeds the per-table limit of 100: 101");
    create.send().await?;
    account.clock.advance(LONG);
    let add = |projection: Projection| -> Result<_, Box<dyn std::error::Error>> {
        let create = CreateGlobalSecondaryIndexAction::builder().index_name("more");
        let create = create.key_schema(key("id", KeyType::Hash)).projection(projection).build()?;
        let update = account.db.update_table().table_name("Matches");
        let update = update.attribute_definitions(definition("id", ScalarAttributeType::S));
        let action = GlobalSecondaryIndexUpdate::builder().create(create).build();
        Ok(update.global_secondary_index_updates(action).send())
    };
    assert_refused(add(names("b", 1))?.await, "ValidationException", "per-table limit of 100: 101");
    add(everything())?.await?;
    Ok(())
}
