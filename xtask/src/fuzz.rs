//! `cargo xtask fuzz`: files changed at random for every reader, by the example `fuzz` of `interchange`.
//!
//! Deliberately another process: xtask depends on none of our crates. What is found becomes a fixture.

use crate::problem::{Outcome, Problem};
use crate::say;
use crate::sh::Sh;

/// Flags that take a number.
const FLAGS: [&str; 3] = ["--seconds", "--seed", "--from"];

pub(crate) fn run(flags: &[&str], paths: &[String]) -> Outcome {
    for pair in flags.chunks(2) {
        match pair {
            [flag, number] if FLAGS.contains(flag) && number.parse::<u64>().is_ok() => {}
            _ => {
                return Err(Problem::new(format!(
                    "`{}` is not `--seconds N`, `--seed N` or `--from N`",
                    pair.join(" ")
                )));
            }
        }
    }
    say::step("builds the readers with every check, and feeds them");
    let command =
        ["run", "--quiet", "--profile", "fuzz", "-p", "tablewright-interchange", "--example", "fuzz"];
    Sh::cargo().args(command).args(crate::locked()).arg("--").args(flags).args(paths).run()
}
