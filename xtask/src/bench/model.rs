//! What the pure model costs: edits of a large design, validation, and batches that meet every item of a table.
//!
//! Measured by a bench of the test kit, which prints a line for each kind of work; only the budgets are here.

use super::Row;
use crate::problem::Outcome;
use crate::say;
use crate::sh::Sh;

/// How lines of the bench begin, what their slowest is called, and its budget in microseconds.
const BUDGETS: [(&str, &str, f64); 5] = [
    ("edit ", "slowest kind of edit, 50 tables, 400 patterns", 50.0),
    ("undo ", "slowest inverse of those", 50.0),
    ("validate 50", "validation of that design", 2_000.0),
    ("validate 2500", "validation of 2,500 tables", 100_000.0),
    ("attribute of 10000 items", "attribute of 10,000 items removed or renamed", 100_000.0),
];

pub(super) fn rows() -> Outcome<Vec<Row>> {
    say::step("builds and runs the bench of the model");
    let bench = ["bench", "--quiet", "--package", "tablewright-testkit", "--bench", "model"];
    let printed = String::from_utf8_lossy(&Sh::cargo().args(bench).read()?).into_owned();
    Ok(BUDGETS
        .into_iter()
        .map(|(prefix, name, budget)| {
            let slowest = slowest(&printed, prefix);
            if let Some((kind, _)) = slowest {
                say::step(format!("{name}: {kind}"));
            }
            Row { name, measured: slowest.map(|(_, time)| time), budget, unit: "µs" }
        })
        .collect())
}

/// The line with the longest time among those that begin so; a line is a name, a tab and microseconds.
fn slowest<'a>(printed: &'a str, prefix: &str) -> Option<(&'a str, f64)> {
    let begins = |name: &str| {
        if prefix.ends_with(char::is_numeric) { name == prefix } else { name.starts_with(prefix) }
    };
    printed
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .filter(|(name, _)| begins(name))
        .filter_map(|(name, time)| time.parse().ok().map(|time| (name, time)))
        .max_by(|(_, one): &(&str, f64), (_, other)| one.total_cmp(other))
}

#[cfg(test)]
mod unit {
    use super::*;

    #[test]
    fn the_slowest_of_a_kind_stands_for_it() {
        let printed =
            "edit a\t1.5\nedit b\t12.0\nundo a\t99.0\nvalidate 50\t3.0\nvalidate 500\t4.0\nodd line\n";
        assert_eq!(slowest(printed, "edit "), Some(("edit b", 12.0)));
        assert_eq!(slowest(printed, "validate 50"), Some(("validate 50", 3.0)));
        assert_eq!(slowest(printed, "write "), None);
    }
}
