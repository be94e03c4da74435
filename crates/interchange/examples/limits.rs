//! Time and memory of each hostile input: `cargo run --release -p tablewright-interchange --example limits`.
//!
//! Each is read in a process of its own, since only the peak of a process can be asked for. Linux only.

use std::process::Command;

use tablewright_interchange::{MAX_IMPORT_BYTES, Source, import};

#[path = "../tests/it/hostile.rs"]
mod hostile;

use hostile::{HOSTILE, Hostile};

fn main() {
    match std::env::args().nth(1) {
        Some(name) => all().filter(|hostile| hostile.name == name).for_each(measure),
        None => all().for_each(|hostile| start(hostile.name)),
    }
}

fn all() -> impl Iterator<Item = &'static Hostile> {
    HOSTILE.into_iter().flatten()
}

fn start(name: &str) {
    let status = std::env::current_exe().and_then(|program| Command::new(program).arg(name).status());
    if !status.as_ref().is_ok_and(std::process::ExitStatus::success) {
        println!("{name}: {status:?}");
    }
}

fn measure(hostile: &Hostile) {
    let bytes = (hostile.bytes)(MAX_IMPORT_BYTES);
    let (before, worked) = (peak_megabytes(), worked_milliseconds());
    let import = import(&[Source { path: hostile.path, bytes: &bytes }], None);
    let (took, peak) = (worked_milliseconds() - worked, peak_megabytes());
    let report = &import.report;
    let first =
        [&report.problems, &report.left_out, &report.assumed].into_iter().find_map(|notes| notes.first());
    let told = first.map_or_else(String::new, |note| format!("{}: {}", note.line, note.message));
    // Making the input may have taken as much; then the peak is an upper bound.
    let is_told = told.contains(hostile.told) && hostile.line.is_none_or(|_| first.is_some());
    let mark = if is_told { "" } else { " (and what is expected, further on)" };
    println!("{took:8.1} ms {peak:5} MB ({before} before) {}: {told}{mark}", hostile.name);
}

/// How long this process has been at work; others may have had the processor beside.
fn worked_milliseconds() -> f64 {
    let text = std::fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    let nanoseconds: f64 = text.split_whitespace().next().and_then(|text| text.parse().ok()).unwrap_or(0.0);
    nanoseconds / 1e6
}

fn peak_megabytes() -> u64 {
    let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kilobytes.unwrap_or(0) / 1024
}
