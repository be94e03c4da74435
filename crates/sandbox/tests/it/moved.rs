//! The code in the place of an update that would change a key: its item is elsewhere afterwards, or nothing happens.

use std::fs;

use serde_json::{Value as Json, json};
use tablewright_access::preview::Preview;
use tablewright_model::{Design, from_json};
use tablewright_sandbox::ManualClock;
use tablewright_testkit::golden;

use crate::designs::{called, prepare};
use crate::support::{Account, TestResult};
use crate::wire::Wire;

#[expect(unreachable_pub, reason = "the snippet is as people get it")]
mod renumber {
    include!("../../../../fixtures/code/moved/renumber.rs");
}

#[expect(unreachable_pub, reason = "the snippet is as people get it")]
mod shift {
    include!("../../../../fixtures/code/moved/shift.rs");
}

fn design() -> Result<Design, Box<dyn std::error::Error>> {
    Ok(from_json(&fs::read_to_string(golden::path("code/moved/design.json"))?)?)
}

/// What a table holds.
async fn held(wire: &mut Wire, table: &str) -> Result<Vec<Json>, Box<dyn std::error::Error>> {
    let answer = called(wire, "Scan", &json!({"TableName": table, "ConsistentRead": true})).await?;
    Ok(answer["Items"].as_array().cloned().unwrap_or_default())
}

#[tokio::test]
async fn an_item_whose_key_is_made_of_what_changes_is_deleted_and_put_anew() -> TestResult {
    let design = design()?;
    let account = Account::open(None, ManualClock::new(1_800_000_000_000), 0.0).await?;
    let mut wire = Wire::open(account.running.address()).await?;
    prepare(&mut wire, &design, &Preview::of(&design)).await?;
    let before = held(&mut wire, "Shop").await?;
    renumber::give_an_order_another_number(&account.db).await?;
    let after = held(&mut wire, "Shop").await?;
    let new: Vec<_> = after.iter().filter(|item| !before.contains(item)).collect();
    let text = |text: &str| json!({"S": text});
    let expected = json!({
        "pk": text("USER#u1"), "sk": text("ORDER#o1-2"), "user_id": text("u1"), "order_id": text("o1-2"),
        "gsi1pk": text("USER#u1#open"), "gsi1sk": text("2026-01-11#o1-2"), "date": text("2026-01-11"),
        "status": text("open"), "total": {"N": "2"}
    });
    assert_eq!((new, after.len()), (vec![&expected], before.len()));
    // Now there is nothing to delete, so nothing is put.
    let again = format!("{:?}", renumber::give_an_order_another_number(&account.db).await);
    assert!(again.contains("ConditionalCheckFailed"), "{again}");
    assert_eq!(held(&mut wire, "Shop").await?, after);
    account.running.stop().await?;
    Ok(())
}

#[tokio::test]
async fn an_item_is_not_put_over_another_one() -> TestResult {
    let design = design()?;
    let account = Account::open(None, ManualClock::new(1_800_000_000_000), 0.0).await?;
    let mut wire = Wire::open(account.running.address()).await?;
    prepare(&mut wire, &design, &Preview::of(&design)).await?;
    let there = json!({"sensor": {"S": "s0"}, "at": {"N": "2"}, "value": {"N": "77"}});
    called(&mut wire, "PutItem", &json!({"TableName": "Readings", "Item": there})).await?;
    let before = held(&mut wire, "Readings").await?;
    let refused = format!("{:?}", shift::correct_the_time_of_a_reading(&account.db).await);
    assert!(refused.contains("ConditionalCheckFailed"), "{refused}");
    assert_eq!(held(&mut wire, "Readings").await?, before);
    let key = json!({"sensor": {"S": "s0"}, "at": {"N": "2"}});
    called(&mut wire, "DeleteItem", &json!({"TableName": "Readings", "Key": key})).await?;
    shift::correct_the_time_of_a_reading(&account.db).await?;
    let after = held(&mut wire, "Readings").await?;
    let moved = json!({"sensor": {"S": "s0"}, "at": {"N": "2"}, "value": {"N": "0"}});
    assert!(after.contains(&moved) && after.len() == 2, "{after:?}");
    account.running.stop().await?;
    Ok(())
}
