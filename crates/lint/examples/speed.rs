//! How long validation and lint take on large designs: `cargo run --release -p tablewright-lint --example speed`.
//!
//! 50 tables of 20 indexes with 400 patterns are the design of the budget; 2,500 tables are a region's quota.

use std::time::{Duration, Instant};

use tablewright_lint::{Level, Policy, lint, rules};
use tablewright_model::{Design, validate};
use tablewright_testkit::large_design;

fn main() {
    for (tables, indexes, patterns) in [(50, 20, 400), (2_500, 4, 2_500), (2_500, 10, 5_000)] {
        let design = large_design(tables, indexes, patterns);
        let policy = Policy::default();
        let (validated, errors) = quickest(|| validate(&design).len());
        let (linted, findings) = quickest(|| lint(&design, &policy).len());
        println!(
            "{tables} tables, {indexes} indexes each, {patterns} patterns: validation {validated:.2?} ({errors}), lint {linted:.2?} ({findings})"
        );
        // For `cargo xtask bench`: a name, a tab and milliseconds.
        let milliseconds = |time: Duration| time.as_secs_f64() * 1_000.0;
        println!("lint {tables} x {indexes}\t{:.3}", milliseconds(linted));
        println!("validation and lint {tables} x {indexes}\t{:.3}", milliseconds(validated + linted));
        if tables < 100 {
            slowest(&design);
        }
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
    let timed = |_: usize| {
        let begin = Instant::now();
        let found = run();
        (begin.elapsed(), found)
    };
    // The machine may have other work: many short runs, few long ones.
    let first = timed(0);
    let runs = if first.0 < Duration::from_millis(20) { 100 } else { 8 };
    (1..runs).map(timed).chain([first]).min().unwrap_or_default()
}
