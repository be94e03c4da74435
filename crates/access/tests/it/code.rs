//! Code of every kind of request in every language, as files under `fixtures/code`.
//!
//! That it also compiles and runs is tested with the sandbox: `tests/it/snippets.rs` there, and
//! `cargo xtask test --only generated`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use tablewright_access::code::{Language, code};
use tablewright_model::from_json;
use tablewright_testkit::golden;

#[test]
fn every_pattern_has_the_reviewed_code() {
    // Vector searches have no word in PartiQL; everything else has code in every language.
    reviewed("shop", 1);
}

/// An update that would change a key has the code of its way out: a delete and a put, both or neither.
#[test]
fn an_update_that_would_change_a_key_has_the_reviewed_code() {
    reviewed("moved", 0);
}

fn reviewed(folder: &str, without: usize) {
    let folder = golden::path(format!("code/{folder}"));
    let design = from_json(&fs::read_to_string(folder.join("design.json")).unwrap()).unwrap();
    let mut mismatches = String::new();
    let mut written = BTreeSet::new();
    for language in Language::ALL {
        for pattern in &design.patterns {
            let name = format!("{}.{}", pattern.id, language.extension());
            let Some(text) = code(&design, pattern.id, language) else { continue };
            let compared = golden::compare(&folder.join(&name), &text);
            mismatches.extend(compared.err().map(|mismatch| format!("{mismatch}\n")));
            written.insert(name);
        }
    }
    assert!(mismatches.is_empty(), "{mismatches}");
    assert_eq!(written.len(), design.patterns.iter().count() * Language::ALL.len() - without);
    let there = fs::read_dir(&folder).unwrap();
    let names = there.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let left: Vec<String> = names.filter(|name| !written.contains(name) && !is_source(name)).collect();
    assert!(left.is_empty(), "files of patterns that are gone: {left:?}");
}

fn is_source(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension == "json")
}

/// Names are text of strangers: none of them may become code.
#[test]
fn hostile_names_stay_text() {
    let json = fs::read_to_string(golden::path("code/shop/design.json")).unwrap();
    let hostile = r##""name": "`rm -rf /`$(id)\"; \\ */ ' #{x} {y} ${z}\nimport os""##;
    let json = json.replace(r#""name": "Readings at a place""#, hostile);
    let json = json.replace("\"yard\"", r#""h`id`$(id)$x\"; ' \\ {} ${z}\n""#);
    let design = from_json(&json).unwrap();
    let id = "place".parse().unwrap();
    for language in Language::ALL {
        let text = code(&design, id, language).unwrap();
        assert!(!text.lines().any(|line| line.trim() == "import os"), "{text}");
        golden::check(format!("code/hostile/place.{}", language.extension()), &text);
    }
}
