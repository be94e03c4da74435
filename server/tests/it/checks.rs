//! `verdicts`, `diff`, `doctor`, `completion` and `man`: what they say, and the exit code.

use std::fs;
use std::net::TcpListener;

use serde_json::{Value, json};
use tablewright_testkit::golden;

use crate::commands::{GAME_SCORES, UNFINISHED, fixtures, refusal, say, text};
use crate::server::Server;

#[test]
fn verdicts_are_told_to_people_and_to_programs() {
    let said = say(&["verdicts", GAME_SCORES]);
    golden::check(fixtures().join("command/verdicts.txt"), &said.out);
    let found = say(&["verdicts", GAME_SCORES, "--format", "json"]).json();
    let verdicts = found["verdicts"].as_array().unwrap();
    assert_eq!(verdicts.len(), 5);
    let by_index = verdicts.iter().find(|one| one["service"]["place"]["index"] == "GameTitleIndex").unwrap();
    assert_eq!(by_index["service"]["operation"], "Query");
    assert!(by_index["not_by"][0]["reasons"][0].as_str().unwrap().len() > 10, "{by_index}");
    let counted = ["served", "at_a_price", "not_served"].map(|name| found[name].as_u64().unwrap());
    assert_eq!(counted.iter().sum::<u64>(), 5);
}

#[test]
fn the_exit_code_goes_by_the_worst_verdict() {
    let folder = tempfile::tempdir().unwrap();
    let mut document: Value =
        serde_json::from_str(&fs::read_to_string(fixtures().join(GAME_SCORES)).unwrap()).unwrap();
    document["design"]["tables"][0]["indexes"] = json!([]);
    let without = folder.path().join("without.json");
    fs::write(&without, document.to_string()).unwrap();
    let code = |file: &str, fail_on: &str| say(&["verdicts", file, "--fail-on", fail_on]).code;
    assert_eq!(code(GAME_SCORES, "not-served"), 0);
    assert_eq!(code(text(&without), "not-served"), 1);
    assert_eq!(code(text(&without), "at-a-price"), 1);
    assert!(refusal(&["verdicts", "none.json"]).contains("there is no"));
}

#[test]
fn a_design_differs_from_another_and_not_from_itself() {
    let same = say(&["diff", GAME_SCORES, GAME_SCORES]);
    assert_eq!((same.code, same.out.as_str()), (0, "Nothing differs.\n"));
    let other = say(&["diff", GAME_SCORES, UNFINISHED]);
    assert_eq!(other.code, 1);
    golden::check(fixtures().join("command/diff.txt"), &other.out);
    let found = say(&["diff", GAME_SCORES, UNFINISHED, "--format", "json"]).json();
    assert_eq!(found["differences"].as_array().unwrap().len(), other.out.lines().count());
    assert!(refusal(&["diff", GAME_SCORES, "none.json"]).contains("there is no"));
}

#[test]
fn tables_from_elsewhere_are_matched_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let changed = folder.path().join("main.tf");
    let terraform = say(&["export", GAME_SCORES, "--to", "terraform"]).out;
    fs::write(&changed, terraform.replace("NEW_IMAGE", "KEYS_ONLY")).unwrap();
    let said = say(&["diff", GAME_SCORES, text(&changed)]);
    let of_the_table: Vec<_> = said.out.lines().filter(|line| line.contains(" GameScores:")).collect();
    assert_eq!(of_the_table.len(), 1, "{} {}", said.out, said.err);
    assert!(of_the_table[0].contains("stream"), "{of_the_table:?}");
}

#[test]
fn a_doctor_tells_one_sentence_for_each_thing() {
    let folder = tempfile::tempdir().unwrap();
    let look =
        |data: &str, listen: &str| say(&["doctor", "--data", data, "--listen", listen, "--format", "json"]);
    let fresh = look(text(&folder.path().join("data")), "127.0.0.1:0");
    assert_eq!(fresh.code, 0, "{}", fresh.out);
    let told: Vec<_> =
        fresh.json()["findings"].as_array().unwrap().iter().map(|one| one["what"].clone()).collect();
    assert_eq!(told, ["data folder", "database", "address"]);

    let server = Server::start(folder.path());
    let running = look(text(folder.path()), &server.address.to_string());
    assert_eq!(running.code, 0, "{}", running.out);
    assert!(running.out.contains("a Tablewright answers at"), "{}", running.out);

    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let wrong = folder.path().join("file");
    fs::create_dir(&wrong).unwrap();
    fs::write(wrong.join("tablewright.db"), "a diary").unwrap();
    let ill = say(&["doctor", "--data", text(&wrong), "--listen", &taken.local_addr().unwrap().to_string()]);
    assert_eq!(
        (ill.code, ill.out.lines().filter(|line| line.starts_with("ill")).count()),
        (1, 2),
        "{}",
        ill.out
    );
    assert!(!ill.out.contains('\x1b'));
}

#[test]
fn shells_and_manual_readers_know_every_command() {
    for shell in ["bash", "zsh", "fish"] {
        assert!(say(&["completion", shell]).out.contains("verdicts"), "{shell}");
    }
    assert!(say(&["man"]).out.contains("verdicts"));
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(say(&["man", "-o", text(folder.path())]).code, 0);
    let page = fs::read_to_string(folder.path().join("tablewright-plan.1")).unwrap();
    assert!(page.contains("region") && page.contains("Exit code"), "{page}");
}
