//! `backup` of a server that is being written to, and `restore` of it.

use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use serde_json::{Value, json};

use crate::commands::{say, text};
use crate::server::Server;

fn renamed(number: usize) -> Value {
    let field = json!({"name": format!("Scores{number}")});
    let edit =
        json!({"id": format!("e{number}"), "edit": {"set_table": {"table": "game-scores", "field": field}}});
    json!({"after": 0, "edits": [edit]})
}

#[test]
fn a_backup_under_load_is_restored_to_a_server_that_has_everything_acknowledged_before() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(data.path());
    let cookie = server.set_up();
    let example = json!({"source": {"example": {"key": "game-scores"}}});
    let made = server.call("POST", "/designs", &cookie, &example);
    let design = format!("/designs/{}", made["id"].as_str().unwrap());
    let copies = tempfile::tempdir().unwrap();
    let (backup, is_over) = (copies.path().join("backup"), AtomicBool::new(false));
    let before = 20;
    for number in 1..=before {
        server.call("POST", &format!("{design}/edits"), &cookie, &renamed(number));
    }
    thread::scope(|scope| {
        scope.spawn(|| {
            let mut number = before;
            while !is_over.load(Ordering::Relaxed) {
                number += 1;
                server.call("POST", &format!("{design}/edits"), &cookie, &renamed(number));
            }
        });
        let said = say(&["backup", "--data", text(data.path()), "-o", text(&backup)]);
        is_over.store(true, Ordering::Relaxed);
        assert_eq!(said.code, 0, "{}", said.err);
    });
    assert!(server.stop().success());

    let restored = copies.path().join("restored");
    let said = say(&["restore", text(&backup), "--data", text(&restored)]);
    assert_eq!(said.code, 0, "{}", said.err);
    let server = Server::start(&restored);
    let found = server.call("GET", &design, &cookie, &Value::Null);
    let seq = found["seq"].as_u64().unwrap();
    assert!(seq >= before as u64, "{seq}");
    assert_eq!(found["document"]["tables"][0]["name"], format!("Scores{seq}"), "document and edits agree");
    assert!(server.stop().success());

    let over = say(&["restore", text(&backup), "--data", text(&restored)]);
    assert_eq!((over.code, over.err.contains("is not empty")), (1, true), "{}", over.err);
    let again = say(&["backup", "--data", text(&restored), "-o", text(&backup)]);
    assert_eq!((again.code, again.err.contains("is not empty")), (1, true), "{}", again.err);
}

#[test]
fn what_is_no_backup_is_not_restored() {
    let folder = tempfile::tempdir().unwrap();
    let (wrong, target) = (folder.path().join("wrong"), folder.path().join("data"));
    fs::create_dir(&wrong).unwrap();
    let restore = || say(&["restore", text(&wrong), "--data", text(&target)]);
    assert!(restore().err.contains("there is no backup"));
    fs::write(wrong.join("tablewright.db"), "a diary").unwrap();
    let said = restore();
    assert_eq!((said.code, said.err.lines().count()), (1, 1), "{}", said.err);
    assert!(!target.exists(), "nothing was made");
}
