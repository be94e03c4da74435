//! Every rule of validation: a design that breaks it, the codes it gets, and where they point.

use serde_json::{Value, json};
use tablewright_model::{from_json, validate};

/// A table without fault, to be broken.
fn sound() -> Value {
    json!({
        "id": "t", "name": "Orders",
        "attributes": [
            { "id": "pk", "name": "CustomerId", "type": "S" },
            { "id": "sk", "name": "OrderId", "type": "N" },
            { "id": "blob", "name": "Blob", "type": "M" },
            { "id": "note", "name": "Note", "type": "S" }
        ],
        "key": { "partition": "pk", "sort": "sk" },
        "indexes": [
            { "id": "i", "name": "ByOrder", "partition": ["sk"], "sort": [], "projection": { "INCLUDE": ["note"] } }
        ]
    })
}

fn document(tables: &[Value], patterns: &[Value]) -> String {
    json!({ "format": 1, "design": { "name": "Case", "tables": tables, "patterns": patterns } }).to_string()
}

/// `code field` of every finding.
fn found(text: &str) -> Vec<String> {
    let diagnostics = validate(&from_json(text).unwrap());
    let field = |value: &Value| value["field"].as_str().unwrap_or("whole").to_owned();
    diagnostics
        .iter()
        .map(|diagnostic| {
            assert!(diagnostic.message.len() > 10);
            format!("{} {}", diagnostic.code, field(&serde_json::to_value(diagnostic.address).unwrap()))
        })
        .collect()
}

/// What is found when a part of the sound table, by its JSON pointer, has another value.
fn with(part: &str, value: Value) -> Vec<String> {
    let mut table = sound();
    let (parent, name) = part.rsplit_once('/').unwrap();
    match table.pointer_mut(parent).unwrap() {
        Value::Array(list) => list[name.parse::<usize>().unwrap()] = value,
        other => other[name] = value,
    }
    found(&document(&[table], &[]))
}

fn many(count: usize, entry: impl Fn(usize) -> Value) -> Value {
    (0..count).map(entry).collect()
}

#[test]
fn the_sound_table_is_sound() {
    assert_eq!(found(&document(&[sound()], &[])), [""; 0]);
}

#[test]
fn names_of_tables_and_indexes() {
    for (name, codes) in [
        ("abc", &[][..]),
        ("A-z_0.9", &[]),
        ("", &["DDB001 name"]),
        ("ab", &["DDB001 name"]),
        ("sp ace", &["DDB001 name"]),
        ("größe", &["DDB001 name"]),
        (&"x".repeat(255), &[]),
        (&"x".repeat(256), &["DDB001 name"]),
    ] {
        assert_eq!(with("/name", json!(name)), codes, "table {name:?}");
        assert_eq!(with("/indexes/0/name", json!(name)), codes, "index {name:?}");
    }
}

#[test]
fn names_are_unique() {
    let mut other = sound();
    other["id"] = json!("t2");
    assert_eq!(found(&document(&[sound(), other], &[])), ["DDB002 name"]);
    let twins = many(
        2,
        |n| json!({ "id": format!("i{n}"), "name": "Same", "partition": ["sk"], "projection": "ALL" }),
    );
    assert_eq!(with("/indexes", twins), ["DDB002 name"]);
}

#[test]
fn the_primary_key() {
    for (key, codes) in [
        (json!({ "partition": "pk" }), &[][..]),
        (json!({}), &["DDB006 partition_key"]),
        (json!({ "partition": "pk", "sort": "pk" }), &["DDB006 sort_key"]),
        (json!({ "partition": "gone" }), &["DDB003 partition_key"]),
        (json!({ "partition": "pk", "sort": "gone" }), &["DDB003 sort_key"]),
        (json!({ "partition": "blob" }), &["DDB027 partition_key"]),
        (json!({ "partition": "pk", "sort": "blob" }), &["DDB027 sort_key"]),
    ] {
        assert_eq!(with("/key", key.clone()), codes, "{key}");
    }
}

