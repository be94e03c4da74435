//! Indexes of all kinds.

use super::*;

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
    assert_eq!(check(&["a1", "a2", "a3", "a4"], &["a5", "a6", "a7", "a8"]), NOTHING);
    assert_eq!(check(&["a1", "a2", "a3", "a4", "a5"], &[]), ["DDB007 partition_key"]);
    assert_eq!(check(&["a1"], &["a2", "a3", "a4", "a5", "a6"]), ["DDB007 sort_key"]);
}

#[test]
fn projections() {
    for (projection, codes) in [
        (json!("ALL"), NOTHING),
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
    assert_eq!(with("/indexes", indexes(20)), NOTHING);
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
    assert_eq!(including(20), NOTHING);
    let one_more = ["DDB010 projection"; 5].into_iter().chain(["DDB010 whole"]).collect::<Vec<_>>();
    assert_eq!(including(21), one_more, "the same name in two indexes counts twice");
}

/// A local index on `note` with these changes.
fn local(changes: Value) -> Value {
    changed(json!({ "id": "l", "name": "ByNote", "sort": "note", "projection": "ALL" }), changes)
}

/// A vector index on `vector`, an attribute that [`with_vectors`] adds, with these changes.
fn vector(changes: Value) -> Value {
    let sound = json!({ "id": "v", "name": "ByMeaning", "vector": "vector", "dimensions": 3, "distance": "COSINE",
        "projection": "KEYS_ONLY" });
    changed(sound, changes)
}

fn changed(mut value: Value, changes: Value) -> Value {
    for (name, new) in changes.as_object().unwrap() {
        value[name] = new.clone();
    }
    value
}

fn with_vectors(indexes: Value) -> Vec<String> {
    let attribute = json!({ "id": "vector", "name": "Vector", "type": "L" });
    broken([("/attributes/-", attribute), ("/vector_indexes", indexes)])
}

#[test]
fn names_are_unique_over_all_kinds() {
    assert_eq!(with("/local_indexes", json!([local(json!({ "name": "ByOrder" }))])), ["DDB002 name"]);
    assert_eq!(with_vectors(json!([vector(json!({ "name": "ByOrder" }))])), ["DDB002 name"]);
    assert_eq!(with("/local_indexes", json!([local(json!({ "name": "By Note" }))])), ["DDB001 name"]);
    assert_eq!(with_vectors(json!([vector(json!({ "name": "" }))])), ["DDB001 name"]);
}

#[test]
fn local_indexes() {
    for (changes, expected) in [
        (json!({}), NOTHING),
        (json!({ "sort": "sk" }), NOTHING),
        (json!({ "sort": null }), &["DDB008 sort_key"]),
        (json!({ "sort": "pk" }), &["DDB008 sort_key"]),
        (json!({ "sort": "gone" }), &["DDB003 sort_key"]),
        (json!({ "sort": "blob" }), &["DDB027 sort_key"]),
        (json!({ "projection": { "INCLUDE": [] } }), &["DDB011 projection"]),
        (json!({ "projection": { "INCLUDE": ["note"] } }), &["DDB012 projection"]),
        (json!({ "projection": { "INCLUDE": ["blob"] } }), NOTHING),
    ] {
        assert_eq!(with("/local_indexes", json!([local(changes.clone())])), expected, "{changes}");
    }
    let without_sort =
        [("/key", json!({ "partition": "pk" })), ("/local_indexes", json!([local(json!({}))]))];
    assert_eq!(broken(without_sort), ["DDB008 partition_key"]);
    let count = |count| many(count, |n| local(json!({ "id": format!("l{n}"), "name": format!("Local{n}") })));
    assert_eq!(with("/local_indexes", count(5)), NOTHING);
    assert_eq!(with("/local_indexes", count(6)), ["DDB009 whole"]);
}

#[test]
fn vector_indexes() {
    for (changes, expected) in [
        (json!({}), NOTHING),
        (json!({ "partition": "note", "filters": ["sk"] }), NOTHING),
        (json!({ "vector": null }), &["DDB018 vector"]),
        (json!({ "vector": "gone" }), &["DDB003 vector"]),
        (json!({ "vector": "note" }), &["DDB018 vector"]),
        (json!({ "vector": "pk" }), &["DDB018 vector"]),
        (json!({ "dimensions": 0 }), &["DDB018 dimensions"]),
        (json!({ "dimensions": 4096 }), NOTHING),
        (json!({ "dimensions": 4097 }), &["DDB018 dimensions"]),
        (json!({ "partition": "gone" }), &["DDB003 partition_key"]),
        (json!({ "partition": "blob" }), &["DDB027 partition_key"]),
        (json!({ "filters": ["gone"] }), &["DDB003 filters"]),
        (json!({ "filters": ["blob"] }), &["DDB027 filters"]),
        (json!({ "filters": ["note", "note"] }), &["DDB018 filters"]),
        (json!({ "filters": ["note"], "partition": "note" }), &["DDB018 filters"]),
        (json!({ "projection": { "INCLUDE": ["vector"] } }), &["DDB012 projection"]),
    ] {
        assert_eq!(with_vectors(json!([vector(changes.clone())])), expected, "{changes}");
    }
    let shaped = |kind: &str| {
        let shape = json!({ "list": { "type": kind } });
        let attribute = json!({ "id": "vector", "name": "Vector", "type": "L", "shape": shape });
        broken([("/attributes/-", attribute), ("/vector_indexes", json!([vector(json!({}))]))])
    };
    assert_eq!((shaped("N"), shaped("S")), (vec![], vec!["DDB018 vector".to_owned()]));
}

#[test]
fn vector_indexes_together() {
    let other = |changes| changed(vector(json!({ "id": "v2", "name": "Other" })), changes);
    assert_eq!(with_vectors(json!([vector(json!({})), other(json!({}))])), NOTHING);
    let unequal = json!([vector(json!({})), other(json!({ "dimensions": 4 }))]);
    assert_eq!(with_vectors(unequal), ["DDB018 dimensions"]);
    let count =
        |count| many(count, |n| vector(json!({ "id": format!("v{n}"), "name": format!("Vector{n}") })));
    assert_eq!(with_vectors(count(5)), NOTHING);
    assert_eq!(with_vectors(count(6)), ["DDB009 whole"]);
    let provisioned = broken([
        ("/attributes/-", json!({ "id": "vector", "name": "Vector", "type": "L" })),
        ("/vector_indexes", json!([vector(json!({}))])),
        ("/indexes", json!([])),
        ("/billing", json!({ "provisioned": { "read": 1, "write": 1 } })),
    ]);
    assert_eq!(provisioned, ["DDB018 vector"]);
}

#[test]
fn vector_indexes_have_eighteen_filters_at_most_and_they_count_as_projected() {
    let attributes = |count: usize| {
        let mut all = many(count, |n| json!({ "id": format!("a{n}"), "name": format!("A{n}"), "type": "S" }));
        all.as_array_mut().unwrap().push(json!({ "id": "vector", "name": "Vector", "type": "L" }));
        all
    };
    let names = |range: std::ops::Range<usize>| range.map(|n| format!("a{n}")).collect::<Vec<_>>();
    let table = |vectors: Value| {
        broken([
            ("/attributes", attributes(40)),
            ("/key", json!({ "partition": "a0" })),
            ("/indexes", json!([])),
            ("/vector_indexes", vectors),
        ])
    };
    assert_eq!(table(json!([vector(json!({ "filters": names(1..19) }))])), NOTHING);
    assert_eq!(table(json!([vector(json!({ "filters": names(1..20) }))])), ["DDB018 filters"]);
    // Five times 18 filters and the vector are 95.
    let full = |included: usize| {
        many(5, |n| {
            let projection =
                if n == 0 { json!({ "INCLUDE": names(20..20 + included) }) } else { json!("KEYS_ONLY") };
            vector(json!({ "id": format!("v{n}"), "name": format!("Vector{n}"), "filters": names(1..19),
                "projection": projection }))
        })
    };
    assert_eq!(table(full(5)), NOTHING);
    assert_eq!(table(full(6)), ["DDB010 whole"]);
}

#[test]
fn a_key_in_a_projection_and_the_21st_attribute_hold_up_no_plan() {
    let severities = |table: Value| {
        validate(&document(&[table], &[])).iter().map(|diagnostic| diagnostic.severity).collect::<Vec<_>>()
    };
    let mut table = sound();
    table["indexes"][0]["projection"] = json!({ "INCLUDE": ["pk"] });
    assert_eq!(severities(table), [Severity::Warning]);
    let mut table = sound();
    let more = many(21, |n| json!({ "id": format!("a{n}"), "name": format!("A{n}"), "type": "S" }));
    table["attributes"].as_array_mut().unwrap().extend(more.as_array().unwrap().iter().cloned());
    let names: Vec<_> = (0..21).map(|n| format!("a{n}")).collect();
    table["indexes"][0]["projection"] = json!({ "INCLUDE": names });
    assert_eq!(severities(table), [Severity::Warning]);
}
