//! cargo-fuzz, of exactly one version, under the target folder: whatever is installed for the person stays as it is.

use std::path::PathBuf;

use crate::places;
use crate::problem::Outcome;
use crate::say;
use crate::sh::Sh;

const VERSION: &str = "0.13.1";

/// The program, installed unless it is there.
pub(crate) fn program() -> Outcome<PathBuf> {
    let root = places::target().join("tools").join(format!("cargo-fuzz-{VERSION}"));
    let program = root.join("bin").join(format!("cargo-fuzz{}", std::env::consts::EXE_SUFFIX));
    if !program.is_file() {
        say::step(format!("installs cargo-fuzz {VERSION} in {}", root.display()));
        let install = ["install", "cargo-fuzz", "--quiet", "--locked", "--version", VERSION, "--root"];
        Sh::cargo().args(install).arg(&root).dir(std::env::temp_dir()).run()?;
    }
    Ok(program)
}