#[test]
fn attributes() {
    assert_eq!(with("/attributes/3/name", json!("")), ["DDB025 name"]);
    assert_eq!(with("/attributes/3/name", json!("Blob")), ["DDB005 name"]);
    assert_eq!(with("/attributes/0/name", json!("k".repeat(256))), ["DDB026 name"], "a key's name");
    assert_eq!(with("/attributes/3/name", json!("k".repeat(256))), [""; 0], "no key's name");
    assert_eq!(with("/attributes/2/name", json!("k".repeat(65_536))), ["DDB026 name"]);
}

#[test]
fn time_to_live() {
    assert_eq!(with("/ttl", json!("sk")), [""; 0]);
    assert_eq!(with("/ttl", json!("pk")), ["DDB028 ttl"]);
    assert_eq!(with("/ttl", json!("gone")), ["DDB028 ttl"]);
}

#[test]
fn keys_of_indexes() {
    for (partition, sort, codes) in [
        (json!(["sk", "pk"]), json!(["note"]), &["DDB012 projection"][..]),
        (json!([]), json!([]), &["DDB007 partition_key"]),
        (json!(["sk", "sk"]), json!([]), &["DDB007 partition_key"]),
        (json!(["sk"]), json!(["sk"]), &["DDB007 sort_key"]),
        (json!(["gone"]), json!([]), &["DDB003 partition_key"]),
        (json!(["sk"]), json!(["blob"]), &["DDB027 sort_key"]),
    ] {
        let index = json!({ "id": "i", "name": "ByOrder", "partition": partition, "sort": sort,
            "projection": { "INCLUDE": ["note"] } });
        assert_eq!(with("/indexes/0", index.clone()), codes, "{index}");
    }
}

#[test]
fn a_key_of_an_index_has_at_most_four_attributes_in_each_half() {
    let mut table = sound();
    table["attributes"] =
        many(10, |n| json!({ "id": format!("a{n}"), "name": format!("A{n}"), "type": "S" }));
    table["key"] = json!({ "partition": "a0" });
    let mut check = |partition: &[&str], sort: &[&str]| {
        table["indexes"][0] =
            json!({ "id": "i", "name": "Wide", "partition": partition, "sort": sort, "projection": "ALL" });
        found(&document(&[table.clone()], &[]))
    };
    assert_eq!(check(&["a1", "a2", "a3", "a4"], &["a5", "a6", "a7", "a8"]), [""; 0]);
    assert_eq!(check(&["a1", "a2", "a3", "a4", "a5"], &[]), ["DDB007 partition_key"]);
    assert_eq!(check(&["a1"], &["a2", "a3", "a4", "a5", "a6"]), ["DDB007 sort_key"]);
}

#[test]
fn projections() {
    for (projection, codes) in [
        (json!("ALL"), &[][..]),
        (json!("KEYS_ONLY"), &[]),
        (json!({ "INCLUDE": ["blob", "note"] }), &[]),
        (json!({ "INCLUDE": [] }), &["DDB011 projection"]),
        (json!({ "INCLUDE": ["gone"] }), &["DDB012 projection"]),
        (json!({ "INCLUDE": ["pk"] }), &["DDB012 projection"]),
        (json!({ "INCLUDE": ["note", "note"] }), &["DDB012 projection"]),
    ] {
        assert_eq!(with("/indexes/0/projection", projection.clone()), codes, "{projection}");
    }
}

