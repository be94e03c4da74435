//! `cargo xtask`: everything that builds or checks Tablewright, for a person and for CI alike.
//!
//! Deliberately asks no question, can be repeated at any time, and says in one line what each step does.

mod apt;
mod bench;
mod browser;
mod cache;
mod commands;
mod compress;
mod counts;
mod css;
mod emulators;
mod files;
mod fuzz;
mod generated;
mod interop;
mod licences;
mod npm;
mod places;
mod problem;
mod say;
mod sh;
mod site;
mod sizes;
mod stages;
mod tests;
mod tidy;
mod tools;
mod wasm;

use std::process::ExitCode;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match commands::dispatch(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("xtask: {problem}");
            ExitCode::FAILURE
        }
    }
}

/// In CI the committed `Cargo.lock` is the truth; at a desk cargo may add a line to it.
fn locked() -> &'static [&'static str] {
    match std::env::var_os("CI") {
        Some(_) => &["--locked"],
        None => &[],
    }
}
