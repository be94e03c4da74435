//! No run of edits leads to a document that can't be read again.

use proptest::prelude::*;
use serde_json::json;
use tablewright_model::{Design, DocumentSize, Edit, MAX_DOCUMENT_BYTES, Refusal, apply, from_json, to_json};

use crate::generate;

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn the_kept_size_is_never_below_the_true_one(edits in generate::edits()) {
        let mut design = generate::full();
        let mut size = DocumentSize::of(&design);
        for edit in &edits {
            let Ok(applied) = apply(&design, edit) else { continue };
            // Measured before each edit, so that the slack of one does not hide what another lacks.
            let own = DocumentSize::of(&design).after(edit, &applied.design).unwrap();
            size = size.after(edit, &applied.design).unwrap();
            let written = to_json(&applied.design).len();
            prop_assert!(written <= own.at_most(), "{written} bytes after {edit:?}, told {own:?}");
            prop_assert!(written <= size.at_most());
            let undone = own.after(&applied.inverse, &design).unwrap();
            prop_assert!(to_json(&design).len() <= undone.at_most(), "the inverse of {edit:?}");
            design = applied.design;
        }
    }
}

fn edit(value: serde_json::Value) -> Edit {
    serde_json::from_value(value).unwrap()
}

fn design_with_items(count: usize) -> Design {
    let items: Vec<_> =
        (0..count).map(|n| json!({ "id": format!("n{n}"), "values": { "a": { "S": "x" } } })).collect();
    let attributes = json!([{ "id": "a", "name": "a", "type": "S" }]);
    let table = json!({ "id": "t", "name": "Table", "attributes": attributes, "key": {}, "items": items });
    from_json(&json!({ "format": 1, "design": { "name": "Large", "tables": [table] } }).to_string()).unwrap()
}

#[test]
fn a_long_name_that_follows_into_many_items_is_refused() {
    let before = design_with_items(1_000);
    let rename = edit(json!({ "set_attribute": { "table": "t", "attribute": "a",
        "field": { "name": "\u{1}".repeat(10_000) } } }));
    let after = apply(&before, &rename).unwrap().design;
    assert!(to_json(&after).len() > MAX_DOCUMENT_BYTES);
    let refused = DocumentSize::of(&before).after(&rename, &after);
    assert_eq!(refused, Err(Refusal::TooLarge { most: MAX_DOCUMENT_BYTES }));
}

#[test]
fn a_document_grows_to_the_limit_and_not_past_it_and_shrinks_again() {
    let mut design = design_with_items(0);
    let mut size = DocumentSize::of(&design);
    let text = "x".repeat(1_000_000);
    let mut added = 0;
    let refused = loop {
        let id = format!("n{added}");
        let item = json!({ "id": id, "values": { "a": { "S": text } } });
        let add = edit(json!({ "add_item": { "table": "t", "at": 0, "item": item } }));
        let after = apply(&design, &add).unwrap().design;
        match size.after(&add, &after) {
            Ok(larger) => (design, size, added) = (after, larger, added + 1),
            Err(refusal) => break refusal,
        }
    };
    assert_eq!((added, refused), (20, Refusal::TooLarge { most: MAX_DOCUMENT_BYTES }));
    assert_eq!(from_json(&to_json(&design)).as_ref(), Ok(&design));
    let remove = edit(json!({ "remove_item": { "table": "t", "item": "n0" } }));
    let after = apply(&design, &remove).unwrap().design;
    assert!(size.after(&remove, &after).unwrap().at_most() <= MAX_DOCUMENT_BYTES);
}

#[test]
fn what_is_too_large_already_may_shrink_but_not_grow() {
    let design = Design { description: "x".repeat(MAX_DOCUMENT_BYTES), ..design_with_items(2) };
    let size = DocumentSize::of(&design);
    let remove = edit(json!({ "remove_item": { "table": "t", "item": "n0" } }));
    let after = apply(&design, &remove).unwrap().design;
    assert!(size.after(&remove, &after).unwrap().at_most() < size.at_most());
    let rename = edit(json!({ "set_table": { "table": "t", "field": { "name": "Longer name" } } }));
    let after = apply(&design, &rename).unwrap().design;
    assert_eq!(size.after(&rename, &after), Err(Refusal::TooLarge { most: MAX_DOCUMENT_BYTES }));
}
