//! Advice for the reviewed designs, as files under `fixtures/verdicts`, and what must hold of all advice.

use std::fmt::Write as _;
use std::fs;

use tablewright_access::verdict::advice::{self, Change, Smallest, advice, render, review, smallest};
use tablewright_access::verdict::{Outcome, coverage, verdict, verdicts};
use tablewright_model::{Design, Edit, IndexId, PatternKind, apply, from_json};
use tablewright_testkit::{golden, id, large_design, large_id};

fn fresh(number: u32) -> IndexId {
    IndexId(id(&format!("fresh-{number}")))
}

#[test]
fn every_scenario_has_the_reviewed_advice() {
    let mut mismatches = Vec::new();
    for folder in golden::scenarios("verdicts").unwrap() {
        let design = from_json(&fs::read_to_string(folder.join("design.json")).unwrap()).unwrap();
        mismatches.extend(golden::compare(&folder.join("advice.txt"), &told(&design)).err());
    }
    assert!(mismatches.is_empty(), "{}", mismatches.iter().map(|one| format!("{one}\n")).collect::<String>());
}

fn told(design: &Design) -> String {
    let mut text = String::new();
    for judged in verdicts(design).iter().filter(|verdict| verdict.outcome < Outcome::Served) {
        let proposals = advice(design, judged.pattern, fresh(0));
        text += &render::proposals(design, judged.pattern, &proposals);
        for proposal in &proposals {
            let after = apply(design, &proposal.edit).unwrap().design;
            let new = verdict(&after, judged.pattern).unwrap();
            assert_eq!(new.outcome, proposal.outcome, "{}", design.pattern(judged.pattern).unwrap().name);
            assert!(new.outcome >= judged.outcome);
        }
    }
    for reviewed in review(design) {
        text += &render::review(design, &reviewed);
    }
    for table in &design.tables {
        let _ = write!(
            text,
            "of all: {}",
            render::smallest(design, table.id, &smallest(design, table.id, fresh).unwrap())
        );
    }
    for covered in coverage(design, &verdicts(design)) {
        let pattern = |id: &tablewright_model::PatternId| design.pattern(*id).unwrap().name.clone();
        for read in &covered.unfilled {
            let _ = writeln!(text, "nothing writes what this reads: {}", pattern(read));
        }
        let table = design.table(covered.table).unwrap();
        for entity in &covered.unreached {
            let _ = writeln!(text, "no pattern is about {}", table.entity(*entity).unwrap().name);
        }
    }
    text
}

/// A query by equality on key types is served by a new index, whatever it was before.
#[test]
fn a_query_by_equality_can_always_be_served() {
    let design = large_design(1, 0, 0);
    let table = design.tables.iter().next().unwrap();
    for attribute in table.attributes.iter().skip(3) {
        let mut pattern =
            tablewright_model::Pattern::new(large_id("pattern", 1), "Asked", table.id, PatternKind::Query);
        pattern.conditions = vec![tablewright_model::Condition {
            attribute: attribute.id,
            comparison: tablewright_model::Comparison::Equal,
            parameter: "value".to_owned(),
        }];
        let added =
            apply(&design, &Edit::AddPattern { at: 0, pattern: Box::new(pattern.clone()) }).unwrap().design;
        assert_eq!(verdict(&added, pattern.id).unwrap().outcome, Outcome::NotServed);
        let best = advice(&added, pattern.id, fresh(0)).remove(0);
        assert!(matches!(best.change, Change::NewIndex(_)) && best.outcome == Outcome::Served, "{best:?}");
    }
}

/// The set is enough: with everything else removed, all is served as well as before.
#[test]
fn the_smallest_set_is_enough() {
    let design = large_design(1, 20, 40);
    let table = design.tables.iter().next().unwrap();
    let Smallest { indexes, is_decided, .. } = smallest(&design, table.id, fresh).unwrap();
    assert!(is_decided);
    let kept: Vec<IndexId> = indexes
        .iter()
        .map(|choice| match choice {
            advice::Choice::Kept(index) => *index,
            advice::Choice::New(index) => index.id,
        })
        .collect();
    let removed = table.index_ids().filter(|index| !kept.contains(index));
    let remove = removed.map(|index| Edit::RemoveIndex { table: table.id, index });
    let add = indexes.iter().filter_map(|choice| match choice {
        advice::Choice::Kept(_) => None,
        advice::Choice::New(index) => {
            Some(Edit::AddIndex { table: table.id, at: u32::MAX, index: (**index).clone() })
        }
    });
    let edits = remove.chain(add).collect();
    let after = apply(&design, &Edit::Batch { edits }).unwrap().design;
    for (before, after) in verdicts(&design).iter().zip(&verdicts(&after)) {
        assert!(after.outcome >= before.outcome, "{before:?}\n{after:?}");
    }
}
