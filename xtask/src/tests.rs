//! `cargo xtask test`: every check of the project, cheapest first.
//!
//! Deliberately one list: what CI runs is what a person runs.

use crate::counts::Counts;
use crate::emulators::Emulators;
use crate::problem::{Outcome, Problem};
use crate::sh::{Said, Sh};
use crate::site::{self, Wanted};
use crate::stages::{self, Done, Stage};
use crate::wasm::{self, Profile, Toolchain};
use crate::{browser, client, generated, interop, licences, places, say, tidy};

/// The frontend is compiled for browsers only; on the host its features would mix with the server's.
const NATIVE: [&str; 3] = ["--workspace", "--exclude", "tablewright-frontend"];

/// Crates that the browser and the server share, as far as they exist.
const PURE: [&str; 8] = ["model", "lint", "access", "plan", "policy", "contract", "interchange", "judge"];

/// What the command line passes on to Playwright.
type Passed = [String];

const STAGES: [Stage<Passed>; 14] = [
    Stage { name: "fmt", what: "the source is formatted", run: fmt },
    Stage { name: "tidy", what: "the rules of the house that no compiler knows", run: house_rules },
    Stage { name: "clippy", what: "no lint, on the server's side and on the browser's", run: clippy },
    Stage { name: "pure", what: "the pure crates compile for wasm", run: pure },
    Stage { name: "build", what: "the server and all native tests compile", run: build },
    Stage { name: "native", what: "unit and integration tests", run: native },
    Stage { name: "doc", what: "the examples in the documentation", run: doc },
    Stage { name: "generated", what: "the code made of patterns, run by its own tools", run: generated_code },
    Stage { name: "deny", what: "licences, bans and sources of the dependencies", run: deny },
    Stage { name: "interop", what: "other people's tools read what we export", run: in_others },
    Stage { name: "emulators", what: "validation and engine against emulators by others", run: in_emulators },
    Stage {
        name: "client",
        what: "a client made of the API's description, with a token of each role",
        run: generated_client,
    },
    Stage { name: "bundle", what: "the release bundle within its budget", run: bundle },
    Stage { name: "browser", what: "the product in Chromium", run: in_browser },
];

/// Which stages to run.
#[derive(Default)]
pub(crate) struct Choice {
    only: Vec<String>,
    skip: Vec<String>,
}

impl Choice {
    /// From `--only STAGE` and `--skip STAGE`, in any order and number.
    pub(crate) fn parse(flags: &[&str]) -> Outcome<Self> {
        let mut choice = Self::default();
        for pair in flags.chunks(2) {
            let (list, stage) = match pair {
                ["--only", stage] => (&mut choice.only, *stage),
                ["--skip", stage] => (&mut choice.skip, *stage),
                _ => {
                    return Err(Problem::new(
                        "`cargo xtask test` takes --only STAGE, --skip STAGE and --list",
                    ));
                }
            };
            if !STAGES.iter().any(|known| known.name == stage) {
                return Err(Problem::new(format!(
                    "there is no stage `{stage}`: see `cargo xtask test --list`"
                )));
            }
            list.push(stage.to_owned());
        }
        Ok(choice)
    }

    fn wants(&self, stage: &str) -> bool {
        let named = |list: &[String]| list.iter().any(|name| name == stage);
        (self.only.is_empty() || named(&self.only)) && !named(&self.skip)
    }
}

/// Runs the chosen stages in their order.
pub(crate) fn run(choice: &Choice, to_playwright: &Passed) -> Outcome {
    let chosen: Vec<&Stage<Passed>> = STAGES.iter().filter(|stage| choice.wants(stage.name)).collect();
    stages::run(&chosen, to_playwright)
}

/// Prints the stages.
pub(crate) fn list() -> Outcome {
    for stage in &STAGES {
        println!("{:9} {}", stage.name, stage.what);
    }
    Ok(())
}

fn fmt(_: &Passed) -> Outcome<Done> {
    Sh::cargo().args(["fmt", "--all", "--check"]).run()?;
    Sh::cargo().args(["fmt", "--check", "--manifest-path"]).arg(places::fuzz_manifest()).run()?;
    Ok(Done::default())
}

fn house_rules(_: &Passed) -> Outcome<Done> {
    tidy::run()?;
    Ok(Done::default())
}

fn clippy(_: &Passed) -> Outcome<Done> {
    let cargo = || Sh::cargo().arg("clippy").args(crate::locked());
    let strict = ["--", "-D", "warnings"];
    cargo().args(NATIVE).arg("--all-targets").args(strict).run()?;
    cargo().args(["-p", "tablewright-frontend", "-p", "tablewright-app"]).args(strict).run()?;
    cargo().args(["-p", "tablewright", "--features", "otel"]).args(strict).run()?;
    cargo().arg("--manifest-path").arg(places::fuzz_manifest()).arg("--all-targets").args(strict).run()?;
    Ok(Done::default())
}

