//! `tablewright diff`: what differs between two designs.
//!
//! Objects are matched by their ids. A table that has another id and the same name comes from elsewhere: its settings
//! in AWS are compared, since the rest has no counterpart.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;
use serde_json::json;
use tablewright_model::{Design, Difference, DifferenceKind, Table, compare};
use tablewright_plan::{LiveTable, accepted, state_of};

use super::output::plain;
use super::{Failure, input, output};
use crate::cli::{Format, InputOptions};

/// What the exit code says.
pub(crate) const EXIT_CODES: &str =
    "Exit code: 0 when nothing differs, 1 when something does, 2 when something can't be read.";

/// Options of `diff`.
#[derive(Debug, Clone, Args)]
pub(crate) struct DiffOptions {
    /// The older design: a document, or a file or folder that can be imported.
    pub(crate) before: PathBuf,

    /// The newer one.
    pub(crate) after: PathBuf,

    /// How differences are written.
    #[arg(long, default_value = "text")]
    pub(crate) format: Format,
}

/// Writes all differences to standard output.
pub(crate) fn run(options: &DiffOptions) -> Result<ExitCode, Failure> {
    let read = |path: &PathBuf| input::design(&InputOptions { files: vec![path.clone()], from: None });
    let ((before, left), (after, right)) = (read(&options.before)?, read(&options.after)?);
    let found = compare(&before, &aligned(&before, &after));
    output::write(written(&found, options.format), None)?;
    let differs = u8::from(!found.is_empty());
    Ok(ExitCode::from(if left || right { 2 } else { differs }))
}

/// The newer design with tables from elsewhere told as tables of the older one.
fn aligned(before: &Design, after: &Design) -> Design {
    let of_name = |name: &str| before.tables.iter().find(|table| table.name == name);
    let table = |table: &Arc<Table>| match of_name(&table.name) {
        Some(known) if before.table(table.id).is_none() => {
            let settings = state_of(table, table.name.clone());
            accepted(known, &LiveTable::as_if_applied(settings))
        }
        _ => Table::clone(table),
    };
    Design { tables: after.tables.iter().map(table).collect(), ..after.clone() }
}

fn written(found: &[Difference], format: Format) -> String {
    match format {
        Format::Text if found.is_empty() => "Nothing differs.\n".to_owned(),
        Format::Text => found.iter().map(line).collect(),
        Format::Json => format!("{:#}\n", json!({ "differences": found })),
    }
}

/// `~ GameScores: stream: NEW_IMAGE -> KEYS_ONLY`
fn line(difference: &Difference) -> String {
    let Difference { kind, subject, setting, before, after, .. } = difference;
    let sign = match kind {
        DifferenceKind::Added => '+',
        DifferenceKind::Changed => '~',
        DifferenceKind::Removed => '-',
    };
    let subject = if subject.is_empty() { "the design" } else { subject };
    let setting = if setting.is_empty() { String::new() } else { format!(": {setting}") };
    let word = |value: &Option<String>| value.clone().unwrap_or_else(|| "nothing".to_owned());
    let values = match (before, after) {
        (None, None) => String::new(),
        (before, after) => format!(": {} -> {}", word(before), word(after)),
    };
    format!("{sign} {}\n", plain(&format!("{subject}{setting}{values}")))
}
