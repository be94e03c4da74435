//! A compiler for the wasm target: the installed one, else rustup's, else the fallback.
//!
//! Deliberately asks nobody: whoever has internet and rustup never meets the third.

use std::ffi::OsString;
use std::path::PathBuf;

use super::{TARGET, fallback};
use crate::problem::{Outcome, Problem};
use crate::say;
use crate::sh::{self, Sh};

/// The variables that make cargo compile for wasm; none when the ordinary toolchain has the target.
pub(crate) struct Toolchain {
    variables: Vec<(&'static str, OsString)>,
}

impl Toolchain {
    /// Finds or fetches what is needed. `TABLEWRIGHT_WASM=fallback` goes straight to the third way.
    pub(crate) fn prepare() -> Outcome<Self> {
        let forced = std::env::var_os("TABLEWRIGHT_WASM").is_some_and(|way| way == "fallback");
        if !forced && ordinary()? {
            return Ok(Self { variables: Vec::new() });
        }
        let variables = fallback::prepare(&sysroot()?)?;
        Ok(Self { variables })
    }

    pub(crate) fn variables(&self) -> &[(&'static str, OsString)] {
        &self.variables
    }
}

/// Whether the ordinary toolchain can do it, after trying to make it so.
fn ordinary() -> Outcome<bool> {
    if has_target()? {
        return Ok(true);
    }
    // Once the fallback is built, an absent network need not be asked again at every build.
    if fallback::is_built() {
        return Ok(false);
    }
    let Some(rustup) = sh::find(&["rustup"]) else {
        return Ok(false);
    };
    say::step(format!("rustup target add {TARGET}: the compiler's part for browsers"));
    match Sh::new(rustup).args(["target", "add", TARGET]).run() {
        Ok(()) => has_target(),
        Err(problem) => {
            say::step(format!("{problem}; looking for another way"));
            Ok(false)
        }
    }
}

fn has_target() -> Outcome<bool> {
    let library = sysroot()?.join("lib").join("rustlib").join(TARGET).join("lib");
    Ok(library.is_dir())
}

fn sysroot() -> Outcome<PathBuf> {
    let printed = Sh::new("rustc").args(["--print", "sysroot"]).read()?;
    let path = String::from_utf8_lossy(&printed).trim().to_owned();
    if path.is_empty() {
        return Err(Problem::new("`rustc --print sysroot` printed nothing: reinstall the Rust toolchain"));
    }
    Ok(PathBuf::from(path))
}
