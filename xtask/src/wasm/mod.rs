//! From the frontend crate to the JavaScript and wasm that a browser loads, once for each of its binaries.
//!
//! Deliberately cargo-leptos' own four steps without cargo-leptos: a compiler, wasm-bindgen, wasm-opt, names.

mod bindgen;
mod fallback;
mod optimise;
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

/// The frontend's binaries. A page loads one of them: the server chooses by the path (ADR 8).
pub(crate) const BUNDLES: [&str; 2] = ["pages", "editor"];

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
    for name in BUNDLES {
        files.extend(bindgen::run(&folder, name, profile)?);
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

/// The folder of the modules. One command for both: what they share is compiled once.
fn compile(profile: Profile) -> Outcome<PathBuf> {
    let toolchain = Toolchain::prepare()?;
    let name = profile.cargo_name();
    say::step(format!("cargo build of the browser bundles, profile {name}"));
    cargo(&toolchain, "build").args(["-p", "tablewright-frontend", "--bins", "--profile", name]).run()?;
    Ok(places::wasm_target().join(TARGET).join(name))
}
