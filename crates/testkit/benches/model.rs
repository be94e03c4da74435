//! What the model costs on a large design, as lines of a name and microseconds for `cargo xtask bench`.
//!
//! Here and not beside the model, which knows nothing of the test kit. The median of many runs stands for a kind: the
//! best would flatter, the worst would be the machine's.
#![expect(clippy::unwrap_used, reason = "a measurement that can't be made ends here")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tablewright_model::{Design, DocumentSize, Edit, apply, from_json, to_json, validate};
use tablewright_testkit::large_design;

fn main() {
    let design = large_design(50, 20, 400);
    for edit in edits() {
        let kind = kind(&edit);
        apply(&design, &edit).unwrap();
        tell(&format!("edit {kind}"), 201, || apply(&design, &edit));
        let inverse = apply(&design, &edit).unwrap();
        tell(&format!("undo {kind}"), 201, || apply(&inverse.design, &inverse.inverse));
    }
    let size = DocumentSize::of(&design);
    let edit = edits().remove(0);
    tell("size after an edit", 201, || size.after(&edit, &design));
    tell("validate 50", 51, || validate(&design));
    let text = to_json(&design);
    tell("write 50", 21, || to_json(&design));
    tell("read 50", 21, || from_json(&text));
    let region = large_design(2_500, 20, 2_500);
    tell("validate 2500", 5, || validate(&region));
    many_items();
    many_tables(&region);
}

/// What would be quadratic if every item had to be looked for.
fn many_items() {
    let mut design = large_design(1, 20, 10);
    let item = |n: usize| {
        json!({ "add_item": { "table": "table0", "at": u32::MAX,
            "item": { "id": format!("many-{n}"), "values": { "attribute5": { "S": "x" } } } } })
    };
    let room = 9_990;
    let add = edit(json!({ "batch": { "edits": (0..room).map(item).collect::<Vec<_>>() } }));
    tell("items added 10000", 5, || apply(&design, &add));
    let added = apply(&design, &add).unwrap();
    tell("items added 10000, undone", 5, || apply(&added.design, &added.inverse));
    design = added.design;
    let remove = edit(json!({ "remove_attribute": { "table": "table0", "attribute": "attribute5" } }));
    tell("attribute of 10000 items removed", 5, || apply(&design, &remove));
    let removed = apply(&design, &remove).unwrap();
    tell("attribute of 10000 items removed, undone", 5, || apply(&removed.design, &removed.inverse));
    let rename = edit(json!({ "set_attribute": { "table": "table0", "attribute": "attribute5",
        "field": { "name": "renamed" } } }));
    tell("attribute of 10000 items renamed", 5, || apply(&design, &rename));
    let first = |n: usize| json!({ "remove_item": { "table": "table0", "item": format!("many-{n}") } });
    let clear = edit(json!({ "batch": { "edits": (0..room).map(first).collect::<Vec<_>>() } }));
    tell("items removed 10000", 5, || apply(&design, &clear));
    let cleared = apply(&design, &clear).unwrap();
    tell("items removed 10000, undone", 5, || apply(&cleared.design, &cleared.inverse));
    let describe = edit(json!({ "set_table": { "table": "table0", "field": { "description": "x" } } }));
    tell("edit beside 10000 items", 201, || apply(&design, &describe));
}

/// An import of a whole region arrives as one batch.
fn many_tables(region: &Design) {
    let add = |table: &Value| json!({ "add_table": { "at": u32::MAX, "table": table } });
    let document = serde_json::to_value(region).unwrap();
    let tables: Vec<_> = document["tables"].as_array().unwrap().iter().map(add).collect();
    let batch = edit(json!({ "batch": { "edits": tables } }));
    let blank = Design::blank("Region");
    tell("tables added 2500", 3, || apply(&blank, &batch));
}

