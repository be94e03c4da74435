//! Failures on demand, as an unmodified client meets them.

use std::error::Error;
use std::time::Duration;

use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::types::{AttributeValue, SseSpecification, Tag};
use tablewright_sandbox::{Fault, FaultRule};

use crate::support::{Account, LONG, TestResult, assert_refused, on_demand};

async fn put(account: &Account, id: &str) -> Result<(), Box<dyn Error>> {
    let put = account.db.put_item().table_name("Orders").item("id", AttributeValue::S(id.to_owned()));
    put.send().await.map(|_| ()).map_err(Into::into)
}

async fn count(account: &Account) -> Result<i32, Box<dyn Error>> {
    Ok(account.db.scan().table_name("Orders").send().await?.count())
}

/// Whether a call failed without an answer.
fn unanswered<T, E, R>(result: &Result<T, SdkError<E, R>>) -> bool
where
    E: ProvideErrorMetadata,
{
    matches!(result, Err(SdkError::DispatchFailure(_)))
}

#[tokio::test]
async fn throttled_calls_have_the_code_of_their_kind_and_no_effect() -> TestResult {
    let account = Account::in_memory().await?;
    account.active_table("Orders").await?;
    account.faults.add(FaultRule::new(Fault::Throttled).on_changes());
    let item = account.db.put_item().table_name("Orders").item("id", AttributeValue::S("a".into()));
    assert_refused(item.send().await, "ProvisionedThroughputExceededException", "throughput");
    assert_refused(on_demand(&account.db, "Other").send().await, "ThrottlingException", "Rate exceeded");
    assert_eq!(account.db.list_tables().send().await?.table_names(), ["Orders"]);
    account.faults.clear();
    assert_eq!(count(&account).await?, 0);
    on_demand(&account.db, "Other").send().await?;
    Ok(())
}

#[tokio::test]
async fn a_server_error_may_come_before_or_after_the_effect() -> TestResult {
    let account = Account::in_memory().await?;
    account.active_table("Orders").await?;
    for (done, expected) in [(false, 0), (true, 1)] {
        account.faults.add(FaultRule::new(Fault::ServerError { done }).on("PutItem"));
        let item = account.db.put_item().table_name("Orders").item("id", AttributeValue::S("a".into()));
        let failed = item.send().await;
        let status = failed.as_ref().err().and_then(|error| error.raw_response()).map(|raw| raw.status());
        assert_eq!(status.map(|status| status.as_u16()), Some(500));
        assert_refused(failed, "InternalServerError", "has failed");
        account.faults.clear();
        assert_eq!(count(&account).await?, expected);
    }
    Ok(())
}

#[tokio::test]
async fn a_lost_answer_leaves_the_effect_and_a_lost_request_does_not() -> TestResult {
    let account = Account::in_memory().await?;
    account.faults.add(FaultRule::new(Fault::Drop { done: false }).on("CreateTable").nth(1));
    account.faults.add(FaultRule::new(Fault::Drop { done: true }).on("CreateTable").nth(2));
    assert!(unanswered(&on_demand(&account.db, "Orders").send().await));
    assert!(account.db.list_tables().send().await?.table_names().is_empty());
    assert!(unanswered(&on_demand(&account.db, "Orders").send().await));
    assert_eq!(account.status("Orders").await?, "CREATING");
    let third = on_demand(&account.db, "Orders").send().await;
    assert_refused(third, "ResourceInUseException", "Table already exists");
    Ok(())
}

#[tokio::test]
async fn after_a_cut_no_call_gets_through_until_the_rules_are_cleared() -> TestResult {
    let account = Account::in_memory().await?;
    account.faults.record();
    account.faults.add(FaultRule::new(Fault::Cut { done: true }).on_changes().nth(1));
    assert!(account.db.list_tables().send().await?.table_names().is_empty());
    assert!(unanswered(&on_demand(&account.db, "Orders").send().await));
    assert!(unanswered(&account.db.list_tables().send().await));
    account.faults.clear();
    assert_eq!(account.db.list_tables().send().await?.table_names(), ["Orders"]);
    let calls: Vec<_> = account.faults.recorded().into_iter().map(|it| (it.operation, it.fault)).collect();
    let list = |fault| ("ListTables".to_owned(), fault);
    let created = ("CreateTable".to_owned(), Some(Fault::Cut { done: true }));
    assert_eq!(calls, [list(None), created, list(Some(Fault::Drop { done: false })), list(None)]);
    Ok(())
}

#[tokio::test]
async fn a_call_that_hangs_ends_with_the_sandbox() -> TestResult {
    let account = Account::in_memory().await?;
    account.active_table("Orders").await?;
    account.faults.add(FaultRule::new(Fault::Hang { done: true }).on("PutItem"));
    let db = account.db.clone();
    let item = db.put_item().table_name("Orders").item("id", AttributeValue::S("a".into()));
    let hanging = tokio::spawn(item.send());
    // A call is recorded when it comes and has its effect a moment later: the runner's limit bounds the wait.
    while count(&account).await? == 0 {
        tokio::task::yield_now().await;
    }
    assert!(!hanging.is_finished());
    account.running.stop().await?;
    assert!(unanswered(&hanging.await?));
    Ok(())
}

#[tokio::test]
async fn a_fifth_of_all_calls_fails_and_a_client_that_tries_again_gets_there() -> TestResult {
    let account = Account::in_memory().await?;
    account.active_table("Orders").await?;
    account.faults.seed(42);
    for fault in [Fault::Throttled, Fault::ServerError { done: true }, Fault::Drop { done: true }] {
        account.faults.add(FaultRule::new(fault).with_chance(0.07));
    }
    let mut failed = 0;
    for number in 0..100 {
        while put(&account, &number.to_string()).await.is_err() {
            failed += 1;
        }
    }
    account.faults.clear();
    assert_eq!(count(&account).await?, 100);
    assert!((10..40).contains(&failed), "{failed} of {} calls failed", 100 + failed);
    Ok(())
}

#[tokio::test]
async fn descriptions_lag_behind_changes_while_told_to() -> TestResult {
    let account = Account::in_memory().await?;
    account.faults.lag(Duration::from_secs(3));
    on_demand(&account.db, "Orders").send().await?;
    let describe = || account.db.describe_table().table_name("Orders").send();
    assert_refused(describe().await, "ResourceNotFoundException", "Table: Orders not found");
    assert!(account.db.list_tables().send().await?.table_names().is_empty());
    account.advance(3);
    assert_eq!(account.status("Orders").await?, "CREATING");
    account.clock.advance(LONG);
    let wanted = SseSpecification::builder().enabled(true).build();
    account.db.update_table().table_name("Orders").sse_specification(wanted).send().await?;
    assert_eq!(account.status("Orders").await?, "ACTIVE", "as it was before the change");
    let arn = "arn:aws:dynamodb:eu-central-1:123456789012:table/Orders";
    let tag = Tag::builder().key("team").value("a").build()?;
    account.db.tag_resource().resource_arn(arn).tags(tag).send().await?;
    let tags = || account.db.list_tags_of_resource().resource_arn(arn).send();
    assert!(tags().await?.tags().is_empty());
    account.advance(3);
    assert_eq!(tags().await?.tags().len(), 1);
    assert_eq!(account.status("Orders").await?, "UPDATING");
    Ok(())
}
