//! The example of a change request and of a drifted table: made once, in a server without work of its own, and gone without a trace.

use axum::body::Body;
use serde_json::{Value, json};

use super::TestApp;
use super::requests::apply;

const TOUR: &str = "/examples/tour";

async fn made(app: &TestApp) -> (String, Value) {
    let tour = app.post(&app.admin, TOUR, Value::Null).await.ok();
    assert_eq!(tour["state"], "there");
    let path = format!("/requests/{}", tour["request"].as_str().unwrap());
    (path, tour)
}

async fn remove(app: &TestApp, who: &str) -> u16 {
    app.call("DELETE", who, TOUR, Body::empty()).await.status
}

#[tokio::test]
async fn a_request_in_review_and_a_drifted_table_are_there_to_look_at() {
    let app = TestApp::new().await;
    assert_eq!(app.get(&app.admin, TOUR).await.ok()["state"], "offered");
    let (path, tour) = made(&app).await;
    assert_eq!(app.get(&app.admin, TOUR).await.ok(), tour);

    let request = app.get(&app.admin, &path).await.ok();
    assert_eq!(
        (&request["summary"]["state"], &request["summary"]["author"]),
        (&json!("in_review"), &json!("Robin (example)"))
    );
    assert_eq!((&request["approve_refused"], &request["typed"]), (&Value::Null, &json!([])));
    let gains: Vec<_> =
        request["plan"]["patterns"].as_array().unwrap().iter().map(|one| &one["effect"]).collect();
    assert!(gains.contains(&&json!("gains")), "{gains:?}");

    let drift = app.get(&app.admin, &format!("/environments/{}/drift", app.sandbox().await)).await.ok();
    let table = &drift["designs"][0]["tables"][0];
    assert_eq!(
        (&table["table"], &table["fields"][0]["cause"]),
        (&json!("ExampleSessions"), &json!("someone"))
    );

    // What is asked for can be carried out, and is all that there is to do then.
    let approve = json!({"digest": request["plan"]["digest"]});
    app.post(&app.admin, &format!("{path}/approvals"), approve).await.ok();
    assert_eq!(apply(&app, &path).await["state"], "succeeded");
}

#[tokio::test]
async fn whoever_asks_again_is_shown_the_same() {
    let app = TestApp::new().await;
    let (first, second) = tokio::join!(made(&app), made(&app));
    assert_eq!(first, second);
    assert_eq!(app.get(&app.admin, "/requests").await.ok().as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn removed_it_is_gone_and_does_not_come_back() {
    let app = TestApp::new().await;
    made(&app).await;
    let viewer = app.person("Vic", "viewer").await;
    assert_eq!(remove(&app, &viewer).await, 403);
    assert_eq!(remove(&app, &app.admin).await, 204);
    for list in ["/designs", "/requests"] {
        assert_eq!(app.get(&app.admin, list).await.ok(), json!([]), "{list}");
    }
    let people = app.get(&app.admin, "/users").await.ok().to_string();
    assert!(!people.contains("(example)"), "{people}");
    let tables = app.get(&app.admin, &format!("/environments/{}/tables", app.sandbox().await)).await.ok();
    assert!(!tables.to_string().contains("ExampleSessions"), "{tables}");
    assert_eq!(app.get(&app.admin, TOUR).await.ok()["state"], "over");
    assert_eq!(app.post(&app.admin, TOUR, Value::Null).await.code(409), "conflict");
    // Nothing is left to remove, which is no failure.
    assert_eq!(remove(&app, &app.admin).await, 204);
}

#[tokio::test]
async fn a_server_with_a_version_of_its_own_is_not_offered_any() {
    let app = TestApp::new().await;
    app.game_scores(&app.admin).await;
    assert_eq!(app.get(&app.admin, TOUR).await.ok()["state"], "over");
    assert_eq!(app.post(&app.admin, TOUR, Value::Null).await.code(409), "conflict");
}

#[tokio::test]
async fn nobody_signs_in_as_somebody_of_the_story() {
    let app = TestApp::new().await;
    made(&app).await;
    for password in ["", " ", super::PASSWORD] {
        let body = json!({"email": "robin@example.invalid", "password": password});
        assert_eq!(app.post("", "/session", body).await.status, 401, "{password:?}");
    }
}
