//! Results of slow steps, kept by the digest of what went in: the same wasm is not optimised twice.
//!
//! Deliberately no eviction beyond `cargo clean`: a bundle is a megabyte or two.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;

use crate::files;
use crate::places;
use crate::problem::Outcome;

/// The kept result for these inputs, or a fresh one from `make`.
pub(crate) fn remember(
    kind: &str,
    inputs: &[&[u8]],
    make: impl FnOnce() -> Outcome<Vec<u8>>,
) -> Outcome<Vec<u8>> {
    let file = file(kind, inputs);
    if let Ok(kept) = std::fs::read(&file) {
        return Ok(kept);
    }
    let made = make()?;
    files::write(&file, &made)?;
    Ok(made)
}

/// A digest for telling outputs of our own build apart; not for anything that somebody could want to forge.
pub(crate) fn digest(inputs: &[&[u8]]) -> String {
    let mut hasher = DefaultHasher::new();
    inputs.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

fn file(kind: &str, inputs: &[&[u8]]) -> PathBuf {
    let name = format!("{}.{kind}", digest(inputs));
    places::wasm_target().join("kept").join(name)
}
