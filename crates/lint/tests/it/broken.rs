//! Any design can be judged, and every fix can be taken, however broken the design is.

use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};
use tablewright_lint::{Policy, judge, lint};
use tablewright_model::{Design, Object, Silence, apply};

use crate::everything;

/// A change somewhere in the document.
#[derive(Debug, Clone)]
enum Break {
    Remove,
    Replace(Value),
    /// By what is somewhere else: ids come to point elsewhere.
    CopyFrom(Index),
}

fn breaks() -> impl Strategy<Value = Vec<(Index, Break)>> {
    let values = prop_oneof![
        Just(json!(0)),
        Just(json!(u64::MAX)),
        Just(json!(u32::MAX)),
        Just(json!("")),
        Just(json!("a0")),
        Just(json!("ä#{}")),
        Just(json!([])),
        Just(json!({})),
        Just(json!(true)),
        Just(Value::Null),
    ];
    let change = prop_oneof![
        Just(Break::Remove),
        values.prop_map(Break::Replace),
        any::<Index>().prop_map(Break::CopyFrom),
    ];
    prop::collection::vec((any::<Index>(), change), 1..8)
}

/// The pointers of all values in a document.
fn pointers(value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![(String::new(), value)];
    while let Some((pointer, value)) = open.pop() {
        match value {
            Value::Array(list) => {
                open.extend(list.iter().enumerate().map(|(at, one)| (format!("{pointer}/{at}"), one)))
            }
            Value::Object(map) => {
                open.extend(map.iter().map(|(name, one)| (format!("{pointer}/{name}"), one)))
            }
            _ => {}
        }
        found.push(pointer);
    }
    found
}

/// The broken design; breaks that leave no design are left out.
fn broken(breaks: Vec<(Index, Break)>) -> Design {
    let mut document = everything::json();
    let mut design = everything::design(&document).unwrap();
    for (at, change) in breaks {
        let mut candidate = document.clone();
        let pointers = pointers(&document);
        let pointer = at.get(&pointers).as_str();
        match change {
            Break::Replace(value) => *candidate.pointer_mut(pointer).unwrap() = value,
            Break::CopyFrom(from) => {
                *candidate.pointer_mut(pointer).unwrap() =
                    document.pointer(from.get(&pointers).as_str()).unwrap().clone();
            }
            Break::Remove => remove(&mut candidate, pointer),
        }
        if let Some(changed) = everything::design(&candidate) {
            (document, design) = (candidate, changed);
        }
    }
    design
}

fn remove(document: &mut Value, pointer: &str) {
    let Some((parent, name)) = pointer.rsplit_once('/') else { return };
    match document.pointer_mut(parent).unwrap() {
        Value::Array(list) => drop(list.remove(name.parse().unwrap())),
        Value::Object(map) => drop(map.remove(name)),
        _ => {}
    }
}

/// The design with every code silenced that it finds.
fn silenced(design: &Design, codes: impl IntoIterator<Item = String>) -> Design {
    let silence = |(at, code)| Silence {
        id: format!("silence{at}").parse().unwrap(),
        code,
        object: Object::Design,
        reason: "a test".to_owned(),
    };
    Design { silences: codes.into_iter().enumerate().map(silence).collect(), ..design.clone() }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_design_is_judged_and_mended(breaks in breaks()) {
        let design = broken(breaks);
        let policy = Policy::default();
        let found = lint(&design, &policy);
        for finding in &found {
            prop_assert!(tablewright_lint::rule(&finding.code).is_some(), "{}", finding.code);
            if let Some(fix) = &finding.fix {
                let mended = apply(&design, &fix.edit);
                prop_assert!(mended.is_ok(), "{} by `{}`: {:?}", finding.code, fix.label, mended.err());
                let rest = lint(&mended.unwrap().design, &policy);
                prop_assert!(!rest.contains(finding), "`{}` does not mend: {}", fix.label, finding.message);
            }
        }
    }

    #[test]
    fn what_is_silenced_is_kept_with_its_reason(breaks in breaks()) {
        let design = Design { silences: Default::default(), ..broken(breaks) };
        let policy = Policy::default();
        let found = lint(&design, &policy);
        let codes: std::collections::BTreeSet<String> = found.iter().map(|one| one.code.clone()).collect();
        let outcome = judge(&silenced(&design, codes), &policy);
        prop_assert_eq!(outcome.findings, []);
        let kept: Vec<_> = outcome.silenced.into_iter().map(|one| one.finding).collect();
        prop_assert_eq!(kept, found);
    }
}

#[test]
fn much_is_found_in_everything() {
    let found = lint(&everything::design(&everything::json()).unwrap(), &Policy::default());
    let codes: std::collections::BTreeSet<&str> = found.iter().map(|one| one.code.as_str()).collect();
    assert!(codes.len() > 15, "the property tests look at little: {codes:?}");
}
