//! A kill at any point of any call that writes: after the restart what it does is done or not, never half, and the chain
//! of the audit log holds.
//!
//! Within a commit SQLite has all or nothing, so the points are those between two commits of a call.
//! `fixtures/authorisation/commits.txt` says what each call writes in how many. Deliberately without what a run does when
//! it has begun: `crates/engine` is killed before and after each of its calls.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use serde_json::{Value, json};
use tablewright_storage::{Environment, EnvironmentId, EnvironmentKind, Probe, Rows};
use tablewright_testkit::golden;

use super::calls::{self, Call};
use super::world::{Asked, World};
use crate::commands::serve::sandbox_environment;
use crate::entropy;
use crate::tests::{PASSWORD, TestApp};

/// Calls that begin a run, which goes on writing when the call is answered.
const RUNS: [&str; 2] = ["/requests/{id}/apply", "/runs/{id}/resume"];
/// Calls that write nothing here, with the reason.
const WITHOUT: [(&str, &str); 11] = [
    ("POST /examples/tour", "made in steps, and finished or removed later: `tests/tour.rs`"),
    ("DELETE /examples/tour", "there is none"),
    ("POST /designs/{id}/trials", "it keeps nothing"),
    ("POST /designs/{id}/plans", "it keeps nothing"),
    ("POST /designs/{id}/comparisons", "one statement, for a table that takes the place of another"),
    ("POST /environments", "one commit, for an account that answers"),
    ("PUT /environments/{id}", "one commit, for an account that answers"),
    ("POST /designs/{id}/drift/acceptance", "one version, where a table was changed by hand"),
    ("POST /webhooks/{id}/deliveries/{delivery}/retry", "one statement, for a delivery that failed"),
    ("POST /runs/{id}/pause", "one statement, for a run that goes on: killed in `crates/engine`"),
    ("POST /runs/{id}/cancel", "one statement, for a run that goes on: killed in `crates/engine`"),
];
/// When something was used last is written in a commit of its own, before the deed and without it.
const TRACES: [&str; 2] = ["sessions", "tokens"];

/// What happened to rows, by table; not to how many, for a call may end as many sessions as there happen to be.
type Change = BTreeMap<String, BTreeSet<&'static str>>;

fn change(before: &Rows, after: &Rows) -> Change {
    let mut change = Change::new();
    let keys: BTreeSet<_> = before.keys().chain(after.keys()).collect();
    for key in keys {
        let kind = match (before.get(key), after.get(key)) {
            (None, _) => "written",
            (Some(old), Some(new)) if old == new => continue,
            (Some(_), Some(_)) if TRACES.contains(&key.0.as_str()) => continue,
            (Some(_), Some(_)) => "written",
            (Some(_), None) => "removed",
        };
        change.entry(key.0.clone()).or_default().insert(kind);
    }
    change
}

/// Calls that the matrix makes without effect, with one.
async fn with_effect(world: &World, call: &Call, asked: &mut Asked) {
    let app = &world.app;
    let body = match (call.method, call.path) {
        ("POST", "/session") => json!({"email": "viewer@example.com", "password": PASSWORD}),
        ("PATCH", "/users/{id}") => {
            let cookie = app.person(&format!("of-{}", asked.design), "viewer").await;
            let person = app.get(&cookie, "/session").await.ok()["user"]["id"].clone();
            asked.path = format!("/users/{}", person.as_str().unwrap());
            json!({"role": "designer"})
        }
        ("DELETE", "/environments/{id}") => {
            let id = EnvironmentId(entropy::id().unwrap());
            let (name, kind) = (format!("of-{}", asked.design), EnvironmentKind::Aws);
            let unused = Environment { name, kind, ..sandbox_environment(id) };
            app.state.store.create_environment(&unused).await.unwrap();
            asked.path = format!("/environments/{id}");
            return;
        }
        ("POST", "/designs/{id}/edits") => {
            let edit = json!({"set_design": {"field": {"name": "Other"}}});
            json!({"after": 0, "edits": [{"id": "e1", "edit": edit}]})
        }
        ("POST", "/designs/{id}/adoptions") => adopted(app, &asked.design).await,
        ("POST", "/imports") => imported(app).await,
        _ => return,
    };
    asked.body = body.to_string();
}

