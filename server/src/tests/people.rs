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
async fn who_changes_a_person_has_seen_them_as_they_are() {
    let app = TestApp::new().await;
    app.person("Bob", "viewer").await;
    let people = app.get(&app.admin, "/users").await.ok();
    let bob = people.as_array().unwrap().iter().find(|person| person["name"] == "Bob").unwrap();
    let path = format!("/api/v1/users/{}", bob["id"].as_str().unwrap());
    let read = axum::http::Request::get(&path).header("cookie", &app.admin);
    let read = app.raw(read.body(axum::body::Body::empty()).unwrap()).await;
    let tag = read.headers["etag"].clone();
    let change = async |role: &str| {
        let request = axum::http::Request::patch(&path).header("cookie", &app.admin).header("if-match", &tag);
        app.raw(request.body(json!({"role": role}).to_string().into()).unwrap()).await
    };
    let changed = change("designer").await;
    assert_eq!((changed.status, &changed.body["role"]), (200, &json!("designer")));
    assert_ne!(changed.headers["etag"], tag);
    assert_eq!(change("operator").await.code(412), "outdated");
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

#[tokio::test]
async fn a_session_that_the_server_did_not_make_is_none() {
    let app = TestApp::new().await;
    let planted = "tablewright_session=planted-by-somebody-else";
    let sign_in = json!({"email": "ada@example.com", "password": PASSWORD});
    let made = app.post(planted, "/session", sign_in).await.cookie.unwrap();
    assert_ne!(made, planted);
    assert_eq!(app.get(planted, "/session").await.code(401), "unauthenticated");
    app.get(&made, "/session").await.ok();
}

#[tokio::test]
async fn who_forgets_nothing_changes_the_password_and_who_is_gone_comes_back_only_when_let() {
    let app = TestApp::new().await;
    let bob = app.person("Bob", "designer").await;
    let other = app
        .post("", "/session", json!({"email": "bob@example.com", "password": PASSWORD}))
        .await
        .cookie
        .unwrap();
    let change = |current: &str, new: &str| {
        axum::body::Body::from(json!({"current": current, "new": new}).to_string())
    };
    let wrong = app.call("PUT", &bob, "/session/password", change("guess", "another long one")).await;
    assert_eq!((wrong.code(422), &wrong.body["field"]), ("invalid", &json!("current")));
    let short = app.call("PUT", &bob, "/session/password", change(PASSWORD, "short")).await;
    assert_eq!((short.code(422), &short.body["field"]), ("invalid", &json!("new")));
    assert_eq!(
        app.call("PUT", &bob, "/session/password", change(PASSWORD, "another long one")).await.status,
        204
    );
    app.get(&bob, "/session").await.ok();
    assert_eq!(app.get(&other, "/session").await.code(401), "unauthenticated");
    let sign_in = json!({"email": "bob@example.com", "password": "another long one"});
    let id = app.get(&bob, "/session").await.ok()["user"]["id"].as_str().unwrap().to_owned();
    let edit = |body: serde_json::Value| axum::body::Body::from(body.to_string());
    let path = format!("/users/{id}");
    app.call("PATCH", &app.admin, &path, edit(json!({"deactivated": true}))).await.ok();
    assert_eq!(app.post("", "/session", sign_in.clone()).await.code(401), "unauthenticated");
    assert_eq!(app.get(&app.admin, "/users").await.ok().as_array().unwrap().len(), 1);
    assert_eq!(app.get(&app.admin, "/users?all=true").await.ok().as_array().unwrap().len(), 2);
    let back = app
        .call("PATCH", &app.admin, &path, edit(json!({"deactivated": false, "role": "viewer"})))
        .await
        .ok();
    assert_eq!((&back["role"], back.get("deactivated")), (&json!("viewer"), None));
    app.post("", "/session", sign_in).await.ok();
    let own = app.get(&app.admin, "/session").await.ok()["user"]["id"].as_str().unwrap().to_owned();
    let last = app.call("PATCH", &app.admin, &format!("/users/{own}"), edit(json!({"role": "viewer"}))).await;
    assert_eq!(last.code(409), "conflict");
}

#[tokio::test]
async fn signing_out_everywhere_ends_every_session() {
    let app = TestApp::new().await;
    let sign_in = json!({"email": "ada@example.com", "password": PASSWORD});
    let second = app.post("", "/session", sign_in).await.cookie.unwrap();
    assert_eq!(app.call("DELETE", &second, "/sessions", axum::body::Body::empty()).await.status, 204);
    for cookie in [&second, &app.admin] {
        assert_eq!(app.get(cookie, "/session").await.code(401), "unauthenticated");
    }
}
