//! What survives the end of a sandbox.

use std::fs;

use aws_sdk_dynamodb::types::{AttributeValue, SseSpecification};
use tablewright_sandbox::{Sandbox, SandboxError, SandboxOptions};

use crate::support::{Account, LONG, TestResult, delete_index, game_scores, in_state, on_demand};

#[tokio::test]
async fn tables_items_streams_and_settings_survive() -> TestResult {
    let folder = tempfile::tempdir()?;
    let account = Account::on_disk(folder.path()).await?;
    let sse = SseSpecification::builder().enabled(true).build();
    game_scores(&account.db)?.sse_specification(sse).deletion_protection_enabled(true).send().await?;
    account.clock.advance(LONG);
    let put = account.db.put_item().table_name("GameScores").item("UserId", AttributeValue::S("u1".into()));
    put.item("GameTitle", AttributeValue::S("Chess".into())).send().await?;
    let before = account.describe("GameScores").await?;
    let account = account.reopen(folder.path()).await?;
    assert_eq!(account.describe("GameScores").await?, before);
    assert_eq!(account.db.scan().table_name("GameScores").send().await?.count(), 1);
    Ok(())
}

#[tokio::test]
async fn states_go_on_where_they_were() -> TestResult {
    let folder = tempfile::tempdir()?;
    let account = Account::on_disk(folder.path()).await?;
    account.active_game_scores().await?;
    account.active_table("Leaving").await?;
    account.add_index("GameScores", "email").await?;
    on_demand(&account.db, "Coming").send().await?;
    account.db.delete_table().table_name("Leaving").send().await?;
    account.advance(5);
    let account = account.reopen(folder.path()).await?;
    assert_eq!(account.status("Coming").await?, "CREATING");
    assert_eq!(account.status("Leaving").await?, "DELETING");
    assert_eq!(account.status("GameScores").await?, "UPDATING");
    account.advance(5);
    let account = account.reopen(folder.path()).await?;
    assert_eq!(account.status("Coming").await?, "ACTIVE");
    assert_eq!(account.db.list_tables().send().await?.table_names(), ["Coming", "GameScores"]);
    assert_eq!(account.index("GameScores", "email").await?, in_state("CREATING", Some(true)));
    account.advance(15);
    let update = account.db.update_table().table_name("GameScores");
    update.global_secondary_index_updates(delete_index("email")?).send().await?;
    let account = account.reopen(folder.path()).await?;
    assert_eq!(account.index("GameScores", "email").await?, in_state("DELETING", None));
    Ok(())
}

#[tokio::test]
async fn a_lost_state_file_costs_the_states_and_not_the_tables() -> TestResult {
    let folder = tempfile::tempdir()?;
    let account = Account::on_disk(folder.path()).await?;
    game_scores(&account.db)?.send().await?;
    let clock = account.clock.clone();
    account.running.stop().await?;
    fs::remove_file(folder.path().join("123456789012/eu-central-1/state.json"))?;
    let account = Account::open(Some(folder.path()), clock, 1.0).await?;
    let table = account.describe("GameScores").await?;
    assert_eq!(table.table_status().map(|status| status.as_str()), Some("ACTIVE"));
    assert!(table.latest_stream_arn().is_some());
    assert!(table.billing_mode_summary().is_some());
    Ok(())
}

#[tokio::test]
async fn an_interrupted_creation_is_undone_at_the_next_start() -> TestResult {
    let folder = tempfile::tempdir()?;
    let account = Account::on_disk(folder.path()).await?;
    on_demand(&account.db, "Orders").deletion_protection_enabled(true).send().await?;
    let clock = account.clock.clone();
    account.running.stop().await?;
    // As if it had been killed after the table was made and before the answer.
    let intent = r#"{"format":1,"intent":{"table":"Orders"}}"#;
    fs::write(folder.path().join("123456789012/eu-central-1/state.json"), intent)?;
    let account = Account::open(Some(folder.path()), clock, 1.0).await?;
    assert!(account.db.list_tables().send().await?.table_names().is_empty());
    Ok(())
}

#[tokio::test]
async fn one_folder_has_one_sandbox() -> TestResult {
    let folder = tempfile::tempdir()?;
    let account = Account::on_disk(folder.path()).await?;
    let options = || SandboxOptions { data: Some(folder.path().to_owned()), ..SandboxOptions::default() };
    assert!(matches!(Sandbox::open(options()), Err(SandboxError::Locked { .. })));
    account.running.stop().await?;
    Sandbox::open(options())?;
    Ok(())
}

#[test]
fn a_damaged_or_newer_state_file_is_named_and_kept() -> TestResult {
    let folder = tempfile::tempdir()?;
    let data = folder.path().join("000000000000/us-east-1");
    fs::create_dir_all(&data)?;
    for content in ["{", r#"{"format":99}"#] {
        fs::write(data.join("state.json"), content)?;
        let options = SandboxOptions { data: Some(folder.path().to_owned()), ..SandboxOptions::default() };
        let error = Sandbox::open(options).err().ok_or("it opened")?;
        assert!(error.to_string().contains("state.json"), "{error}");
        assert_eq!(fs::read_to_string(data.join("state.json"))?, content);
    }
    Ok(())
}
