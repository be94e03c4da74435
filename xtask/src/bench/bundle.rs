//! The first load's weight, as it lies in `target/site`.

use super::Row;
use crate::{files, places, sizes};

pub(super) fn row() -> crate::problem::Outcome<Row> {
    let pkg = places::site().join("pkg");
    let mut sum = 0;
    for file in files::below(&pkg)? {
        let name = files::relative(&file, &pkg);
        if name.ends_with(".wasm.br") || name.ends_with(".js.br") {
            sum += files::read(&file)?.len();
        }
    }
    Ok(Row {
        name: "first load, wasm and script, brotli",
        // A development bundle has no compressed files, and its weight says nothing.
        measured: (sum > 0).then(|| kilobytes(sum)),
        budget: kilobytes(sizes::BUDGET),
        unit: "KB",
    })
}

fn kilobytes(bytes: usize) -> f64 {
    u32::try_from(bytes).map_or(f64::INFINITY, |bytes| f64::from(bytes) / 1000.0)
}
