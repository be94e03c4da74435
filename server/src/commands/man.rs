//! `tablewright man`: the manual pages, one for each command.

use std::path::{Path, PathBuf};

use clap::{Args, Command, CommandFactory};
use clap_mangen::Man;

use super::{Failure, output};
use crate::cli::Cli;

/// Options of `man`.
#[derive(Debug, Clone, Args)]
pub(crate) struct ManOptions {
    /// A folder for all pages, instead of the main one on standard output.
    #[arg(short, long, value_name = "FOLDER")]
    pub(crate) output: Option<PathBuf>,
}

/// Writes `tablewright.1`, and for a folder `tablewright-serve.1` and so on.
pub(crate) fn run(options: &ManOptions) -> Result<(), Failure> {
    let mut main = Cli::command();
    // What is used how is known of subcommands only once the whole is put together.
    main.build();
    let page_of_main = page(&main, "tablewright".to_owned())?;
    let Some(folder) = &options.output else {
        return output::write(&page_of_main, None);
    };
    output::write(&page_of_main, Some(&folder.join("tablewright.1")))?;
    below(&main, "tablewright", folder)
}

/// The pages of all commands below one.
fn below(command: &Command, name: &str, folder: &Path) -> Result<(), Failure> {
    for command in command.get_subcommands() {
        let name = format!("{name}-{}", command.get_name());
        let file = folder.join(format!("{name}.1"));
        output::write(&page(command, name.clone())?, Some(&file))?;
        below(command, &name, folder)?;
    }
    Ok(())
}

fn page(command: &Command, name: String) -> Result<String, Failure> {
    let mut text = Vec::new();
    let written = Man::new(command.clone()).title(name).render(&mut text);
    written.map_err(|error| Failure::unreadable(format!("a manual page can't be made: {error}")))?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}
