//! An edit costs the same however large the rest of the design is.

use std::sync::Arc;

use serde_json::json;
use tablewright_model::{Design, Edit, apply, from_json};

fn fifty_tables() -> Design {
    let table = |n: u32| {
        let attributes: Vec<_> = (0..20)
            .map(|a| json!({ "id": format!("a{a}"), "name": format!("Attribute{a}"), "type": "S" }))
            .collect();
        let items: Vec<_> = (0..20)
            .map(|i| json!({ "id": format!("n{i}"), "values": { "Attribute0": { "S": i.to_string() } } }))
            .collect();
        json!({ "id": format!("t{n}"), "name": format!("Table{n}"), "attributes": attributes,
            "key": { "partition": "a0" }, "items": items })
    };
    let tables: Vec<_> = (0..50).map(table).collect();
    from_json(&json!({ "format": 1, "design": { "name": "Fifty", "tables": tables } }).to_string()).unwrap()
}

fn edit(value: serde_json::Value) -> Edit {
    serde_json::from_value(value).unwrap()
}

#[test]
fn an_edit_shares_everything_that_it_does_not_change() {
    let before = fifty_tables();
    let rename = edit(json!({ "set_table": { "table": "t7", "field": { "name": "Other" } } }));
    let after = apply(&before, &rename).unwrap().design;
    let shared = before.tables.iter().zip(&after.tables).filter(|(old, new)| Arc::ptr_eq(old, new)).count();
    assert_eq!(shared, 49);
    let (old, new) =
        (before.table("t7".parse().unwrap()).unwrap(), after.table("t7".parse().unwrap()).unwrap());
    assert!(old.items.iter().zip(&new.items).all(|(old, new)| Arc::ptr_eq(old, new)));
}
