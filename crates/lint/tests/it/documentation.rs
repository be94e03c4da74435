//! `docs/lint-codes.md`: what each code means, made of the comments of the checks and rules themselves.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use tablewright_lint::{Group, Rule, rules};
use tablewright_model::Severity;
use tablewright_testkit::golden;

const INTRODUCTION: &str = "# Codes of findings

Made of the comments in `crates/model/src/validate` and `crates/lint/src/rules` by the tests of `crates/lint`;
`UPDATE_GOLDEN=1 cargo nextest run -p tablewright-lint` writes it anew. A code keeps its meaning for ever.

A finding of validation can't be silenced. A finding of lint can be, for the design or for one object with what is in
it, with a reason; and a team's policy can switch its rule off or give it another severity.
";

#[test]
fn the_codes_are_documented() {
    let file = root().join("docs/lint-codes.md");
    if let Err(mismatch) = golden::compare(&file, &document()) {
        panic!("{mismatch}");
    }
}

#[test]
fn every_code_of_validation_is_told() {
    let told: BTreeSet<String> = validation().into_keys().collect();
    let used: BTreeSet<String> =
        validation_sources().iter().flat_map(|source| quoted_codes(source)).collect();
    assert!(used.len() > 10, "{used:?}");
    assert_eq!(told, used, "the comment on top of a check names each code that it gives");
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn document() -> String {
    let mut text = INTRODUCTION.to_owned();
    text.push_str("\n## What AWS refuses\n\n| code | about |\n|---|---|\n");
    for (code, about) in validation() {
        writeln!(text, "| {code} | {} |", about.join("; ")).unwrap();
    }
    for group in Group::ALL {
        writeln!(text, "\n## {}", group.label()).unwrap();
        for rule in rules().filter(|rule| rule.group == group) {
            text.push_str(&section(rule));
        }
    }
    text
}

fn section(rule: &Rule) -> String {
    let severity = match rule.severity {
        Severity::Info => "information",
        Severity::Warning => "warning",
        Severity::Error => "error",
    };
    let line = |text: &str| text.replace('\n', " ");
    format!(
        "\n### {}: {}\n\nDetects ({severity}): {}\n\n- Why: {}\n- Way out: {}\n- Source: {}\n",
        rule.code,
        rule.title(),
        line(rule.detects()),
        line(rule.why()),
        line(rule.way_out()),
        line(rule.source())
    )
}

/// What is said of each code at the top of the checks of validation.
fn validation() -> BTreeMap<String, Vec<String>> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for source in validation_sources() {
        let comment: Vec<&str> =
            source.lines().map_while(|line| line.strip_prefix("//!")).map(str::trim).collect();
        for (codes, about) in statements(&comment.join(" ")) {
            for code in codes {
                let list = found.entry(code).or_default();
                if !list.contains(&about) {
                    list.push(about.clone());
                }
            }
        }
    }
    found
}

/// `Names: present (DDB025), short (DDB026).` says two things, each about names; `Keys (DDB003) and their number
/// (DDB009).` says the second by the words of the first.
fn statements(comment: &str) -> Vec<(Vec<String>, String)> {
    let mut found = Vec::new();
    for sentence in comment.split(". ") {
        // What follows a code after a colon only explains it.
        let topic = sentence.split_once(": ").map_or("", |(topic, _)| topic).trim();
        let topic = if topic.contains("(DDB") { "" } else { topic };
        let mut rest = sentence.strip_prefix(topic).unwrap_or(sentence).trim_start_matches([':', ' ']);
        let mut said = String::new();
        while let Some((about, after)) = rest.split_once("(DDB") {
            let (codes, after) = after.split_once(')').unwrap_or((after, ""));
            said = format!("{said}{}", about.trim_end());
            let plain = about.trim_matches([' ', ',', ';', '.']).trim_start_matches("and ").trim();
            let about = match topic {
                "" if plain.starts_with(char::is_uppercase) => plain.to_owned(),
                "" => said.clone(),
                topic => format!("{topic}: {plain}"),
            };
            found.push((codes_in(&format!("DDB{codes}")), about));
            rest = after;
        }
    }
    found
}

fn codes_in(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric());
    words.filter(|word| is_code(word)).map(str::to_owned).collect()
}

fn is_code(word: &str) -> bool {
    word.len() == 6 && word.starts_with("DDB0") && word.bytes().skip(3).all(|byte| byte.is_ascii_digit())
}

/// The codes that a source gives to findings.
fn quoted_codes(source: &str) -> impl Iterator<Item = String> + '_ {
    source.split('"').filter(|word| is_code(word)).map(str::to_owned)
}

fn validation_sources() -> Vec<String> {
    let folder = root().join("crates/model/src/validate");
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.iter().map(|file| fs::read_to_string(file).unwrap()).collect()
}

#[test]
fn a_comment_is_taken_apart() {
    let said = statements(
        "Names: present (DDB025), one meaning per name (DDB005). Keys (DDB003, and DDB027 for types), their number (DDB009). Ids (DDB029): all.",
    );
    let expected = [
        (vec!["DDB025".to_owned()], "Names: present".to_owned()),
        (vec!["DDB005".to_owned()], "Names: one meaning per name".to_owned()),
        (vec!["DDB003".to_owned(), "DDB027".to_owned()], "Keys".to_owned()),
        (vec!["DDB009".to_owned()], "Keys, their number".to_owned()),
        (vec!["DDB029".to_owned()], "Ids".to_owned()),
    ];
    assert_eq!(said, expected);
}