fn tell<T>(name: &str, runs: usize, measured: impl Fn() -> T) {
    let mut times: Vec<Duration> = (0..runs)
        .map(|_| {
            let begun = Instant::now();
            let result = black_box(measured());
            let time = begun.elapsed();
            drop(result);
            time
        })
        .collect();
    times.sort_unstable();
    println!("{name}\t{:.1}", times[runs / 2].as_secs_f64() * 1e6);
}

fn edit(value: Value) -> Edit {
    serde_json::from_value(value).unwrap()
}

fn kind(edit: &Edit) -> String {
    serde_json::to_value(edit).unwrap().as_object().unwrap().keys().next().unwrap().clone()
}

/// One of each kind, in the middle of the design, with the most to take along.
fn edits() -> Vec<Edit> {
    let parts = [
        (
            "attribute",
            "attribute",
            json!({ "id": "new", "name": "new", "type": "S" }),
            json!({ "name": "new" }),
        ),
        (
            "index",
            "index",
            json!({ "id": "new", "name": "new", "partition": ["attribute3"], "projection": "ALL" }),
            json!({ "projection": "KEYS_ONLY" }),
        ),
        ("entity", "entity", json!({ "id": "new", "name": "New" }), json!({ "name": "New" })),
        (
            "consumer",
            "consumer",
            json!({ "id": "new", "name": "New", "kind": { "lambda": {} } }),
            json!({ "needs": null }),
        ),
    ];
    let mut edits = vec![
        json!({ "set_table": { "table": "table25", "field": { "name": "Renamed" } } }),
        json!({ "set_design": { "field": { "name": "Renamed" } } }),
        json!({ "add_table": { "at": 25, "table": { "id": "new", "name": "New", "attributes": [], "key": {} } } }),
        json!({ "remove_table": { "table": "table25" } }),
        json!({ "add_pattern": { "at": 200, "pattern": { "id": "new", "name": "New", "table": "table25", "kind": "scan" } } }),
        json!({ "remove_pattern": { "pattern": "pattern200" } }),
        json!({ "set_pattern": { "pattern": "pattern200", "field": { "limit": 5 } } }),
        json!({ "add_item": { "table": "table25", "at": 0, "item": { "id": "new", "values": {} } } }),
        json!({ "remove_item": { "table": "table25", "item": "item5" } }),
        json!({ "set_item": { "table": "table25", "item": { "id": "item5", "values": {} } } }),
        json!({ "add_local_index": { "table": "table25", "at": 0, "index": { "id": "new", "name": "new", "projection": "ALL" } } }),
        json!({ "add_vector_index": { "table": "table25", "at": 0, "index": { "id": "new", "name": "new", "dimensions": 3, "distance": "COSINE", "projection": "ALL" } } }),
        json!({ "add_replica": { "table": "table25", "at": 0, "replica": { "id": "new", "region": "eu-west-1" } } }),
        json!({ "add_note": { "at": 0, "note": { "id": "new", "text": "", "position": { "x": 0, "y": 0 }, "size": { "width": 1, "height": 1 } } } }),
        json!({ "add_area": { "at": 0, "area": { "id": "new", "name": "", "position": { "x": 0, "y": 0 }, "size": { "width": 1, "height": 1 } } } }),
        json!({ "add_silence": { "at": 0, "silence": { "id": "new", "code": "DDB101", "object": "design", "reason": "" } } }),
        json!({ "move": { "object": { "table": "table25" }, "to": 0 } }),
        json!({ "batch": { "edits": [{ "set_table": { "table": "table25", "field": { "position": { "x": 1, "y": 1 } } } }] } }),
    ];
    for (of, name, new, field) in parts {
        let old = if matches!(of, "attribute" | "index") { format!("{of}5") } else { format!("{of}0") };
        edits.push(json!({ format!("add_{of}"): { "table": "table25", "at": 0, name: new } }));
        edits.push(json!({ format!("remove_{of}"): { "table": "table25", name: old } }));
        edits.push(json!({ format!("set_{of}"): { "table": "table25", name: old, "field": field } }));
    }
    edits.into_iter().map(edit).collect()
}
