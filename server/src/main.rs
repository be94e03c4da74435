//! The one binary of Tablewright: the server with its API, the rendered interface and the embedded sandbox.
//!
//! Everything that thinks is in the crates; what is here connects them to HTTP, to the clock and to the command line.

mod api;
mod auth;
mod cli;
mod commands;
mod designs;
mod entropy;
mod environments;
mod gallery;
mod planning;
mod router;
mod runs;
mod state;
#[cfg(test)]
mod tests;
mod time;
mod web;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    let outcome = match cli.command {
        cli::Command::Serve(options) => commands::serve::run(options),
        cli::Command::Healthcheck(options) => commands::healthcheck::run(&options),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("tablewright: {message}");
            ExitCode::FAILURE
        }
    }
}
