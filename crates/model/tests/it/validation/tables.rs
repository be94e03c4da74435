//! Names, the primary key, attributes and what is in them, TTL, tags.

use super::*;

#[test]
fn names_of_tables_and_indexes() {
    for (name, codes) in [
        ("abc", NOTHING),
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
        (json!({ "partition": "pk" }), NOTHING),
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
    assert_eq!(with("/attributes/2/name", json!("k".repeat(256))), NOTHING, "no key's name");
    assert_eq!(with("/attributes/2/name", json!("k".repeat(65_536))), ["DDB026 name"]);
}

#[test]
fn time_to_live() {
    assert_eq!(with("/ttl", json!("sk")), NOTHING);
    assert_eq!(with("/ttl", json!("pk")), ["DDB028 ttl"]);
    assert_eq!(with("/ttl", json!("gone")), ["DDB028 ttl"]);
}

#[test]
fn tags() {
    let fifty: Value =
        (0..50).map(|n| (format!("k{n}"), json!("v"))).collect::<serde_json::Map<_, _>>().into();
    let mut too_many = fifty.clone();
    too_many["one-more"] = json!("v");
    let long_key = "k".repeat(129);
    for (tags, codes) in [
        (fifty, NOTHING),
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
fn names_that_the_api_carries_are_short() {
    let long = json!("k".repeat(256));
    for part in ["/attributes/3/name", "/attributes/1/name"] {
        assert_eq!(with(part, long.clone()), ["DDB026 name"], "included and key: {part}");
    }
    let of = |parts| broken::<2>(parts);
    let plain = json!({ "id": "x", "name": "k".repeat(256), "type": "N" });
    assert_eq!(of([("/attributes/-", plain.clone()), ("/ttl", json!("x"))]), ["DDB026 name"], "TTL");
    assert_eq!(of([("/attributes/-", plain), ("/description", json!("x"))]), NOTHING);
}

#[test]
fn what_is_inside() {
    let element = |kind: &str| json!({ "type": kind });
    let members = |members: Value| json!({ "map": members });
    let member = |name: &str, value: Value| json!({ "name": name, "value": value });
    let nested = |levels: usize| {
        let innermost = json!({ "type": "S" });
        (2..levels).fold(innermost, |inner, _| json!({ "type": "L", "shape": { "list": inner } }))
    };
    for (shape, expected) in [
        (members(json!([member("a", element("S")), member("b", element("L"))])), NOTHING),
        (members(json!([])), NOTHING),
        (members(json!([member("a", json!({ "type": "L", "shape": { "list": element("N") } }))])), NOTHING),
        (json!({ "list": element("S") }), &["DDB037 shape"]),
        (members(json!([member("", element("S"))])), &["DDB037 shape"]),
        (members(json!([member("a", element("S")), member("a", element("N"))])), &["DDB037 shape"]),
        (
            members(json!([member("a", json!({ "type": "S", "shape": { "list": element("N") } }))])),
            &["DDB037 shape"],
        ),
        (members(json!([member("a", nested(32))])), NOTHING),
        (members(json!([member("a", nested(33))])), &["DDB037 shape"]),
    ] {
        assert_eq!(with("/attributes/2/shape", shape.clone()), expected, "{shape}");
    }
    assert_eq!(with("/attributes/0/shape", members(json!([]))), ["DDB037 shape"], "a string");
}

#[test]
fn sample_values_are_taken_from_what_exists() {
    let from =
        |table: &str, attribute: &str| json!({ "reference": { "table": table, "attribute": attribute } });
    assert_rows(
        "/attributes/3/format",
        [
            (from("t", "pk"), NOTHING),
            (from("t", "gone"), &["DDB043 format"]),
            (from("gone", "pk"), &["DDB043 format"]),
            (json!("uuid"), NOTHING),
        ],
    );
}
