//! Every file of a rule is in the list, and every rule in the list is whole.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use tablewright_lint::{Group, Rule, rules};

/// The sources of rules by the names of their files.
fn sources() -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
    let mut found = BTreeMap::new();
    for group in fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()) {
        for file in fs::read_dir(group).unwrap().map(|entry| entry.unwrap().path()) {
            let name = file.file_stem().unwrap().to_str().unwrap().to_owned();
            if name.starts_with("ddb") {
                found.insert(name, fs::read_to_string(file).unwrap());
            }
        }
    }
    found
}

/// The rule that a file must hold: `ddb101_recovery_off` is `DDB101`.
fn code_of(file: &str) -> String {
    file.split('_').next().unwrap().to_uppercase()
}

#[test]
fn every_file_is_in_the_list() {
    let files: Vec<String> = sources().keys().map(|file| code_of(file)).collect();
    let listed: Vec<&str> = rules().map(|rule| rule.code).collect();
    assert_eq!(files, listed, "a file has one rule, of the code in its name, in the order of codes");
    assert_eq!(listed.iter().collect::<BTreeSet<_>>().len(), listed.len(), "a code is there twice");
}

#[test]
fn every_rule_says_what_it_is() {
    for rule in rules() {
        let parts = [rule.title(), rule.detects(), rule.why(), rule.way_out(), rule.source()];
        assert!(
            parts.iter().all(|part| part.len() > 5 && !part.contains('!')),
            "{} is silent: {parts:?}",
            rule.code
        );
        assert!(!rule.title().contains('\n') && rule.title().len() < 80, "{}: {}", rule.code, rule.title());
        assert_eq!(rule.code.len(), 6, "{}", rule.code);
        assert_eq!(Some(rule.group), group_of(rule), "{} is in the wrong folder", rule.code);
    }
}

/// The hundreds of a code are its group.
fn group_of(rule: &Rule) -> Option<Group> {
    match rule.code.get(3..4)? {
        "1" => Some(Group::Protection),
        "2" => Some(Group::Capacity),
        "3" => Some(Group::Keys),
        "4" => Some(Group::Operations),
        "9" => Some(Group::Lint),
        _ => None,
    }
}

#[test]
fn every_rule_is_tried_both_ways() {
    for (file, source) in sources() {
        let (code, tests) = source.split_once("#[cfg(test)]").unwrap();
        assert!(tests.contains("fires"), "{file} has no case that fires");
        assert!(tests.contains("silent("), "{file} has no case that is silent");
        let offers = code.contains("add_with");
        assert_eq!(offers, tests.contains("fires_with_fix("), "{file}: a fix and its trial go together");
    }
}

#[test]
fn there_are_rules() {
    assert!(rules().count() >= 60, "{}", rules().count());
    assert!(Group::ALL.into_iter().all(|group| rules().any(|rule| rule.group == group)));
}
