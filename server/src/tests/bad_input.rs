//! Whatever comes in: a 4xx with a code, never a 500.

use axum::body::Body;
use axum::http::Request;
use serde_json::json;

use super::TestApp;

#[tokio::test]
async fn bodies_that_are_not_what_the_call_takes() {
    let app = TestApp::new().await;
    let id = app.game_scores(&app.admin).await;
    let edits = format!("/designs/{id}/edits");
    for (body, field) in [
        ("", None),
        ("{", None),
        ("[]", None),
        ("\u{0}\u{1}", None),
        (r#"{"after": -1, "edits": []}"#, Some("after")),
        (r#"{"after": 0, "edits": [{"id": "a", "edit": {"explode": {}}}]}"#, Some("edits[0].edit")),
        (r#"{"after": 0, "edits": [], "more": 1}"#, Some("more")),
    ] {
        let reply = app.call("POST", &app.admin, &edits, Body::from(body)).await;
        assert_eq!(reply.code(400), "malformed", "{body}");
        if let Some(field) = field {
            assert_eq!(reply.body["field"], field, "{body}: {}", reply.body);
        }
    }
    let huge = "x".repeat(5 * 1024 * 1024);
    assert_eq!(app.call("POST", &app.admin, &edits, Body::from(huge)).await.code(413), "too_large");
    let nested =
        format!(r#"{{"after":0,"edits":[{{"id":"a","edit":{}"#, r#"{"batch":{"edits":["#.repeat(5_000));
    assert_eq!(app.call("POST", &app.admin, &edits, Body::from(nested)).await.code(400), "malformed");
}

#[tokio::test]
async fn addresses_that_name_nothing() {
    let app = TestApp::new().await;
    for path in [
        "/designs/none",
        "/designs/NOT-AN-ID",
        "/designs/%00",
        "/designs/none/versions/1",
        "/designs/none/versions/one",
        "/designs/none/changes?from=0",
        "/requests/none",
        "/runs/none",
        "/nowhere",
    ] {
        assert_eq!(app.get(&app.admin, path).await.code(404), "not_found", "{path}");
    }
    let reply = app.get(&app.admin, "/designs/none/changes?from=many").await;
    assert!((400..500).contains(&reply.status), "{}", reply.status);
}

#[tokio::test]
async fn fields_are_named_when_their_values_are_not_acceptable() {
    let app = TestApp::new().await;
    let invited = app.post(&app.admin, "/invitations", json!({"role": "viewer"})).await.ok();
    let path =
        format!("/invitations/{}/accept", invited["path"].as_str().unwrap().strip_prefix("/join/").unwrap());
    let person =
        |name: &str, email: &str, password: &str| json!({"name": name, "email": email, "password": password});
    for (body, field) in [
        (person(" ", "a@b.c", "long enough it is"), "name"),
        (person("Bob", "nobody", "long enough it is"), "email"),
        (person("Bob", "a@b.c", "short"), "password"),
        (person("Bob", "ada@example.com", "long enough it is"), "email"),
    ] {
        let reply = app.post("", &path, body).await;
        assert_eq!((reply.code(422), &reply.body["field"]), ("invalid", &json!(field)));
    }
    for (body, field) in [
        (json!({"name": "", "region": "eu-central-1"}), "name"),
        (json!({"name": "prod", "region": "Frankfurt!"}), "region"),
        (json!({"name": "prod", "region": "eu-central-1", "endpoint": "file:///etc/passwd"}), "endpoint"),
        (json!({"name": "prod", "region": "eu-central-1", "name_template": "no table"}), "name_template"),
        (json!({"name": "prod", "region": "eu-central-1", "copies": "copies/tables"}), "copies"),
        (json!({"name": "prod", "region": "eu-central-1", "copies": "s3://copies/../x"}), "copies"),
        (json!({"name": "prod", "region": "eu-central-1", "copies_owner": "123456789012"}), "copies"),
        (
            json!({"name": "prod", "region": "eu-central-1", "copies": "s3://copies", "copies_owner": "12"}),
            "copies_owner",
        ),
        (json!({"name": "Sandbox", "region": "eu-central-1"}), "name"),
    ] {
        let reply = app.post(&app.admin, "/environments", body).await;
        assert_eq!((reply.code(422), &reply.body["field"]), ("invalid", &json!(field)));
    }
}

#[tokio::test]
async fn requests_of_other_sites_are_refused() {
    let app = TestApp::new().await;
    let request = Request::post("/api/v1/designs")
        .header("cookie", &app.admin)
        .header("sec-fetch-site", "cross-site")
        .body(Body::from(json!({"source": {"blank": {"name": "Evil"}}}).to_string()))
        .unwrap();
    assert_eq!(app.raw(request).await.status, 403);
    assert_eq!(app.get(&app.admin, "/designs").await.ok(), json!([]));
}

#[tokio::test]
async fn an_endpoint_inside_a_private_network_is_refused() {
    let app = TestApp::new().await;
    for endpoint in
        ["http://127.0.0.1:8000", "http://localhost:8000", "http://169.254.169.254", "https://10.0.0.1"]
    {
        let body = json!({"name": "own", "region": "eu-central-1", "endpoint": endpoint});
        let reply = app.post(&app.admin, "/environments", body).await;
        assert_eq!((reply.code(422), &reply.body["field"]), ("invalid", &json!("endpoint")), "{endpoint}");
    }
}
