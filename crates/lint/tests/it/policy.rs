//! A team's policy: rules off, rules stricter, thresholds.

use tablewright_lint::{Level, Policy, judge, lint, rules};
use tablewright_model::Severity;
use tablewright_testkit::game_scores;

fn with(code: &str, level: Level) -> Policy {
    Policy { rules: [(code.to_owned(), level)].into(), ..Policy::default() }
}

#[test]
fn a_rule_has_the_severity_of_the_policy() {
    let design = game_scores();
    let severity = |policy: &Policy| {
        lint(&design, policy).into_iter().find(|one| one.code == "DDB101").map(|one| one.severity)
    };
    assert_eq!(severity(&Policy::default()), Some(Severity::Warning));
    assert_eq!(severity(&with("DDB101", Level::Error)), Some(Severity::Error));
    assert_eq!(severity(&with("DDB101", Level::Info)), Some(Severity::Info));
    assert_eq!(severity(&with("DDB101", Level::Off)), None);
}

#[test]
fn what_is_not_off_is_as_it_was() {
    let design = game_scores();
    let all = lint(&design, &Policy::default());
    let without: Vec<_> = all.iter().filter(|one| one.code != "DDB101").cloned().collect();
    assert!(without.len() < all.len());
    assert_eq!(lint(&design, &with("DDB101", Level::Off)), without);
}

#[test]
fn everything_off_finds_nothing() {
    let rules = rules().map(|rule| (rule.code.to_owned(), Level::Off)).collect();
    let outcome = judge(&game_scores(), &Policy { rules, ..Policy::default() });
    assert_eq!((outcome.findings, outcome.silenced), (vec![], vec![]));
}

#[test]
fn a_policy_survives_writing_and_reading() {
    let policy = with("DDB304", Level::Error);
    let text = serde_json::to_string(&policy).unwrap();
    assert_eq!(serde_json::from_str::<Policy>(&text).unwrap(), policy);
    assert_eq!(serde_json::from_str::<Policy>("{}").unwrap(), Policy::default());
}
