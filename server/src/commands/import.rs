//! `tablewright import`: the files of others as a design document, and what became of them.

use std::process::ExitCode;

use tablewright_interchange::Import;
use tablewright_model::to_json;

use super::{Failure, input, output, report};
use crate::cli::{Format, ImportOptions};

/// The document goes to where it is wanted, the report to standard error.
pub(crate) fn run(options: &ImportOptions) -> Result<ExitCode, Failure> {
    let Import { design, report } = input::read(&options.input)?;
    output::tell(&match options.report {
        Format::Text => report::text(&report),
        Format::Json => format!("{:#}\n", report::json(&report)),
    });
    let Some(design) = design else {
        return Ok(ExitCode::from(2));
    };
    output::write(to_json(&design), options.output.as_deref())?;
    Ok(ExitCode::from(u8::from(!report.problems.is_empty())))
}
