//! Threads on objects of a design.

use axum::body::Body;
use serde_json::{Value, json};

use super::TestApp;

const TABLE: &str = "table:game-scores";

fn about(object: &str) -> Value {
    json!({"place": {"object": object}})
}

#[tokio::test]
async fn a_thread_is_about_an_object_whatever_it_is_called_and_after_it_is_gone() {
    let app = TestApp::new().await;
    let vera = app.person("Vera", "viewer").await;
    let design = app.game_scores(&app.admin).await;
    let path = format!("/designs/{design}/comments");
    let made = app.post(&vera, &path, json!({"body": "Why, @ada?", "about": about(TABLE)})).await.ok();
    assert_eq!(made["about"]["place"], json!({"object": TABLE, "title": "table GameScores"}));
    assert_eq!((&made["current"], &made["comments"][0]["mentions"]), (&json!(true), &json!(["Ada"])));
    let answer = json!({"body": "Because.", "thread": made["id"]});
    app.post(&app.admin, &path, answer).await.ok();
    let edit = async |id: &str, edit: Value| {
        let posted = json!({"after": 0, "edits": [{"id": id, "edit": edit}]});
        app.post(&app.admin, &format!("/designs/{design}/edits"), posted).await.ok();
        app.get(&vera, &path).await.ok()[0].clone()
    };
    let named = json!({"set_table": {"table": "game-scores", "field": {"name": "Scores"}}});
    let renamed = edit("e1", named).await;
    assert_eq!(renamed["about"]["place"]["title"], "table Scores");
    assert_eq!(renamed["comments"].as_array().unwrap().len(), 2);
    let gone = edit("e2", json!({"remove_table": {"table": "game-scores"}})).await;
    assert_eq!(
        (&gone["current"], &gone["about"]["place"]["title"]),
        (&json!(false), &json!("table GameScores"))
    );
    let refused = app.post(&vera, &path, json!({"body": "?", "about": about(TABLE)})).await;
    assert_eq!((refused.code(422), &refused.body["field"]), ("invalid", &json!("about")));
}

#[tokio::test]
async fn whoever_began_a_thread_settles_it_and_whoever_may_edit() {
    let app = TestApp::new().await;
    let (vera, eve) = (app.person("Vera", "viewer").await, app.person("Eve", "viewer").await);
    let dora = app.person("Dora", "designer").await;
    let design = app.game_scores(&app.admin).await;
    let made = app.post(&vera, &format!("/designs/{design}/comments"), json!({"body": "Why?"})).await.ok();
    assert_eq!(made["about"]["place"]["object"], "design");
    let path = format!("/designs/{design}/threads/{}", made["id"].as_str().unwrap());
    let settle = async |who: &str, resolved: bool| {
        app.call("PUT", who, &path, Body::from(json!({"resolved": resolved}).to_string())).await
    };
    assert_eq!(settle(&eve, true).await.code(403), "forbidden");
    assert_eq!(settle(&vera, true).await.ok()["resolved_by"], "Vera");
    assert_eq!(settle(&dora, false).await.ok()["resolved_by"], Value::Null);
    let log = app.get(&app.admin, "/audit?action=comment.").await.ok();
    let deeds: Vec<_> = log.as_array().unwrap().iter().map(|entry| &entry["action"]).collect();
    assert_eq!(deeds, ["comment.reopened", "comment.resolved", "comment.made"]);
    assert_eq!(log[0]["subject"], format!("design/{design}"));
}
