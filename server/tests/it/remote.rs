//! `design`, `request` and `drift` against a server, as a pipeline calls them.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tablewright_model::{from_json, to_json};

use crate::commands::{GAME_SCORES, JOINED, Said, fixtures, say, text};
use crate::server::{Server, tablewright};

/// A server with an author and a reviewer, each with a token.
struct Team {
    server: Server,
    author: String,
    reviewer: String,
    _data: tempfile::TempDir,
}

impl Team {
    fn new() -> Self {
        let data = tempfile::tempdir().unwrap();
        let server = Server::start(data.path());
        let admin = server.set_up();
        let invited = server.call("POST", "/invitations", &admin, &json!({"role": "reviewer"}));
        let rita = server.join(invited["path"].as_str().unwrap().strip_prefix("/join/").unwrap(), "Rita");
        let token = |cookie: &str| {
            let scopes = ["read", "design", "request", "approve", "apply"];
            let made =
                server.call("POST", "/tokens", cookie, &json!({"name": "CI", "scopes": scopes, "days": 1}));
            made["secret"].as_str().unwrap().to_owned()
        };
        let (author, reviewer) = (token(&admin), token(&rita));
        Self { server, author, reviewer, _data: data }
    }

    fn asks(&self, token: &str, arguments: &[&str]) -> Said {
        let mut command = tablewright();
        let url = format!("http://{}", self.server.address);
        command.current_dir(fixtures()).env("TABLEWRIGHT_SERVER", url).env("TABLEWRIGHT_TOKEN", token);
        command.args(arguments).output().unwrap().into()
    }

    fn says(&self, arguments: &[&str]) -> Said {
        self.asks(&self.author, arguments)
    }

    /// What a command writes as JSON when it does not fail.
    fn json(&self, arguments: &[&str]) -> Value {
        let said = self.says(&[arguments, &["--format", "json"]].concat());
        assert_eq!(said.code, 0, "{arguments:?}: {}", said.err);
        said.json()
    }
}

fn renamed(file: &Path, from: &str, to: &str) {
    let changed = fs::read_to_string(file).unwrap().replace(from, to);
    fs::write(file, changed).unwrap();
}

#[test]
fn a_design_goes_there_and_comes_back_the_same() {
    let team = Team::new();
    let made = team.json(&["design", "push", GAME_SCORES, "--message", "First"]);
    assert_eq!((&made["changed"], &made["version"]), (&json!(true), &json!(1)));
    let design = made["design"].as_str().unwrap();

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("tables.json");
    assert_eq!(team.says(&["design", "pull", design, "-o", text(&file)]).code, 0);
    let pulled = fs::read_to_string(&file).unwrap();
    let pushed = fs::read_to_string(fixtures().join(GAME_SCORES)).unwrap();
    assert_eq!(pulled, to_json(&from_json(&pushed).unwrap()));

    let again = team.says(&["design", "push", text(&file), "--into", design, "--message", "Again"]);
    assert!(again.out.contains("was equal already") && again.err.contains("none is saved"), "{}", again.err);

    let seen = team.json(&["design", "pull", design])["seq"].to_string();
    renamed(&file, "GameScores", "Scores");
    let push = ["design", "push", text(&file), "--into", "Game scores", "--seen", &seen];
    let done = team.says(&[&push[..], &["-m", "Shorter"]].concat());
    assert!(done.out.contains("version 2 is saved"), "{}{}", done.out, done.err);
    assert!(
        team.says(&["design", "pull", design, "--version", "1"]).out.contains("GameScores"),
        "what was saved stays"
    );

    let late = team.says(&push);
    assert_eq!((late.code, late.out.as_str()), (1, ""));
    assert!(late.err.contains("has been edited since"), "{}", late.err);
}

