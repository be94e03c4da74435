//! Validation and lint of large designs, timed by the example `speed` of the lint's crate.
//!
//! Deliberately another process: xtask depends on none of our crates.

use super::Row;
use crate::problem::Outcome;
use crate::say;
use crate::sh::Sh;

/// How a line of the example begins, the row that it is, and its budget in milliseconds.
const ROWS: [(&str, &str, f64); 3] = [
    ("lint 50 x 20", super::LINT, 2.0),
    ("validation and lint 50 x 20", "validation and lint of that design", 2.0),
    ("validation and lint 2500 x 10", "validation and lint, 2,500 tables of 10 indexes", 100.0),
];

pub(super) fn rows() -> Outcome<Vec<Row>> {
    say::step("builds and runs the measurement of the lint");
    let command = ["run", "--quiet", "--release", "-p", "tablewright-lint", "--example", "speed"];
    let printed =
        String::from_utf8_lossy(&Sh::cargo().args(command).args(crate::locked()).read()?).into_owned();
    let row = |(line, name, budget)| Row { name, measured: measured(&printed, line), budget, unit: "ms" };
    Ok(ROWS.map(row).into())
}

/// The milliseconds in the line with this name.
pub(super) fn measured(printed: &str, line: &str) -> Option<f64> {
    let mut lines = printed.lines().filter_map(|line| line.split_once('\t'));
    lines.find(|(name, _)| *name == line)?.1.parse().ok()
}

#[cfg(test)]
mod unit {
    use super::*;

    #[test]
    fn a_line_is_found_by_its_whole_name() {
        let printed = "50 tables, so many indexes\nlint 50 x 20\t0.5\nvalidation and lint 50 x 20\t1.25\n";
        assert_eq!(measured(printed, "lint 50 x 20"), Some(0.5));
        assert_eq!(measured(printed, "validation and lint 50 x 20"), Some(1.25));
        assert_eq!(measured(printed, "lint 5"), None);
    }
}
