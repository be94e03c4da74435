//! Times of the preview's engine, one line each: a name, a tab, milliseconds. `cargo xtask bench` reads them.
//!
//! The best of many rounds: the work is always the same, and what else the machine does is not to be measured.

use std::time::{Duration, Instant};

use tablewright_access::engine::{Query, Refusal, Table};
use tablewright_access::example::arguments;
use tablewright_access::expression::Placeholders;
use tablewright_access::preview::Preview;
use tablewright_access::sample::{MAX_ITEMS, Wanted, generate};
use tablewright_access::schema::{IndexProjection, IndexSchema, IndexScope, KeySchema, TableSchema};
use tablewright_access::value::{Attributes, Number, Value};
use tablewright_access::verdict::advice::{advice, review, smallest};
use tablewright_access::verdict::verdicts;
use tablewright_model::AttributeType::{N, S};
use tablewright_model::{IndexId, apply};
use tablewright_testkit::large_design;

/// The most sample items that a design may have.
const ITEMS: i64 = 5000;
const ROUNDS: usize = 200;

fn main() -> Result<(), Refusal> {
    let table = table()?;
    report("query, one partition of 5,000 items, filtered", &table, &filtered())?;
    report("query, 25 entries of an index over 5,000 items", &table, &narrow())?;
    preview();
    judge();
    Ok(())
}

/// A pattern as the preview runs it, from its verdict to the items that a filter left.
fn preview() {
    let mut design = large_design(1, 5, 4);
    let Some(table) = design.tables.iter().next().map(|table| table.id) else { return };
    let wanted = Wanted { table, entity: None, count: MAX_ITEMS, seed: 1 };
    let made = generate(&design, &wanted).edit(&design, table);
    if let Ok(applied) = apply(&design, &made) {
        design = applied.design;
    }
    let preview = Preview::of(&design);
    for pattern in &design.patterns {
        let arguments = arguments(&design, pattern.id);
        let name = format!("query, {:?} run by the preview on 5,000 items", pattern.kind);
        time(&name, ROUNDS, || preview.run(&design, pattern.id, &arguments, None));
    }
}

/// Verdicts and advice; named `verdicts` and `advice` for the rows that they are of.
fn judge() {
    let design = large_design(50, 20, 400);
    time("verdicts, 50 tables, 20 indexes each, 400 patterns", ROUNDS, || verdicts(&design));
    let table = large_design(1, 20, 100);
    time("advice, 100 patterns of one table", 5, || {
        let asked =
            table.patterns.iter().map(|pattern| advice(&table, pattern.id, IndexId(pattern.id.0)).len());
        let ids: Vec<IndexId> = table.patterns.iter().map(|pattern| IndexId(pattern.id.0)).collect();
        let fresh = |number: u32| ids[number as usize % ids.len()];
        let all = table.tables.iter().map(|table| table.id);
        let smallest: Vec<_> = all.map(|id| smallest(&table, id, fresh)).collect();
        (asked.sum::<usize>(), review(&table), smallest)
    });
}

fn time<T>(name: &str, rounds: usize, work: impl Fn() -> T) {
    let mut best = Duration::MAX;
    for _ in 0..rounds {
        let begun = Instant::now();
        let result = work();
        best = best.min(begun.elapsed());
        std::hint::black_box(result);
    }
    println!("{name}\t{:.4}", best.as_secs_f64() * 1000.0);
}

fn report(name: &str, table: &Table, query: &Query) -> Result<(), Refusal> {
    let mut best = Duration::MAX;
    for _ in 0..ROUNDS {
        let begun = Instant::now();
        let answer = table.query(query)?;
        best = best.min(begun.elapsed());
        std::hint::black_box(answer);
    }
    println!("{name}\t{:.4}", best.as_secs_f64() * 1000.0);
    Ok(())
}

/// Reads the whole partition, and keeps every tenth item.
fn filtered() -> Query {
    Query {
        key_condition_expression: "tenant = :t".to_owned(),
        filter_expression: Some("score < :top AND begins_with(title, :pre)".to_owned()),
        placeholders: placeholders([
            (":t", Value::from("acme")),
            (":top", Value::N(Number::from(10))),
            (":pre", Value::from("Item")),
        ]),
        ..Query::default()
    }
}

fn narrow() -> Query {
    Query {
        index_name: Some("ByScore".to_owned()),
        key_condition_expression: "kind = :k AND score BETWEEN :low AND :high".to_owned(),
        scan_index_forward: Some(false),
        limit: Some(25),
        placeholders: placeholders([
            (":k", Value::from("k3")),
            (":low", Value::N(Number::from(20))),
            (":high", Value::N(Number::from(60))),
        ]),
        ..Query::default()
    }
}

fn placeholders<const COUNT: usize>(values: [(&str, Value); COUNT]) -> Placeholders {
    let values = values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    Placeholders { values, ..Placeholders::default() }
}

fn table() -> Result<Table, Refusal> {
    let mut table = Table::new(TableSchema {
        name: "Things".to_owned(),
        key: KeySchema::simple(("tenant", S), Some(("id", S))),
        indexes: vec![IndexSchema {
            name: "ByScore".to_owned(),
            scope: IndexScope::Global,
            key: KeySchema::simple(("kind", S), Some(("score", N))),
            projection: IndexProjection::All,
        }],
    });
    for number in 0..ITEMS {
        table.insert(item(number))?;
    }
    Ok(table)
}

fn item(number: i64) -> Attributes {
    let text = |text: String| Value::S(text);
    [
        ("tenant", Value::from("acme")),
        ("id", text(format!("{number:08}"))),
        ("kind", text(format!("k{}", number % 20))),
        ("score", Value::N(Number::from(number * 7919 % 100))),
        ("title", text(format!("Item number {number}"))),
        ("note", text("x".repeat(60))),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value))
    .collect()
}
