//! A kill at any point of any call that writes: after the restart what it does is done or not, never half, and the chain
//! of the audit log holds.
//!
//! Within a commit SQLite has all or nothing, so the points are those between two commits of a call.
//! `fixtures/authorisation/commits.txt` says what each call writes in how many. Deliberately without what a run does when
//! it has begun: `crates/engine` is killed before and after each of its calls.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use tablewright_storage::{Probe, Rows};
use tablewright_testkit::golden;

use super::calls::{self, Call};
use super::world::World;

/// Calls that begin a run, which goes on writing when the call is answered.
const RUNS: [&str; 2] = ["/requests/{id}/apply", "/runs/{id}/resume"];
/// When something was used last is written in a commit of its own, before the deed and without it.
const TRACES: [&str; 2] = ["sessions", "tokens"];

/// Rows added, changed and removed, by table.
type Change = BTreeMap<String, [usize; 3]>;

fn change(before: &Rows, after: &Rows) -> Change {
    let mut change = Change::new();
    let keys: BTreeSet<_> = before.keys().chain(after.keys()).collect();
    for key in keys {
        let kind = match (before.get(key), after.get(key)) {
            (None, _) => 0,
            (Some(old), Some(new)) if old == new => continue,
            (Some(_), Some(_)) if TRACES.contains(&key.0.as_str()) => continue,
            (Some(_), Some(_)) => 1,
            (Some(_), None) => 2,
        };
        change.entry(key.0.clone()).or_default()[kind] += 1;
    }
    change
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
    let object = if call.objects.contains(&"own") { "own" } else { "-" };
    let asked = world.prepare(call, object, "administrator").await;
    let before = probe.rows().await.unwrap();
    probe.end_after(commits).await.unwrap();
    let status = world.ask(call, &asked).await;
    let commits = probe.go_on();
    let after = probe.rows().await.unwrap();
    world.app.restart();
    world.app.state.store.verify_audit().await.unwrap();
    let again = world.ask(call, &asked).await;
    let finally = probe.rows().await.unwrap();
    Cut { status, commits, change: change(&before, &after), again: (again, change(&before, &finally)) }
}

#[tokio::test]
async fn a_kill_between_two_commits_leaves_a_call_done_or_not() {
    let mut world = World::on_disk().await;
    let probe = world.app.state.store.probe();
    let mut text = String::new();
    for call in calls::ALL.iter().filter(|call| call.method != "GET" && !RUNS.contains(&call.path)) {
        let whole = cut(&mut world, &probe, call, u64::MAX).await;
        let name = format!("{} {}", call.method, call.path);
        let _ = writeln!(text, "{name:52}{:4}{:4}  {:?}", whole.status, whole.commits, whole.change);
        for commits in 0..whole.commits {
            let cut = cut(&mut world, &probe, call, commits).await;
            let done = cut.change == whole.change;
            assert!(done || cut.change.is_empty(), "{name} after {commits}: {:?}", cut.change);
            assert!(done || cut.status >= 500, "{name} after {commits}: {} and nothing done", cut.status);
            assert!(cut.again.0 < 500, "{name} after {commits}, again: {}", cut.again.0);
            let now = &cut.again.1;
            assert!(done || *now == whole.change, "{name} after {commits}, again: {now:?}");
        }
    }
    golden::check("authorisation/commits.txt", &text);
}
