//! Exports and imports: the items of one table in another, by way of a bucket.

use std::collections::HashMap;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::{
    AttributeValue, ExportDescription, ExportStatus, ImportStatus, ImportTableDescription,
    InputCompressionType, InputFormat, KeySchemaElement, KeyType, PointInTimeRecoverySpecification,
    S3BucketSource, ScalarAttributeType, TableCreationParameters,
};

use crate::support::{Account, LONG, TestResult, definition};

type Fallible<T> = Result<T, Box<dyn std::error::Error>>;

const TABLE: &str = "GameScores";

fn item(user: &str, game: &str) -> HashMap<String, AttributeValue> {
    [("UserId", user), ("GameTitle", game)]
        .map(|(name, value)| (name.to_owned(), AttributeValue::S(value.to_owned())))
        .into()
}

async fn filled(account: &Account) -> TestResult {
    account.active_game_scores().await?;
    account.clock.advance(LONG);
    for (user, game) in [("ada", "Chess"), ("ada", "Go"), ("bob", "Chess")] {
        account.db.put_item().table_name(TABLE).set_item(Some(item(user, game))).send().await?;
    }
    let recovery =
        PointInTimeRecoverySpecification::builder().point_in_time_recovery_enabled(true).build()?;
    let backups = account.db.update_continuous_backups().table_name(TABLE);
    backups.point_in_time_recovery_specification(recovery).send().await?;
    Ok(())
}

async fn export(account: &Account, token: &str) -> Fallible<ExportDescription> {
    let arn = account.describe(TABLE).await?.table_arn.ok_or("no ARN")?;
    let export = account.db.export_table_to_point_in_time().table_arn(arn).client_token(token);
    let answer = export.s3_bucket("copies").s3_prefix("tables").send().await?;
    answer.export_description.ok_or_else(|| "no description".into())
}

fn data(export: &ExportDescription) -> Fallible<String> {
    let id = export.export_arn().and_then(|arn| arn.rsplit('/').next()).ok_or("no ARN")?;
    Ok(format!("tables/AWSDynamoDB/{id}/data/"))
}

/// A table of that key.
fn keyed(name: &str, key: &[&str]) -> Fallible<TableCreationParameters> {
    let mut table =
        TableCreationParameters::builder().table_name(name).billing_mode("PAY_PER_REQUEST".into());
    for (part, role) in key.iter().zip([KeyType::Hash, KeyType::Range]) {
        table = table
            .key_schema(KeySchemaElement::builder().attribute_name(*part).key_type(role).build()?)
            .attribute_definitions(definition(part, ScalarAttributeType::S));
    }
    Ok(table.build()?)
}

async fn import(db: &Client, prefix: &str, table: TableCreationParameters) -> Fallible<String> {
    let source = S3BucketSource::builder().s3_bucket("copies").s3_key_prefix(prefix).build()?;
    let import = db.import_table().s3_bucket_source(source).input_format(InputFormat::DynamodbJson);
    let import = import.input_compression_type(InputCompressionType::Gzip).table_creation_parameters(table);
    let answer = import.send().await?.import_table_description;
    answer.and_then(|it| it.import_arn).ok_or_else(|| "no description".into())
}

async fn imported(db: &Client, arn: &str) -> Fallible<ImportTableDescription> {
    let answer = db.describe_import().import_arn(arn).send().await?;
    answer.import_table_description.ok_or_else(|| "no description".into())
}

