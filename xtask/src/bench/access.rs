//! The preview's query engine, timed by the example `bench` of its crate.
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
    let slowest = printed.lines().map(milliseconds).collect::<Outcome<Vec<f64>>>()?;
    Ok(vec![Row {
        name: "preview query over 5,000 items, native",
        measured: slowest.into_iter().reduce(f64::max),
        budget: 1.0,
        unit: "ms",
    }])
}

/// Of a line with a name, a tab and a number.
fn milliseconds(line: &str) -> Outcome<f64> {
    let number = line.rsplit('\t').next().and_then(|text| text.parse().ok());
    number.ok_or_else(|| Problem::new(format!("the measurement printed `{line}`, not a name and a number")))
}

#[cfg(test)]
mod unit {
    use super::*;

    #[test]
    fn a_line_ends_with_its_number() {
        assert_eq!(milliseconds("a query\t0.25").ok(), Some(0.25));
        assert!(milliseconds("a query").is_err());
    }
}
