//! Tokens: what they open, for how long, and what they never open.

use axum::body::Body;
use serde_json::json;

use super::TestApp;

async fn token(app: &TestApp, cookie: &str, scopes: &[&str]) -> (String, String) {
    let made = app.post(cookie, "/tokens", json!({"name": "CI", "scopes": scopes, "days": 30})).await.ok();
    (made["token"]["id"].as_str().unwrap().to_owned(), made["secret"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn a_token_opens_its_scopes_and_nothing_more() {
    let app = TestApp::new().await;
    let (_, reads) = token(&app, &app.admin, &["read"]).await;
    let (_, designs) = token(&app, &app.admin, &["read", "design"]).await;
    let blank = json!({"source": {"blank": {"name": "Mine"}}});
    app.get(&reads, "/designs").await.ok();
    assert_eq!(app.post(&reads, "/designs", blank.clone()).await.code(403), "forbidden");
    app.post(&designs, "/designs", blank).await.ok();
    assert_eq!(app.post(&designs, "/invitations", json!({"role": "viewer"})).await.code(403), "forbidden");
    assert_eq!(app.get(&reads, "/audit").await.code(403), "forbidden");
}

#[tokio::test]
async fn a_token_is_no_more_than_its_person_and_ends_with_them() {
    let app = TestApp::new().await;
    let viewer = app.person("Vic", "viewer").await;
    let all = ["read", "design", "request", "approve", "apply", "administer"];
    let (_, secret) = token(&app, &viewer, &all).await;
    let blank = json!({"source": {"blank": {"name": "Mine"}}});
    assert_eq!(app.post(&secret, "/designs", blank).await.code(403), "forbidden");
    let me = app.get(&secret, "/session").await.ok()["user"]["id"].as_str().unwrap().to_owned();
    let ended = Body::from(json!({"deactivated": true}).to_string());
    assert_eq!(app.call("PATCH", &app.admin, &format!("/users/{me}"), ended).await.status, 200);
    assert_eq!(app.get(&secret, "/session").await.code(401), "unauthenticated");
    assert_eq!(app.get(&viewer, "/session").await.code(401), "unauthenticated");
}

#[tokio::test]
async fn a_token_makes_no_tokens_and_takes_no_account_over() {
    let app = TestApp::new().await;
    let all = ["read", "design", "request", "approve", "apply", "administer"];
    let (id, secret) = token(&app, &app.admin, &all).await;
    let more = json!({"name": "more", "scopes": ["read"], "days": 1});
    assert_eq!(app.post(&secret, "/tokens", more).await.code(403), "forbidden");
    let password = json!({"current": super::PASSWORD, "new": "a new and longer one"}).to_string();
    let changed = app.call("PUT", &secret, "/session/password", Body::from(password)).await;
    assert_eq!(changed.code(403), "forbidden");
    for path in ["/sessions".to_owned(), format!("/tokens/{id}")] {
        assert_eq!(app.call("DELETE", &secret, &path, Body::empty()).await.code(403), "forbidden", "{path}");
    }
}

#[tokio::test]
async fn the_secret_is_in_the_first_answer_and_nowhere_else() {
    let app = TestApp::new().await;
    let (id, secret) = token(&app, &app.admin, &["read"]).await;
    assert!(secret.starts_with("tablewright_") && secret.len() > 50, "{secret}");
    let listed = app.get(&app.admin, "/tokens").await.ok();
    assert!(!listed.to_string().contains(&secret));
    assert!(!app.get(&app.admin, "/audit").await.ok().to_string().contains(&secret));
    app.get(&secret, "/session").await.ok();
    assert_eq!(app.call("DELETE", &app.admin, &format!("/tokens/{id}"), Body::empty()).await.status, 204);
    assert_eq!(app.get(&secret, "/session").await.code(401), "unauthenticated");
    let listed = app.get(&app.admin, "/tokens").await.ok();
    assert!(listed[0]["revoked_at"].is_string() && listed[0]["last_used_at"].is_string(), "{listed}");
}

#[tokio::test]
async fn a_wrong_token_is_not_made_good_by_a_right_cookie() {
    let app = TestApp::new().await;
    let request = axum::http::Request::get("/api/v1/session")
        .header("authorization", "Bearer tablewright_wrong")
        .header("cookie", &app.admin)
        .body(Body::empty())
        .unwrap();
    assert_eq!(app.raw(request).await.code(401), "unauthenticated");
}

#[tokio::test]
async fn tokens_that_make_no_sense_are_refused_by_field() {
    let app = TestApp::new().await;
    for (body, field) in [
        (json!({"name": "", "scopes": ["read"], "days": 1}), "name"),
        (json!({"name": "x", "scopes": [], "days": 1}), "scopes"),
        (json!({"name": "x", "scopes": ["read"], "days": 0}), "days"),
        (json!({"name": "x", "scopes": ["read"], "days": 367}), "days"),
    ] {
        let reply = app.post(&app.admin, "/tokens", body).await;
        assert_eq!((reply.code(422), &reply.body["field"]), ("invalid", &json!(field)));
    }
    let unknown = json!({"name": "x", "scopes": ["everything"], "days": 1});
    assert_eq!(app.post(&app.admin, "/tokens", unknown).await.code(400), "malformed");
}
