//! Compiling for wasm where rustup cannot fetch the target: Debian's `rustc-web` and its library source.
//!
//! The standard library is compiled once into a folder of ours; builds then name it with `--sysroot`.
//! Deliberately outside `.cargo/config.toml` and outside `/usr`: nobody else's build may notice.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::TARGET;
use crate::files;
use crate::places;
use crate::problem::{Outcome, Problem};
use crate::say;
use crate::sh::{self, Sh};

const COMPILER: &str = "/usr/bin/rustc";
const SOURCE: &str = "/usr/lib/rustlib/src/rust/library/std";
const PACKAGES: [&str; 3] = ["rustc-web", "libstd-rust-web-dev", "rust-web-src"];

/// Whether an earlier run has compiled the standard library for the compiler that is here now.
pub(super) fn is_built() -> bool {
    compiler_version().is_some_and(|now| std::fs::read_to_string(stamp()).is_ok_and(|then| then == now))
}

/// Installs and compiles what is missing; returns cargo's variables.
pub(super) fn prepare(toolchain: &Path) -> Outcome<Vec<(&'static str, OsString)>> {
    let linker = linker(toolchain)?;
    if !Path::new(SOURCE).is_dir() || compiler_version().is_none() {
        install()?;
    }
    if !is_built() {
        build_library(&linker)?;
    }
    // Naming flags here hides `build.rustflags`, so the house's own flag is repeated.
    let mut flags = OsString::from("--cfg=erase_components --sysroot=");
    flags.push(sysroot());
    Ok(vec![
        ("RUSTC", COMPILER.into()),
        ("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker.into()),
        ("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags),
    ])
}

fn install() -> Outcome {
    let remedy = format!("run `rustup target add {TARGET}` with internet access, then try again");
    if !crate::apt::may_install() {
        return Err(Problem::new(format!("the wasm target is missing: {remedy}")));
    }
    crate::apt::install(&PACKAGES, "a compiler that brings the source of its library")?;
    match Path::new(SOURCE).is_dir() {
        true => Ok(()),
        false => Err(Problem::new(format!("{SOURCE} is not there after the installation: {remedy}"))),
    }
}

/// Debian's compiler has no linker for wasm; rustup's toolchain has.
fn linker(toolchain: &Path) -> Outcome<PathBuf> {
    let rustlib = toolchain.join("lib").join("rustlib");
    let hosts = std::fs::read_dir(rustlib).into_iter().flatten().flatten();
    let shipped = hosts.map(|host| host.path().join("bin").join("rust-lld")).find(|file| file.is_file());
    shipped.or_else(|| sh::find(&["rust-lld", "wasm-ld"])).ok_or_else(|| {
        Problem::new("no linker for wasm: install `lld`, or a Rust toolchain by rustup, then try again")
    })
}

fn build_library(linker: &Path) -> Outcome {
    say::step("compiles the standard library for wasm, once (about two minutes)");
    let seed = folder().join("seed");
    files::write(
        &seed.join("Cargo.toml"),
        b"[package]\nname = \"seed\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n",
    )?;
    files::write(&seed.join("src").join("lib.rs"), b"//! Empty: only the library below it is wanted.\n")?;
    let build = folder().join("build");
    Sh::cargo()
        .args(["build", "--release", "-Zbuild-std=std,panic_abort", "--target", TARGET, "--target-dir"])
        .arg(&build)
        .dir(&seed)
        .env("RUSTC", COMPILER)
        .env("RUSTC_BOOTSTRAP", "1")
        .env("RUSTFLAGS", "")
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker)
        .run()?;
    keep_library(&build.join(TARGET).join("release").join("deps"))?;
    files::write(&stamp(), compiler_version().unwrap_or_default().as_bytes())
}

fn keep_library(built: &Path) -> Outcome {
    let library = sysroot().join("lib").join("rustlib").join(TARGET).join("lib");
    for old in files::below(&library)? {
        files::remove(&old)?;
    }
    for file in files::below(built)? {
        let name = file.file_name().unwrap_or_default();
        let text = name.to_string_lossy();
        if text.ends_with(".rlib") && !text.starts_with("libseed") {
            files::write(&library.join(name), &files::read(&file)?)?;
        }
    }
    Ok(())
}

fn compiler_version() -> Option<String> {
    let printed = Sh::new(COMPILER).arg("-vV").read().ok()?;
    Some(String::from_utf8_lossy(&printed).into_owned())
}

fn folder() -> PathBuf {
    places::target().join("wasm-library")
}

fn sysroot() -> PathBuf {
    folder().join("sysroot")
}

fn stamp() -> PathBuf {
    folder().join("built-with")
}