#[test]
fn a_change_is_requested_read_approved_and_applied() {
    let team = Team::new();
    team.json(&["design", "push", GAME_SCORES, "--message", "First"]);
    let create = ["request", "create", "--design", "Game scores", "--env", "Sandbox", "--title", "Create"];
    let made = team.json(&create);
    let (request, digest) =
        (made["summary"]["id"].as_str().unwrap(), made["plan"]["digest"].as_str().unwrap());

    let shown = team.says(&["request", "show", request]);
    for part in
        ["In review: Game scores version 1 in Sandbox, by Ada", digest, "Approvals: 0 of 1", "1 to add"]
    {
        assert!(shown.out.contains(part), "{part}: {}", shown.out);
    }
    assert!(!shown.out.contains('\x1b'), "colours are for terminals");

    let own = team.says(&["request", "approve", request, "--digest", digest]);
    assert_eq!((own.code, own.err.lines().count()), (1, 1), "{}", own.err);
    let early = team.says(&["request", "apply", request, "--wait"]);
    assert_eq!((early.code, early.out.as_str()), (1, ""), "{}", early.err);
    let another = "0".repeat(64);
    let other = team.asks(&team.reviewer, &["request", "approve", request, "--digest", &another]);
    assert_eq!(other.code, 1, "{}", other.err);

    let address = format!("http://{}/requests/{request}", team.server.address);
    let approved = team.asks(&team.reviewer, &["request", "approve", &address, "--digest", digest]);
    assert!(approved.out.contains("Approvals: 1 of 1\n  Rita\n"), "{}{}", approved.out, approved.err);

    let applied = team.says(&["request", "apply", request, "--wait"]);
    assert_eq!(applied.code, 0, "{}", applied.err);
    assert!(applied.out.contains("has succeeded") && applied.out.contains("No changes."), "{}", applied.out);
    assert!(applied.err.contains("CreateTable GameScores: done"), "{}", applied.err);
    assert_eq!(team.json(&["request", "show", request])["summary"]["state"], "applied");
    assert_eq!(team.json(&["drift", "Sandbox"])["designs"][0]["drifted"], false);

    let twice = team.says(&["request", "apply", request]);
    assert_eq!(twice.code, 1, "{}", twice.err);
}

#[test]
fn what_somebody_changed_in_aws_is_drift() {
    let team = Team::new();
    let made = team.json(&["design", "push", GAME_SCORES, "--message", "First"]);
    let design = made["design"].as_str().unwrap();
    let create = ["request", "create", "--design", design, "--env", "Sandbox", "--title", "Create"];
    let request = team.json(&create);
    let id = request["summary"]["id"].as_str().unwrap();
    let digest = request["plan"]["digest"].as_str().unwrap();
    assert_eq!(team.asks(&team.reviewer, &["request", "approve", id, "--digest", digest]).code, 0);
    assert_eq!(team.says(&["request", "apply", id, "--wait"]).code, 0);
    assert!(team.says(&["drift", "Sandbox"]).out.contains("No drift."));

    // Somebody deletes the table behind everybody's back.
    let endpoint = request["environment"]["endpoint"].as_str().unwrap();
    for (target, body) in [
        ("UpdateTable", json!({"TableName": "GameScores", "DeletionProtectionEnabled": false})),
        ("DeleteTable", json!({"TableName": "GameScores"})),
    ] {
        crate::server::aws(endpoint, target, &body);
    }
    let drifted = team.says(&["drift", "Sandbox", "--design", "Game scores"]);
    assert_eq!(drifted.code, 1, "{}{}", drifted.out, drifted.err);
    assert!(drifted.out.contains("GameScores"), "{}", drifted.out);
    let last = team.says(&["drift", "Sandbox", "--last", "--format", "json"]);
    assert_eq!((last.code, &last.json()["designs"][0]["drifted"]), (1, &json!(true)));
}

#[test]
fn what_can_not_be_asked_is_a_sentence_and_exit_code_2() {
    let team = Team::new();
    let refused = |said: Said, told: &str| {
        assert_eq!((said.code, said.out.as_str(), said.err.lines().count()), (2, "", 1), "{}", said.err);
        assert!(said.err.contains(told), "{told}: {}", said.err);
    };
    refused(team.says(&["design", "pull", "None"]), "no design `None`");
    refused(team.says(&["design", "push", JOINED]), "`tablewright import`");
    refused(team.says(&["request", "show", "none"]), "no such change request");
    refused(team.asks("tablewright_wrong", &["drift", "Sandbox"]), "not known");
    refused(team.asks("", &["drift", "Sandbox"]), "TABLEWRIGHT_TOKEN");
    let nowhere = ["drift", "Sandbox", "--server", "http://127.0.0.1:1"];
    refused(team.says(&nowhere), "can't be asked");
    assert!(team.json(&["design", "push", GAME_SCORES])["version"].is_null(), "no message, no version");

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("token");
    fs::write(&file, format!("{}\n", team.author)).unwrap();
    let by_file = ["design", "pull", "Game scores", "--token-file", text(&file)];
    assert_eq!(team.asks("", &by_file).code, 0);
}

#[test]
fn no_command_takes_a_token_as_an_argument() {
    for command in [&["design", "pull"][..], &["request", "apply"], &["drift"]] {
        let help = say(&[command, &["--help"]].concat()).out;
        assert!(help.contains("--token-file") && !help.contains("--token <"), "{help}");
        assert!(help.contains("Exit code: 0"), "{help}");
    }
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(say(&["man", "-o", text(folder.path())]).code, 0);
    assert!(folder.path().join("tablewright-request-apply.1").is_file());
    assert!(say(&["completion", "bash"]).out.contains("--token-file"));
}
