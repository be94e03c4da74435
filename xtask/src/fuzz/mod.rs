//! `cargo xtask fuzz`: every reader of imports under cargo-fuzz, from the fixtures and from files that are named.
//!
//! Deliberately another program reads: xtask depends on none of our crates. What is found becomes a fixture.

mod campaign;
mod choice;
mod found;
mod seeds;
mod targets;

use std::path::Path;

use crate::places;
use crate::problem::{Outcome, Problem};
use crate::say;
use crate::sh::Sh;
use crate::tools::cargo_fuzz;
use campaign::Campaign;
use choice::Choice;

/// Shares the seconds among the targets; whatever one of them finds, the others have their turn.
pub(crate) fn run(flags: &[&str], passed: &[String]) -> Outcome {
    let choice = Choice::parse(flags, passed)?;
    let program = cargo_fuzz::program()?;
    say::step("builds the readers with every check and with what counts coverage");
    cargo_fuzz(&program, "build").run()?;
    let seconds = (choice.seconds / choice.targets.len().max(1) as u64).max(1);
    let seeds = seeds::Files::read(&choice.paths)?;
    let mut rows = Vec::new();
    let mut findings = Vec::new();
    for target in &choice.targets {
        let campaign = Campaign { program: &program, target, seconds };
        let result = campaign.run(&seeds)?;
        rows.push(result.row(target.name));
        findings.extend(result.found);
    }
    println!("\n{}", say::table(["target", "seeds", "inputs", "coverage", "kept", "crashes"], &rows));
    if findings.is_empty() {
        return Ok(());
    }
    Err(Problem::new(format!("readers are stopped by what is kept in\n{}", findings.join("\n"))))
}

/// A command of cargo-fuzz, before the target's name. The stable compiler can do all of it but sanitizers, and what they
/// find is for code that is `unsafe`.
fn cargo_fuzz(program: &Path, command: &str) -> Sh {
    Sh::new(program)
        .args(["fuzz", command, "--sanitizer", "none", "--features", "engine", "--fuzz-dir"])
        .arg(places::fuzz_crate())
        .arg("--target-dir")
        .arg(places::target().join("fuzz").join("build"))
}