fn pure(_: &Passed) -> Outcome<Done> {
    let toolchain = Toolchain::prepare()?;
    let there = PURE.iter().filter(|name| places::root().join("crates").join(name).is_dir());
    let packages = there.flat_map(|name| ["-p".to_owned(), format!("tablewright-{name}")]);
    wasm::cargo(&toolchain, "check").args(["--profile", Profile::Dev.cargo_name()]).args(packages).run()?;
    Ok(Done::default())
}

fn build(_: &Passed) -> Outcome<Done> {
    build_native()?;
    Ok(Done::default())
}

/// One set of features for the tests and for the binary that the browser tests start.
fn build_native() -> Outcome {
    Sh::cargo().arg("build").args(NATIVE).args(["--bins", "--tests"]).args(crate::locked()).run()
}

fn native(_: &Passed) -> Outcome<Done> {
    native_tests(None, |tests| tests)
}

/// The native tests of this name, or all that need nothing around them.
fn native_tests(name: Option<&str>, with: impl Fn(Sh) -> Sh) -> Outcome<Done> {
    let named = name.map(|name| ["--test", name]);
    let nextest = Sh::cargo().args(["nextest", "--version"]).succeeds();
    if !nextest {
        say::step("cargo-nextest is not installed: `cargo test` does it");
        let which = named.as_ref().map_or(&["--bins", "--lib", "--tests"][..], |named| named);
        let said = with(tests(&["test", "--no-fail-fast"]).args(which)).tee()?;
        return Ok(judged(&said, Counts::of_cargo_test(&said.text)));
    }
    let said = with(tests(&["nextest", "run"]).args(named.into_iter().flatten())).tee()?;
    Ok(judged(&said, Counts::of_nextest(&said.text)))
}

fn doc(_: &Passed) -> Outcome<Done> {
    let said = tests(&["test", "--doc"]).tee()?;
    Ok(judged(&said, Counts::of_cargo_test(&said.text)))
}

fn generated_code(_: &Passed) -> Outcome<Done> {
    generated::run()?;
    Ok(Done::default())
}

fn deny(_: &Passed) -> Outcome<Done> {
    licences::check()?;
    Ok(Done::default())
}

fn in_others(_: &Passed) -> Outcome<Done> {
    build_native()?;
    interop::check()?;
    Ok(Done::default())
}

fn in_emulators(_: &Passed) -> Outcome<Done> {
    let emulators = Emulators::start()?;
    native_tests(Some("emulators"), |tests| emulators.given_to(tests))
}

fn generated_client(_: &Passed) -> Outcome<Done> {
    build_native()?;
    client::check()?;
    Ok(Done::default())
}

fn bundle(_: &Passed) -> Outcome<Done> {
    site::build(Wanted { release: true, server: false })?;
    Ok(Done::default())
}

fn in_browser(to_playwright: &Passed) -> Outcome<Done> {
    build_native()?;
    if !places::site().join("pkg").is_dir() {
        site::build(Wanted { release: true, server: false })?;
    }
    let said = browser::test(to_playwright)?;
    Ok(judged(&said, Counts::of_playwright(&said.text)))
}

/// A snapshot that differs is a failure here, never a new file. Random tests begin with the same seed, so that what
/// fails is of the change; `cargo nextest run` searches anew each time.
fn tests(command: &[&str]) -> Sh {
    let seed = std::env::var("PROPTEST_RNG_SEED").unwrap_or_else(|_| "1".into());
    let tests = Sh::cargo().args(command).args(NATIVE).args(crate::locked());
    tests.env("INSTA_UPDATE", "no").env("PROPTEST_RNG_SEED", seed)
}

fn judged(said: &Said, counts: Counts) -> Done {
    let failure = (!said.success).then(|| Problem::new("see the failures above"));
    Done { counts, failure }
}

#[cfg(test)]
mod unit {
    use super::*;

    #[test]
    fn stages_are_chosen_by_name() {
        let only = Choice::parse(&["--only", "fmt", "--only", "tidy"]);
        assert!(only.is_ok_and(|choice| choice.wants("tidy") && !choice.wants("browser")));
        let skip = Choice::parse(&["--skip", "browser"]);
        assert!(skip.is_ok_and(|choice| choice.wants("fmt") && !choice.wants("browser")));
    }

    #[test]
    fn an_unknown_stage_is_refused() {
        assert!(Choice::parse(&["--only", "everything"]).is_err());
        assert!(Choice::parse(&["--only"]).is_err());
    }
}
