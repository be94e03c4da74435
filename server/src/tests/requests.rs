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
async fn who_watches_a_request_hears_where_it_goes_until_it_is_there() {
    let app = TestApp::new().await;
    let design = app.game_scores(&app.admin).await;
    let request = open(&app, &design).await;
    let path = format!("/requests/{}", request["summary"]["id"].as_str().unwrap());
    let reviewer = app.person("Rita", "reviewer").await;
    let events = format!("{path}/events");
    let moves = async {
        app.post(&reviewer, &format!("{path}/comments"), json!({"body": "Why?"})).await.ok();
        let approve = json!({"digest": request["plan"]["digest"]});
        app.post(&reviewer, &format!("{path}/approvals"), approve).await.ok();
        apply(&app, &path).await
    };
    let (heard, _) = tokio::join!(app.get(&app.admin, &events), moves);
    let text = heard.ok();
    let heard: Vec<Value> = text
        .as_str()
        .unwrap()
        .lines()
        .filter_map(|line| line.strip_prefix("data: "))
        .map(|data| serde_json::from_str(data).unwrap())
        .collect();
    let last = heard.last().unwrap();
    assert_eq!(
        (&last["state"], &last["counted"], &last["comments"]),
        (&json!("applied"), &json!(1), &json!([1, 0]))
    );
    let order = ["in_review", "approved", "applying", "applied"];
    let at = |event: &Value| order.iter().position(|state| event["state"] == *state).unwrap();
    assert!(heard.is_sorted_by_key(at), "{heard:?}");
    assert_eq!(app.get(&app.admin, "/requests/none/events").await.code(404), "not_found");
}

#[tokio::test]
async fn a_version_that_costs_more_than_the_limit_of_its_environment_is_not_reviewed() {
    let app = TestApp::new().await;
    let design = app.game_scores(&app.admin).await;
    let policy = json!({"approvals": 1, "approvers": {"role": "reviewer"}, "operators": {"role": "operator"},
        "monthly_limit": 0});
    let path = format!("/environments/{}/policy", app.sandbox().await);
    let kept = app.call("PUT", &app.admin, &path, axum::body::Body::from(policy.to_string())).await.ok();
    assert_eq!(kept["monthly_limit"], 0);
    let request = open(&app, &design).await;
    let cost = request["checks"].as_array().unwrap().iter().find(|check| check["kind"] == "cost").unwrap();
    assert_eq!(
        (&request["summary"]["state"], &cost["outcome"]),
        (&json!("checks"), &json!("failed")),
        "{cost}"
    );
    assert!(cost["findings"][0].as_str().unwrap().contains("the limit here is 0"), "{cost}");
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
async fn a_request_whose_version_was_applied_by_another_is_superseded() {
    let app = TestApp::new().await;
    let design = app.game_scores(&app.admin).await;
    let (first, second) = (open(&app, &design).await, open(&app, &design).await);
    let reviewer = app.person("Rita", "reviewer").await;
    let path = |request: &Value| format!("/requests/{}", request["summary"]["id"].as_str().unwrap());
    for request in [&first, &second] {
        let approve = json!({"digest": request["plan"]["digest"]});
        app.post(&reviewer, &format!("{}/approvals", path(request)), approve).await.ok();
    }
    apply(&app, &path(&first)).await;
    let other = app.get(&app.admin, &path(&second)).await.ok();
    assert_eq!(other["summary"]["state"], "superseded");
    assert_eq!(other["superseded_by"], first["summary"]["id"]);
    assert_eq!(
        app.post(&app.admin, &format!("{}/apply", path(&second)), json!({})).await.code(409),
        "conflict"
    );
}

#[tokio::test]
async fn a_draft_waits_for_its_author_and_shows_its_checks() {
    let app = TestApp::new().await;
    let design = app.game_scores(&app.admin).await;
    let environment = app.sandbox().await;
    let body =
        json!({"design": design, "version": 1, "environment": environment, "title": "T", "draft": true});
    let request = app.post(&app.admin, "/requests", body).await.ok();
    assert_eq!(request["summary"]["state"], "draft");
    let kinds: Vec<_> =
        request["checks"].as_array().unwrap().iter().map(|check| check["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["validation", "lint", "plan", "patterns", "drift"]);
    let path = format!("/requests/{}", request["summary"]["id"].as_str().unwrap());
    let reviewer = app.person("Rita", "reviewer").await;
    let approve = json!({"digest": request["plan"]["digest"]});
    assert_eq!(app.post(&reviewer, &format!("{path}/approvals"), approve).await.code(409), "conflict");
    let submitted = app.post(&app.admin, &format!("{path}/submit"), json!({})).await.ok();
    assert_eq!(submitted["summary"]["state"], "in_review");
    assert_eq!(app.post(&app.admin, &format!("{path}/submit"), json!({})).await.code(409), "conflict");
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