#[tokio::test]
async fn items_move_by_an_export_and_an_import_also_over_a_restart() -> TestResult {
    let folder = tempfile::tempdir()?;
    let account = Account::on_disk(folder.path()).await?;
    filled(&account).await?;
    let begun = export(&account, "one").await?;
    assert_eq!(begun.export_status(), Some(&ExportStatus::InProgress));
    assert_eq!(begun.item_count(), None);
    account.db.put_item().table_name(TABLE).set_item(Some(item("eve", "Go"))).send().await?;
    account.clock.advance(LONG);

    let account = account.reopen(folder.path()).await?;
    let listed = account.db.list_exports().send().await?;
    assert_eq!(listed.export_summaries().len(), 1);
    let arn = begun.export_arn().ok_or("no ARN")?;
    let ended = account.db.describe_export().export_arn(arn).send().await?;
    let ended = ended.export_description.ok_or("no description")?;
    assert_eq!((ended.export_status(), ended.item_count()), (Some(&ExportStatus::Completed), Some(3)));
    assert_eq!(ended.s3_prefix(), Some("tables"));

    let swapped = keyed("Players", &["GameTitle", "UserId"])?;
    let import = import(&account.db, &data(&ended)?, swapped).await?;
    assert_eq!(account.status("Players").await?, "CREATING");
    assert_eq!(imported(&account.db, &import).await?.import_status(), Some(&ImportStatus::InProgress));
    account.clock.advance(LONG);
    assert_eq!(account.status("Players").await?, "ACTIVE");
    let told = imported(&account.db, &import).await?;
    assert_eq!(told.import_status(), Some(&ImportStatus::Completed));
    assert_eq!((told.imported_item_count(), told.error_count()), (3, 0));
    let all = account.db.scan().table_name("Players").send().await?;
    assert_eq!(all.count(), 3, "what came after the export is not in it");
    Ok(())
}

#[tokio::test]
async fn an_export_that_is_asked_for_twice_is_one() -> TestResult {
    let account = Account::in_memory().await?;
    filled(&account).await?;
    let (first, again) = (export(&account, "one").await?, export(&account, "one").await?);
    assert_eq!(first.export_arn(), again.export_arn());
    let other = export(&account, "two").await?;
    assert_ne!(first.export_arn(), other.export_arn());
    let page = account.db.list_exports().max_results(1).send().await?;
    let rest = account.db.list_exports().set_next_token(page.next_token.clone()).send().await?;
    assert_eq!((page.export_summaries().len(), rest.export_summaries().len()), (1, 1));
    Ok(())
}

#[tokio::test]
async fn items_without_the_key_are_left_out_and_counted() -> TestResult {
    let account = Account::in_memory().await?;
    filled(&account).await?;
    let mut more = item("eve", "Go");
    more.insert("Played".to_owned(), AttributeValue::S("2026-01-01".to_owned()));
    account.db.put_item().table_name(TABLE).set_item(Some(more)).send().await?;
    let export = export(&account, "one").await?;
    let arn = import(&account.db, &data(&export)?, keyed("Played", &["UserId", "Played"])?).await?;
    account.clock.advance(LONG);
    let told = imported(&account.db, &arn).await?;
    assert_eq!(told.import_status(), Some(&ImportStatus::Completed));
    assert_eq!((told.processed_item_count(), told.imported_item_count(), told.error_count()), (4, 1, 3));
    assert!(told.cloud_watch_log_group_arn().is_some());
    Ok(())
}

#[tokio::test]
async fn an_import_of_nothing_fails_and_leaves_its_table() -> TestResult {
    let account = Account::in_memory().await?;
    let arn = import(&account.db, "nowhere/", keyed("Nothing", &["Id"])?).await?;
    account.clock.advance(LONG);
    let told = imported(&account.db, &arn).await?;
    assert_eq!(told.import_status(), Some(&ImportStatus::Failed));
    assert_eq!(told.failure_code(), Some("S3NoSuchBucket"));
    assert_eq!(account.status("Nothing").await?, "ACTIVE");
    Ok(())
}

#[tokio::test]
async fn another_region_of_the_account_reads_the_same_buckets() -> TestResult {
    let account = Account::in_memory().await?;
    filled(&account).await?;
    let export = export(&account, "one").await?;
    let there = account.at("eu-west-1");
    let arn = import(&there, &data(&export)?, keyed("Copy", &["UserId", "GameTitle"])?).await?;
    account.clock.advance(LONG);
    assert_eq!(imported(&there, &arn).await?.imported_item_count(), 3);
    let listed = there.list_imports().send().await?;
    assert_eq!(listed.import_summary_list().len(), 1);
    Ok(())
}
