//! The same states at other speeds.

use tablewright_sandbox::{ManualClock, Sandbox, SandboxError, SandboxOptions};

use crate::support::{Account, TestResult, game_scores, in_state, on_demand};

#[tokio::test]
async fn at_scale_nought_everything_is_immediate_and_answers_still_name_the_state() -> TestResult {
    let account = Account::open(None, ManualClock::new(1_800_000_000_000), 0.0).await?;
    let created = game_scores(&account.db)?.send().await?;
    let status = created.table_description.and_then(|table| table.table_status);
    assert_eq!(status.map(|status| status.as_str().to_owned()).as_deref(), Some("CREATING"));
    assert_eq!(account.status("GameScores").await?, "ACTIVE");
    account.add_index("GameScores", "email").await?;
    assert_eq!(account.index("GameScores", "email").await?, in_state("ACTIVE", None));
    let deleted = account.db.delete_table().table_name("GameScores").send().await?;
    let status = deleted.table_description.and_then(|table| table.table_status);
    assert_eq!(status.map(|status| status.as_str().to_owned()).as_deref(), Some("DELETING"));
    assert!(account.db.list_tables().send().await?.table_names().is_empty());
    Ok(())
}

#[tokio::test]
async fn a_twentieth_of_the_time() -> TestResult {
    let account = Account::open(None, ManualClock::new(1_800_000_000_000), 0.05).await?;
    on_demand(&account.db, "Orders").send().await?;
    account.clock.advance(std::time::Duration::from_millis(399));
    assert_eq!(account.status("Orders").await?, "CREATING");
    account.clock.advance(std::time::Duration::from_millis(1));
    assert_eq!(account.status("Orders").await?, "ACTIVE");
    Ok(())
}

#[test]
fn options_that_make_no_sense_are_named() {
    let wrong = [
        SandboxOptions { region: "Frankfurt".into(), ..SandboxOptions::default() },
        SandboxOptions { account: "1234".into(), ..SandboxOptions::default() },
        SandboxOptions { time_scale: -1.0, ..SandboxOptions::default() },
        SandboxOptions { time_scale: f64::NAN, ..SandboxOptions::default() },
    ];
    for options in wrong {
        assert!(matches!(Sandbox::open(options), Err(SandboxError::Option { .. })));
    }
}
