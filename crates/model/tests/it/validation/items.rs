//! Sample items.

use super::*;

fn item(values: Value) -> Vec<String> {
    with("/items", json!([{ "id": "n", "values": values }]))
}

/// An item with a sound key and this value more.
fn value(value: Value) -> Vec<String> {
    item(json!({ "CustomerId": { "S": "c" }, "OrderId": { "N": "1" }, "X": value }))
}

#[test]
fn keys_of_items() {
    for (values, expected) in [
        (json!({ "CustomerId": { "S": "c" }, "OrderId": { "N": "1" } }), NOTHING),
        (json!({ "CustomerId": { "S": "c" } }), &["DDB038 values"]),
        (json!({}), &["DDB038 values", "DDB038 values"]),
        (json!({ "CustomerId": { "S": "" }, "OrderId": { "N": "1" } }), &["DDB038 values"]),
        (json!({ "CustomerId": { "N": "1" }, "OrderId": { "N": "1" } }), &["DDB038 values"]),
        (json!({ "CustomerId": { "S": "c" }, "OrderId": { "NULL": true } }), &["DDB038 values"]),
        (json!({ "CustomerId": { "S": "x".repeat(2_048) }, "OrderId": { "N": "1" } }), NOTHING),
        (json!({ "CustomerId": { "S": "x".repeat(2_049) }, "OrderId": { "N": "1" } }), &["DDB038 values"]),
    ] {
        assert_eq!(item(values.clone()), expected, "{values}");
    }
}

#[test]
fn keys_of_indexes() {
    let check = |index: Value, note: Value| {
        let values = json!({ "CustomerId": { "S": "c" }, "OrderId": { "N": "1" }, "Note": note });
        broken([("/indexes/0", index), ("/items", json!([{ "id": "n", "values": values }]))])
    };
    let by_note =
        || json!({ "id": "i", "name": "ByNote", "partition": ["sk"], "sort": ["note"], "projection": "ALL" });
    let by_order = || json!({ "id": "i", "name": "ByOrder", "partition": ["sk"], "projection": "ALL" });
    assert_eq!(check(by_note(), json!({ "S": "x" })), NOTHING);
    assert_eq!(check(by_note(), json!({ "S": "" })), ["DDB038 values"]);
    assert_eq!(check(by_note(), json!({ "N": "1" })), ["DDB038 values"]);
    assert_eq!(check(by_note(), json!({ "S": "x".repeat(1_025) })), ["DDB038 values"]);
    assert_eq!(check(by_order(), json!({ "S": "" })), NOTHING, "no key: empty is fine");
    assert_eq!(check(by_order(), json!({ "N": "1" })), NOTHING, "no key: AWS knows no type");
    let values = json!({ "CustomerId": { "S": "c" }, "OrderId": { "N": "1" } });
    let sparse = broken([("/indexes/0", by_note()), ("/items", json!([{ "id": "n", "values": values }]))]);
    assert_eq!(sparse, NOTHING, "an item without the key is not in the index");
}

#[test]
fn vectors_of_items() {
    let check = |vector: Value| {
        let index = json!({ "id": "v", "name": "ByMeaning", "vector": "vector", "dimensions": 2,
            "distance": "COSINE", "projection": "ALL" });
        let values = json!({ "CustomerId": { "S": "c" }, "OrderId": { "N": "1" }, "Vector": vector });
        broken([
            ("/attributes/-", json!({ "id": "vector", "name": "Vector", "type": "L" })),
            ("/vector_indexes", json!([index])),
            ("/items", json!([{ "id": "n", "values": values }])),
        ])
    };
    assert_eq!(check(json!({ "L": [{ "N": "1" }, { "N": "2" }] })), NOTHING);
    assert_eq!(check(json!({ "L": [{ "N": "1" }] })), ["DDB038 values"]);
    assert_eq!(check(json!({ "L": [{ "N": "1" }, { "S": "2" }] })), ["DDB038 values"]);
    assert_eq!(check(json!({ "S": "1, 2" })), ["DDB038 values"]);
}

#[test]
fn values_that_can_be_stored() {
    let nested =
        |levels: usize| (1..levels).fold(json!({ "BOOL": true }), |inner, _| json!({ "L": [inner] }));
    for (stored, expected) in [
        (json!({ "S": "" }), NOTHING),
        (json!({ "L": [] }), NOTHING),
        (json!({ "M": { "k": { "SS": ["a", "b"] } } }), NOTHING),
        (nested(32), NOTHING),
        (nested(33), &["DDB039 values"]),
        (json!({ "SS": [] }), &["DDB039 values"]),
        (json!({ "SS": ["a", "a"] }), &["DDB039 values"]),
        (json!({ "NS": ["1", "x"] }), &["DDB039 values"]),
        (json!({ "BS": ["?"] }), &["DDB039 values"]),
        (json!({ "L": [{ "N": "one" }] }), &["DDB039 values"]),
        (json!({ "NULL": false }), &["DDB039 values"]),
        (json!({ "S": "x".repeat(400 * 1_024) }), &["DDB039 values"]),
        (json!({ "S": "x".repeat(400 * 1_024 - 100) }), NOTHING),
    ] {
        assert_eq!(value(stored), expected);
    }
    let nameless = json!({ "CustomerId": { "S": "c" }, "OrderId": { "N": "1" }, "": { "S": "x" } });
    assert_eq!(item(nameless), ["DDB039 values"]);
}

#[test]
fn entities_of_items() {
    let check = |entity: &str| {
        let values = json!({ "CustomerId": { "S": "c" }, "OrderId": { "N": "1" } });
        broken([
            ("/entities", json!([{ "id": "e", "name": "Order" }])),
            ("/items", json!([{ "id": "n", "values": values, "entity": entity }])),
        ])
    };
    assert_eq!(check("e"), NOTHING);
    assert_eq!(check("gone"), ["DDB036 values"]);
}
