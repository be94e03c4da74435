//! Verdicts of whole designs, as files under `fixtures/verdicts`.

use std::fs;

use tablewright_access::verdict::{Outcome, Verdict, render, verdicts};
use tablewright_model::{Design, from_json};
use tablewright_testkit::golden;

#[test]
fn every_scenario_has_the_reviewed_verdicts() {
    let mut mismatches = Vec::new();
    let groups = ["verdicts", "single-table"].map(|group| golden::scenarios(group).unwrap());
    for folder in groups.into_iter().flatten() {
        let design = from_json(&fs::read_to_string(folder.join("design.json")).unwrap()).unwrap();
        let verdicts = verdicts(&design);
        check_reasons(&design, &verdicts);
        let text = render::text(&design, &verdicts);
        mismatches.extend(golden::compare(&folder.join("expected.txt"), &text).err());
    }
    assert!(mismatches.is_empty(), "{}", mismatches.iter().map(|one| format!("{one}\n")).collect::<String>());
}

#[test]
fn every_example_has_the_reviewed_verdicts() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../assets/examples");
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let design = from_json(&fs::read_to_string(&path).unwrap()).unwrap();
        let verdicts = verdicts(&design);
        check_reasons(&design, &verdicts);
        let key = path.file_stem().unwrap().to_str().unwrap();
        golden::check(format!("verdicts/{key}.txt"), &render::text(&design, &verdicts));
    }
}

/// Whatever is not chosen has a reason; the chosen one has none.
pub(crate) fn check_reasons(design: &Design, verdicts: &[Verdict]) {
    assert_eq!(verdicts.len(), design.patterns.len());
    for verdict in verdicts {
        assert_eq!(verdict.outcome == Outcome::NotServed, verdict.service.is_none(), "{verdict:?}");
        for considered in &verdict.considered {
            let is_chosen = verdict.place() == Some(considered.place);
            assert_eq!(considered.reasons.is_empty(), is_chosen, "{}", render::one(design, verdict));
        }
    }
}
