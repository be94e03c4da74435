//! Policies over the API, and what follows from them for requests.

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use super::TestApp;

async fn set(app: &TestApp, tag: Option<&str>, policy: &Value) -> super::app::Reply {
    let path = format!("/api/v1/environments/{}/policy", app.sandbox().await);
    let mut request = Request::put(path).header("cookie", &app.admin);
    if let Some(tag) = tag {
        request = request.header("if-match", tag);
    }
    app.raw(request.body(Body::from(policy.to_string())).unwrap()).await
}

fn policy() -> Value {
    json!({"approvals": 1, "approvers": {"role": "reviewer"}, "operators": {"role": "operator"}})
}

async fn open(app: &TestApp, design: &str) -> Value {
    let body = json!({"design": design, "version": 1, "environment": app.sandbox().await, "title": "T"});
    app.post(&app.admin, "/requests", body).await.ok()
}

#[tokio::test]
async fn who_edits_a_policy_has_seen_it_as_it_is() {
    let app = TestApp::new().await;
    let path = format!("/environments/{}/policy", app.sandbox().await);
    let read = app.get(&app.admin, &path).await;
    assert_eq!((&read.headers["etag"], &read.body["approvals"]), (&"\"0\"".parse().unwrap(), &json!(1)));
    assert_eq!(read.body["by_risk"], json!({"loses_data": 2}));
    let kept = set(&app, Some("\"0\""), &policy()).await;
    assert_eq!((kept.status, &kept.headers["etag"]), (200, &"\"1\"".parse().unwrap()));
    assert_eq!(set(&app, Some("\"0\""), &policy()).await.code(412), "outdated");
    assert_eq!(set(&app, Some("nonsense"), &policy()).await.code(412), "outdated");
    assert_eq!(set(&app, None, &policy()).await.status, 200);
}

#[tokio::test]
async fn policies_that_make_no_sense_are_refused_by_field() {
    let app = TestApp::new().await;
    for (part, value, field) in [
        ("approvals", json!(0), "approvals"),
        ("by_risk", json!({"boredom": 1}), "by_risk"),
        ("approvers", json!({"role": "viewer"}), "approvers"),
        ("operators", json!({"role": "operator", "people": ["nobody"]}), "operators"),
        ("after", json!("nowhere"), "after"),
        ("freezes", json!([{"reason": "x", "from": "now", "until": "later"}]), "freezes"),
    ] {
        let mut policy = policy();
        policy[part] = value;
        let reply = set(&app, None, &policy).await;
        assert_eq!((reply.code(422), &reply.body["field"]), ("invalid", &json!(field)), "{part}");
    }
}

#[tokio::test]
async fn a_second_approval_that_is_asked_for_later_holds_an_approved_request_back() {
    let app = TestApp::new().await;
    let design = app.game_scores(&app.admin).await;
    let request = open(&app, &design).await;
    let path = format!("/requests/{}", request["summary"]["id"].as_str().unwrap());
    let approve = json!({"digest": request["plan"]["digest"]});
    let (rita, rob) = (app.person("Rita", "reviewer").await, app.person("Rob", "reviewer").await);
    let approved = app.post(&rita, &format!("{path}/approvals"), approve.clone()).await.ok();
    assert_eq!(approved["summary"]["state"], "approved");
    let mut two = policy();
    two["approvals"] = json!(2);
    set(&app, None, &two).await.ok();
    let now = app.get(&app.admin, &path).await.ok();
    assert_eq!(
        (&now["summary"]["state"], &now["counted"], &now["needed"]),
        (&json!("in_review"), &json!(1), &json!(2))
    );
    assert_eq!(app.post(&app.admin, &format!("{path}/apply"), json!({})).await.code(409), "conflict");
    let approved = app.post(&rob, &format!("{path}/approvals"), approve).await.ok();
    assert_eq!(approved["summary"]["state"], "approved");
}

