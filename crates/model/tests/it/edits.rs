//! Any run of edits can be taken back, and nothing that edits make breaks anything.

use proptest::prelude::*;
use tablewright_model::{Design, Edit, apply, compare, edit_between, from_json, to_json, validate};

use crate::generate;

/// Applies what can be applied, and returns the inverses in the order in which they undo it.
fn run(start: &Design, edits: &[Edit]) -> (Design, Vec<Edit>) {
    let mut design = start.clone();
    let mut inverses = Vec::new();
    for edit in edits {
        if let Ok(applied) = apply(&design, edit) {
            design = applied.design;
            inverses.push(applied.inverse);
        }
    }
    inverses.reverse();
    (design, inverses)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn inverses_in_reverse_give_the_same_bytes(edits in generate::edits()) {
        let start = generate::full();
        let (changed, inverses) = run(&start, &edits);
        let mut back = changed;
        for inverse in &inverses {
            back = apply(&back, inverse).map_err(|refusal| {
                TestCaseError::fail(format!("the inverse {inverse:?} was refused: {refusal}"))
            })?.design;
        }
        prop_assert_eq!(to_json(&back), to_json(&start));
        prop_assert_eq!(compare(&back, &start), vec![]);
    }

    #[test]
    fn the_inverse_of_an_inverse_does_the_edit_again(edits in generate::edits()) {
        let start = generate::full();
        for edit in &edits {
            let Ok(done) = apply(&start, edit) else { continue };
            let undone = apply(&done.design, &done.inverse).unwrap();
            prop_assert_eq!(&undone.design, &start);
            let again = apply(&undone.design, &undone.inverse).unwrap();
            prop_assert_eq!(&again.design, &done.design, "{:?}", edit);
        }
    }

    #[test]
    fn a_refused_batch_changes_nothing(edits in generate::edits()) {
        let start = generate::full();
        let before = to_json(&start);
        let (together, one_by_one) = (apply(&start, &Edit::Batch { edits: edits.clone() }), run(&start, &edits));
        prop_assert_eq!(to_json(&start), before);
        if let Ok(applied) = together {
            prop_assert_eq!(applied.design, one_by_one.0);
        }
    }

    #[test]
    fn validation_and_comparison_take_any_design(one in generate::design(), other in generate::design()) {
        for diagnostic in validate(&one) {
            prop_assert!(!diagnostic.message.is_empty());
        }
        prop_assert_eq!(compare(&one, &one), vec![]);
        prop_assert_eq!(compare(&one, &other).is_empty(), one == other);
    }

    #[test]
    fn one_edit_leads_from_any_design_to_any_other_and_back(
        before in generate::design(), after in generate::design(),
    ) {
        let edit = edit_between(&before, &after).unwrap();
        prop_assert_eq!(edit.is_none(), before == after);
        let Some(edit) = edit else { return Ok(()) };
        let applied = apply(&before, &edit).unwrap();
        prop_assert_eq!(to_json(&applied.design), to_json(&after));
        prop_assert_eq!(to_json(&apply(&applied.design, &applied.inverse).unwrap().design), to_json(&before));
    }

    #[test]
    fn the_edit_to_a_design_that_nobody_made_leads_there_or_is_refused(after in generate::any_design()) {
        if let Ok(Some(edit)) = edit_between(&generate::full(), &after) {
            prop_assert_eq!(to_json(&apply(&generate::full(), &edit).unwrap().design), to_json(&after));
        }
    }

    #[test]
    fn writing_and_reading_a_design_is_identity(design in generate::design()) {
        let text = to_json(&design);
        prop_assert_eq!(from_json(&text), Ok(design));
    }

    #[test]
    fn an_edit_survives_the_wire(edits in generate::edits()) {
        for edit in edits {
            let text = serde_json::to_string(&edit).unwrap();
            prop_assert_eq!(serde_json::from_str::<Edit>(&text).unwrap(), edit);
        }
    }
}
