//! `plan` against `sandbox`: exit codes, words, and that nothing is changed.

use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};

use crate::commands::{GAME_SCORES, UNFINISHED, say};
use crate::server::{Server, tablewright};
use serde_json::{Value, json};

/// A sandbox process of one test.
struct Alone {
    child: Child,
    endpoint: String,
}

impl Alone {
    fn start() -> Self {
        let mut child = tablewright()
            .args(["sandbox", "--listen", "127.0.0.1:0", "--time-scale", "0"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let line = BufReader::new(child.stdout.take().unwrap()).lines().next().unwrap().unwrap();
        let endpoint = line.split_whitespace().find(|word| word.starts_with("http://")).unwrap().to_owned();
        Self { child, endpoint }
    }
}

impl Drop for Alone {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn the_exit_code_says_whether_there_is_something_to_change() {
    let sandbox = Alone::start();
    let plan = |file: &str, more: &[&str]| {
        let mut arguments = vec!["plan", file, "--region", "eu-central-1", "--endpoint", &sandbox.endpoint];
        arguments.extend(more);
        say(&arguments)
    };
    let said = plan(GAME_SCORES, &[]);
    assert_eq!(said.code, 2, "{}", said.err);
    assert!(said.out.ends_with("Plan: 1 to add, 0 to change, 0 to destroy.\n"), "{}", said.out);
    assert!(said.out.contains("Access patterns that are served otherwise"), "{}", said.out);
    let found =
        plan(GAME_SCORES, &["--format", "json", "--name-template", "{env}-{table}", "--env", "dev"]).json();
    assert_eq!(
        (&found["changes"][0]["table"], &found["patterns"][0]["effect"]),
        (&json!("dev-GameScores"), &json!("gains"))
    );
    let again = plan(GAME_SCORES, &[]);
    assert_eq!(again.out, said.out, "a plan changes nothing");

    let wrong = plan(UNFINISHED, &[]);
    assert_eq!((wrong.code, wrong.out.as_str(), wrong.err.lines().count()), (1, "", 1), "{}", wrong.err);
    assert_eq!(plan("none.json", &[]).code, 1);
    let endpoint = sandbox.endpoint.clone();
    drop(sandbox);
    let gone = say(&["plan", GAME_SCORES, "--region", "eu-central-1", "--endpoint", &endpoint]);
    assert_eq!(gone.code, 1);
    assert!(gone.err.contains("does not answer"), "{}", gone.err);
}

/// The table is made by hand with another key, so that the design would replace it.
#[test]
fn a_replacement_says_what_a_place_for_copies_is_good_for() {
    let sandbox = Alone::start();
    let server = &sandbox.endpoint;
    let body = json!({
        "TableName": "GameScores", "BillingMode": "PAY_PER_REQUEST",
        "KeySchema": [{"AttributeName": "UserId", "KeyType": "HASH"}],
        "AttributeDefinitions": [{"AttributeName": "UserId", "AttributeType": "S"}],
    });
    crate::server::aws(server, "CreateTable", &body);
    let plan = |more: &[&str]| {
        let mut arguments = vec!["plan", GAME_SCORES, "--region", "us-east-1", "--endpoint", server];
        arguments.extend(more);
        say(&arguments)
    };
    let alone = plan(&[]);
    assert_eq!(alone.code, 1);
    assert!(alone.out.contains("Or name a place for copies"), "{}", alone.out);
    let placed = plan(&["--copies", "s3://copies/tables"]);
    assert!(placed.out.contains("That plan exports `GameScores` to the place for copies"), "{}", placed.out);
    let wrong = plan(&["--copies", "copies"]);
    assert!(wrong.err.contains("begins with s3://"), "{}", wrong.err);
}

#[test]
fn after_a_run_of_the_server_there_is_nothing_to_change() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(data.path());
    let author = server.set_up();
    let example = json!({"source": {"example": {"key": "game-scores"}}});
    let made = server.call("POST", "/designs", &author, &example);
    let design = made["id"].as_str().unwrap();
    let saved = json!({"message": "First", "seq": 0});
    server.call("POST", &format!("/designs/{design}/versions"), &author, &saved);
    let environment = server.call("GET", "/environments", &author, &Value::Null)[0].clone();
    crate::life::applied(&server, &author, design, environment["id"].as_str().unwrap());
    let endpoint = environment["endpoint"].as_str().unwrap();
    let said = say(&["plan", GAME_SCORES, "--region", "us-east-1", "--endpoint", endpoint]);
    assert_eq!(
        (said.code, said.out.as_str()),
        (0, "No changes. Your tables match the design.\n"),
        "{}",
        said.err
    );
}
