//! A server that is killed while many write at once: after the restart each write is there in full or not at all.
//!
//! All writers send at once; the server is killed when so many of them have their answer. What is there afterwards is
//! compared with the audit log, which is written in the same transactions, and with the answers.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

use serde_json::{Value, json};

use crate::server::{Server, tablewright};

/// Nothing here takes this long; a server that hangs fails the test.
const PATIENCE: Duration = Duration::from_secs(60);

/// One write: what is sent, and the noun that it makes one more of.
struct Call {
    method: &'static str,
    path: String,
    body: Value,
    noun: &'static str,
}

/// What there has to be one of for each entry of the log with this action.
const NOUNS: [(&str, &str); 8] = [
    ("design", "design.made"),
    ("version", "version.saved"),
    ("token", "token.made"),
    ("webhook", "webhook.made"),
    ("policy", "environment.policy_changed"),
    ("request", "request.opened"),
    ("comment", "comment.made"),
    ("approval", "request.approved"),
];

struct World {
    admin: String,
    reviewer: String,
    environment: String,
    designs: Vec<String>,
    request: Value,
}

impl World {
    fn new(server: &Server) -> Self {
        let admin = server.set_up();
        let invited = server.call("POST", "/invitations", &admin, &json!({"role": "reviewer"}));
        let token = invited["path"].as_str().unwrap().strip_prefix("/join/").unwrap();
        let reviewer = server.join(token, "Rita");
        let environment = server.call("GET", "/environments", &admin, &Value::Null)[0]["id"].clone();
        let environment = environment.as_str().unwrap().to_owned();
        let designs: Vec<String> = (0..2).map(|_| example(server, &admin)).collect();
        let request = open(server, &admin, &designs[0], &environment);
        Self { admin, reviewer, environment, designs, request }
    }

    /// One call of each kind. They do not depend on each other.
    fn calls(&self, server: &Server, round: usize) -> Vec<(String, Call)> {
        let (design, environment) = (&self.designs[0], &self.environment);
        let request = self.request["summary"]["id"].as_str().unwrap();
        let fresh = example(server, &self.admin);
        let call = |method, path: &str, body, noun| Call { method, path: path.to_owned(), body, noun };
        let admin = vec![
            call("POST", "/designs", json!({"source": {"blank": {"name": format!("{round}")}}}), "design"),
            call("POST", &format!("/designs/{fresh}/versions"), json!({"message": "x", "seq": 0}), "version"),
            call("POST", "/tokens", json!({"name": "x", "scopes": ["read"], "days": 1}), "token"),
            call(
                "POST",
                "/webhooks",
                json!({"name": "x", "url": "https://93.184.216.34/", "form": "plain", "events": ["run."],
                    "enabled": false}),
                "webhook",
            ),
            call(
                "PUT",
                &format!("/environments/{environment}/policy"),
                json!({"approvals": 1, "approvers": {"role": "reviewer"}, "operators": {"role": "operator"}}),
                "policy",
            ),
            call(
                "POST",
                "/requests",
                json!({"design": design, "version": 1, "environment": environment, "title": "x"}),
                "request",
            ),
            call("POST", &format!("/requests/{request}/comments"), json!({"body": "x"}), "comment"),
            call(
                "POST",
                &format!("/designs/{}/edits", self.designs[1]),
                json!({"after": 0, "edits": [{"id": format!("e{round}"), "edit": {"set_table": {"table": "game-scores",
                    "field": {"name": format!("Scores{round}")}}}}]}),
                "edit",
            ),
        ];
        let approval = call(
            "POST",
            &format!("/requests/{request}/approvals"),
            json!({"digest": self.request["plan"]["digest"]}),
            "approval",
        );
        let mut calls: Vec<_> = admin.into_iter().map(|call| (self.admin.clone(), call)).collect();
        calls.push((self.reviewer.clone(), approval));
        calls
    }

