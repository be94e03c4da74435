//! How long validation and lint take on large designs: `cargo run --release -p tablewright-lint --example speed`.
//!
//! 50 tables of 20 indexes with 400 patterns are the design of the budget; 2,500 tables are a region's quota.
#![expect(clippy::expect_used, reason = "an example that can't begin ends")]

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tablewright_lint::{Level, Policy, lint, rules};
use tablewright_model::{Design, from_json, validate};

fn main() {
    for (tables, indexes, patterns) in [(50, 20, 400), (2_500, 4, 2_500), (2_500, 10, 5_000)] {
        let design = large(tables, indexes, patterns);
        let policy = Policy::default();
        let (validated, errors) = quickest(|| validate(&design).len());
        let (linted, findings) = quickest(|| lint(&design, &policy).len());
        println!(
            "{tables} tables, {indexes} indexes each, {patterns} patterns: validation {validated:.2?} ({errors}), lint {linted:.2?} ({findings})"
        );
        slowest(&design);
    }
}

/// Tells which rules take longest, each alone.
fn slowest(design: &Design) {
    let alone = |code: &str| {
        let others = rules().filter(|rule| rule.code != code);
        let rules = others.map(|rule| (rule.code.to_owned(), Level::Off)).collect();
        let policy = Policy { rules, ..Policy::default() };
        quickest(|| lint(design, &policy).len())
    };
    let (base, _) = alone("");
    println!("  look-ups {base:.2?}");
    let mut times: Vec<_> = rules().map(|rule| (alone(rule.code), rule.code)).collect();
    times.sort_by(|one, other| other.cmp(one));
    for ((time, found), code) in times.into_iter().take(8) {
        println!("  {code} {:.2?} ({found})", time.saturating_sub(base));
    }
}

/// The quickest of some runs, and what it found.
fn quickest(run: impl Fn() -> usize) -> (Duration, usize) {
    let timed = |_| {
        let begin = Instant::now();
        let found = run();
        (begin.elapsed(), found)
    };
    (0..10).map(timed).min().unwrap_or_default()
}

/// A design like one that people make: single-table keys, entities with templates, sample items, some findings.
fn large(tables: usize, indexes: usize, patterns: usize) -> Design {
    let tables_json: Vec<Value> = (0..tables).map(|at| table(at, indexes)).collect();
    let patterns: Vec<Value> = (0..patterns).map(|at| pattern(at, at % tables, indexes)).collect();
    let design = json!({ "name": "Large", "tables": tables_json, "patterns": patterns });
    from_json(&json!({ "format": 1, "design": design }).to_string()).expect("the design is one")
}

fn table(at: usize, indexes: usize) -> Value {
    let attribute =
        |name: String| json!({ "id": name.to_lowercase().replace('_', "-"), "name": name, "type": "S" });
    let plain = ["pk", "sk", "user", "order", "email", "name", "status", "city"]
        .map(|name| attribute(name.to_owned()));
    let keys =
        (0..indexes).flat_map(|index| [format!("gsi{index}pk"), format!("gsi{index}sk")]).map(attribute);
    let index = |index: usize| {
        json!({ "id": format!("i{index}"), "name": format!("ByKey{index}"), "partition": [format!("gsi{index}pk")],
            "sort": [format!("gsi{index}sk")], "projection": "ALL" })
    };
    let carried = |prefix: &str| {
        let mut attributes = vec![
            json!({ "attribute": "pk", "template": [format!("{prefix}#"), { "attribute": "user" }] }),
            json!({ "attribute": "sk", "template": [format!("{prefix}#"), { "attribute": "order" }] }),
        ];
        attributes.extend(
            ["user", "order", "email", "name", "status", "city"]
                .map(|id| json!({ "attribute": id, "optional": true })),
        );
        attributes.extend((0..indexes).flat_map(|index| {
            ["pk", "sk"].map(|part| json!({ "attribute": format!("gsi{index}{part}"), "optional": true }))
        }));
        attributes
    };
    let item = |number: usize| {
        let text = |text: &str| json!({ "S": text });
        json!({ "id": format!("n{number}"), "entity": "e-user", "values": {
            "pk": text(&format!("USER#{number}")), "sk": text(&format!("USER#{number}")), "user": text("ann"),
            "email": text("ann@example.com"), "name": text("Ann"), "gsi0pk": text("A"), "gsi0sk": text("B"), "status": text("active"), "city": text("Oslo") } })
    };
    json!({
        "id": format!("t{at}"), "name": format!("Table{at}"),
        "attributes": plain.into_iter().chain(keys).collect::<Vec<_>>(),
        "key": { "partition": "pk", "sort": "sk" },
        "indexes": (0..indexes).map(index).collect::<Vec<_>>(),
        "entities": [
            { "id": "e-user", "name": "User", "attributes": carried("USER") },
            { "id": "e-order", "name": "Order", "attributes": carried("ORDER") }
        ],
        "recovery": { "days": 35 }, "deletion_protection": true, "tags": { "team": "a" },
        "items": (0..10).map(item).collect::<Vec<_>>(),
    })
}

fn pattern(at: usize, table: usize, indexes: usize) -> Value {
    let key = format!("gsi{}pk", at % indexes.max(1));
    let (kind, conditions) = match at % 4 {
        0 => ("get", vec!["user", "order"]),
        1 => ("put", vec![]),
        2 => ("query", vec!["user"]),
        _ => ("query", vec![key.as_str()]),
    };
    let condition = |id: &str| json!({ "attribute": id, "comparison": "equal", "parameter": "x" });
    json!({
        "id": format!("p{at}"), "name": format!("Pattern {at}"), "table": format!("t{table}"), "entity": "e-user",
        "kind": kind, "conditions": conditions.into_iter().map(condition).collect::<Vec<_>>(),
        "peak_rate": 50, "average_rate": 5, "item_size": 800, "items": 5,
    })
}
