//! Validation as a whole: the order of its findings, and designs that are large.

use super::*;

#[test]
fn all_findings_are_collected_in_document_order() {
    let broken = json!({ "id": "t", "name": "", "attributes": [], "key": {} });
    let pattern = json!({ "id": "p", "name": "x", "table": "gone", "kind": "get" });
    let codes = found(&document(&[broken], &[pattern]));
    assert_eq!(codes, ["DDB001 name", "DDB006 partition_key", "DDB029 whole"]);
}

/// A list at its limit in each place; were a check quadratic, this would run into the timeout of the test runner.
#[test]
fn ten_thousand_of_everything() {
    let ids = |prefix: &'static str| (0..10_000).map(move |n| format!("{prefix}{n}"));
    let attributes: Vec<_> =
        ids("a").map(|id| json!({ "id": id, "name": format!("A-{id}"), "type": "S", "format": { "reference": { "table": "t", "attribute": "a9999" } } })).collect();
    let indexes: Vec<_> = ids("a")
        .map(|id| json!({ "id": id, "name": format!("By-{id}"), "partition": [id], "sort": ["a0"], "projection": { "INCLUDE": ["a1"] } }))
        .collect();
    let items: Vec<_> = ids("n")
        .map(|id| json!({ "id": id, "entity": format!("e{}", &id[1..]), "values": { "A-a0": { "S": "x" } } }))
        .collect();
    let entities: Vec<_> =
        ids("e").map(|id| json!({ "id": id, "name": id, "attributes": [{ "attribute": "a0" }] })).collect();
    let replicas: Vec<_> = ids("r").map(|id| json!({ "id": id, "region": "eu-west-1" })).collect();
    let table = json!({ "id": "t", "name": "Full", "attributes": attributes, "key": { "partition": "a0" },
        "indexes": indexes, "items": items, "entities": entities, "replicas": replicas });
    let patterns: Vec<_> = ids("p")
        .map(|id| {
            json!({ "id": id, "name": id, "table": "t", "kind": "transaction", "together": ["p9999"],
            "entity": "e9999", "target": { "index": "a9999" }, "attributes": ["a9999"] })
        })
        .collect();
    let silences: Vec<_> = ids("s")
        .map(|id| json!({ "id": id, "code": "DDB101", "object": { "item": ["t", format!("n{}", &id[1..])] }, "reason": "" }))
        .collect();
    let design = json!({ "name": "Full", "tables": [table], "patterns": patterns, "silences": silences });
    let design = from_json(&json!({ "format": 1, "design": design }).to_string()).unwrap();
    let diagnostics = validate(&design);
    let count = |code: &str| diagnostics.iter().filter(|diagnostic| diagnostic.code == code).count();
    assert_eq!(count("DDB032"), 9_999, "one region for each replica");
    assert_eq!(count("DDB029"), 10_000, "each transaction has a transaction in it");
    assert_eq!(count("DDB042"), 0);
}
