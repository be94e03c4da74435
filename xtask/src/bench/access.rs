//! The preview's query engine and the verdicts, timed by the example `bench` of its crate.
//!
//! Deliberately another process: xtask depends on none of our crates.

use super::Row;
use crate::problem::{Explain, Outcome, Problem};
use crate::say;
use crate::sh::Sh;

pub(super) fn rows() -> Outcome<Vec<Row>> {
    say::step("builds and runs the query engine's measurement");
    let command = ["run", "--quiet", "--release", "-p", "tablewright-access", "--example", "bench"];
    let printed = Sh::cargo().args(command).args(crate::locked()).read()?;
    let printed = String::from_utf8(printed).explain(|| "the measurement printed no text".to_owned())?;
    let timed = printed.lines().map(timed).collect::<Outcome<Vec<_>>>()?;
    Ok(ROWS.map(|(begins, name, budget)| row(&timed, begins, name, budget)).into())
}

/// How the measurement's lines begin, the row that they are of, and its budget.
const ROWS: [(&str, &str, f64); 3] = [
    ("query", "preview query over 5,000 items, native", 1.0),
    ("verdicts", super::VERDICTS, 2.0),
    ("advice", "advice for 100 patterns of one table, native", 200.0),
];

/// The slowest of the row's lines.
fn row(timed: &[(&str, f64)], begins: &str, name: &'static str, budget: f64) -> Row {
    let of_row = timed.iter().filter(|(line, _)| line.starts_with(begins));
    let measured = of_row.map(|(_, milliseconds)| *milliseconds).reduce(f64::max);
    Row { name, measured, budget, unit: "ms" }
}

/// The name and the number of a line, with a tab between.
fn timed(line: &str) -> Outcome<(&str, f64)> {
    let parts = line.rsplit_once('\t').and_then(|(name, number)| Some((name, number.parse().ok()?)));
    parts.ok_or_else(|| Problem::new(format!("the measurement printed `{line}`, not a name and a number")))
}

#[cfg(test)]
mod unit {
    use super::*;

    #[test]
    fn a_line_ends_with_its_number() {
        assert_eq!(timed("a query\t0.25").ok(), Some(("a query", 0.25)));
        assert!(timed("a query").is_err());
    }
}
