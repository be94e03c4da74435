//! The one binary of Tablewright: the server with its API, the rendered interface and the embedded sandbox.
//!
//! Everything that thinks is in the crates; what is here connects them to HTTP, to the clock and to the command line.

mod adoption;
mod api;
mod auth;
mod cli;
mod commands;
mod designs;
mod drift;
mod effects;
mod entropy;
mod environments;
mod exports;
mod gallery;
mod imports;
mod judged;
mod live;
mod metrics;
mod oidc;
mod outgoing;
mod planning;
mod prices;
mod reach;
mod retiring;
mod review;
mod router;
mod runs;
mod state;
#[cfg(test)]
mod tests;
mod time;
mod tour;
mod trials;
mod undoing;
mod web;
mod webhooks;

use std::process::ExitCode;

use clap::Parser;

use crate::commands::{Failure, output};

/// In tests it is that of `testkit`.
#[cfg(not(test))]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    run(cli::Cli::parse().command).unwrap_or_else(|failure| {
        output::tell(&format!("tablewright: {}\n", output::plain(&failure.message)));
        ExitCode::from(failure.code)
    })
}

fn run(command: cli::Command) -> Result<ExitCode, Failure> {
    match command {
        cli::Command::Serve(options) => commands::serve::run(options)?,
        cli::Command::Healthcheck(options) => commands::healthcheck::run(&options)?,
        cli::Command::Lint(options) => return commands::lint::run(&options),
        cli::Command::Verdicts(options) => return commands::verdicts::run(&options),
        cli::Command::Prices(options) => return commands::prices::run(&options),
        cli::Command::Plan(options) => return commands::plan::run(&options),
        cli::Command::Diff(options) => return commands::diff::run(&options),
        cli::Command::Import(options) => return commands::import::run(&options),
        cli::Command::Export(options) => return commands::export::run(&options),
        cli::Command::Design(command) => return commands::remote::design::run(&command),
        cli::Command::Request(command) => return commands::remote::request::run(&command),
        cli::Command::Drift(options) => return commands::remote::drift::run(&options),
        cli::Command::Audit(command) => return commands::audit::run(&command),
        cli::Command::Sandbox(options) => commands::sandbox::run(options)?,
        cli::Command::Doctor(options) => return commands::doctor::run(&options),
        cli::Command::Backup(options) => commands::backup::run(&options)?,
        cli::Command::Restore(options) => commands::restore::run(&options)?,
        cli::Command::Completion(options) => commands::completion::run(&options)?,
        cli::Command::Man(options) => commands::man::run(&options)?,
    }
    Ok(ExitCode::SUCCESS)
}
