//! Environments of AWS: added, changed and removed.

use serde_json::{Value, json};

use crate::server::Server;

/// With an endpoint nobody is asked for the account, and a literal address is not looked up.
fn named(name: &str) -> Value {
    json!({"name": name, "region": "eu-central-1", "endpoint": "https://93.184.216.34"})
}

/// Head and body of an edit by somebody who has seen this state.
fn put(server: &Server, path: &str, (cookie, seen): (&str, &str), body: &Value) -> (String, Value) {
    let headers = format!("{cookie}\r\nif-match: {seen}");
    let (head, text) = server.send("PUT", &format!("/api/v1{path}"), &headers, &body.to_string());
    (head, serde_json::from_str(&text).unwrap())
}

#[test]
fn who_edits_an_environment_names_the_state_they_have_seen() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(data.path());
    let cookie = server.set_up();
    let made = server.call("POST", "/environments", &cookie, &named("Production"));
    let path = format!("/environments/{}", made["id"].as_str().unwrap());
    let (head, text) = server.send("GET", &format!("/api/v1{path}"), &cookie, "");
    assert!(head.contains("etag: \"1\""), "{head}");
    assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), made);

    let (head, changed) = put(&server, &path, (&cookie, "\"1\""), &named("Prod"));
    assert!(head.contains("etag: \"2\""), "{head}");
    assert_eq!(changed["name"], "Prod");
    let (_, outdated) = put(&server, &path, (&cookie, "\"1\""), &named("Live"));
    assert_eq!(outdated["code"], "outdated");
    let (_, taken) = put(&server, &path, (&cookie, "*"), &named("sandbox"));
    assert_eq!((&taken["code"], &taken["field"]), (&json!("invalid"), &json!("name")));
    let (_, nowhere) = put(&server, &path, (&cookie, "*"), &json!({"name": "Prod", "region": "Frankfurt"}));
    assert_eq!(nowhere["field"], "region");

    let said = server.call("GET", "/audit", &cookie, &Value::Null);
    let said: Vec<_> = said.as_array().unwrap().iter().map(|entry| entry["action"].clone()).collect();
    assert_eq!(said[..2], [json!("environment.changed"), json!("environment.added")]);
}

#[test]
fn an_environment_without_a_history_can_be_removed_and_the_sandbox_stays() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(data.path());
    let cookie = server.set_up();
    let made = server.call("POST", "/environments", &cookie, &named("Production"));
    let path = format!("/environments/{}", made["id"].as_str().unwrap());
    server.call("DELETE", &path, &cookie, &Value::Null);
    let (head, _) = server.send("GET", &format!("/api/v1{path}"), &cookie, "");
    assert!(head.starts_with("HTTP/1.1 404"), "{head}");

    let all = server.call("GET", "/environments", &cookie, &Value::Null);
    let sandbox = format!("/environments/{}", all[0]["id"].as_str().unwrap());
    let (head, _) = server.send("DELETE", &format!("/api/v1{sandbox}"), &cookie, "");
    assert!(head.starts_with("HTTP/1.1 409"), "{head}");
    let (_, refused) = put(&server, &sandbox, (&cookie, "*"), &named("Production"));
    assert_eq!(refused["code"], "conflict");
}
