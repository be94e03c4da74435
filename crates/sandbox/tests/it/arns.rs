//! Tables named by ARN, and the region that a request is signed for.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::{AttributeValue, PutRequest, WriteRequest};

use crate::support::{Account, TestResult, assert_refused, client};

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
    let stranger = client(account.running.endpoint(), "us-west-2");
    let listed = stranger.list_tables().send().await;
    assert_refused(listed, "InvalidSignatureException", "This sandbox is eu-central-1");
    Ok(())
}
