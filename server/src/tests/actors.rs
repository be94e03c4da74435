//! What a person does is in the audit log as theirs: no code writes past the store that has its actor.
//!
//! Read from the sources: which functions of the store write, and who calls them on the store that nobody acts through.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// What the server itself writes, in nobody's name, with the reason.
const OF_THE_SERVER: [(&str, &str); 10] = [
    ("touch_token", "when a token was used last is no deed"),
    ("claim_key", "the key of a request that may be sent again"),
    ("keep_answer", "the answer to one"),
    ("give_key_back", "one that was refused"),
    ("record_drift", "what a look has found, also one of the schedule"),
    ("set_baseline", "what a look has found"),
    ("fan_out", "deliveries follow from the log"),
    ("record_delivery", "what became of one"),
    ("finish_tour", "the server makes the example, and says so when all of it stands"),
    ("finish_run", "a run that can't go on has its own starter"),
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("tests") {
            sources(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") && !path.ends_with("tests.rs") {
            found.push(path);
        }
    }
}

fn texts(folder: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut found);
    found.into_iter().map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect()
}

/// The public functions of the store that take the writer, themselves or by another.
fn writing() -> BTreeSet<String> {
    let mut bodies = Vec::new();
    for (_, text) in texts("../crates/storage/src") {
        let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default().to_owned();
        for part in code.split("async fn ").skip(1) {
            let name = part.split(['(', '<']).next().unwrap_or_default().to_owned();
            bodies.push((name, part.split("\n    }\n").next().unwrap_or_default().to_owned()));
        }
    }
    let mut writing = BTreeSet::from(["write".to_owned()]);
    loop {
        let calls = |body: &str| {
            let by_another = writing.iter().any(|name| body.contains(&format!("self.{name}(")));
            by_another || body.contains("self.writer")
        };
        let more: Vec<_> =
            bodies.iter().filter(|(name, body)| !writing.contains(name) && calls(body)).cloned().collect();
        if more.is_empty() {
            return writing;
        }
        writing.extend(more.into_iter().map(|(name, _)| name));
    }
}

#[test]
fn nobody_writes_past_the_store_that_has_its_actor() {
    let writing = writing();
    for known in ["create_design", "approve", "set_role", "ask_pause", "accept_invitation"] {
        assert!(writing.contains(known), "{known} is not known to write: {writing:?}");
    }
    let allowed = |name: &str| OF_THE_SERVER.iter().any(|(known, _)| *known == name);
    let mut past = Vec::new();
    for (path, text) in texts("src") {
        let code: String =
            text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default().split_whitespace().collect();
        for call in code.split("state.store.").skip(1) {
            let name = call.split('(').next().unwrap_or_default();
            if writing.contains(name) && !allowed(name) {
                past.push(format!("{}: {name}", path.display()));
            }
        }
    }
    assert!(past.is_empty(), "write through user.store(&state) instead: {past:#?}");
    for (name, why) in OF_THE_SERVER {
        assert!(writing.contains(name) && !why.is_empty(), "{name} writes no more");
    }
}
