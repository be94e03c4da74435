//! The published JSON Schemas: as the types are now, and true of what we write.

mod judge;

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use serde_json::{Value, json};
use tablewright_model::{document_schema, edit_schema, from_json, to_json};

use crate::generate;
use judge::complaint;

/// Fails unless the published file is what the code gives; `UPDATE_GOLDEN=1` writes it.
fn check(name: &str, schema: &Value) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/schema").join(name);
    let text = serde_json::to_string_pretty(schema).unwrap() + "\n";
    if std::env::var_os("UPDATE_GOLDEN").is_some_and(|value| value == "1") {
        fs::write(&file, &text).unwrap();
    }
    let published = fs::read_to_string(&file).unwrap();
    assert!(published == text, "docs/schema/{name} is out of date: UPDATE_GOLDEN=1 writes it");
}

#[test]
fn the_published_schemas_are_those_of_the_types() {
    check("design-1.json", &document_schema());
    check("edit-1.json", &edit_schema());
}

fn document(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn every_example_and_every_document_of_the_fixtures_fits() {
    let schema = document_schema();
    let folders = ["assets/examples", "fixtures/document/format-1"];
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let files = folders.iter().flat_map(|folder| fs::read_dir(root.join(folder)).unwrap());
    for file in files {
        let path = file.unwrap().path();
        let document = document(&fs::read_to_string(&path).unwrap());
        assert_eq!(complaint(&schema, &document), None, "{}", path.display());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_fits(design in generate::any_design(), edits in generate::edits()) {
        prop_assert_eq!(complaint(&document_schema(), &document(&to_json(&design))), None);
        let schema = edit_schema();
        for edit in edits {
            prop_assert_eq!(complaint(&schema, &serde_json::to_value(&edit).unwrap()), None);
        }
    }
}

#[test]
fn what_does_not_fit_is_not_read_either() {
    let schema = document_schema();
    let everything = document(&to_json(&generate::full()));
    let spoilt = |pointer: &str, value: Value| {
        let mut spoilt = everything.clone();
        *spoilt.pointer_mut(pointer).unwrap() = value;
        spoilt
    };
    for wrong in [
        json!(null),
        json!({}),
        json!({ "format": 1 }),
        json!({ "format": 1, "design": { "name": 7 } }),
        json!({ "format": 1, "design": { "name": "", "colour": 1 } }),
        spoilt("/format", json!(2)),
        spoilt("/design/tables", json!({})),
        spoilt("/design/tables/0/id", json!("Not An Id")),
        spoilt("/design/tables/0/stream", json!("EVERYTHING")),
        spoilt("/design/tables/0/billing", json!({ "provisioned": { "read": -1, "write": 1 } })),
        spoilt("/design/tables/0/billing", json!({ "provisioned": { "read": 1 } })),
        spoilt("/design/tables/0/attributes/0/type", json!("X")),
        spoilt("/design/tables/0/attributes/0/format", json!({ "words": 1.5 })),
        spoilt("/design/tables/0/indexes/0/projection", json!({ "INCLUDE": "a0" })),
        spoilt("/design/tables/0/entities/0/attributes/0/template", json!([{ "attribute": 1 }])),
        spoilt("/design/tables/0/items/0/values/a", json!({ "S": 1 })),
        spoilt("/design/silences/0/object", json!({ "attribute": ["t0"] })),
        spoilt("/design/areas/0/colour", json!(256)),
    ] {
        assert!(complaint(&schema, &wrong).is_some(), "the schema takes {wrong}");
        assert!(from_json(&wrong.to_string()).is_err(), "the reader takes {wrong}");
    }
}
