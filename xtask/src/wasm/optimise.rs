//! Makes the release bundle small: wasm-opt for the module, esbuild for the script, both from npm.
//!
//! Deliberately optional: without Node.js the bundle works and is larger, and the budget is not judged.

use std::path::PathBuf;

use super::{Files, order};
use crate::cache;
use crate::files;
use crate::npm;
use crate::places;
use crate::problem::Outcome;
use crate::say;
use crate::sh::Sh;

/// What the compiler may have used and every browser of the last years has; no more, so that
/// the optimiser does not introduce younger instructions.
///
/// What counts is the size as sent. More optimisation makes the module a tenth smaller and its compressed form larger.
const OPTIMISE: &str = "-O1";
/// Functions as [`order`] has named them.
const REORDER: &str = "--reorder-functions-by-name";
const ALWAYS: [&str; 9] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
    "--strip-debug",
    "--strip-producers",
    "--strip-target-features",
];
const ESBUILD: [&str; 3] = ["--minify", "--format=esm", "--legal-comments=none"];

/// Whether [`run`] can do anything on this machine.
pub(crate) fn is_possible() -> bool {
    npm::is_there()
}

/// The same files, smaller.
pub(super) fn run(pkg: Files) -> Outcome<Files> {
    if !is_possible() {
        say::step("no Node.js: the bundle stays as the compiler made it, larger than it has to be");
        return Ok(pkg);
    }
    let tools = places::root().join("xtask");
    npm::install(&tools, "wasm-opt and esbuild")?;
    say::step("wasm-opt and esbuild: make the bundle small");
    let small = pkg.into_iter().map(|(name, content)| {
        let content = match name.rsplit('.').next() {
            Some("wasm") => optimise(&content)?,
            Some("js") => minify(&content)?,
            _ => content,
        };
        Ok((name, content))
    });
    small.collect()
}

fn optimise(wasm: &[u8]) -> Outcome<Vec<u8>> {
    let how = [OPTIMISE, REORDER, order::VERSION, &ALWAYS.join(" ")].join(" ");
    cache::remember("opt.wasm", &[wasm, how.as_bytes(), &versions()?], || {
        let small = wasm_opt(wasm, OPTIMISE)?;
        wasm_opt(&order::named(&small)?, REORDER)
    })
}

fn wasm_opt(wasm: &[u8], what: &str) -> Outcome<Vec<u8>> {
    let input = scratch("input.wasm");
    let output = scratch("output.wasm");
    files::write(&input, wasm)?;
    tool("wasm-opt").arg(what).args(ALWAYS).arg(&input).arg("-o").arg(&output).run()?;
    files::read(&output)
}

fn minify(script: &[u8]) -> Outcome<Vec<u8>> {
    cache::remember("min.js", &[script, &versions()?], || {
        let input = scratch("input.js");
        files::write(&input, script)?;
        tool("esbuild").args(ESBUILD).arg(&input).read()
    })
}

fn tool(name: &str) -> Sh {
    let file = places::root().join("xtask").join("node_modules").join(".bin").join(name);
    Sh::new(file).env("NODE_NO_WARNINGS", "1")
}

fn versions() -> Outcome<Vec<u8>> {
    files::read(&places::root().join("xtask").join("package-lock.json"))
}

fn scratch(name: &str) -> PathBuf {
    places::wasm_target().join("kept").join(name)
}
