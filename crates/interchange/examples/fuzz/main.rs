//! Feeds broken files to every reader: `cargo xtask fuzz [--seconds N] [--seed N] [--from N] [PATH …]`.
//!
//! The fixtures of the imports, and files under the given paths, are changed at random and read. A second process
//! reads, so that a panic, an overflowing stack, too much memory or a hang ends that one only; what it was reading can
//! be made again from its number. What was found is kept under `fixtures/import/found`, where a test reads it again.
//!
//! Deliberately absent: feedback from coverage, which needs a compiler of its own.

mod check;
mod driver;
mod mutate;
mod random;
mod seeds;
mod work;
mod worker;

use std::path::PathBuf;
use std::process::ExitCode;

/// What the command line says.
#[derive(Debug, Clone, Default)]
struct Options {
    seconds: u64,
    seed: u64,
    /// The first input, as where an earlier run ended.
    from: u64,
    paths: Vec<PathBuf>,
    /// Where the worker begins; nothing in the process that watches it.
    worker_from: Option<u64>,
}

fn main() -> ExitCode {
    let result = options(std::env::args().skip(1)).and_then(|options| match options.worker_from {
        Some(from) => worker::run(&options, from),
        None => driver::run(&options),
    });
    match result {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(message) => {
            eprintln!("fuzz: {message}");
            ExitCode::from(2)
        }
    }
}

fn options(mut args: impl Iterator<Item = String>) -> Result<Options, String> {
    let mut options = Options { seconds: 60, seed: 1, ..Options::default() };
    while let Some(arg) = args.next() {
        let mut number = || {
            let text = args.next().unwrap_or_default();
            text.parse::<u64>().map_err(|_| format!("{arg} takes a number, not `{text}`"))
        };
        match arg.as_str() {
            "--seconds" => options.seconds = number()?,
            "--seed" => options.seed = number()?,
            "--from" => options.from = number()?,
            "--worker-from" => options.worker_from = Some(number()?),
            path => options.paths.push(PathBuf::from(path)),
        }
    }
    Ok(options)
}
