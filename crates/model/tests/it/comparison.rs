//! Differences are named as a person would name them.

use serde_json::json;
use tablewright_model::{Design, DifferenceKind, Edit, apply, compare};

use crate::generate;

fn after(edits: serde_json::Value) -> Design {
    let edit: Edit = serde_json::from_value(json!({ "batch": { "edits": edits } })).unwrap();
    apply(&generate::start(), &edit).unwrap().design
}

/// Differences in one line each.
fn told(edits: serde_json::Value) -> Vec<String> {
    let found = compare(&generate::start(), &after(edits));
    found
        .into_iter()
        .map(|difference| match difference.kind {
            DifferenceKind::Added => format!("+ {}", difference.subject),
            DifferenceKind::Removed => format!("- {}", difference.subject),
            DifferenceKind::Changed => format!(
                "{} {}: {} -> {}",
                difference.subject,
                difference.setting,
                difference.before.unwrap(),
                difference.after.unwrap()
            ),
        })
        .collect()
}

fn set_table(field: serde_json::Value) -> serde_json::Value {
    json!([{ "set_table": { "table": "t0", "field": field } }])
}

fn set_index(field: serde_json::Value) -> serde_json::Value {
    json!([{ "set_index": { "table": "t0", "index": "i0", "field": field } }])
}

fn set_pattern(part: &str, value: serde_json::Value) -> serde_json::Value {
    let mut pattern = serde_json::to_value(&**generate::start().patterns.iter().next().unwrap()).unwrap();
    pattern[part] = value;
    json!([{ "set_pattern": { "pattern": pattern } }])
}

#[test]
fn equal_designs_differ_in_nothing() {
    assert_eq!(told(json!([])), [""; 0]);
}

#[test]
fn each_setting_is_named_with_both_values() {
    let provisioned = json!({ "billing": { "provisioned": { "read": 5, "write": 1 } } });
    let cases = [
        (json!([{ "set_design": { "field": { "name": "End" } } }]), "End name: Start -> End"),
        (set_table(json!({ "name": "ccc" })), "ccc name: aaa -> ccc"),
        (set_table(json!({ "description": "Why" })), "aaa description:  -> Why"),
        (set_table(json!({ "key": { "partition": "a0" } })), "aaa sort key: b -> none"),
        (set_table(json!({ "key": { "partition": "a1", "sort": "a1" } })), "aaa partition key: a -> b"),
        (set_table(provisioned), "aaa billing: on demand -> provisioned, 5 read and 1 write units"),
        (set_table(json!({ "stream": "NEW_IMAGE" })), "aaa stream: off -> NEW_IMAGE"),
        (set_table(json!({ "ttl": null })), "aaa TTL attribute: b -> off"),
        (set_table(json!({ "deletion_protection": true })), "aaa deletion protection: off -> on"),
        (set_table(json!({ "tags": { "team": "x" } })), "aaa tags: none -> team = x"),
        (set_index(json!({ "name": "ccc" })), "aaa / ccc name: bbb -> ccc"),
        (set_index(json!({ "partition": ["a1"] })), "aaa / bbb partition key: b, a -> b"),
        (set_index(json!({ "sort": [] })), "aaa / bbb sort key: a -> none"),
        (set_index(json!({ "projection": "ALL" })), "aaa / bbb projection: INCLUDE (a, b) -> ALL"),
        (
            set_index(json!({ "capacity": { "read": 1, "write": 2 } })),
            "aaa / bbb capacity: none -> 1 read and 2 write units",
        ),
        (set_pattern("kind", json!("scan")), "q kind: Query -> Scan"),
        (set_pattern("conditions", json!([])), "q conditions: a = :a -> none"),
        (set_pattern("order", json!(null)), "q order: b ascending -> none"),
        (set_pattern("limit", json!(7)), "q limit: none -> 7"),
        (set_pattern("consistent", json!(true)), "q consistency: eventual -> strong"),
        (set_pattern("peak_rate", json!(9)), "q peak rate: none -> 9"),
        (
            json!([{ "set_attribute": { "table": "t0", "attribute": "a0", "field": { "type": "B" } } }]),
            "aaa / a type: String -> Binary",
        ),
        (
            json!([{ "set_item": { "table": "t0", "item": { "id": "n0", "values": {} } } }]),
            r#"aaa / sample item n0 values: {"a":{"S":"x"},"b":{"N":"1"}} -> {}"#,
        ),
    ];
    for (edits, expected) in cases {
        assert_eq!(told(edits), [expected]);
    }
}

#[test]
fn a_renamed_table_is_one_change_and_not_a_new_table() {
    assert_eq!(told(set_table(json!({ "name": "Renamed" }))).len(), 1);
}

#[test]
fn a_pattern_asked_of_another_table_is_a_difference() {
    let moved = told(set_pattern("table", json!("t1")));
    assert_eq!(moved.first().map(String::as_str), Some("q table: aaa -> none"));
}

#[test]
fn a_changed_order_of_a_list_is_a_difference() {
    let moved = json!([
        { "remove_item": { "table": "t0", "item": "n0" } },
        { "add_item": { "table": "t0", "at": 1, "item": {
            "id": "n0", "values": { "a": { "S": "x" }, "b": { "N": "1" } } } } }
    ]);
    assert_eq!(
        told(moved),
        ["aaa order of sample items: sample item n0, sample item n1 -> sample item n1, sample item n0"]
    );
}

#[test]
fn added_and_removed_objects_are_named_once() {
    let edits = json!([
        { "remove_index": { "table": "t0", "index": "i0" } },
        { "add_attribute": { "table": "t0", "at": 9, "attribute": { "id": "new", "name": "New", "type": "S" } } },
        { "add_table": { "at": 0, "table": { "id": "t9", "name": "Fresh", "attributes": [], "key": {} } } }
    ]);
    assert_eq!(told(edits), ["+ Fresh", "+ aaa / New", "- aaa / bbb"]);
}