/// A table that was made past us, as its design would have it adopted.
async fn adopted(app: &TestApp, design: &str) -> Value {
    let (table, key) = (format!("Scores{design}"), [("UserId", "HASH"), ("GameTitle", "RANGE")]);
    let schema = key.map(|(name, kind)| json!({"AttributeName": name, "KeyType": kind}));
    let attributes = key.map(|(name, _)| json!({"AttributeName": name, "AttributeType": "S"}));
    let made = json!({"TableName": table, "BillingMode": "PAY_PER_REQUEST", "KeySchema": schema,
        "AttributeDefinitions": attributes});
    app.aws("CreateTable", &made).await;
    let sandbox = app.sandbox().await;
    let found = app.get(&app.admin, &format!("/designs/{design}/versions/1/adoptions/{sandbox}")).await.ok();
    let tables = json!([{"table": table, "table_id": found[0]["table_id"]}]);
    json!({"version": 1, "environment": sandbox, "tables": tables})
}

/// A file that was looked at, to be imported.
async fn imported(app: &TestApp) -> Value {
    let text = tablewright_model::to_json(&crate::gallery::example("game-scores").unwrap());
    let file = json!({"path": "game-scores.json", "content": {"text": text}});
    let source = json!({"files": {"files": [file]}});
    let preview = app.post(&app.admin, "/imports", json!({"source": source})).await.ok();
    json!({"source": source, "digest": preview["digest"]})
}

/// What a call does when only so many of its commits get through.
struct Cut {
    status: u16,
    commits: u64,
    change: Change,
    /// The status and the change of the same call after a restart.
    again: (u16, Change),
}

async fn cut(world: &mut World, probe: &Probe, call: &Call, commits: u64) -> Cut {
    let (who, object) = match call.path {
        "/requests/{id}/approvals" => ("reviewer", "foreign"),
        _ => ("administrator", call.objects[0]),
    };
    let mut asked = world.prepare(call, object, who).await;
    with_effect(world, call, &mut asked).await;
    let before = probe.rows().await.unwrap();
    probe.end_after(commits).await.unwrap();
    let status = world.ask(call, &asked).await;
    let commits = probe.go_on();
    let after = probe.rows().await.unwrap();
    world.app.restart();
    let chain = world.app.state.store.verify_audit().await.unwrap();
    assert_eq!(chain.broken_at, None, "{} {}", call.method, call.path);
    let again = world.ask(call, &asked).await;
    let finally = probe.rows().await.unwrap();
    Cut { status, commits, change: change(&before, &after), again: (again, change(&before, &finally)) }
}

#[tokio::test]
async fn a_kill_between_two_commits_leaves_a_call_done_or_not() {
    let mut world = World::on_disk().await;
    let probe = world.app.state.store.probe();
    let mut text = String::new();
    let mut half = String::new();
    for call in calls::ALL.iter().filter(|call| call.method != "GET" && !RUNS.contains(&call.path)) {
        let whole = cut(&mut world, &probe, call, u64::MAX).await;
        let name = format!("{} {}", call.method, call.path);
        let writes = !WITHOUT.iter().any(|(without, _)| *without == name);
        let as_expected = !writes || (whole.status < 300 && whole.commits > 0);
        assert!(as_expected, "{name}: {} with {} commits", whole.status, whole.commits);
        let _ = writeln!(text, "{name:52}{:4}{:4}  {:?}", whole.status, whole.commits, whole.change);
        for commits in 0..whole.commits {
            let cut = cut(&mut world, &probe, call, commits).await;
            let done = cut.change == whole.change;
            if !(done || cut.change.is_empty()) {
                let _ = writeln!(half, "{name} after {commits}: {:?}", cut.change);
            }
            if !done && cut.status < 500 {
                let _ = writeln!(half, "{name} after {commits}: {} and {:?}", cut.status, cut.change);
            }
            if cut.again.0 >= 500 || !(done || cut.again.1 == whole.change) {
                let _ = writeln!(half, "{name} after {commits}, again: {:?}", cut.again);
            }
        }
    }
    golden::check("authorisation/commits.txt", &text);
    assert_eq!(half, "");
}
