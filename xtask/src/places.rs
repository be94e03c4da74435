//! Where things lie in the checkout.
//!
//! Deliberately without any reading or writing: names only.

use std::path::{Path, PathBuf};

/// The checkout's root, whatever folder xtask was started from.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// The crate of the fuzz targets, which is a workspace of its own.
pub(crate) fn fuzz_crate() -> PathBuf {
    root().join("crates/interchange/fuzz")
}

/// Its manifest.
pub(crate) fn fuzz_manifest() -> PathBuf {
    fuzz_crate().join("Cargo.toml")
}

/// Cargo's target folder for everything native.
pub(crate) fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root().join(folder),
        None => root().join("target"),
    }
}

/// Cargo's target folder for the browser bundles: other flags and sometimes another compiler, so never shared.
pub(crate) fn wasm_target() -> PathBuf {
    target().join("wasm")
}

/// What the server serves and, in release, embeds. Fixed, because the server's source names it.
pub(crate) fn site() -> PathBuf {
    root().join("target").join("site")
}

/// The server's binary of a cargo profile's output folder (`debug` or `release`).
pub(crate) fn server_binary(folder: &str) -> PathBuf {
    target().join(folder).join(format!("tablewright{}", std::env::consts::EXE_SUFFIX))
}
