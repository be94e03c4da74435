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
