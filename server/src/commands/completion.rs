//! `tablewright completion`: what a shell completes.

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::{Failure, output};
use crate::cli::Cli;

/// Options of `completion`.
#[derive(Debug, Clone, Args)]
pub(crate) struct CompletionOptions {
    /// The shell.
    pub(crate) shell: Shell,
}

/// Writes the shell's script to standard output.
pub(crate) fn run(options: &CompletionOptions) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(options.shell, &mut Cli::command(), "tablewright", &mut script);
    output::write(&script, None)
}
