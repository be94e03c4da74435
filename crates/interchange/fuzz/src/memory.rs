//! How much memory an input takes. Only Linux tells; elsewhere libFuzzer's limit on the whole process is all there is.

use std::fs;

/// What one input may take, in kilobytes.
const MOST: u64 = 200 * 1024;

/// Runs it, and asserts that the peak was not far above what there was before.
pub(crate) fn measured(run: impl FnOnce()) {
    let before = now();
    run();
    let after = now();
    // A peak from before says nothing of this input.
    let took = if after.peak > before.peak { after.peak.saturating_sub(before.resident) } else { 0 };
    assert!(took <= MOST, "it took {} MB", took / 1024);
}

/// Kilobytes.
#[derive(Default)]
struct Memory {
    resident: u64,
    /// The most there ever was.
    peak: u64,
}

fn now() -> Memory {
    let text = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let of = |name: &str| {
        let line = text.lines().find_map(|line| line.strip_prefix(name));
        line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or(0)
    };
    Memory { resident: of("VmRSS:"), peak: of("VmHWM:") }
}
