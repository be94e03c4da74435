//! Tables named by ARN, and the region that a request is signed for.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::{AttributeValue, PutRequest, WriteRequest};

use crate::support::{Account, LONG, REGION, TestResult, assert_refused, client, client_of, on_demand};

const ARN: &str = "arn:aws:dynamodb:eu-central-1:123456789012:table/GameScores";

#[tokio::test]
async fn every_arn_names_region_and_account() -> TestResult {
    let account = Account::in_memory().await?;
    account.active_game_scores().await?;
    let table = account.describe(ARN).await?;
    assert_eq!(table.table_arn(), Some(ARN));
    let index = table.global_secondary_indexes()[0].index_arn();
    assert_eq!(index, Some(format!("{ARN}/index/GameTitleIndex").as_str()));
    let raw = format!("{table:?}");
    assert!(!raw.contains("dynoxide") && !raw.contains("000000000000"), "{raw}");
    Ok(())
}

#[tokio::test]
async fn a_table_can_be_named_by_its_arn() -> TestResult {
    let account = Account::in_memory().await?;
    account.active_game_scores().await?;
    let text = |value: &str| AttributeValue::S(value.to_owned());
    let item = HashMap::from([("UserId".to_owned(), text("u1")), ("GameTitle".to_owned(), text("Chess"))]);
    let put = PutRequest::builder().set_item(Some(item)).build()?;
    let write = WriteRequest::builder().put_request(put).build();
    account.db.batch_write_item().request_items(ARN, vec![write]).send().await?;
    let keys = HashMap::from([("UserId".to_owned(), text("u1")), ("GameTitle".to_owned(), text("Chess"))]);
    let keys = aws_sdk_dynamodb::types::KeysAndAttributes::builder().keys(keys).build()?;
    let read = account.db.batch_get_item().request_items(ARN, keys).send().await?;
    assert_eq!(read.responses().map(|tables| tables[ARN].len()), Some(1));
    assert_eq!(account.db.scan().table_name(ARN).send().await?.count(), 1);
    account.db.delete_table().table_name(ARN).send().await?;
    Ok(())
}

#[tokio::test]
async fn another_account_and_another_region_are_not_here() -> TestResult {
    let account = Account::in_memory().await?;
    account.active_game_scores().await?;
    for elsewhere in [ARN.replace("123456789012", "999999999999"), ARN.replace("central", "west")] {
        let scan = account.db.scan().table_name(&elsewhere).send().await;
        assert_refused(scan, "AccessDeniedException", &elsewhere);
    }
    let stranger = client(account.running.endpoint(), "eu-nowhere-9");
    let listed = stranger.list_tables().send().await;
    assert_refused(listed, "InvalidSignatureException", "the request is signed for 'eu-nowhere-9'");
    Ok(())
}

#[tokio::test]
async fn regions_and_accounts_share_nothing() -> TestResult {
    let folder = tempfile::tempdir()?;
    let account = Account::on_disk(folder.path()).await?;
    account.active_table("Orders").await?;
    let west = account.at("us-west-2");
    assert!(west.list_tables().send().await?.table_names().is_empty());
    let created = on_demand(&west, "Orders").send().await?.table_description.ok_or("no table")?;
    assert_eq!(created.table_arn(), Some("arn:aws:dynamodb:us-west-2:123456789012:table/Orders"));
    // A key of twelve digits is an account.
    let other = client_of(account.running.endpoint(), REGION, "999999999999");
    assert!(other.list_tables().send().await?.table_names().is_empty());
    on_demand(&other, "Theirs").send().await?;
    account.clock.advance(LONG);
    let account = account.reopen(folder.path()).await?;
    assert_eq!(account.db.list_tables().send().await?.table_names(), ["Orders"]);
    assert_eq!(account.at("us-west-2").list_tables().send().await?.table_names(), ["Orders"]);
    let other = client_of(account.running.endpoint(), REGION, "999999999999");
    assert_eq!(other.list_tables().send().await?.table_names(), ["Theirs"]);
    Ok(())
}
