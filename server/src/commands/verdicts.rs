//! `tablewright verdicts`: what serves each access pattern of a design.

use std::process::ExitCode;

use clap::{Args, ValueEnum};
use serde_json::json;
use tablewright_access::verdict::{Outcome, Verdict, render, verdicts};
use tablewright_model::Design;

use super::output::plain;
use super::{Failure, input, output};
use crate::cli::{Format, InputOptions};
use crate::judged;

/// What the exit code says.
pub(crate) const EXIT_CODES: &str = "Exit code: 0 when every pattern is served well enough (see --fail-on), 1 when one \
    is not, 2 when something can't be read.";

/// Options of `verdicts`.
#[derive(Debug, Clone, Args)]
pub(crate) struct VerdictsOptions {
    #[command(flatten)]
    pub(crate) input: InputOptions,

    /// How verdicts are written.
    #[arg(long, default_value = "text")]
    pub(crate) format: Format,

    /// The verdict that gives exit code 1; at-a-price takes both.
    #[arg(long, default_value = "not-served", value_name = "VERDICT")]
    pub(crate) fail_on: FailOn,
}

/// The verdict that gives exit code 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    /// Nothing serves a pattern.
    NotServed,
    /// A pattern is served with work beyond its answer, or not at all.
    AtAPrice,
}

/// Writes all verdicts to standard output; the exit code goes by `--fail-on`.
pub(crate) fn run(options: &VerdictsOptions) -> Result<ExitCode, Failure> {
    let (design, has_problems) = input::design(&options.input)?;
    let verdicts = verdicts(&design);
    output::write(written(&design, &verdicts, options.format), None)?;
    let bar = match options.fail_on {
        FailOn::NotServed => Outcome::AtPrice,
        FailOn::AtAPrice => Outcome::Served,
    };
    let is_below = verdicts.iter().any(|verdict| verdict.outcome < bar);
    // What can't be read has not been judged.
    Ok(ExitCode::from(if has_problems { 2 } else { u8::from(is_below) }))
}

fn written(design: &Design, verdicts: &[Verdict], format: Format) -> String {
    match format {
        Format::Text => text(design, verdicts),
        Format::Json => format!("{:#}\n", json!(judged::verdicts(design, verdicts))),
    }
}

/// Every verdict with its reasons, and how many there are of each kind.
fn text(design: &Design, verdicts: &[Verdict]) -> String {
    let text = render::text(design, verdicts);
    let lines: String = text.lines().map(|line| plain(line) + "\n").collect();
    let count = |outcome| verdicts.iter().filter(|verdict| verdict.outcome == outcome).count();
    let counts = [Outcome::Served, Outcome::AtPrice, Outcome::NotServed]
        .map(|outcome| format!("{} {}", count(outcome), render::outcome(outcome)));
    let space = if lines.is_empty() { "" } else { "\n" };
    format!("{lines}{space}{}: {}\n", counts.join(", "), plain(&tablewright_model::quoted(&design.name)))
}
