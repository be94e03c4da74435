//! Starting, stopping, being killed: what was acknowledged is there again.

use serde_json::{Value, json};

use crate::server::{Server, tablewright};

fn rename(id: usize, name: &str) -> Value {
    let field = json!({"name": name});
    json!({"id": format!("e{id}"), "edit": {"set_table": {"table": "game-scores", "field": field}}})
}

#[test]
fn every_acknowledged_edit_survives_a_kill() {
    let data = tempfile::tempdir().unwrap();
    let mut server = Server::start(data.path());
    let cookie = server.set_up();
    let example = json!({"source": {"example": {"key": "game-scores"}}});
    let made = server.call("POST", "/designs", &cookie, &example);
    let design = format!("/designs/{}", made["id"].as_str().unwrap());
    for round in 1..=5 {
        let name = format!("Scores{round}");
        let edits = json!({"after": 0, "edits": [rename(round, &name)]});
        server.call("POST", &format!("{design}/edits"), &cookie, &edits);
        server.kill();
        server = Server::start(data.path());
        assert_eq!(server.token, None, "there is an administrator already");
        let found = server.call("GET", &design, &cookie, &Value::Null);
        assert_eq!((&found["seq"], &found["document"]["tables"][0]["name"]), (&json!(round), &json!(name)));
    }
}

#[test]
fn a_run_goes_on_where_a_kill_interrupted_it() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(data.path());
    let author = server.set_up();
    let example = json!({"source": {"example": {"key": "game-scores"}}});
    let made = server.call("POST", "/designs", &author, &example);
    let design = made["id"].as_str().unwrap();
    let saved = json!({"message": "First", "seq": 0});
    server.call("POST", &format!("/designs/{design}/versions"), &author, &saved);
    let environment = server.call("GET", "/environments", &author, &Value::Null)[0]["id"].clone();
    let (path, run) = started(&server, &author, design, environment.as_str().unwrap());
    server.kill();

    let server = Server::start(data.path());
    let events = format!("/api/v1/runs/{}/events", run["id"].as_str().unwrap());
    // The stream ends with the run.
    let (_, stream) = server.send("GET", &events, &author, "");
    assert!(stream.contains("No changes. Your tables match the design."), "{stream}");
    let request = server.call("GET", &path, &author, &Value::Null);
    assert_eq!(request["summary"]["state"], "applied");
    assert!(server.stop().success());
}

/// A run of the first version that somebody else approved: the path of its request, and the run.
fn started(server: &Server, author: &str, design: &str, environment: &str) -> (String, Value) {
    let opened = json!({"design": design, "version": 1, "environment": environment, "title": "Create"});
    let request = server.call("POST", "/requests", author, &opened);
    let path = format!("/requests/{}", request["summary"]["id"].as_str().unwrap());
    let reviewer = invite(server, author);
    let approval = json!({"digest": request["plan"]["digest"]});
    server.call("POST", &format!("{path}/approvals"), &reviewer, &approval);
    let run = server.call("POST", &format!("{path}/apply"), author, &Value::Null);
    (path, run)
}

/// The first version, applied.
pub(crate) fn applied(server: &Server, author: &str, design: &str, environment: &str) {
    let (_, run) = started(server, author, design, environment);
    let events = format!("/api/v1/runs/{}/events", run["id"].as_str().unwrap());
    // The stream ends with the run.
    let (_, stream) = server.send("GET", &events, author, "");
    assert!(stream.contains("No changes. Your tables match the design."), "{stream}");
}

fn invite(server: &Server, author: &str) -> String {
    let invited = server.call("POST", "/invitations", author, &json!({"role": "reviewer"}));
    let token = invited["path"].as_str().unwrap().strip_prefix("/join/").unwrap();
    server.join(token, "Rita")
}

#[test]
fn it_stops_when_told_and_says_whether_it_is_well() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(data.path());
    let listen = server.address.to_string();
    let check = || tablewright().args(["healthcheck", "--listen", &listen]).output().unwrap();
    assert!(check().status.success());
    assert!(server.stop().success());
    let after = check();
    assert_eq!(after.status.code(), Some(1));
    assert!(String::from_utf8(after.stderr).unwrap().contains("does not answer"));
}

