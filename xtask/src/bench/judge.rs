//! What the editor's judge takes for an edit of a large design, timed by the example `edits` of its crate.
//!
//! Native: in a browser, where code is made to be small, it takes about ten times that, and the page repaints beside it.

use super::Row;
use crate::problem::Outcome;
use crate::say;
use crate::sh::Sh;

/// How a line of the example begins, the row that it is, and its budget in milliseconds.
const ROWS: [(&str, &str, f64); 2] = [
    ("edit of a table", "edit of a table judged, 50 tables, 400 patterns, native", 2.0),
    ("edit of a pattern", "edit of a pattern judged, 50 tables, 400 patterns, native", 2.0),
];

pub(super) fn rows() -> Outcome<Vec<Row>> {
    say::step("builds and runs the measurement of the judge");
    let command = ["run", "--quiet", "--release", "-p", "tablewright-judge", "--example", "edits"];
    let printed =
        String::from_utf8_lossy(&Sh::cargo().args(command).args(crate::locked()).read()?).into_owned();
    let row = |(line, name, budget)| Row {
        name,
        measured: super::lint::measured(&printed, line),
        budget,
        unit: "ms",
    };
    Ok(ROWS.map(row).into())
}
