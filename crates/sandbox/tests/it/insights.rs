//! Contributor Insights of tables and indexes.

use std::error::Error;

use aws_sdk_dynamodb::types::{ContributorInsightsAction, ContributorInsightsMode};

use crate::support::{Account, LONG, TestResult, assert_refused};

async fn status(account: &Account, index: Option<&str>) -> Result<String, Box<dyn Error>> {
    let request = account.db.describe_contributor_insights().table_name("GameScores");
    let shown = request.set_index_name(index.map(str::to_owned)).send().await?;
    Ok(shown.contributor_insights_status().map(|status| status.as_str().to_owned()).unwrap_or_default())
}

#[tokio::test]
async fn a_table_and_its_index_are_switched_apart_and_settle() -> TestResult {
    let folder = tempfile::tempdir()?;
    let account = Account::on_disk(folder.path()).await?;
    account.active_game_scores().await?;
    let index = Some("GameTitleIndex");
    assert_eq!(status(&account, None).await?, "DISABLED");
    let switch = |index: Option<&str>, action: ContributorInsightsAction| {
        let update = account.db.update_contributor_insights().table_name("GameScores");
        update.set_index_name(index.map(str::to_owned)).contributor_insights_action(action)
    };
    let on = switch(index, ContributorInsightsAction::Enable);
    let answer = on.contributor_insights_mode(ContributorInsightsMode::ThrottledKeys).send().await?;
    assert_eq!(answer.contributor_insights_status().map(|it| it.as_str()), Some("ENABLING"));
    assert_eq!(status(&account, index).await?, "ENABLING");
    assert_eq!(status(&account, None).await?, "DISABLED");
    account.clock.advance(LONG);
    assert_eq!(status(&account, index).await?, "ENABLED");
    switch(None, ContributorInsightsAction::Enable).send().await?;
    switch(index, ContributorInsightsAction::Disable).send().await?;
    assert_eq!(status(&account, index).await?, "DISABLING");
    account.clock.advance(LONG);

    let account = account.reopen(folder.path()).await?;
    let shown = account.db.describe_contributor_insights().table_name("GameScores").send().await?;
    assert_eq!(shown.contributor_insights_mode(), Some(&ContributorInsightsMode::AccessedAndThrottledKeys));
    assert_eq!(shown.contributor_insights_rule_list().len(), 4);
    let page = account.db.list_contributor_insights().max_results(1).send().await?;
    assert_eq!(page.contributor_insights_summaries()[0].index_name(), None);
    let rest = account.db.list_contributor_insights().set_next_token(page.next_token).send().await?;
    let rest = rest.contributor_insights_summaries();
    assert_eq!(rest[0].index_name(), index);
    assert_eq!(rest[0].contributor_insights_status().map(|it| it.as_str()), Some("DISABLED"));
    Ok(())
}

#[tokio::test]
async fn what_is_not_there_has_no_insights() -> TestResult {
    let account = Account::in_memory().await?;
    account.active_game_scores().await?;
    let switch = |table: &str, index: Option<&str>| {
        let update = account.db.update_contributor_insights().table_name(table);
        let update = update.set_index_name(index.map(str::to_owned));
        update.contributor_insights_action(ContributorInsightsAction::Enable).send()
    };
    assert_refused(switch("Missing", None).await, "ResourceNotFoundException", "Table: Missing not found");
    let index = switch("GameScores", Some("Missing")).await;
    assert_refused(index, "ResourceNotFoundException", "Index: Missing");
    let wrong = account.db.update_contributor_insights().table_name("GameScores");
    let wrong = wrong.contributor_insights_action(ContributorInsightsAction::from("TOGGLE")).send().await;
    assert_refused(wrong, "ValidationException", "contributorInsightsAction");
    Ok(())
}
