//! From the frontend crate to the JavaScript and wasm that a browser loads, once for each of its binaries.
//!
//! Deliberately cargo-leptos' own four steps without cargo-leptos: a compiler, wasm-bindgen, wasm-opt, names.

mod bindgen;
mod fallback;
mod optimise;
mod order;
mod split;
mod toolchain;
mod trim;

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::places;
use crate::problem::Outcome;
use crate::say;
use crate::sh::Sh;

pub(crate) use toolchain::Toolchain;

/// The target that browsers run.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// What a page waits for.
pub(crate) const FIRST_LOAD: usize = 450_000;
/// What the editor's judge may weigh, which nobody waits for.
const JUDGE: usize = 600_000;

/// One of the frontend's binaries.
#[derive(Clone, Copy)]
pub(crate) struct Bundle {
    pub(crate) name: &'static str,
    /// Whether a page waits for it. The editor's judge comes after everything, into a thread of its own.
    pub(crate) is_first_load: bool,
    /// Whether it loads a part of itself later (ADR 19).
    pub(crate) has_later: bool,
    /// What its wasm and script may weigh, brotli.
    pub(crate) budget: usize,
}

/// The frontend's binaries. A page loads one of the first two, by its path (ADR 8); the editor starts the judge (ADR 12).
pub(crate) const BUNDLES: [Bundle; 3] = [
    Bundle { name: "pages", is_first_load: true, has_later: false, budget: FIRST_LOAD },
    Bundle { name: "editor", is_first_load: true, has_later: true, budget: FIRST_LOAD },
    Bundle { name: "judge", is_first_load: false, has_later: false, budget: JUDGE },
];

/// How the bundles are compiled.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    /// Quick to build.
    Dev,
    /// Small to load.
    Release,
}

impl Profile {
    pub(crate) fn cargo_name(self) -> &'static str {
        match self {
            Self::Dev => "wasm-dev",
            Self::Release => "wasm-release",
        }
    }
}

/// What ends up in `pkg/`, by file name.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// Compiles the frontend and returns the files of `pkg/`.
pub(crate) fn bundles(profile: Profile) -> Outcome<Files> {
    let folder = compile(profile)?;
    say::step("wasm-bindgen: makes the JavaScript that loads the modules");
    let mut files = Files::new();
    for bundle in BUNDLES {
        files.extend(bindgen::run(&folder, bundle, profile)?);
    }
    match profile {
        Profile::Dev => Ok(files),
        Profile::Release => optimise::run(files),
    }
}

/// Cargo for the wasm target, in its own target folder.
pub(crate) fn cargo(toolchain: &Toolchain, command: &str) -> Sh {
    let cargo =
        Sh::cargo().arg(command).args(["--target", TARGET, "--target-dir"]).arg(places::wasm_target());
    let cargo = toolchain.variables().iter().fold(cargo, |cargo, (name, value)| cargo.env(name, value));
    cargo.args(crate::locked())
}

/// The folder of the modules. One command for all that have nothing to load later: what they share is compiled once.
fn compile(profile: Profile) -> Outcome<PathBuf> {
    let toolchain = Toolchain::prepare()?;
    let name = profile.cargo_name();
    say::step(format!("cargo build of the browser bundles, profile {name}"));
    let build = || cargo(&toolchain, "build").args(["-p", "tablewright-frontend", "--profile", name]);
    let named = |has_later: bool| BUNDLES.into_iter().filter(move |bundle| bundle.has_later == has_later);
    let bins = |has_later| named(has_later).flat_map(|bundle| ["--bin", bundle.name]);
    build().args(bins(false)).run()?;
    build().args(bins(true)).args(["--features", "later"]).run()?;
    Ok(places::wasm_target().join(TARGET).join(name))
}
