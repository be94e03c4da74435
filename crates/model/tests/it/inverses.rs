//! Edits that take other things along, each with the case in which taking it back is hardest.

use serde_json::json;
use tablewright_model::{Design, Edit, Object, Refusal, apply, from_json, to_json};

/// Attributes by (id, name) and items by their values.
fn design(attributes: &[(&str, &str)], items: &[serde_json::Value]) -> Design {
    let attributes: Vec<_> =
        attributes.iter().map(|(id, name)| json!({ "id": id, "name": name, "type": "S" })).collect();
    let items: Vec<_> =
        items.iter().zip(0..).map(|(values, n)| json!({ "id": format!("n{n}"), "values": values })).collect();
    let table = json!({ "id": "t", "name": "Table", "attributes": attributes, "key": {}, "items": items });
    from_json(&json!({ "format": 1, "design": { "name": "Case", "tables": [table] } }).to_string()).unwrap()
}

fn edit(value: serde_json::Value) -> Edit {
    serde_json::from_value(value).unwrap()
}

fn rename(id: &str, to: &str) -> Edit {
    edit(json!({ "set_attribute": { "table": "t", "attribute": id, "field": { "name": to } } }))
}

fn values(design: &Design) -> Vec<serde_json::Value> {
    let table = design.tables.iter().next().unwrap();
    table.items.iter().map(|item| serde_json::to_value(&item.values).unwrap()).collect()
}

#[track_caller]
fn undone(before: &Design, edit: &Edit) -> Design {
    let applied = apply(before, edit).unwrap();
    let back = apply(&applied.design, &applied.inverse).unwrap().design;
    assert_eq!(to_json(&back), to_json(before));
    applied.design
}

#[test]
fn a_rename_carries_the_values_along() {
    let before = design(&[("a", "old")], &[json!({ "old": { "S": "x" } }), json!({})]);
    let applied = apply(&before, &rename("a", "new")).unwrap();
    assert_eq!(values(&applied.design), [json!({ "new": { "S": "x" } }), json!({})]);
    assert_eq!(applied.inverse, rename("a", "old"), "renaming back is enough");
    undone(&before, &rename("a", "new"));
}

#[test]
fn renaming_to_the_name_of_another_attribute_gives_its_values_back() {
    let items = [
        json!({ "a": { "S": "1" }, "b": { "S": "2" } }),
        json!({ "a": { "S": "3" } }),
        json!({ "b": { "S": "4" } }),
    ];
    let before = design(&[("a", "a"), ("b", "b")], &items);
    let after = undone(&before, &rename("a", "b"));
    assert_eq!(
        values(&after),
        [json!({ "b": { "S": "1" } }), json!({ "b": { "S": "3" } }), items[2].clone()]
    );
}

#[test]
fn renaming_to_a_name_that_items_carry_undeclared_gives_their_values_back() {
    let items = [json!({ "stray": { "S": "1" }, "a": { "S": "2" } }), json!({ "stray": { "S": "3" } })];
    undone(&design(&[("a", "a")], &items), &rename("a", "stray"));
}

#[test]
fn renaming_one_of_two_attributes_of_a_name_leaves_the_values_to_the_other() {
    let items = [json!({ "same": { "S": "1" } }), json!({ "same": { "S": "2" }, "new": { "S": "3" } })];
    let before = design(&[("a", "same"), ("b", "same")], &items);
    assert_eq!(values(&undone(&before, &rename("a", "new"))), items);
}

#[test]
fn swapping_two_names_in_a_batch_is_taken_back() {
    let items = [json!({ "a": { "S": "1" }, "b": { "S": "2" } })];
    let before = design(&[("a", "a"), ("b", "b")], &items);
    let swap = Edit::Batch { edits: vec![rename("a", "c"), rename("b", "a"), rename("a", "b")] };
    assert_eq!(values(&undone(&before, &swap)), [json!({ "a": { "S": "2" }, "b": { "S": "1" } })]);
}

#[test]
fn removing_an_attribute_takes_every_use_along_and_brings_it_back() {
    let before = crate::generate::start();
    let after = undone(&before, &edit(json!({ "remove_attribute": { "table": "t0", "attribute": "a1" } })));
    let table = after.tables.iter().next().unwrap();
    let index = table.indexes.iter().next().unwrap();
    let left = |ids: &[_]| ids.iter().map(|id| table.attribute_name(*id).to_owned()).collect::<Vec<_>>();
    assert_eq!((table.key.sort, table.ttl), (None, None));
    assert_eq!(left(&index.partition), ["a"]);
    assert_eq!(left(index.projection.included()), ["a"]);
    assert_eq!(values(&after), [json!({ "a": { "S": "x" } }), json!({ "c": { "NULL": true } })]);
    assert_eq!(after.patterns.iter().next().unwrap().order, None);
}

/// Every object of a design but the design.
fn objects(design: &Design) -> Vec<Object> {
    let mut all = Vec::new();
    for table in &design.tables {
        let id = table.id;
        all.push(Object::Table(id));
        all.extend(table.attributes.iter().map(|part| Object::Attribute(id, part.id)));
        all.extend(table.index_ids().map(|part| Object::Index(id, part)));
        all.extend(table.entities.iter().map(|part| Object::Entity(id, part.id)));
        all.extend(table.consumers.iter().map(|part| Object::Consumer(id, part.id)));
        all.extend(table.replicas.iter().map(|part| Object::Replica(id, part.id)));
        all.extend(table.items.iter().map(|part| Object::Item(id, part.id)));
    }
    all.extend(design.patterns.iter().map(|part| Object::Pattern(part.id)));
    all.extend(design.notes.iter().map(|part| Object::Note(part.id)));
    all.extend(design.areas.iter().map(|part| Object::Area(part.id)));
    all.extend(design.silences.iter().map(|part| Object::Silence(part.id)));
    all
}

