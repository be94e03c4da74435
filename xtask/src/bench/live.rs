//! A region's quota of tables, read from the sandbox and planned, by the example `live` of the gateway's crate.
//!
//! Deliberately another process: xtask depends on none of our crates.

use super::Row;
use crate::problem::{Explain, Outcome};
use crate::say;
use crate::sh::Sh;

/// How a line of the example begins, the row that it is, its budget and unit.
const ROWS: [(&str, &str, f64, &str); 2] = [
    ("live tables planned", "diff and plan of 2,500 live tables", 100.0, "ms"),
    ("reading against a bare loop", "reading them, against a bare loop of the same calls", 1.5, "x"),
];

pub(super) fn rows() -> Outcome<Vec<Row>> {
    say::step("builds the gateway's measurement, and reads 2,500 tables");
    let command = ["run", "--quiet", "--release", "-p", "tablewright-aws", "--example", "live"];
    let printed = Sh::cargo().args(command).args(crate::locked()).read()?;
    let printed = String::from_utf8(printed).explain(|| "the measurement printed no text".to_owned())?;
    printed.lines().for_each(|line| say::step(line.replace('\t', ": ")));
    let measured = |begins: &str| {
        let line = printed.lines().find(|line| line.starts_with(begins))?;
        line.rsplit_once('\t')?.1.parse().ok()
    };
    let row = |(begins, name, budget, unit)| Row { name, measured: measured(begins), budget, unit };
    Ok(ROWS.map(row).into())
}
