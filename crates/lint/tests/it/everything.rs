//! A design with something of all that the format has, as JSON to be broken.

use serde_json::{Value, json};
use tablewright_model::{Design, from_json};
use tablewright_testkit::golden;

/// Finds much, and changes into designs that find more.
pub(crate) fn json() -> Value {
    let text = std::fs::read_to_string(golden::path("document/format-1/everything.json")).unwrap();
    let mut document: Value = serde_json::from_str(&text).unwrap();
    extend(&mut document["design"]);
    document
}

/// What rules look at and the design does not have: traffic, and questions that no key answers.
fn extend(design: &mut Value) {
    let table = design["tables"][0]["id"].clone();
    let attributes: Vec<Value> =
        design["tables"][0]["attributes"].as_array().unwrap().iter().map(|one| one["id"].clone()).collect();
    let comparisons = ["equal", "less", "begins_with", "in", "not_exists"];
    let kinds = ["query", "get", "put", "update", "scan", "batch_get"];
    let patterns = design["patterns"].as_array_mut().unwrap();
    for (number, (kind, comparison)) in
        kinds.iter().flat_map(|kind| comparisons.map(|comparison| (*kind, comparison))).enumerate()
    {
        let conditions: Vec<Value> = attributes
            .iter()
            .take(1 + number % 3)
            .enumerate()
            .map(|(at, attribute)| {
                let comparison = if at == 0 { comparison } else { "equal" };
                json!({"attribute": attribute, "comparison": comparison, "parameter": "x"})
            })
            .collect();
        patterns.push(json!({
            "id": format!("extra{number}"), "name": format!("Extra {number}"), "table": table, "kind": kind,
            "conditions": conditions, "consistent": number % 4 == 0, "peak_rate": number * 100,
            "average_rate": number * 90, "item_size": number * 10_000, "items": number * 10,
            "order": {"attribute": attributes[number % attributes.len()]},
            "attributes": attributes.iter().take(number % 3).collect::<Vec<_>>(),
            "limit": if number % 2 == 0 { json!(10) } else { Value::Null },
        }));
    }
}

pub(crate) fn design(document: &Value) -> Option<Design> {
    from_json(&document.to_string()).ok()
}
