//! `tablewright export`: a design in another format.

use std::path::Path;
use std::process::ExitCode;

use tablewright_interchange::{Content, ExportOptions, Exported, Imports, TerraformOptions};

use super::{Failure, input, output};
use crate::cli;
use crate::exports;

/// Writes the design, and tells on standard error what the format has no place for.
pub(crate) fn run(options: &cli::ExportOptions) -> Result<ExitCode, Failure> {
    let wanted = wanted(options)?;
    let (design, has_problems) = input::design(&options.input)?;
    let exported = exports::export(&design, wanted);
    let left_out = exported.notes.clone();
    write(exported, options.output.as_deref())?;
    for note in left_out {
        output::tell(&format!("left out: {}: {}\n", output::plain(&note.subject), output::plain(&note.what)));
    }
    Ok(ExitCode::from(u8::from(has_problems)))
}

fn wanted(options: &cli::ExportOptions) -> Result<ExportOptions, Failure> {
    let wanted = ExportOptions {
        format: options.to,
        table_name: options.table_name.clone(),
        terraform: TerraformOptions {
            layout: options.layout,
            indexes: options.gsi_style,
            imports: Imports::named(options.import_blocks.clone()),
        },
        costs: None,
    };
    if !wanted.names_tables() {
        let message =
            "--table-name gives all tables one name: put {table} where the name in the design belongs";
        return Err(Failure::unreadable(message));
    }
    Ok(wanted)
}

/// Into a folder each file under its name, to a file whatever the interface would give for download, to standard
/// output what a person reads, or the picture.
fn write(exported: Exported, to: Option<&Path>) -> Result<(), Failure> {
    match (&exported.content, to) {
        (Content::Files(_), None) => output::write(exported.text(), None),
        (Content::Files(files), Some(folder)) if folder.is_dir() => {
            files.iter().try_for_each(|file| output::write(&file.text, Some(&folder.join(&file.path))))
        }
        (Content::Drawing(_), None) if output::is_terminal() => {
            Err(Failure::unreadable("a picture is nothing for a terminal: name a file or a folder with -o"))
        }
        (Content::Drawing(_), Some(folder)) if folder.is_dir() => {
            let path = folder.join(&exported.file_name);
            output::write(exports::bytes(exported), Some(&path))
        }
        (_, to) => output::write(exports::bytes(exported), to),
    }
}