/// The ids of a document are all different, so that the text tells whether anything still names one.
#[test]
fn nothing_names_what_was_removed() {
    let before = crate::generate::full();
    let all = objects(&before);
    assert_eq!(all.len(), 33, "the document has lost an object");
    for object in all {
        let told = serde_json::to_value(object).unwrap();
        let id = told.as_object().unwrap().values().next().unwrap();
        let id = id.as_array().map_or(id, |ids| &ids[1]).to_string();
        assert!(to_json(&before).contains(&id), "{object:?}");
        let after = undone(&before, &Edit::removing(object).unwrap());
        assert!(!to_json(&after).contains(&id), "{object:?} is still named");
    }
}

#[test]
fn silences_that_name_each_other_are_removed_one_by_one() {
    let silence = |id: &str, of: &str| {
        let silence = json!({ "id": id, "code": "DDB101", "object": { "silence": of }, "reason": "" });
        edit(json!({ "add_silence": { "at": 0, "silence": silence } }))
    };
    let both = Edit::Batch { edits: vec![silence("s0", "s1"), silence("s1", "s0"), silence("s2", "s2")] };
    let before = apply(&design(&[], &[]), &both).unwrap().design;
    for (id, left) in [("s0", 2), ("s1", 2), ("s2", 2)] {
        let after = undone(&before, &edit(json!({ "remove_silence": { "silence": id } })));
        assert_eq!(after.silences.len(), left);
    }
}

#[test]
fn an_index_id_twice_over_two_kinds_is_refused_in_a_new_table() {
    let table = json!({ "id": "x", "name": "x", "attributes": [], "key": {},
        "indexes": [{ "id": "i", "name": "a", "partition": [], "projection": "ALL" }],
        "local_indexes": [{ "id": "i", "name": "b", "projection": "ALL" }] });
    let add = edit(json!({ "add_table": { "at": 0, "table": table } }));
    assert_eq!(apply(&design(&[], &[]), &add), Err(Refusal::Duplicate("i".parse().unwrap())));
}

#[test]
fn removing_a_table_takes_its_patterns_along_and_brings_them_back_in_place() {
    let mut before = crate::generate::start();
    let pattern = |id: &str, table: &str| {
        edit(json!({ "add_pattern": { "at": 0, "pattern": {
            "id": id, "name": id, "table": table, "kind": "scan"
        } } }))
    };
    for (id, table) in [("p1", "elsewhere"), ("p2", "t0"), ("p3", "elsewhere")] {
        before = apply(&before, &pattern(id, table)).unwrap().design;
    }
    let after = undone(&before, &edit(json!({ "remove_table": { "table": "t0" } })));
    let left: Vec<_> = after.patterns.iter().map(|pattern| pattern.id.to_string()).collect();
    assert_eq!(left, ["p3", "p1"]);
}

#[test]
fn undoing_the_declaration_of_an_attribute_leaves_the_values_that_items_had() {
    let before = design(&[], &[json!({ "stray": { "S": "1" } })]);
    let attribute = json!({ "id": "s", "name": "stray", "type": "S" });
    undone(&before, &edit(json!({ "add_attribute": { "table": "t", "at": 0, "attribute": attribute } })));
}

#[test]
fn undoing_the_addition_of_a_table_leaves_the_patterns_that_asked_it_before() {
    let pattern = json!({ "id": "p", "name": "p", "table": "later", "kind": "scan" });
    let add = edit(json!({ "add_pattern": { "at": 0, "pattern": pattern } }));
    let before = apply(&design(&[], &[]), &add).unwrap().design;
    let table = json!({ "id": "later", "name": "Later", "attributes": [], "key": {} });
    undone(&before, &edit(json!({ "add_table": { "at": 0, "table": table } })));
}

#[test]
fn a_large_attribute_can_be_removed_and_brought_back() {
    let items: Vec<_> = (0..10_000).map(|n| json!({ "a": { "N": n.to_string() } })).collect();
    let before = design(&[("a", "a")], &items);
    undone(&before, &edit(json!({ "remove_attribute": { "table": "t", "attribute": "a" } })));
}

#[test]
fn a_batch_is_all_or_nothing() {
    let before = design(&[("a", "a")], &[]);
    let batch = Edit::Batch { edits: vec![rename("a", "b"), rename("gone", "c")] };
    assert!(matches!(apply(&before, &batch), Err(Refusal::Gone(_))));
}

#[test]
fn what_is_too_large_is_refused_however_it_comes() {
    let before = design(&[("a", "a")], &[json!({})]);
    let long = "x".repeat(70_000);
    let add = json!({ "id": "z", "name": long, "type": "S" });
    let item = json!({ "id": "n0", "values": { long.as_str(): { "S": "" } } });
    for refused in [
        rename("a", &long),
        edit(json!({ "add_attribute": { "table": "t", "at": 0, "attribute": add } })),
        edit(json!({ "set_item": { "table": "t", "item": item } })),
        edit(json!({ "set_table": { "table": "t", "field": { "description": long } } })),
    ] {
        assert_eq!(apply(&before, &refused), Err(Refusal::TooLong { most: 65_536 }));
    }
}
