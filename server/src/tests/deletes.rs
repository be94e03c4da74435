//! A table that the design has no more: backed up, then deleted, by whoever types its name.

use serde_json::{Value, json};

use super::TestApp;
use super::requests::{apply, open};
use super::undoing::{backup, operations};

/// Approves a request by everybody and applies it.
async fn approved(app: &TestApp, reviewers: &[String], request: &Value, typed: &[&str]) -> Value {
    let path = format!("/requests/{}", request["summary"]["id"].as_str().unwrap());
    let approve = json!({"digest": request["plan"]["digest"], "typed": typed});
    for reviewer in reviewers.iter().take(usize::try_from(request["needed"].as_u64().unwrap()).unwrap()) {
        app.post(reviewer, &format!("{path}/approvals"), approve.clone()).await.ok();
    }
    apply(app, &path).await
}

/// Saves a version without the table and without what asks it.
async fn without_the_table(app: &TestApp, design: &str) {
    let document = app.get(&app.admin, &format!("/designs/{design}")).await.ok()["document"].take();
    let patterns = document["patterns"].as_array().cloned().unwrap_or_default();
    let patterns = patterns.iter().map(|pattern| json!({"remove_pattern": {"pattern": pattern["id"]}}));
    let table = json!({"remove_table": {"table": "game-scores"}});
    let edits = patterns.chain([table]).enumerate();
    let edits: Vec<_> = edits.map(|(at, edit)| json!({"id": format!("e{at}"), "edit": edit})).collect();
    let seq = edits.len();
    app.post(&app.admin, &format!("/designs/{design}/edits"), json!({"after": 0, "edits": edits})).await.ok();
    let save = json!({"message": "Without", "seq": seq});
    app.post(&app.admin, &format!("/designs/{design}/versions"), save).await.ok();
}

#[tokio::test]
async fn a_table_that_the_design_has_no_more_is_backed_up_before_it_goes() {
    let app = TestApp::new().await;
    let reviewers = [app.person("Rita", "reviewer").await, app.person("Rob", "reviewer").await];
    let design = app.game_scores(&app.admin).await;
    let first = open(&app, &design).await;
    approved(&app, &reviewers, &first, &[]).await;
    without_the_table(&app, &design).await;

    let body =
        json!({"design": design, "version": 2, "environment": app.sandbox().await, "title": "Without"});
    let request = app.post(&app.admin, "/requests", body).await.ok();
    assert_eq!(operations(&request), ["CreateBackup", "DeleteTable"]);
    assert_eq!((&request["typed"], &request["plan"]["warnings"]), (&json!(["GameScores"]), &json!([])));
    // A new plan of it has a backup of its own: items may have come since the former was made.
    let path = format!("/requests/{}/plan", request["summary"]["id"].as_str().unwrap());
    let anew = app.post(&app.admin, &path, json!({})).await.ok();
    assert_ne!(backup(&anew), backup(&request));

    let run = approved(&app, &reviewers, &anew, &["GameScores"]).await;
    assert_eq!(run["state"], "succeeded", "{run}");
    let environment = app.sandbox().await;
    let tables = app.get(&app.admin, &format!("/environments/{environment}/tables")).await.ok();
    assert!(!tables.to_string().contains("GameScores"), "{tables}");
}
