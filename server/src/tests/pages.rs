//! Pages as a browser without scripts gets them, and the headers on them.

use axum::body::Body;
use axum::http::Request;

use super::TestApp;

async fn page(app: &TestApp, cookie: &str, path: &str) -> (u16, String) {
    let request = Request::get(path)
        .header("cookie", cookie)
        .header("accept", "text/html")
        .body(Body::empty())
        .unwrap();
    let reply = app.raw(request).await;
    (reply.status, reply.body.as_str().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn every_page_is_rendered_with_what_it_shows() {
    let app = TestApp::new().await;
    let design = app.game_scores(&app.admin).await;
    for (path, shown) in [
        ("/".to_owned(), "Game scores"),
        // The editor itself starts in the browser.
        (format!("/designs/{design}"), "<main"),
        (format!("/designs/{design}/versions"), "First"),
        (format!("/designs/{design}/versions/1"), "GameTitleIndex"),
        ("/requests".to_owned(), "request"),
        ("/environments".to_owned(), "Sandbox"),
        ("/people".to_owned(), "Ada"),
    ] {
        let (status, html) = page(&app, &app.admin, &path).await;
        assert_eq!(status, 200, "{path}");
        assert!(html.starts_with("<!DOCTYPE html>"), "{path}");
        assert!(html.contains(shown), "{path} does not show {shown}");
    }
}

#[tokio::test]
async fn nobody_sees_a_page_without_signing_in() {
    let app = TestApp::new().await;
    let design = app.game_scores(&app.admin).await;
    for path in ["/".to_owned(), format!("/designs/{design}"), "/requests".to_owned(), "/people".to_owned()] {
        let (status, html) = page(&app, "", &path).await;
        assert_eq!(status, 302, "{path}");
        assert!(!html.contains("Game scores"), "{path}");
    }
    assert_eq!(page(&app, "", "/sign-in").await.0, 200);
}

#[tokio::test]
async fn an_address_without_a_page_says_so() {
    let app = TestApp::new().await;
    assert_eq!(page(&app, &app.admin, "/nowhere").await.0, 404);
}

#[tokio::test]
async fn texts_are_compressed_for_who_takes_them_so() {
    let app = TestApp::new().await;
    let design = app.game_scores(&app.admin).await;
    for (path, accepts, expected) in [
        (format!("/designs/{design}"), "gzip, br", Some("gzip")),
        (format!("/api/v1/designs/{design}"), "gzip", Some("gzip")),
        (format!("/api/v1/designs/{design}"), "identity", None),
        // Too short to gain from it.
        ("/api/v1/session".to_owned(), "gzip", None),
    ] {
        let request = Request::get(&path).header("cookie", &app.admin).header("accept-encoding", accepts);
        let reply = app.raw(request.body(Body::empty()).unwrap()).await;
        assert_eq!(reply.status, 200, "{path}");
        let encoding = reply.headers.get("content-encoding").map(|value| value.to_str().unwrap());
        assert_eq!(encoding, expected, "{path} to {accepts}");
    }
}

#[tokio::test]
async fn no_page_can_be_framed_and_scripts_need_a_nonce() {
    let app = TestApp::new().await;
    for path in ["/", "/sign-in", "/api/v1/session", "/nowhere"] {
        let request = Request::get(path).header("cookie", &app.admin).body(Body::empty()).unwrap();
        let reply = app.raw(request).await;
        let policy = reply.headers["content-security-policy"].to_str().unwrap();
        assert_eq!(reply.headers["x-frame-options"], "DENY", "{path}");
        assert!(
            policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe-inline"),
            "{path}: {policy}"
        );
    }
}

#[tokio::test]
async fn paths_that_climb_out_lead_nowhere() {
    let app = TestApp::new().await;
    for path in [
        "/../Cargo.toml",
        "/pkg/../../Cargo.toml",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/pkg/..%2f..%2fCargo.toml",
        "//etc/passwd",
    ] {
        let request = Request::get(path).header("cookie", &app.admin).body(Body::empty()).unwrap();
        let reply = app.raw(request).await;
        assert!(reply.status >= 300, "{path}: {}", reply.status);
        let text = reply.body.as_str().unwrap_or_default();
        assert!(!text.contains("root:") && !text.contains("[workspace]"), "{path}");
    }
}
