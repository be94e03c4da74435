//! Deliveries to a receiver on the loopback interface. Time comes in by hand: nothing waits.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use serde_json::{Value, json};
use tablewright_storage::Timestamp;

use super::sign::signature;
use super::worker::round;
use crate::tests::TestApp;
use crate::time::now;

type Heard = Arc<Mutex<Vec<(HeaderMap, String)>>>;

/// A receiver that answers with these statuses, one after the other, and then with 204.
async fn receiver(statuses: &[u16]) -> (String, Heard) {
    let heard = Heard::default();
    let left = Arc::new(Mutex::new(statuses.to_vec()));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hook", listener.local_addr().unwrap());
    let hear = async |State((heard, left)): State<(Heard, Arc<Mutex<Vec<u16>>>)>,
                      headers: HeaderMap,
                      body: Bytes| {
        heard.lock().unwrap().push((headers, String::from_utf8(body.to_vec()).unwrap()));
        let mut left = left.lock().unwrap();
        let status = if left.is_empty() { 204 } else { left.remove(0) };
        (StatusCode::from_u16(status).unwrap(), [("location", "http://169.254.169.254/")])
    };
    let app = Router::new().route("/hook", post(hear)).with_state((Arc::clone(&heard), left));
    tokio::spawn(async move { axum::serve(listener, app).await });
    (url, heard)
}

async fn hook(app: &TestApp, url: &str, form: &str) -> (String, String) {
    let body = json!({"name": "Hook", "url": url, "form": form, "events": ["user."], "enabled": true});
    let made = app.post(&app.admin, "/webhooks", body).await.ok();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    (text(&made["webhook"]["id"]), text(&made["secret"]))
}

#[tokio::test]
async fn what_happens_is_told_and_signed() {
    let app = TestApp::reaching_private().await;
    let (url, heard) = receiver(&[]).await;
    let (id, secret) = hook(&app, &url, "plain").await;
    app.person("Bob", "viewer").await;
    round(&app.state, now()).await.unwrap();
    let heard = heard.lock().unwrap().clone();
    let (headers, body) = heard.iter().find(|(_, body)| body.contains("user.joined")).unwrap();
    let told: Value = serde_json::from_str(body).unwrap();
    assert_eq!((&told["detail"]["name"], &told["actor"]["name"]), (&json!("Bob"), &json!("Bob")));
    let signed = headers["tablewright-signature"].to_str().unwrap();
    let seconds: i64 = signed.strip_prefix("t=").unwrap().split(',').next().unwrap().parse().unwrap();
    assert_eq!(signed, signature(&secret, Timestamp(seconds * 1_000), body));
    assert_eq!(headers["tablewright-event"], "user.joined");
    let log = app.get(&app.admin, &format!("/webhooks/{id}/deliveries")).await.ok();
    assert!(
        log.as_array()
            .unwrap()
            .iter()
            .all(|delivery| delivery["state"] == "delivered" && delivery["status"] == 204)
    );
    assert_eq!(round(&app.state, now()).await.unwrap(), 0, "nothing is told twice");
}

#[tokio::test]
async fn what_fails_is_tried_again_later_and_no_redirect_is_followed() {
    let app = TestApp::reaching_private().await;
    let (url, heard) = receiver(&[503, 302]).await;
    let (id, _) = hook(&app, &url, "chat").await;
    let invited = app.post(&app.admin, "/invitations", json!({"role": "viewer"})).await.ok();
    let _ = invited;
    let someone = app
        .post(&app.admin, "/session", json!({"email": "ada@example.com", "password": crate::tests::PASSWORD}))
        .await;
    assert_eq!(someone.status, 200);
    let mut at = now();
    for (tries, state) in [(1, "waiting"), (2, "waiting"), (3, "delivered")] {
        round(&app.state, at).await.unwrap();
        assert_eq!(heard.lock().unwrap().len(), tries);
        let log = app.get(&app.admin, &format!("/webhooks/{id}/deliveries")).await.ok();
        assert_eq!((&log[0]["state"], &log[0]["attempts"]), (&json!(state), &json!(tries)), "{log}");
        assert_eq!(round(&app.state, at).await.unwrap(), 0, "not before its time");
        at = Timestamp(at.0 + 3_600_000);
    }
    assert!(heard.lock().unwrap()[0].1.starts_with(r#"{"text":"Ada: user signed in"#));
    let again = app.post(&app.admin, &format!("/webhooks/{id}/deliveries/1/retry"), json!({})).await;
    assert_eq!(again.status, 202);
    round(&app.state, now()).await.unwrap();
    assert_eq!(heard.lock().unwrap().len(), 4);
}

#[tokio::test]
async fn a_private_address_is_refused_when_it_is_entered_and_when_it_is_sent_to() {
    let app = TestApp::new().await;
    for url in [
        "http://127.0.0.1:9/",
        "http://localhost/",
        "http://[::1]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "ftp://example.com/",
    ] {
        let body = json!({"name": "x", "url": url, "form": "plain", "events": ["user."], "enabled": true});
        let reply = app.post(&app.admin, "/webhooks", body).await;
        assert_eq!((reply.code(422), &reply.body["field"]), ("invalid", &json!("url")), "{url}");
    }
    // A name that meant something else when it was entered: the row is there, the address is private.
    let open = TestApp::reaching_private().await;
    let (url, heard) = receiver(&[]).await;
    let (id, _) = hook(&open, &url, "plain").await;
    open.person("Bob", "viewer").await;
    let closed = open.with_reach(crate::reach::Reach { private: false });
    round(&closed, now()).await.unwrap();
    assert!(heard.lock().unwrap().is_empty());
    let log = open.get(&open.admin, &format!("/webhooks/{id}/deliveries")).await.ok();
    assert!(log[0]["error"].as_str().unwrap().contains("private network"), "{log}");
}
