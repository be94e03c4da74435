//! From a plan to an applied table, and who may do what on the way.

use serde_json::{Value, json};

use tablewright_engine::Happening;

use super::TestApp;

pub(super) async fn open(app: &TestApp, design: &str) -> Value {
    let body =
        json!({"design": design, "version": 1, "environment": app.sandbox().await, "title": "Create it"});
    app.post(&app.admin, "/requests", body).await.ok()
}

/// Applies a request and gives its run when it has ended.
pub(super) async fn apply(app: &TestApp, path: &str) -> Value {
    let mut events = app.state.runs.events();
    let run = app.post(&app.admin, &format!("{path}/apply"), json!({})).await.ok();
    let id = run["id"].as_str().unwrap();
    loop {
        let event = events.recv().await.unwrap();
        if matches!(event.happening, Happening::RunFinished { .. }) && event.run.to_string() == id {
            return app.get(&app.admin, &format!("/runs/{id}")).await.ok();
        }
    }
}

#[tokio::test]
async fn a_plan_is_reviewed_by_somebody_else_and_applied() {
    let app = TestApp::new().await;
    let design = app.game_scores(&app.admin).await;
    let planned = json!({"version": 1, "environment": app.sandbox().await});
    let plan = app.post(&app.admin, &format!("/designs/{design}/plans"), planned.clone()).await.ok();
    assert!(
        plan["text"].as_str().unwrap().trim_end().ends_with("Plan: 1 to add, 0 to change, 0 to destroy.")
    );

    let request = open(&app, &design).await;
    let path = format!("/requests/{}", request["summary"]["id"].as_str().unwrap());
    let approve = json!({"digest": request["plan"]["digest"], "comment": "Looks right"});
    let own = app.post(&app.admin, &format!("{path}/approvals"), approve.clone()).await;
    assert_eq!(own.code(403), "forbidden");
    assert_eq!(app.post(&app.admin, &format!("{path}/apply"), json!({})).await.code(409), "conflict");

    let reviewer = app.person("Rita", "reviewer").await;
    let other = json!({"digest": "0".repeat(64)});
    assert_eq!(app.post(&reviewer, &format!("{path}/approvals"), other).await.code(409), "conflict");
    let approved = app.post(&reviewer, &format!("{path}/approvals"), approve).await.ok();
    assert_eq!(approved["summary"]["state"], "approved");
    assert_eq!(app.post(&reviewer, &format!("{path}/apply"), json!({})).await.code(403), "forbidden");

    let run = apply(&app, &path).await;
    assert_eq!(run["state"], "succeeded", "{run}");
    assert_eq!(run["closing"], "No changes. Your tables match the design.");
    assert_eq!(app.get(&app.admin, &path).await.ok()["summary"]["state"], "applied");
    let after = app.post(&app.admin, &format!("/designs/{design}/plans"), planned).await.ok();
    assert!(after["text"].as_str().unwrap().contains("No changes. Your tables match the design."));
    let body = json!({"design": design, "version": 1, "environment": app.sandbox().await, "title": "Again"});
    assert_eq!(app.post(&app.admin, "/requests", body).await.code(409), "conflict");
}

#[tokio::test]
async fn a_request_that_was_applied_meanwhile_by_another_goes_stale() {
    let app = TestApp::new().await;
    let design = app.game_scores(&app.admin).await;
    let (first, second) = (open(&app, &design).await, open(&app, &design).await);
    let reviewer = app.person("Rita", "reviewer").await;
    let mut states = Vec::new();
    for request in [first, second] {
        let path = format!("/requests/{}", request["summary"]["id"].as_str().unwrap());
        let approve = json!({"digest": request["plan"]["digest"]});
        app.post(&reviewer, &format!("{path}/approvals"), approve).await.ok();
        apply(&app, &path).await;
        states.push(app.get(&app.admin, &path).await.ok()["summary"]["state"].clone());
    }
    assert_eq!(states, ["applied", "stale"]);
}

#[tokio::test]
async fn a_discarded_request_stays_discarded() {
    let app = TestApp::new().await;
    let design = app.game_scores(&app.admin).await;
    let path = format!("/requests/{}", open(&app, &design).await["summary"]["id"].as_str().unwrap());
    let viewer = app.person("Vic", "viewer").await;
    assert_eq!(app.post(&viewer, &format!("{path}/discard"), json!({})).await.code(403), "forbidden");
    app.post(&app.admin, &format!("{path}/discard"), json!({})).await.ok();
    assert_eq!(app.post(&app.admin, &format!("{path}/discard"), json!({})).await.code(409), "conflict");
    assert_eq!(app.post(&app.admin, &format!("{path}/apply"), json!({})).await.code(409), "conflict");
}
