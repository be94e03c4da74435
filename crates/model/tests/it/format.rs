//! Reading takes any text, and says of the wrong one what is wrong.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use proptest::prelude::*;
use serde_json::{Value, json};
use tablewright_model::{Edit, FORMAT_VERSION, ParseError, apply, from_json, to_json, validate};

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

/// The words that documents are made of, as keys and as texts.
fn vocabulary() -> &'static [String] {
    static WORDS: LazyLock<Vec<String>> = LazyLock::new(words);
    &WORDS
}

fn words() -> Vec<String> {
    fn collect(value: &Value, words: &mut BTreeSet<String>) {
        match value {
            Value::String(text) => drop(words.insert(text.clone())),
            Value::Array(values) => values.iter().for_each(|value| collect(value, words)),
            Value::Object(values) => values.iter().for_each(|(key, value)| {
                words.insert(key.clone());
                collect(value, words);
            }),
            _ => {}
        }
    }
    let mut words = BTreeSet::new();
    collect(&serde_json::from_str(&to_json(&generate::full())).unwrap(), &mut words);
    words.into_iter().collect()
}

/// Any JSON, in words that mean something here.
fn any_json() -> impl Strategy<Value = Value> {
    let word = || prop::sample::select(vocabulary());
    let leaf = prop_oneof![2 => word().prop_map(Value::String), 3 => junk(), 1 => any::<i64>().prop_map(Value::from)];
    leaf.prop_recursive(5, 24, 5, move |inner| {
        let member = (word(), inner.clone());
        prop_oneof![
            1 => prop::collection::vec(inner, 0..4).prop_map(Value::Array),
            3 => prop::collection::vec(member, 0..6).prop_map(|members| members.into_iter().collect()),
        ]
    })
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

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn any_json_is_read_or_refused(design in any_json(), table in any_json(), pattern in any_json()) {
        read(&design.to_string());
        read(&json!({ "format": 1, "design": design }).to_string());
        read(&json!({ "format": 1, "design": { "name": "", "tables": [table], "patterns": [pattern] } }).to_string());
    }

    #[test]
    fn a_damaged_edit_is_made_or_refused(
        edit in generate::edit(),
        damage in prop::collection::vec((0..40_usize, prop_oneof![junk(), any_json()]), 1..4),
    ) {
        let mut value = serde_json::to_value(&edit).unwrap();
        for (mut n, by) in damage {
            replace_nth(&mut value, &mut n, &by);
        }
        let Ok(edit) = serde_json::from_value::<Edit>(value) else { return Ok(()) };
        let before = generate::full();
        let Ok(applied) = apply(&before, &edit) else { return Ok(()) };
        prop_assert_eq!(apply(&applied.design, &applied.inverse).map(|back| back.design), Ok(before));
        prop_assert_eq!(from_json(&to_json(&applied.design)), Ok(applied.design));
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

/// Documents of a format stay as they were written; those of the newest are what is written today.
#[test]
fn documents_of_every_format_open_for_ever() {
    for format in 1..=FORMAT_VERSION {
        let folder = format!("{}/../../fixtures/document/format-{format}", env!("CARGO_MANIFEST_DIR"));
        let files: Vec<_> =
            fs::read_dir(Path::new(&folder)).unwrap().map(|file| file.unwrap().path()).collect();
        assert!(!files.is_empty(), "{folder} has no documents");
        for path in files {
            let text = fs::read_to_string(&path).unwrap();
            let design = from_json(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            let written = to_json(&design);
            assert_eq!(from_json(&written).as_ref(), Ok(&design), "{}", path.display());
            assert!(
                format < FORMAT_VERSION || written == text,
                "{} is not as `to_json` writes it",
                path.display()
            );
        }
    }
}

#[test]
fn equal_designs_have_equal_bytes_however_they_were_written() {
    let text = to_json(&generate::full());
    let turned_around: String = {
        fn turned(value: Value) -> String {
            match value {
                Value::Object(members) => {
                    let members: Vec<_> = members.into_iter().collect();
                    let written = |(key, value)| format!("{}:{}", Value::String(key), turned(value));
                    format!("{{{}}}", members.into_iter().rev().map(written).collect::<Vec<_>>().join(","))
                }
                Value::Array(values) => {
                    format!("[{}]", values.into_iter().map(turned).collect::<Vec<_>>().join(" , "))
                }
                plain => plain.to_string(),
            }
        }
        turned(serde_json::from_str(&text).unwrap())
    };
    assert_ne!(turned_around, text);
    assert_eq!(from_json(&turned_around).map(|design| to_json(&design)), Ok(text));
}
