//! What validation says, against what an emulator of DynamoDB answers.
//!
//! The emulator is `dynoxide`, whose refusals are recorded from the service. What it does not know (scaling, replicas,
//! recovery, policies, quotas) it can't confirm; [`request`] leaves that out, and the rules in [`ENFORCED`] are those it
//! does.
#![expect(clippy::unwrap_used, reason = "a failed setup fails the test")]

mod request;

use std::collections::BTreeMap;

use dynoxide::Database;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use tablewright_model::{Design, Diagnostic, Severity, Table, validate};
use tablewright_testkit::arbitrary::whole_designs;
use tablewright_testkit::mutations;

/// Rules whose every fault the emulator refuses too.
const ENFORCED: [&str; 13] = [
    "DDB001", "DDB002", "DDB003", "DDB006", "DDB007", "DDB008", "DDB009", "DDB011", "DDB018", "DDB027",
    "DDB030", "DDB038", "DDB039",
];

/// The first refusal of the design's tables or their sample items.
fn refusal(design: &Design) -> Option<String> {
    design.tables.iter().find_map(|table| create(table).err())
}

fn create(table: &Table) -> Result<(), String> {
    let account = Database::memory().unwrap();
    let text = |error: &dyn std::fmt::Display| error.to_string();
    let request = serde_json::from_value(request::create_table(table)).map_err(|error| text(&error))?;
    account.create_table(request).map_err(|error| text(&error))?;
    for item in &table.items {
        let request = serde_json::from_value(request::put_item(table, item)).map_err(|error| text(&error))?;
        account.put_item(request).map_err(|error| text(&error))?;
    }
    Ok(())
}

fn errors(design: &Design) -> Vec<Diagnostic> {
    let mut found = validate(design);
    found.retain(|diagnostic| diagnostic.severity == Severity::Error);
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_validation_accepts_is_created(design in whole_designs()) {
        prop_assert_eq!(refusal(&design), None);
    }

    #[test]
    fn what_the_emulator_refuses_validation_refuses(design in whole_designs(), pick in any::<prop::sample::Index>()) {
        let mutated = mutations(&design);
        prop_assume!(!mutated.is_empty());
        let (code, mutated) = pick.get(&mutated);
        if let Some(refusal) = refusal(mutated) {
            prop_assert!(!errors(mutated).is_empty(), "{code}: {refusal}");
        }
    }
}

#[test]
fn each_rule_that_the_emulator_enforces_is_refused_by_both() {
    let mut runner = TestRunner::deterministic();
    let mut refused: BTreeMap<&str, usize> = BTreeMap::new();
    for _ in 0..24 {
        let design = whole_designs().new_tree(&mut runner).unwrap().current();
        for (code, mutated) in mutations(&design) {
            if !ENFORCED.contains(&code) {
                continue;
            }
            assert!(errors(&mutated).iter().any(|diagnostic| diagnostic.code == code), "{code}");
            assert!(refusal(&mutated).is_some(), "{code} is accepted: {:?}", errors(&mutated));
            *refused.entry(code).or_default() += 1;
        }
    }
    assert_eq!(refused.into_keys().collect::<Vec<_>>(), ENFORCED, "every rule was tried");
}
