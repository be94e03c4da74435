//! Backups on demand: they come to be, are told apart, and stay when their table goes.

use aws_sdk_dynamodb::types::BackupStatus;

use crate::support::{Account, LONG, TestResult, assert_refused};

#[tokio::test]
async fn a_backup_becomes_available_and_outlives_its_table_and_a_restart() -> TestResult {
    let folder = tempfile::tempdir()?;
    let account = Account::on_disk(folder.path()).await?;
    account.active_game_scores().await?;
    account.clock.advance(LONG);
    let made = account.db.create_backup().table_name("GameScores").backup_name("before").send().await?;
    let details = made.backup_details().ok_or("no details")?;
    assert_eq!(details.backup_status(), &BackupStatus::Creating);
    let arn = details.backup_arn().to_owned();
    assert!(arn.contains(":table/GameScores/backup/"), "{arn}");
    account.clock.advance(LONG);
    account.db.delete_table().table_name("GameScores").send().await?;
    account.clock.advance(LONG);

    let account = account.reopen(folder.path()).await?;
    let shown = account.db.describe_backup().backup_arn(&arn).send().await?;
    let shown = shown.backup_description().ok_or("no description")?;
    assert_eq!(shown.backup_details().map(|it| it.backup_status()), Some(&BackupStatus::Available));
    assert_eq!(shown.source_table_details().map(|it| it.table_name()), Some("GameScores"));
    Ok(())
}

#[tokio::test]
async fn backups_are_listed_by_table_and_page_by_page() -> TestResult {
    let account = Account::in_memory().await?;
    account.active_game_scores().await?;
    account.clock.advance(LONG);
    for name in ["first", "second", "third"] {
        account.db.create_backup().table_name("GameScores").backup_name(name).send().await?;
    }
    let (mut names, mut from) = (Vec::new(), None);
    loop {
        let list = account.db.list_backups().table_name("GameScores").limit(2);
        let page = list.set_exclusive_start_backup_arn(from).send().await?;
        names.extend(page.backup_summaries().iter().filter_map(|one| one.backup_name.clone()));
        from = page.last_evaluated_backup_arn;
        if from.is_none() {
            break;
        }
    }
    assert_eq!(names, ["first", "second", "third"]);
    let none = account.db.list_backups().table_name("Others").send().await?;
    assert_eq!(none.backup_summaries().len(), 0);
    Ok(())
}

#[tokio::test]
async fn what_is_not_there_is_not_backed_up() -> TestResult {
    let account = Account::in_memory().await?;
    account.active_game_scores().await?;
    account.clock.advance(LONG);
    let backup =
        |table: &str, name: &str| account.db.create_backup().table_name(table).backup_name(name).send();
    assert_refused(backup("Missing", "name").await, "TableNotFoundException", "Missing");
    assert_refused(backup("GameScores", "a b").await, "ValidationException", "BackupName");
    let arn = "arn:aws:dynamodb:us-east-1:123456789012:table/GameScores/backup/01489602797149-73d8d5bc";
    let shown = account.db.describe_backup().backup_arn(arn).send().await;
    assert_refused(shown, "BackupNotFoundException", "01489602797149");
    Ok(())
}

#[tokio::test]
async fn a_table_with_a_backup_in_the_making_is_not_deleted() -> TestResult {
    let account = Account::in_memory().await?;
    account.active_game_scores().await?;
    account.clock.advance(LONG);
    account.db.create_backup().table_name("GameScores").backup_name("last").send().await?;
    let delete = || account.db.delete_table().table_name("GameScores").send();
    assert_refused(delete().await, "ResourceInUseException", "backup in progress");
    account.clock.advance(LONG);
    delete().await?;
    Ok(())
}
