//! Reading takes any text, and says of the wrong one what is wrong.

use proptest::prelude::*;
use serde_json::{Value, json};
use tablewright_model::{ParseError, from_json, to_json, validate};

use crate::generate;

/// Replaces the `n`th value of a tree, counted from the root.
fn replace_nth(value: &mut Value, n: &mut usize, by: &Value) {
    if *n == 0 {
        *value = by.clone();
    }
    *n = n.wrapping_sub(1);
    match value {
        Value::Array(values) => values.iter_mut().for_each(|value| replace_nth(value, n, by)),
        Value::Object(values) => values.values_mut().for_each(|value| replace_nth(value, n, by)),
        _ => {}
    }
}

fn junk() -> impl Strategy<Value = Value> {
    prop::sample::select(vec![
        json!(null),
        json!(-1),
        json!(1.5e300),
        json!(u64::MAX),
        json!(true),
        json!(""),
        json!("a0"),
        json!("NOT AN ID"),
        json!([]),
        json!(["a0", "a0"]),
        json!({}),
        json!({ "id": "a0" }),
        json!({ "S": "x" }),
    ])
}

fn read(text: &str) {
    if let Ok(design) = from_json(text) {
        assert!(validate(&design).iter().all(|diagnostic| !diagnostic.code.is_empty()));
        assert_eq!(from_json(&to_json(&design)), Ok(design));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_or_refused(text in ".*") {
        read(&text);
    }

    #[test]
    fn a_damaged_document_is_read_or_refused(
        design in generate::design(),
        damage in prop::collection::vec((0..120_usize, junk()), 1..4),
    ) {
        let mut document: Value = serde_json::from_str(&to_json(&design)).unwrap();
        for (mut n, by) in damage {
            replace_nth(&mut document, &mut n, &by);
        }
        read(&document.to_string());
    }

    #[test]
    fn a_cut_document_is_refused(design in generate::design(), share in 0.0..1.0_f64) {
        let text = to_json(&design);
        let cut = text.floor_char_boundary((text.len() as f64 * share) as usize).min(text.len() - 2);
        prop_assert!(from_json(&text[..cut]).is_err());
    }
}

fn refusal(text: &str) -> String {
    match from_json(text) {
        Err(ParseError::Malformed { detail }) => detail,
        other => panic!("expected a malformed document, got {other:?}"),
    }
}

#[test]
fn an_id_twice_in_a_list_is_refused() {
    let table = json!({ "id": "t", "name": "One", "attributes": [], "key": {} });
    let document = json!({ "format": 1, "design": { "name": "Twice", "tables": [table, table] } });
    assert!(refusal(&document.to_string()).contains("two entries of a list have the id `t`"));
}

#[test]
fn what_an_edit_could_not_make_is_not_read_either() {
    let long = "x".repeat(3_000);
    let document = json!({ "format": 1, "design": { "name": "Long", "tables": [
        { "id": "t", "name": long, "attributes": [], "key": {} }
    ] } });
    let told = refusal(&document.to_string());
    assert!(told.starts_with("in table `xxx") && told.ends_with("the most is 2048 bytes"), "{told}");
}

#[test]
fn a_value_nested_too_deeply_is_refused_and_the_deepest_allowed_one_reads_back() {
    let nested = |levels| (0..levels).fold(json!({ "S": "end" }), |inner, _| json!({ "L": [inner] }));
    let document = |levels: usize| {
        let item = json!({ "id": "n", "values": { "deep": nested(levels) } });
        let table = json!({ "id": "t", "name": "Deep", "attributes": [], "key": {}, "items": [item] });
        json!({ "format": 1, "design": { "name": "Deep", "tables": [table] } }).to_string()
    };
    let deepest = from_json(&document(48)).unwrap();
    assert_eq!(from_json(&to_json(&deepest)), Ok(deepest));
    assert!(refusal(&document(49)).contains("nested too deeply"));
}

#[test]
fn brackets_without_end_are_refused_without_exhausting_the_stack() {
    let deep = format!(r#"{{"format":1,"design":{}"#, "[".repeat(1_000_000));
    assert!(from_json(&deep).is_err());
}
