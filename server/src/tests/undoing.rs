//! Taking back a first run: its tables go by a plan of its own, with their names typed.

use serde_json::{Value, json};

use super::TestApp;
use super::app::Reply;
use super::requests::{apply, open};

async fn ask(app: &TestApp, design: &str, run: &Value) -> Reply {
    let body = json!({"design": design, "version": 1, "environment": app.sandbox().await, "title": "Take it back",
        "undo": run["id"]});
    app.post(&app.admin, "/requests", body).await
}

pub(super) fn operations(request: &Value) -> Vec<&str> {
    let steps = request["plan"]["steps"].as_array().unwrap();
    steps.iter().map(|step| step["operation"].as_str().unwrap()).collect()
}

pub(super) fn backup(request: &Value) -> String {
    let asked: Value =
        serde_json::from_str(request["plan"]["steps"][0]["request"].as_str().unwrap()).unwrap();
    asked["BackupName"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn the_tables_of_a_first_run_go_again_once_their_names_were_typed() {
    let app = TestApp::new().await;
    let reviewers = [app.person("Rita", "reviewer").await, app.person("Rob", "reviewer").await];
    let design = app.game_scores(&app.admin).await;
    let request = open(&app, &design).await;
    let path = format!("/requests/{}", request["summary"]["id"].as_str().unwrap());
    let approve = json!({"digest": request["plan"]["digest"]});
    app.post(&reviewers[0], &format!("{path}/approvals"), approve).await.ok();
    let run = apply(&app, &path).await;
    let undo = app.get(&app.admin, &format!("/runs/{}/undo", run["id"].as_str().unwrap())).await.ok();
    assert_eq!(
        (&undo["version"], &undo["applied"], &undo["made"]),
        (&Value::Null, &json!(1), &json!(["GameScores"]))
    );

    let back = ask(&app, &design, &run).await.ok();
    assert_eq!((&back["typed"], &back["needed"]), (&json!(["GameScores"]), &json!(2)));
    assert_eq!(
        (operations(&back), &back["plan"]["warnings"]),
        (vec!["CreateBackup", "DeleteTable"], &json!([]))
    );
    let first_backup = backup(&back);
    let path = format!("/requests/{}", back["summary"]["id"].as_str().unwrap());
    // A new plan of it is for the same, with a backup of its own.
    let back = app.post(&app.admin, &format!("{path}/plan"), json!({})).await.ok();
    assert_eq!(
        (&back["typed"], operations(&back)),
        (&json!(["GameScores"]), vec!["CreateBackup", "DeleteTable"])
    );
    assert_ne!(backup(&back), first_backup);
    let approve = json!({"digest": back["plan"]["digest"]});
    assert_eq!(
        app.post(&reviewers[0], &format!("{path}/approvals"), approve.clone()).await.code(422),
        "invalid"
    );
    let approve = json!({"digest": back["plan"]["digest"], "typed": ["GameScores"]});
    for reviewer in &reviewers {
        app.post(reviewer, &format!("{path}/approvals"), approve.clone()).await.ok();
    }
    let ended = apply(&app, &path).await;
    assert_eq!(ended["state"], "succeeded", "{ended}");
    assert!(ended["closing"].as_str().unwrap().contains("gone"), "{ended}");

    let environment = app.sandbox().await;
    let tables = app.get(&app.admin, &format!("/environments/{environment}/tables")).await.ok();
    assert!(!tables.to_string().contains("GameScores"), "{tables}");
    // Nothing was applied that could have drifted, and the version can be applied again.
    let looked =
        app.post(&app.admin, &format!("/environments/{environment}/drift/{design}"), json!({})).await.ok();
    assert_eq!((&looked["version"], &looked["tables"]), (&Value::Null, &json!([])));
    assert_eq!(open(&app, &design).await["summary"]["state"], "in_review");
    assert_eq!(ask(&app, &design, &run).await.code(409), "conflict");
}

#[tokio::test]
async fn a_run_of_another_design_is_none_to_take_back() {
    let app = TestApp::new().await;
    let reviewer = app.person("Rita", "reviewer").await;
    let design = app.game_scores(&app.admin).await;
    let request = open(&app, &design).await;
    let path = format!("/requests/{}", request["summary"]["id"].as_str().unwrap());
    let approve = json!({"digest": request["plan"]["digest"]});
    app.post(&reviewer, &format!("{path}/approvals"), approve).await.ok();
    let run = apply(&app, &path).await;
    let other = app.game_scores(&app.admin).await;
    assert_eq!(ask(&app, &other, &run).await.code(404), "not_found");
    assert_eq!(ask(&app, &design, &json!({"id": "none"})).await.code(404), "not_found");
    let both = json!({"design": design, "version": 1, "environment": app.sandbox().await, "title": "Both",
        "undo": run["id"], "retire": "GameScores"});
    assert_eq!(app.post(&app.admin, "/requests", both).await.code(422), "invalid");
}