#[tokio::test]
async fn nothing_is_applied_in_a_freeze() {
    let app = TestApp::new().await;
    let design = app.game_scores(&app.admin).await;
    let request = open(&app, &design).await;
    let path = format!("/requests/{}", request["summary"]["id"].as_str().unwrap());
    let rita = app.person("Rita", "reviewer").await;
    let mut frozen = policy();
    frozen["freezes"] =
        json!([{"reason": "stocktaking", "from": "2000-01-01T00:00:00Z", "until": "2999-01-01T00:00:00Z"}]);
    set(&app, None, &frozen).await.ok();
    app.post(&rita, &format!("{path}/approvals"), json!({"digest": request["plan"]["digest"]})).await.ok();
    let refused = app.post(&app.admin, &format!("{path}/apply"), json!({})).await;
    assert_eq!(
        (refused.code(409), refused.body["message"].as_str().unwrap()),
        ("conflict", "Nothing is applied here now: stocktaking.")
    );
    let shown = app.get(&app.admin, &path).await.ok();
    assert_eq!(shown["apply_refused"], "Nothing is applied here now: stocktaking.");
}

#[tokio::test]
async fn a_comment_has_a_place_a_thread_and_mentions() {
    let app = TestApp::new().await;
    let design = app.game_scores(&app.admin).await;
    let request = open(&app, &design).await;
    let path = format!("/requests/{}", request["summary"]["id"].as_str().unwrap());
    let vic = app.person("Vic", "viewer").await;
    let asked = json!({"body": "Why this one, @Ada?", "about": {"step": {"number": 1}}});
    let thread = app.post(&vic, &format!("{path}/comments"), asked).await.ok();
    assert_eq!(thread["about"], json!({"step": {"number": 1, "title": "CreateTable GameScores"}}));
    assert_eq!(thread["comments"][0]["mentions"], json!(["Ada"]));
    let id = thread["id"].as_str().unwrap();
    let answered = app
        .post(&app.admin, &format!("{path}/comments"), json!({"body": "It is new.", "thread": id}))
        .await
        .ok();
    assert_eq!(answered["comments"].as_array().unwrap().len(), 2);
    let settle = |resolved: bool| Body::from(json!({"resolved": resolved}).to_string());
    let settled = app.call("PUT", &vic, &format!("{path}/threads/{id}"), settle(true)).await.ok();
    assert_eq!(settled["resolved_by"], "Vic");
    let other = app.person("Val", "viewer").await;
    assert_eq!(
        app.call("PUT", &other, &format!("{path}/threads/{id}"), settle(false)).await.code(403),
        "forbidden"
    );
    let unknown = json!({"body": "?", "about": {"step": {"number": 99}}});
    assert_eq!(app.post(&vic, &format!("{path}/comments"), unknown).await.code(422), "invalid");
    assert_eq!(app.get(&vic, &format!("{path}/comments")).await.ok().as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn what_was_approved_stays_readable_after_another_plan() {
    let app = TestApp::new().await;
    let design = app.game_scores(&app.admin).await;
    let request = open(&app, &design).await;
    let path = format!("/requests/{}", request["summary"]["id"].as_str().unwrap());
    let digest = request["plan"]["digest"].as_str().unwrap();
    let rita = app.person("Rita", "reviewer").await;
    app.post(&rita, &format!("{path}/approvals"), json!({"digest": digest, "comment": "Fine."})).await.ok();
    // Somebody renames the environment's tables, in effect: the plan is another.
    let id = request["summary"]["id"].as_str().unwrap().parse().unwrap();
    let mut plan = app.state.store.request(id).await.unwrap().unwrap().plan;
    plan.environment.account = "999999999999".to_owned();
    app.state.store.replace_plan(id, &plan, &[], &Value::Null, crate::time::now()).await.unwrap();
    let now = app.get(&app.admin, &path).await.ok();
    assert_eq!((&now["summary"]["state"], &now["approvals"]), (&json!("in_review"), &json!([])));
    let said = "The account is 999999999999; it was 123456789012.";
    assert_eq!((&now["former"][0]["digest"], &now["former"][0]["since"]), (&json!(digest), &json!([said])));
    assert_eq!(now["former"][0]["approved_by"], json!(["Rita"]));
    let frozen = app.get(&app.admin, &format!("{path}/plans/{digest}")).await.ok();
    assert_eq!((&frozen["current"], &frozen["approvals"][0]["comment"]), (&json!(false), &json!("Fine.")));
    assert_eq!(frozen["plan"]["digest"], digest);
    let none = format!("{path}/plans/{}", "0".repeat(64));
    assert_eq!(app.get(&app.admin, &none).await.code(404), "not_found");
}
