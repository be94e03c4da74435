//! What an export of a whole region costs in each format, as lines of a name and milliseconds for `cargo xtask bench`.
//!
//! The median of a few runs stands for a format.

use std::hint::black_box;
use std::time::{Duration, Instant};

use tablewright_interchange::{ExportFormat, export};
use tablewright_testkit::large_design;

/// Odd, so that there is a middle.
const RUNS: usize = 5;

fn main() {
    let region = large_design(2_500, 3, 2_500);
    for format in ExportFormat::ALL {
        let run = || {
            let begun = Instant::now();
            black_box(export(black_box(&region), format).into_bytes(tablewright_picture::png));
            begun.elapsed()
        };
        let mut times: Vec<Duration> = (0..RUNS).map(|_| run()).collect();
        times.sort_unstable();
        let median = times.get(RUNS / 2).copied().unwrap_or_default();
        println!("export {}\t{:.1}", format.name(), median.as_secs_f64() * 1_000.0);
    }
}