#[test]
fn numbers_of_indexes_and_included_attributes() {
    let indexes = |count| {
        many(count, |n| {
            json!({ "id": format!("i{n}"), "name": format!("Index{n}"), "partition": ["sk"],
                "projection": "KEYS_ONLY" })
        })
    };
    assert_eq!(with("/indexes", indexes(20)), [""; 0]);
    assert_eq!(with("/indexes", indexes(21)), ["DDB009 whole"]);

    let including = |each: usize| {
        let mut table = sound();
        table["attributes"] =
            many(30, |n| json!({ "id": format!("a{n}"), "name": format!("A{n}"), "type": "S" }));
        table["key"] = json!({ "partition": "a0" });
        let names: Vec<_> = (1..=each).map(|n| format!("a{n}")).collect();
        table["indexes"] = many(5, |n| {
            json!({ "id": format!("i{n}"), "name": format!("Index{n}"), "partition": ["a29"],
                "projection": { "INCLUDE": names } })
        });
        found(&document(&[table], &[]))
    };
    assert_eq!(including(20), [""; 0]);
    assert_eq!(including(21), ["DDB010 whole"], "the same name in two indexes counts twice");
}

#[test]
fn billing() {
    let capacity = |read: u64, write: u64| json!({ "read": read, "write": write });
    let check = |table: Option<Value>, index: Option<Value>| {
        let mut broken = sound();
        if let Some(capacity) = table {
            broken["billing"] = json!({ "provisioned": capacity });
        }
        if let Some(capacity) = index {
            broken["indexes"][0]["capacity"] = capacity;
        }
        found(&document(&[broken], &[]))
    };
    assert_eq!(check(Some(capacity(1, 1)), Some(capacity(1, 1))), [""; 0]);
    assert_eq!(check(Some(capacity(1, 1)), None), ["DDB013 capacity"]);
    assert_eq!(check(None, Some(capacity(1, 1))), ["DDB013 capacity"]);
    assert_eq!(check(Some(capacity(0, 1)), Some(capacity(1, 1))), ["DDB014 billing"]);
    assert_eq!(check(Some(capacity(1, 1)), Some(capacity(1, 0))), ["DDB014 capacity"]);
}

#[test]
fn tags() {
    let fifty: Value =
        (0..50).map(|n| (format!("k{n}"), json!("v"))).collect::<serde_json::Map<_, _>>().into();
    let mut too_many = fifty.clone();
    too_many["one-more"] = json!("v");
    let long_key = "k".repeat(129);
    for (tags, codes) in [
        (fifty, &[][..]),
        (too_many, &["DDB021 tags"]),
        (json!({ "": "v" }), &["DDB021 tags"]),
        (json!({ "aws:x": "v" }), &["DDB021 tags"]),
        (json!({ "AWS:x": "v" }), &["DDB021 tags"]),
        (json!({ long_key: "v" }), &["DDB021 tags"]),
        (json!({ "k": "ä".repeat(256) }), &[]),
        (json!({ "k": "v".repeat(257) }), &["DDB021 tags"]),
    ] {
        assert_eq!(with("/tags", tags.clone()), codes, "{tags}");
    }
}

#[test]
fn references_of_access_patterns() {
    let condition =
        |attribute: &str| json!([{ "attribute": attribute, "comparison": "equal", "parameter": "p" }]);
    let check = |part: &str, value: Value| {
        let mut pattern = json!({ "id": "p", "name": "Orders of a customer", "table": "t", "kind": "query" });
        pattern[part] = value;
        found(&document(&[sound()], &[pattern]))
    };
    assert_eq!(check("conditions", condition("pk")), [""; 0]);
    assert_eq!(check("table", json!("gone")), ["DDB029 whole"]);
    assert_eq!(check("conditions", condition("gone")), ["DDB029 conditions"]);
    assert_eq!(check("order", json!({ "attribute": "gone" })), ["DDB029 order"]);
}

#[test]
fn all_findings_are_collected_in_document_order() {
    let broken = json!({ "id": "t", "name": "", "attributes": [], "key": {} });
    let pattern = json!({ "id": "p", "name": "x", "table": "gone", "kind": "get" });
    let codes = found(&document(&[broken], &[pattern]));
    assert_eq!(codes, ["DDB001 name", "DDB006 partition_key", "DDB029 whole"]);
}
