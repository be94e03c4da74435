//! The first load's weight, as it lies in `target/site`: the heavier one of the bundles.

use super::Row;
use crate::places;
use crate::wasm::{BUNDLES, FIRST_LOAD};

pub(super) fn row() -> Row {
    let first = BUNDLES.iter().filter(|bundle| bundle.is_first_load);
    let heaviest = first.filter_map(|bundle| weight(bundle.name)).max();
    Row {
        name: "first load, wasm and script, brotli",
        // A development bundle has no compressed files, and its weight says nothing.
        measured: heaviest.map(kilobytes),
        budget: kilobytes(FIRST_LOAD as u64),
        unit: "KB",
    }
}

fn weight(bundle: &str) -> Option<u64> {
    let pkg = places::site().join("pkg");
    let size = |kind| std::fs::metadata(pkg.join(format!("{bundle}.{kind}.br"))).map(|file| file.len()).ok();
    Some(size("wasm")? + size("js")?)
}

fn kilobytes(bytes: u64) -> f64 {
    u32::try_from(bytes).map_or(f64::INFINITY, |bytes| f64::from(bytes) / 1000.0)
}
