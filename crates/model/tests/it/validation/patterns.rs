//! Access patterns and silences.

use super::*;

fn pattern(changes: Value) -> Value {
    let mut pattern = json!({ "id": "p", "name": "Orders of a customer", "table": "t", "kind": "query" });
    for (name, value) in changes.as_object().unwrap() {
        pattern[name] = value.clone();
    }
    pattern
}

fn check(changes: Value) -> Vec<String> {
    let mut table = sound();
    table["entities"] = json!([{ "id": "e", "name": "Order" }]);
    let put = json!({ "id": "put", "name": "Places an order", "table": "t", "kind": "put" });
    let all = json!({ "id": "all", "name": "Places many", "table": "t", "kind": "transaction", "together": ["put"] });
    found(&document(&[table], &[pattern(changes), put, all]))
}

fn condition(attribute: &str, comparison: &str, parameter: &str) -> Value {
    json!({ "conditions": [{ "attribute": attribute, "comparison": comparison, "parameter": parameter }] })
}

#[test]
fn what_patterns_refer_to() {
    for (changes, expected) in [
        (json!({}), NOTHING),
        (condition("pk", "equal", "p"), NOTHING),
        (json!({ "entity": "e", "target": { "index": "i" }, "attributes": ["note"] }), NOTHING),
        (json!({ "table": "gone" }), &["DDB029 whole"]),
        (condition("gone", "equal", "p"), &["DDB029 conditions"]),
        (json!({ "order": { "attribute": "gone" } }), &["DDB029 order"]),
        (json!({ "attributes": ["gone", "note"] }), &["DDB029 attributes"]),
        (json!({ "attributes": ["gone"] }), &["DDB029 attributes"]),
        (json!({ "entity": "gone" }), &["DDB029 entity"]),
        (json!({ "target": { "index": "gone" } }), &["DDB029 target"]),
        (json!({ "target": "table" }), NOTHING),
        (json!({ "kind": "transaction", "together": ["put", "put"] }), NOTHING),
        (json!({ "kind": "transaction", "together": ["gone"] }), &["DDB029 together"]),
        (json!({ "kind": "transaction", "together": ["all"] }), &["DDB029 together"]),
        (json!({ "kind": "transaction", "together": ["p"] }), &["DDB029 together"]),
        (json!({ "together": ["put"] }), &["DDB029 together"]),
        (json!({ "kind": "transaction", "together": vec!["put"; 100] }), NOTHING),
        (json!({ "kind": "transaction", "together": vec!["put"; 101] }), &["DDB029 together"]),
    ] {
        assert_eq!(check(changes.clone()), expected, "{changes}");
    }
}

#[test]
fn names_of_parameters() {
    for (parameter, expected) in [
        ("customer_id1", NOTHING),
        (&"x".repeat(254), NOTHING),
        ("", &["DDB040 conditions"]),
        ("customer id", &["DDB040 conditions"]),
        ("größe", &["DDB040 conditions"]),
        ("%", &["DDB040 conditions"]),
        (&"x".repeat(255), &["DDB040 conditions"]),
    ] {
        assert_eq!(check(condition("pk", "equal", parameter)), expected, "{parameter}");
    }
    assert_eq!(check(condition("note", "exists", "")), NOTHING, "nothing is compared");
}

#[test]
fn what_no_expression_can_carry() {
    for (attribute, comparison, expected) in [
        ("pk", "begins_with", NOTHING),
        ("sk", "begins_with", &["DDB041 conditions"]),
        ("sk", "between", NOTHING),
        ("blob", "less", &["DDB041 conditions"]),
        ("blob", "equal", NOTHING),
        ("blob", "contains", &["DDB041 conditions"]),
        ("note", "contains", NOTHING),
        ("sk", "contains", &["DDB041 conditions"]),
        ("sk", "in", NOTHING),
    ] {
        assert_eq!(check(condition(attribute, comparison, "p")), expected, "{attribute} {comparison}");
    }
    let conditions =
        |count| many(count, |_| json!({ "attribute": "pk", "comparison": "equal", "parameter": "p" }));
    assert_eq!(check(json!({ "conditions": conditions(150) })), NOTHING);
    assert_eq!(check(json!({ "conditions": conditions(151) })), ["DDB041 conditions"]);
}

#[test]
fn limits_of_requests() {
    for (changes, expected) in [
        (json!({ "limit": 1 }), NOTHING),
        (json!({ "limit": 0 }), &["DDB041 limit"]),
        (json!({ "kind": "search", "limit": 100 }), NOTHING),
        (json!({ "kind": "search", "limit": 101 }), &["DDB041 limit"]),
        (json!({ "limit": 101 }), NOTHING),
        (json!({ "item_size": 409_600 }), NOTHING),
        (json!({ "item_size": 409_601 }), &["DDB041 item_size"]),
    ] {
        assert_eq!(check(changes.clone()), expected, "{changes}");
    }
}

#[test]
fn silences_are_for_what_is_there() {
    let check = |object: Value| {
        let silence = json!({ "id": "s", "code": "DDB101", "object": object, "reason": "a test" });
        let note = json!({ "id": "n", "text": "x", "position": { "x": 0, "y": 0 }, "size": { "width": 1, "height": 1 } });
        let design = json!({ "name": "Case", "tables": [sound()], "patterns": [pattern(json!({}))],
            "notes": [note], "silences": [silence] });
        found(&from_json(&json!({ "format": 1, "design": design }).to_string()).unwrap())
    };
    for there in [
        json!("design"),
        json!({ "table": "t" }),
        json!({ "attribute": ["t", "pk"] }),
        json!({ "index": ["t", "i"] }),
        json!({ "pattern": "p" }),
        json!({ "note": "n" }),
        json!({ "silence": "s" }),
    ] {
        assert_eq!(check(there.clone()), NOTHING, "{there}");
    }
    for gone in [
        json!({ "table": "gone" }),
        json!({ "attribute": ["t", "gone"] }),
        json!({ "attribute": ["gone", "pk"] }),
        json!({ "item": ["t", "n"] }),
        json!({ "entity": ["t", "e"] }),
        json!({ "consumer": ["t", "c"] }),
        json!({ "replica": ["t", "r"] }),
        json!({ "area": "n" }),
    ] {
        assert_eq!(check(gone.clone()), ["DDB042 whole"], "{gone}");
    }
}
