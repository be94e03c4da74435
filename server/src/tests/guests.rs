//! Guests: a link that opens one design to people without an account, until it ends.

use axum::body::Body;
use serde_json::{Value, json};

use super::TestApp;
use super::live::Editor;

/// A link to a design: its secret, and its path in the API.
async fn link(app: &TestApp, design: &str, access: &str) -> (String, String) {
    let path = format!("/designs/{design}/guest-links");
    let made = app.post(&app.admin, &path, json!({"access": access, "hours": 2})).await.ok();
    let secret = made["path"].as_str().unwrap().strip_prefix("/guest/").unwrap().to_owned();
    (secret, format!("{path}/{}", made["link"]["id"].as_str().unwrap()))
}

async fn enter(app: &TestApp, secret: &str, name: &str) -> String {
    let reply = app.post("", &format!("/guest-links/{secret}/enter"), json!({"name": name})).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    reply.cookie.unwrap()
}

async fn revoke(app: &TestApp, path: &str) {
    assert_eq!(app.call("DELETE", &app.admin, path, Body::empty()).await.status, 204);
}

#[tokio::test]
async fn a_guest_is_named_as_one_wherever_they_leave_a_trace() {
    let app = TestApp::new().await;
    let design = app.game_scores(&app.admin).await;
    let (secret, _) = link(&app, &design, "edit").await;
    let looked = app.get("", &format!("/guest-links/{secret}")).await.ok();
    assert_eq!((&looked["access"], &looked["design"]), (&json!("edit"), &json!(design)));
    let ada = enter(&app, &secret, " Ada ").await;
    let session = app.get(&ada, "/session").await.ok();
    assert_eq!(session["user"]["name"], "Ada (guest)");
    assert_eq!((&session["user"]["email"], &session["guest"]["design"]), (&json!(""), &json!(design)));
    let edit = json!({"id": "e1", "edit": {"set_design": {"field": {"name": "Theirs"}}}});
    let posted = json!({"after": 0, "edits": [edit]});
    let stored = app.post(&ada, &format!("/designs/{design}/edits"), posted).await.ok();
    assert_eq!(stored["edits"][0]["author"], "Ada (guest)");
    let said = app.post(&ada, &format!("/designs/{design}/comments"), json!({"body": "Done."})).await.ok();
    assert_eq!(said["comments"][0]["author"], "Ada (guest)");
    let log = app.get(&app.admin, "/audit?action=guest").await.ok();
    assert_eq!((&log[0]["action"], &log[0]["actor_name"]), (&json!("guest.entered"), &json!("Ada (guest)")));
    assert_eq!((&log[1]["action"], &log[1]["actor_name"]), (&json!("guest_link.made"), &json!("Ada")));
    let people = app.get(&app.admin, "/users?all=true").await.ok();
    assert_eq!(people.as_array().unwrap().len(), 1, "a guest is nobody of the team: {people}");
    let links = app.get(&app.admin, &format!("/designs/{design}/guest-links")).await.ok();
    assert_eq!(links[0]["guests"], json!(["Ada (guest)"]));
}

#[tokio::test]
async fn a_guest_has_one_design_and_no_other() {
    let app = TestApp::new().await;
    let (own, other) = (app.game_scores(&app.admin).await, app.game_scores(&app.admin).await);
    let (secret, _) = link(&app, &own, "edit").await;
    let guest = enter(&app, &secret, "Vera").await;
    let seen = app.get(&guest, &format!("/designs/{own}")).await.ok();
    assert_eq!(
        (&seen["can_edit"], &seen["can_comment"], &seen["guest"]),
        (&json!(true), &json!(true), &json!(true))
    );
    assert_eq!(app.get(&guest, &format!("/designs/{other}")).await.code(404), "not_found");
    assert_eq!(app.get(&guest, "/designs").await.code(403), "forbidden");
    let version = json!({"message": "x", "seq": 0});
    assert_eq!(app.post(&guest, &format!("/designs/{own}/versions"), version).await.code(403), "forbidden");
}

#[tokio::test]
async fn a_revoked_link_lets_nobody_in_and_puts_everybody_out_with_their_sockets() {
    let app = TestApp::new().await;
    let design = app.game_scores(&app.admin).await;
    let (secret, path) = link(&app, &design, "view").await;
    let guest = enter(&app, &secret, "Vera").await;
    let address = app.listen().await;
    let mut theirs = Editor::open(address, &guest, &design, 0).await;
    let mut ours = Editor::open(address, &app.admin, &design, 0).await;
    assert!(ours.welcome.came.iter().any(|person| person.name == "Vera (guest)"));
    revoke(&app, &path).await;
    assert_eq!(theirs.end().await, 4003);
    assert_eq!(app.get(&guest, &format!("/designs/{design}")).await.code(401), "unauthenticated");
    assert_eq!(app.get("", &format!("/guest-links/{secret}")).await.code(404), "not_found");
    // Who may listen goes on doing so.
    app.post(&app.admin, &format!("/designs/{design}/comments"), json!({"body": "Bye."})).await.ok();
    assert!(ours.until(|news| news.comments).await.left.contains(&1));
}

#[tokio::test]
async fn a_secret_is_kept_as_its_hash_alone_and_guessing_ends_soon() {
    let app = TestApp::new().await;
    let design = app.game_scores(&app.admin).await;
    let (secret, _) = link(&app, &design, "view").await;
    let log = app.get(&app.admin, "/audit/export").await.body.to_string();
    assert!(log.contains("guest_link.made") && !log.contains(&secret));
    let enter = async |secret: &str| {
        app.post("", &format!("/guest-links/{secret}/enter"), json!({"name": "Eve"})).await
    };
    for _ in 0..10 {
        assert_eq!(enter("guess").await.code(404), "not_found");
    }
    assert_eq!(enter("guess").await.code(429), "too_many");
    // Not even with the right one: else the brake would say which it is.
    assert_eq!(enter(&secret).await.code(429), "too_many");
}

#[tokio::test]
async fn what_makes_no_sense_of_a_link_is_refused_by_field() {
    let app = TestApp::new().await;
    let design = app.game_scores(&app.admin).await;
    let path = format!("/designs/{design}/guest-links");
    for hours in [0, 721] {
        let refused = app.post(&app.admin, &path, json!({"access": "view", "hours": hours})).await;
        assert_eq!((refused.code(422), &refused.body["field"]), ("invalid", &json!("hours")));
    }
    let (secret, _) = link(&app, &design, "view").await;
    let refused = app.post("", &format!("/guest-links/{secret}/enter"), json!({"name": " "})).await;
    assert_eq!((refused.code(422), &refused.body["field"]), ("invalid", &json!("name")));
    assert_eq!(app.get(&app.admin, &path).await.ok()[0]["guests"], Value::Array(Vec::new()));
}
