//! The command line: which command, with which flags.
//!
//! Deliberately by hand: xtask is compiled before everything else, so it carries no argument parser.

use crate::problem::{Outcome, Problem};
use crate::sh::Sh;
use crate::site::{self, Wanted};
use crate::{bench, browser, fuzz, interop, places, say, tests, tidy};

const USAGE: &str = "\
cargo xtask <command>

  run [-- ARGS]         builds what is missing and starts the server on 127.0.0.1:3000 with its data in ./data;
                        ARGS go to `tablewright serve` (`--listen` and `--data` replace the defaults)
  site                  the bundles for browsers in target/site, quick to build
  site --release        the small, precompressed bundles, their sizes against the budget, and target/release/tablewright
       --bundle-only    with --release: leaves the server out
  test                  every check of the project
       --only STAGE     this stage; may be given several times
       --skip STAGE     all but this stage; may be given several times
       --list           the stages and what they do
       -- ARGS          with `--only browser`: goes to Playwright, for example a spec's name
  tidy                  the rules of the house that no compiler knows
  bench                 the budgets that can be measured, measured
       --only GROUP     these rows, as import; may be given several times
  fuzz [PATH …]         every reader under cargo-fuzz for a minute in all, from our fixtures and the files at PATH
       --seconds N      so long
       --only TARGET    this reader; may be given several times
  interop               the stage of that name alone, with the debug server as it is
  browser               finds or installs Chromium and the browser tests' packages, and nothing else

Environment: CHROMIUM names a browser; TABLEWRIGHT_WASM=fallback builds for wasm without rustup's target.";

/// Runs the command that the arguments name.
pub(crate) fn dispatch(args: &[String]) -> Outcome {
    let (own, passed) = split(args);
    let Some((command, flags)) = own.split_first() else {
        return Err(Problem::new(USAGE));
    };
    let flags: Vec<&str> = flags.iter().map(String::as_str).collect();
    match (command.as_str(), flags.as_slice()) {
        ("run", []) => run(passed),
        ("site", []) => site::build(Wanted { release: false, server: false }),
        ("site", ["--release"]) => site::build(Wanted { release: true, server: true }),
        ("site", ["--release", "--bundle-only"]) => site::build(Wanted { release: true, server: false }),
        ("test", ["--list"]) => tests::list(),
        ("test", flags) => tests::run(&tests::Choice::parse(flags)?, passed),
        ("tidy", []) => tidy::run(),
        ("bench", only) => bench::run(&bench::only(only)?),
        ("fuzz", flags) => fuzz::run(flags, passed),
        ("interop", []) => interop::check(),
        ("browser", []) => browser::prepare().map(|_| ()),
        ("help" | "--help" | "-h", _) => {
            println!("{USAGE}");
            Ok(())
        }
        _ => Err(Problem::new(format!("`{}` is not a command.\n\n{USAGE}", own.join(" ")))),
    }
}

fn split(args: &[String]) -> (&[String], &[String]) {
    match args.iter().position(|arg| arg == "--") {
        Some(at) => (&args[..at], &args[at + 1..]),
        None => (args, &[]),
    }
}

fn run(passed: &[String]) -> Outcome {
    site::build(Wanted { release: false, server: false })?;
    say::step("cargo build of the server");
    Sh::cargo().args(["build", "-p", "tablewright"]).args(crate::locked()).run()?;
    say::step("starts tablewright; Ctrl-C stops it");
    Sh::new(places::server_binary("debug")).args(serve_args(passed)).become_it()
}

fn serve_args(passed: &[String]) -> Vec<String> {
    let data = places::root().join("data").to_string_lossy().into_owned();
    let mut args = vec!["serve".to_owned()];
    for (flag, default) in [("--listen", "127.0.0.1:3000"), ("--data", data.as_str())] {
        let given = |arg: &String| arg == flag || arg.starts_with(&format!("{flag}="));
        if !passed.iter().any(given) {
            args.extend([flag.to_owned(), default.to_owned()]);
        }
    }
    args.extend_from_slice(passed);
    args
}

#[cfg(test)]
mod unit {
    use super::*;

    fn strings(args: &[&str]) -> Vec<String> {
        args.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn what_follows_the_dashes_is_passed_on() {
        let args = strings(&["run", "--", "--listen", "[::1]:1"]);
        assert_eq!(split(&args).1, strings(&["--listen", "[::1]:1"]));
    }

    #[test]
    fn a_given_address_replaces_the_default() {
        let args = serve_args(&strings(&["--listen=127.0.0.1:4000"]));
        assert_eq!(args.iter().filter(|arg| arg.starts_with("--listen")).count(), 1);
        assert!(args.contains(&"--data".to_owned()));
    }
}
