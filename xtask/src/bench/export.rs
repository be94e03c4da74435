//! Exports of a whole region, timed by the bench `export` of its crate; only the budget is here.

use super::Row;
use crate::problem::Outcome;
use crate::say;
use crate::sh::Sh;

pub(super) fn rows() -> Outcome<Vec<Row>> {
    say::step("builds and runs the bench of the writers");
    let bench = ["bench", "--quiet", "--package", "tablewright-interchange", "--bench", "export"];
    let printed = String::from_utf8_lossy(&Sh::cargo().args(bench).read()?).into_owned();
    let slowest = slowest(&printed);
    if let Some((format, _)) = slowest {
        say::step(format!("the slowest format: {format}"));
    }
    let measured = slowest.map(|(_, time)| time);
    Ok(vec![Row { name: "export of 2,500 tables, any format", measured, budget: 250.0, unit: "ms" }])
}

/// A line is `export terraform`, a tab and milliseconds.
fn slowest(printed: &str) -> Option<(&str, f64)> {
    printed
        .lines()
        .filter_map(|line| line.strip_prefix("export ")?.split_once('\t'))
        .filter_map(|(format, time)| time.parse().ok().map(|time| (format, time)))
        .max_by(|(_, one): &(&str, f64), (_, other)| one.total_cmp(other))
}

#[cfg(test)]
mod unit {
    use super::*;

    #[test]
    fn the_slowest_format_stands_for_all() {
        let printed = "export terraform\t90.5\nexport svg\t12.0\nodd line\n";
        assert_eq!(slowest(printed), Some(("terraform", 90.5)));
        assert_eq!(slowest(""), None);
    }
}