#[test]
fn a_request_with_two_lengths_is_refused() {
    use std::io::{Read, Write};
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(data.path());
    for smuggled in [
        "content-length: 5\r\ncontent-length: 40\r\n",
        "content-length: 5, 40\r\n",
        "content-length: +5\r\n",
        "transfer-encoding: chunked, identity\r\n",
    ] {
        let mut stream = std::net::TcpStream::connect(server.address).unwrap();
        stream.set_read_timeout(Some(std::time::Duration::from_secs(30))).unwrap();
        let head = format!("POST /api/v1/session HTTP/1.1\r\nhost: x\r\nconnection: close\r\n{smuggled}\r\n");
        stream.write_all(head.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 400"), "{smuggled:?}: {answer}");
    }
}

#[test]
fn the_audit_log_is_verified_beside_a_running_server_and_a_forgery_shows() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(data.path());
    let admin = server.set_up();
    let verify = |more: &[&str]| {
        let output =
            tablewright().args(["audit", "verify", "--data"]).arg(data.path()).args(more).output().unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    };
    let (code, text) = verify(&[]);
    assert_eq!(code, Some(0), "{text}");
    let head = text.lines().find_map(|line| line.strip_prefix("Head: ")).unwrap().to_owned();
    server.call("POST", "/designs", &admin, &json!({"source": {"blank": {"name": "More"}}}));
    assert_eq!(verify(&["--head", &head]).0, Some(0), "what was noted before is still in it");
    let (code, text) = verify(&["--head", "of another log"]);
    assert_eq!((code, text.contains("the log was cut or written anew")), (Some(1), true), "{text}");
    let (code, text) = verify(&["--format", "json"]);
    let chain: Value = serde_json::from_str(&text).unwrap();
    assert_eq!((code, &chain["broken_at"]), (Some(0), &Value::Null));
    let elsewhere = tempfile::tempdir().unwrap();
    let none = tablewright().args(["audit", "verify", "--data"]).arg(elsewhere.path()).output().unwrap();
    assert_eq!(none.status.code(), Some(2));
}

#[test]
fn an_order_to_stop_a_run_survives_a_kill() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(data.path());
    let author = server.set_up();
    let example = json!({"source": {"example": {"key": "game-scores"}}});
    let design = server.call("POST", "/designs", &author, &example)["id"].as_str().unwrap().to_owned();
    server.call(
        "POST",
        &format!("/designs/{design}/versions"),
        &author,
        &json!({"message": "First", "seq": 0}),
    );
    let environment = server.call("GET", "/environments", &author, &Value::Null)[0]["id"].clone();
    let opened = json!({"design": design, "version": 1, "environment": environment, "title": "Create"});
    let request = server.call("POST", "/requests", &author, &opened);
    let path = format!("/requests/{}", request["summary"]["id"].as_str().unwrap());
    let approval = json!({"digest": request["plan"]["digest"]});
    server.call("POST", &format!("{path}/approvals"), &invite(&server, &author), &approval);
    let run = server.call("POST", &format!("{path}/apply"), &author, &Value::Null)["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let asked = server.call("POST", &format!("/runs/{run}/cancel"), &author, &Value::Null);
    server.kill();

    let server = Server::start(data.path());
    let (_, stream) = server.send("GET", &format!("/api/v1/runs/{run}/events"), &author, "");
    let last = stream.lines().rev().find_map(|line| line.strip_prefix("data: ")).unwrap();
    let last: Value = serde_json::from_str(last).unwrap();
    // The run may have been through when the order came; it has not been forgotten when it was not.
    let through = asked["state"] == "succeeded"
        || last["steps"].as_array().unwrap().iter().all(|step| step["state"] == "done");
    assert!(through || last["state"] == "cancelled", "{last}");
    let log = server.call("GET", "/audit?action=run.", &author, &Value::Null);
    assert!(log.as_array().unwrap().iter().any(|entry| entry["action"] == "run.cancel_asked"), "{log}");
}
