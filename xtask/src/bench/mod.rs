//! `cargo xtask bench`: the budgets of the design as rows, measured where there is something to measure.
//!
//! Deliberately honest: a budget without a measurement says so, and is neither met nor missed.

mod access;
mod bundle;
mod echo;
mod export;
mod import;
mod judge;
mod lint;
mod live;
mod load;
mod model;
mod peers;
mod server;

use crate::problem::{Outcome, Problem};
use crate::{places, say};

/// A number and what it may be at most.
pub(crate) struct Row {
    name: &'static str,
    measured: Option<f64>,
    budget: f64,
    unit: &'static str,
}

/// Two rows that have a budget together as well.
const LINT: &str = "lint, 50 tables, 400 patterns, native";
const VERDICTS: &str = "verdicts, 50 tables, 400 patterns, native";

/// Budgets of the design that nothing measures yet; each becomes a [`Row`] with the feature it is about.
const NOT_YET: [(&str, f64, &str); 4] = [
    ("editor usable on a first visit, unthrottled", 500.0, "ms"),
    ("editor usable on a first visit, 1.6 Mbps and CPU/4", 3000.0, "ms"),
    ("200 tables on the canvas: usable", 500.0, "ms"),
    ("edit to repainted verdicts, 50 tables, 400 patterns", 16.0, "ms"),
];

/// Rows that are measured together.
type Group = (&'static str, fn() -> Outcome<Vec<Row>>);

/// In the order of the table. `live` comes last: it loads the machine for long.
const GROUPS: [Group; 11] = [
    ("bundle", || Ok(vec![bundle::row()])),
    ("server", server::rows),
    ("load", load::rows),
    ("echo", echo::rows),
    ("import", import::rows),
    ("model", model::rows),
    ("lint", lint::rows),
    ("judge", judge::rows),
    ("access", access::rows),
    ("export", export::rows),
    ("live", live::rows),
];

/// Measures what can be measured and prints every budget; over a budget is a failure. With names, only those groups.
pub(crate) fn run(only: &[&str]) -> Outcome {
    let is_wanted = |name: &str| only.is_empty() || only.contains(&name);
    if let Some(unknown) = only.iter().find(|name| !GROUPS.iter().any(|(known, _)| known == *name)) {
        let known = GROUPS.map(|(name, _)| name).join(", ");
        return Err(Problem::new(format!("there is no bench `{unknown}`: choose among {known}")));
    }
    let mut rows = Vec::new();
    for (_, measure) in GROUPS.iter().filter(|(name, _)| is_wanted(name)) {
        rows.extend(measure()?);
    }
    if only.is_empty() {
        rows.push(Row {
            name: "lint and verdicts of that design, native",
            measured: together(&rows, [LINT, VERDICTS]),
            budget: 2.0,
            unit: "ms",
        });
        rows.extend(NOT_YET.map(|(name, budget, unit)| Row { name, measured: None, budget, unit }));
    }
    shown(&rows)
}

/// The groups that flags name.
pub(crate) fn only<'a>(flags: &[&'a str]) -> Outcome<Vec<&'a str>> {
    let named = flags.chunks(2).map(|pair| match pair {
        ["--only", group] => Ok(*group),
        _ => Err(Problem::new(format!("`{}` is not `--only GROUP`", pair.join(" ")))),
    });
    named.collect()
}

fn shown(rows: &[Row]) -> Outcome {
    let cells: Vec<_> = rows.iter().map(Row::cells).collect();
    println!("{}", say::table(["budget", "measured", "at most", ""], &cells));
    if rows.iter().all(|row| row.measured.is_none()) {
        say::step("nothing to measure yet: build something first, `cargo xtask site --release` does");
    }
    match rows.iter().filter(|row| row.verdict() == "OVER").count() {
        0 => Ok(()),
        over => Err(Problem::new(format!("{over} budget(s) exceeded"))),
    }
}

/// The sum of two rows, if both were measured.
fn together(rows: &[Row], names: [&str; 2]) -> Option<f64> {
    let measured = |name: &str| rows.iter().find(|row| row.name == name)?.measured;
    Some(measured(names[0])? + measured(names[1])?)
}

impl Row {
    fn cells(&self) -> [String; 4] {
        // A ratio far below one says something in its digits.
        let digits = if self.unit == "x" { 3 } else { 1 };
        let shown = |number: f64| format!("{number:.digits$} {}", self.unit);
        [
            self.name.to_owned(),
            self.measured.map_or_else(|| "-".to_owned(), shown),
            shown(self.budget),
            self.verdict().to_owned(),
        ]
    }

    fn verdict(&self) -> &'static str {
        match self.measured {
            None => "not measured",
            Some(measured) if measured <= self.budget => "ok",
            Some(_) => "OVER",
        }
    }
}

/// The release binary, or the debug one with a word that its numbers are no verdict on the product.
fn server_binary() -> Option<std::path::PathBuf> {
    let release = places::server_binary("release");
    if release.is_file() {
        return Some(release);
    }
    let debug = places::server_binary("debug");
    say::step("no release binary: `cargo xtask site --release` builds it; the debug one is measured");
    debug.is_file().then_some(debug)
}

#[cfg(test)]
mod unit {
    use super::*;

    #[test]
    fn a_sum_needs_both() {
        let row = |name, measured| Row { name, measured, budget: 1.0, unit: "ms" };
        let rows = [row("a", Some(1.0)), row("b", Some(2.0)), row("c", None)];
        assert_eq!(together(&rows, ["a", "b"]), Some(3.0));
        assert_eq!(together(&rows, ["a", "c"]), None);
    }

    #[test]
    fn no_measurement_is_no_verdict() {
        let row = |measured| Row { name: "x", measured, budget: 1.0, unit: "ms" };
        assert_eq!(row(None).verdict(), "not measured");
        assert_eq!(row(Some(1.0)).verdict(), "ok");
        assert_eq!(row(Some(1.1)).verdict(), "OVER");
    }
}
