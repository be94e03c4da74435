//! How long the judge takes for an edit of a large design: `cargo run --release -p tablewright-judge --example edits`.
//!
//! 50 tables of 20 indexes with 400 patterns, as in the budget of the editor; messages are read and written as JSON,
//! as between the threads of a browser.

use std::time::{Duration, Instant};

use tablewright_contract::judge::{News, Told};
use tablewright_judge::Judge;
use tablewright_model::{Edit, PatternField, TableField};
use tablewright_testkit::{large_design, large_id};

/// So many edits of each kind; the one in the middle counts.
const EDITS: usize = 101;

fn main() {
    let design = large_design(50, 20, 400);
    let mut judge = Judge::default();
    let first = timed(&mut judge, News::Design(Box::new(design)));
    shown("first word", first);
    let renamed = |n: usize| Edit::SetTable {
        table: large_id("table", n % 50),
        field: TableField::Name(format!("Renamed{n}")),
    };
    let limited = |n: usize| Edit::SetPattern {
        pattern: large_id("pattern", n % 400),
        field: PatternField::Limit(Some(1 + n as u32)),
    };
    shown("edit of a table", usual(&mut judge, renamed));
    shown("edit of a pattern", usual(&mut judge, limited));
}

fn usual(judge: &mut Judge, edit: impl Fn(usize) -> Edit) -> Duration {
    let mut times: Vec<_> = (0..EDITS).map(|n| timed(judge, News::Edit(Box::new(edit(n))))).collect();
    times.sort_unstable();
    times.get(EDITS / 2).copied().unwrap_or_default()
}

/// From the message to the answer.
fn timed(judge: &mut Judge, news: News) -> Duration {
    let told = serde_json::to_string(&Told { seq: 1, news }).unwrap_or_default();
    let begun = Instant::now();
    let is_heard = judge.hear_json(&told).is_ok();
    let is_said = judge.word_json().is_ok();
    let time = begun.elapsed();
    if is_heard && is_said { time } else { Duration::MAX }
}

/// A name, a tab and milliseconds.
fn shown(name: &str, time: Duration) {
    println!("{name}\t{:.3}", time.as_secs_f64() * 1_000.0);
}
