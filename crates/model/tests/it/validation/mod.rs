//! Every rule of validation: a design that breaks it, the codes it gets, and where they point.
//!
//! Whatever is offered as a fix is applied as well: the finding must be gone then.

mod consumers;
mod entities;
mod global_tables;
mod indexes;
mod items;
mod patterns;
mod protection;
mod tables;
mod throughput;
mod whole;

use serde_json::{Value, json};
use tablewright_model::{Design, Diagnostic, Severity, apply, from_json, validate};

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

fn document(tables: &[Value], patterns: &[Value]) -> Design {
    let text = json!({ "format": 1, "design": { "name": "Case", "tables": tables, "patterns": patterns } });
    from_json(&text.to_string()).unwrap()
}

/// `code field` of every finding.
fn found(design: &Design) -> Vec<String> {
    let diagnostics = validate(design);
    for diagnostic in &diagnostics {
        assert_told_well(diagnostic);
        assert_mended(design, diagnostic);
    }
    let field = |value: &Value| value["field"].as_str().unwrap_or("whole").to_owned();
    let line = |diagnostic: &Diagnostic| {
        format!("{} {}", diagnostic.code, field(&serde_json::to_value(diagnostic.address).unwrap()))
    };
    diagnostics.iter().map(line).collect()
}

/// What is wrong, then the way out; one sentence.
fn assert_told_well(diagnostic: &Diagnostic) {
    let message = &diagnostic.message;
    assert!(message.contains(": ") && !message.ends_with(['.', '!']) && message.len() > 20, "{message}");
}

fn assert_mended(design: &Design, diagnostic: &Diagnostic) {
    let Some(fix) = &diagnostic.fix else { return };
    let mended =
        apply(design, &fix.edit).unwrap_or_else(|refusal| panic!("{}: {refusal}", diagnostic.message));
    assert_ne!(mended.design, *design, "{}: {} changes nothing", diagnostic.message, fix.label);
    assert!(
        !validate(&mended.design).contains(diagnostic),
        "{}: still there after {}",
        diagnostic.message,
        fix.label
    );
}

/// What is found when parts of the sound table, by their JSON pointers, have other values.
fn broken<const N: usize>(parts: [(&str, Value); N]) -> Vec<String> {
    let mut table = sound();
    for (part, value) in parts {
        put(&mut table, part, value);
    }
    found(&document(&[table], &[]))
}

fn with(part: &str, value: Value) -> Vec<String> {
    broken([(part, value)])
}

fn put(whole: &mut Value, part: &str, value: Value) {
    let (parent, name) = part.rsplit_once('/').unwrap();
    match whole.pointer_mut(parent).unwrap_or_else(|| panic!("no {parent}")) {
        Value::Array(list) if name == "-" => list.push(value),
        Value::Array(list) => list[name.parse::<usize>().unwrap()] = value,
        other => other[name] = value,
    }
}

fn many(count: usize, entry: impl Fn(usize) -> Value) -> Value {
    (0..count).map(entry).collect()
}

/// Rows of `(value, findings)` for one part of the sound table.
fn assert_rows(part: &str, rows: impl IntoIterator<Item = (Value, &'static [&'static str])>) {
    for (value, expected) in rows {
        assert_eq!(with(part, value.clone()), expected, "{part}: {value}");
    }
}

const NOTHING: &[&str] = &[];

#[test]
fn the_sound_table_is_sound() {
    assert_eq!(broken([]), NOTHING);
}
