//! `tablewright export`: a design in another format.

use std::process::ExitCode;

use tablewright_interchange::export;

use super::{Failure, input, output};
use crate::cli::ExportOptions;

/// Writes the design; into a folder under the name that the interface would give the file.
pub(crate) fn run(options: &ExportOptions) -> Result<ExitCode, Failure> {
    let (design, has_problems) = input::design(&options.input)?;
    let exported = export(&design, options.to);
    let path = options.output.as_ref();
    let path = path.map(|path| if path.is_dir() { path.join(&exported.file_name) } else { path.clone() });
    output::write(&exported.text, path.as_deref())?;
    Ok(ExitCode::from(u8::from(has_problems)))
}