    /// How many there are of each noun.
    fn counts(&self, server: &Server) -> BTreeMap<&'static str, usize> {
        let get = |path: &str| server.call("GET", path, &self.admin, &Value::Null);
        let length = |value: &Value| value.as_array().unwrap().len();
        let designs = get("/designs");
        let versions =
            designs.as_array().unwrap().iter().map(|one| one["version"].as_u64().unwrap()).sum::<u64>();
        let request = self.request["summary"]["id"].as_str().unwrap();
        let threads = get(&format!("/requests/{request}/comments"));
        let seq = get(&format!("/designs/{}", self.designs[1]))["seq"].as_u64().unwrap();
        BTreeMap::from([
            ("design", length(&designs)),
            ("version", usize::try_from(versions).unwrap()),
            ("token", length(&get("/tokens"))),
            ("webhook", length(&get("/webhooks"))),
            ("policy", self.revision(server)),
            ("request", length(&get("/requests"))),
            ("comment", length(&threads)),
            ("approval", length(&get(&format!("/requests/{request}"))["approvals"])),
            ("edit", usize::try_from(seq).unwrap()),
        ])
    }

    fn revision(&self, server: &Server) -> usize {
        let path = format!("/api/v1/environments/{}/policy", self.environment);
        let (head, _) = server.send("GET", &path, &self.admin, "");
        let tag = head.lines().find_map(|line| line.strip_prefix("etag: ")).unwrap();
        tag.trim_matches('"').parse().unwrap()
    }

    /// How often the log has each action.
    fn noted(&self, server: &Server, action: &str) -> usize {
        let found =
            server.call("GET", &format!("/audit?action={action}&limit=500"), &self.admin, &Value::Null);
        found.as_array().unwrap().iter().filter(|entry| entry["action"] == action).count()
    }
}

fn example(server: &Server, cookie: &str) -> String {
    let made =
        server.call("POST", "/designs", cookie, &json!({"source": {"example": {"key": "game-scores"}}}));
    made["id"].as_str().unwrap().to_owned()
}

fn open(server: &Server, cookie: &str, design: &str, environment: &str) -> Value {
    server.call("POST", &format!("/designs/{design}/versions"), cookie, &json!({"message": "x", "seq": 0}));
    let opened = json!({"design": design, "version": 1, "environment": environment, "title": "x"});
    server.call("POST", "/requests", cookie, &opened)
}

/// Sends, and gives whether the answer was a success; `None` when the server died before it had answered.
fn send(address: SocketAddr, cookie: &str, call: &Call) -> Option<bool> {
    let mut stream = TcpStream::connect(address).ok()?;
    stream.set_read_timeout(Some(PATIENCE)).ok()?;
    let Call { method, path, body, .. } = call;
    let body = body.to_string();
    let length = body.len();
    write!(
        stream,
        "{method} /api/v1{path} HTTP/1.1\r\nhost: x\r\ncookie: {cookie}\r\nconnection: close\r\n\
         content-length: {length}\r\n\r\n{body}"
    )
    .ok()?;
    let mut answer = String::new();
    // A part of an answer is one: its status is what the server has promised.
    let _ = stream.read_to_string(&mut answer);
    let status = answer.strip_prefix("HTTP/1.1 ")?.split(' ').next()?;
    Some(status.starts_with('2'))
}

fn verified(data: &Path) -> bool {
    let said = tablewright().args(["audit", "verify", "--data"]).arg(data).output().unwrap();
    said.status.success()
}

#[test]
fn whatever_is_written_when_the_server_dies_is_there_in_full_or_not_at_all() {
    let data = tempfile::tempdir().unwrap();
    let mut server = Server::start(data.path());
    let world = World::new(&server);
    let (mut written, mut lost) = (0, 0);
    for round in 0..10 {
        let calls = world.calls(&server, round);
        let before = world.counts(&server);
        let enough = round % calls.len();
        let (answered, answers) = mpsc::channel();
        let mut promised: BTreeMap<&str, usize> = BTreeMap::new();
        let mut doomed = Some(server);
        std::thread::scope(|scope| {
            let address = doomed.as_ref().unwrap().address;
            for (cookie, call) in &calls {
                let answered = answered.clone();
                scope.spawn(move || answered.send((call.noun, send(address, cookie, call))));
            }
            drop(answered);
            let mut seen = 0;
            if enough == 0 {
                doomed.take().unwrap().kill();
            }
            for (noun, answer) in answers {
                seen += 1;
                *promised.entry(noun).or_default() += usize::from(answer == Some(true));
                if seen == enough {
                    doomed.take().unwrap().kill();
                }
            }
        });
        server = Server::start(data.path());
        let after = world.counts(&server);
        for (noun, promised) in promised {
            let more = after[noun] - before[noun];
            assert!(
                promised <= more && more <= 1,
                "{noun} in round {round}: {promised} promised, {more} there"
            );
            written += more;
            lost += 1 - more;
        }
        for (noun, action) in NOUNS {
            assert_eq!(after[noun], world.noted(&server, action), "{noun} in round {round}");
        }
        assert!(verified(data.path()), "the log after round {round}");
    }
    println!("{written} writes were there after a kill, {lost} were not");
    assert!(written > 0 && lost > 0, "the kills came neither all too early nor all too late");
}
