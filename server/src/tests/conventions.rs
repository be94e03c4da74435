//! What all calls have in common: pages, tags of states, repeated requests, ids, and what machines ask.

use std::task::{Context, Waker};

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use super::{PASSWORD, TestApp};

async fn with(
    app: &TestApp,
    method: &str,
    path: &str,
    header: (&str, &str),
    body: Value,
) -> super::app::Reply {
    let request = Request::builder()
        .method(method)
        .uri(format!("/api/v1{path}"))
        .header("cookie", &app.admin)
        .header(header.0, header.1)
        .body(Body::from(body.to_string()))
        .unwrap();
    app.raw(request).await
}

#[tokio::test]
async fn a_request_that_is_sent_again_with_its_key_happens_once() {
    let app = TestApp::new().await;
    let blank = |name: &str| json!({"source": {"blank": {"name": name}}});
    let key = ("idempotency-key", "k1");
    let first = with(&app, "POST", "/designs", key, blank("Mine")).await;
    let second = with(&app, "POST", "/designs", key, blank("Mine")).await;
    assert_eq!((first.status, second.status), (201, 201));
    assert_eq!(first.body, second.body);
    assert_eq!(second.headers["idempotency-replayed"], "true");
    assert_eq!(app.get(&app.admin, "/designs").await.ok().as_array().unwrap().len(), 1);
    assert_eq!(with(&app, "POST", "/designs", key, blank("Other")).await.code(422), "invalid");
    assert_eq!(with(&app, "POST", "/designs", ("idempotency-key", "k2"), blank("Mine")).await.status, 201);
    assert_eq!(app.get(&app.admin, "/designs").await.ok().as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn of_two_equal_requests_at_once_one_happens_and_both_get_its_answer() {
    let app = TestApp::new().await;
    let blank = || json!({"source": {"blank": {"name": "Mine"}}});
    let key = ("idempotency-key", "at once");
    let (first, second) = tokio::join!(
        with(&app, "POST", "/designs", key, blank()),
        with(&app, "POST", "/designs", key, blank())
    );
    assert_eq!(first.body, second.body);
    assert_eq!(app.get(&app.admin, "/designs").await.ok().as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_request_whose_sender_goes_away_is_done_once() {
    let app = TestApp::new().await;
    let blank = || json!({"source": {"blank": {"name": "Mine"}}});
    for polls in 0..60 {
        let key = format!("gone-{polls}");
        let key = ("idempotency-key", key.as_str());
        let mut asking = Box::pin(with(&app, "POST", "/designs", key, blank()));
        for _ in 0..polls {
            if asking.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_ready() {
                break;
            }
            tokio::task::yield_now().await;
        }
        drop(asking);
        with(&app, "POST", "/designs", key, blank()).await.ok();
        assert_eq!(app.get(&app.admin, "/designs").await.ok().as_array().unwrap().len(), polls + 1);
    }
}

#[tokio::test]
async fn a_request_that_the_server_did_not_outlive_is_not_done_twice() {
    let app = TestApp::on_disk().await;
    let blank = || json!({"source": {"blank": {"name": "Mine"}}});
    let key = ("idempotency-key", "cut");
    let probe = app.state.store.probe();
    // The claim and the design are there, and the answer is not.
    probe.end_after(2).await.unwrap();
    assert_eq!(with(&app, "POST", "/designs", key, blank()).await.status, 500);
    assert_eq!(probe.go_on(), 2);
    let again = with(&app, "POST", "/designs", key, blank()).await;
    assert_eq!(again.code(409), "conflict");
    assert_eq!(app.get(&app.admin, "/designs").await.ok().as_array().unwrap().len(), 1);
    let other = json!({"source": {"blank": {"name": "Other"}}});
    assert_eq!(with(&app, "POST", "/designs", key, other).await.code(422), "invalid");
}

#[tokio::test]
async fn what_was_refused_may_go_better_and_secrets_are_not_kept() {
    let app = TestApp::new().await;
    let key = ("idempotency-key", "k");
    let empty = json!({"source": {"blank": {"name": ""}}});
    assert_eq!(with(&app, "POST", "/designs", key, empty).await.status, 422);
    assert_eq!(
        with(&app, "POST", "/designs", key, json!({"source": {"blank": {"name": "x"}}})).await.status,
        201
    );
    let token = json!({"name": "x", "scopes": ["read"], "days": 1});
    let refused = with(&app, "POST", "/tokens", ("idempotency-key", "t"), token).await;
    assert_eq!((refused.code(422), &refused.body["field"]), ("invalid", &json!("Idempotency-Key")));
}

#[tokio::test]
async fn lists_come_in_pages() {
    let app = TestApp::new().await;
    for name in ["A", "B", "C"] {
        app.post(&app.admin, "/designs", json!({"source": {"blank": {"name": name}}})).await.ok();
    }
    let all = app.get(&app.admin, "/designs").await.ok();
    let first = app.get(&app.admin, "/designs?limit=2").await;
    let link = first.headers["link"].to_str().unwrap();
    let next = link.strip_prefix("</api/v1").unwrap().split_once('>').unwrap().0;
    let second = app.get(&app.admin, next).await;
    assert!(second.headers.get("link").is_none());
    let both: Vec<_> =
        first.ok().as_array().unwrap().iter().chain(second.ok().as_array().unwrap()).cloned().collect();
    assert_eq!(json!(both), all);
}

#[tokio::test]
async fn every_answer_and_every_error_names_its_request() {
    let app = TestApp::new().await;
    let reply = app.get(&app.admin, "/designs/none").await;
    assert_eq!(reply.code(404), "not_found");
    assert_eq!(reply.body["request_id"].as_str(), reply.headers["x-request-id"].to_str().ok());
    let other = app.get(&app.admin, "/designs/none").await;
    assert_ne!(other.headers["x-request-id"], reply.headers["x-request-id"]);
    let forged = with(&app, "GET", "/session", ("x-request-id", "mine"), Value::Null).await;
    assert_ne!(forged.headers["x-request-id"], "mine");
}

#[tokio::test]
async fn guessing_says_when_to_try_again() {
    let app = TestApp::new().await;
    for _ in 0..10 {
        let wrong = json!({"email": "ada@example.com", "password": "guess"});
        assert_eq!(app.post("", "/session", wrong).await.status, 401);
    }
    let reply = app.post("", "/session", json!({"email": "ada@example.com", "password": PASSWORD})).await;
    assert_eq!(reply.code(429), "too_many");
    let seconds: u64 = reply.headers["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((1..=900).contains(&seconds), "{seconds}");
}

#[tokio::test]
async fn machines_are_told_whether_the_server_can_work_and_what_it_counted() {
    let app = TestApp::new().await;
    let get = async |path: &str| app.raw(Request::get(path).body(Body::empty()).unwrap()).await;
    for path in ["/healthz", "/readyz", "/metrics", "/api/docs", "/api/openapi.json"] {
        assert_eq!(get(path).await.status, 200, "{path}");
    }
    app.get(&app.admin, "/designs/none").await;
    let metrics = get("/metrics").await.body;
    let metrics = metrics.as_str().unwrap();
    assert!(metrics.contains("route=\"/api/v1/designs/{id}\",status=\"404\"} 1"), "{metrics}");
    assert!(metrics.contains("tablewright_users 1"), "{metrics}");
    let docs = get("/api/docs").await;
    let html = docs.body.as_str().unwrap();
    assert!(
        html.contains("POST /api/v1/requests/{id}/approvals") && html.contains("list of DesignSummary"),
        "{html}"
    );
    assert!(docs.headers["content-security-policy"].to_str().unwrap().contains("default-src 'none'"));
}
