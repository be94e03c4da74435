//! Joining, signing in and out, and what each role may do.

use serde_json::json;

use super::TestApp;
use super::app::PASSWORD;

#[tokio::test]
async fn the_first_link_makes_one_administrator_and_no_second() {
    let app = TestApp::new().await;
    let session = app.get(&app.admin, "/session").await.ok();
    assert_eq!(session["user"]["role"], "administrator");
    let invited = app.post(&app.admin, "/invitations", json!({"role": "viewer"})).await.ok();
    let token = invited["path"].as_str().unwrap().strip_prefix("/join/").unwrap();
    assert_eq!(
        app.get("", &format!("/invitations/{token}")).await.ok(),
        json!({"role": "viewer", "first": false})
    );
    app.join(token, "Bob").await;
    assert_eq!(app.get("", &format!("/invitations/{token}")).await.code(404), "not_found");
    let again = json!({"name": "Eve", "email": "eve@example.com", "password": PASSWORD});
    assert_eq!(app.post("", &format!("/invitations/{token}/accept"), again).await.code(404), "not_found");
}

#[tokio::test]
async fn a_session_ends_with_signing_out() {
    let app = TestApp::new().await;
    let sign_in = |password: &str| json!({"email": "ADA@example.com", "password": password});
    assert_eq!(app.post("", "/session", sign_in("wrong")).await.code(401), "unauthenticated");
    let cookie = app.post("", "/session", sign_in(PASSWORD)).await.cookie.unwrap();
    app.get(&cookie, "/session").await.ok();
    assert_eq!(app.call("DELETE", &cookie, "/session", axum::body::Body::empty()).await.status, 204);
    assert_eq!(app.get(&cookie, "/session").await.code(401), "unauthenticated");
    app.get(&app.admin, "/session").await.ok();
}

#[tokio::test]
async fn guessing_is_stopped_even_when_the_last_guess_is_right() {
    let app = TestApp::new().await;
    for _ in 0..10 {
        let wrong = json!({"email": "ada@example.com", "password": "guess"});
        assert_eq!(app.post("", "/session", wrong).await.code(401), "unauthenticated");
    }
    let right = json!({"email": "ada@example.com", "password": PASSWORD});
    assert_eq!(app.post("", "/session", right).await.code(429), "too_many");
}

#[tokio::test]
async fn roles_open_what_they_should_and_nothing_more() {
    let app = TestApp::new().await;
    let design = app.game_scores(&app.admin).await;
    let environment = app.sandbox().await;
    let edits = json!({"after": 0, "edits": []});
    let blank = json!({"source": {"blank": {"name": "Mine"}}});
    let planned = json!({"version": 1, "environment": environment});
    let opened = json!({"design": design, "version": 1, "environment": environment, "title": "T"});
    let invited = json!({"role": "viewer"});
    // Which of the calls each role may make, from least to most.
    let allowed = [("viewer", 1), ("designer", 4), ("reviewer", 4), ("operator", 4), ("administrator", 5)];
    let calls = [
        (format!("/designs/{design}/plans"), planned),
        (format!("/designs/{design}/edits"), edits),
        ("/designs".to_owned(), blank),
        ("/requests".to_owned(), opened),
        ("/invitations".to_owned(), invited),
    ];
    for (role, count) in allowed {
        let cookie = app.person(role, role).await;
        for (at, (path, body)) in calls.iter().enumerate() {
            let reply = app.post(&cookie, path, body.clone()).await;
            let granted = (200..300).contains(&reply.status);
            assert_eq!(granted, at < count, "{role} {path}: {} {}", reply.status, reply.body);
        }
    }
    for (path, body) in calls {
        assert_eq!(app.post("", &path, body).await.code(401), "unauthenticated", "{path}");
    }
}
