//! An environment lays its own settings over a design, and leaves out what it does not have.

use proptest::prelude::*;
use serde_json::json;
use tablewright_model::{Design, Overlay, Refusal, from_json, to_json};

use crate::generate;

fn laid(overlay: serde_json::Value) -> serde_json::Value {
    let overlay: Overlay = serde_json::from_value(overlay).unwrap();
    serde_json::to_value(overlay.over(&generate::full()).unwrap()).unwrap()
}

#[test]
fn the_particular_overrides_the_general() {
    let design = laid(json!({
        "every_table": [{ "billing": "on_demand" }, { "deletion_protection": false }],
        "tables": [{
            "table": "t0",
            "fields": [{ "deletion_protection": true }, { "recovery": null }],
            "indexes": [{ "index": "i0", "fields": [{ "capacity": null }] }],
            "consumers": [{ "consumer": "c1", "fields": [{ "name": "In dev" }] }],
            "replicas": [{ "replica": "r0", "fields": [{ "max_read": 1 }] }]
        }]
    }));
    let (music, plain) = (&design["tables"][0], &design["tables"][1]);
    assert_eq!((&music["billing"], &plain["billing"]), (&json!("on_demand"), &json!("on_demand")));
    assert_eq!((&music["deletion_protection"], &plain["deletion_protection"]), (&json!(true), &json!(false)));
    assert_eq!((music.get("recovery"), music["indexes"][0].get("capacity")), (None, None));
    assert_eq!(music["consumers"][1]["name"], "In dev");
    assert_eq!(music["replicas"][0]["max_read"], 1);
}

#[test]
fn what_an_environment_is_without_goes_with_all_that_uses_it() {
    let design = laid(json!({
        "no_consumers": true, "no_replicas": true,
        "without": [{ "index": ["t0", "i3"] }, { "table": "t1" }, "design"]
    }));
    let tables = design["tables"].as_array().unwrap();
    assert_eq!(tables.len(), 1);
    for gone in ["consumers", "replicas", "witness", "vector_indexes"] {
        assert_eq!(tables[0].get(gone), None, "{gone}");
    }
    assert_eq!(design["patterns"][3].get("target"), None, "it asked the index that is gone");
}

#[test]
fn an_override_of_what_is_gone_has_no_effect() {
    let gone = json!({ "tables": [
        { "table": "elsewhere", "fields": [{ "name": "x" }] },
        { "table": "t0", "indexes": [{ "index": "i9", "fields": [{ "name": "x" }] }] }
    ], "without": [{ "pattern": "p9" }] });
    assert_eq!(laid(gone), serde_json::to_value(generate::full()).unwrap());
}

#[test]
fn a_value_past_a_limit_is_refused() {
    let long = json!({ "every_table": [{ "name": "x".repeat(3_000) }] });
    let overlay: Overlay = serde_json::from_value(long).unwrap();
    assert_eq!(overlay.over(&generate::full()), Err(Refusal::TooLong { most: 2_048 }));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn any_overlay_lies_on_any_design_and_laying_it_again_changes_nothing(
        overlay in generate::overlay(),
        design in generate::any_design(),
    ) {
        let text = serde_json::to_string(&overlay).unwrap();
        prop_assert_eq!(&serde_json::from_str::<Overlay>(&text).unwrap(), &overlay);
        let Ok(once) = overlay.over(&design) else { return Ok(()) };
        prop_assert_eq!(overlay.over(&once), Ok(once.clone()));
        let text = to_json(&once);
        let back: Result<Design, _> = from_json(&text);
        prop_assert!(back.is_ok_and(|back| back == once) || from_json(&to_json(&design)).is_err());
    }
}
