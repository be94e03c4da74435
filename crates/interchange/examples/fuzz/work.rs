//! How long a process has been at work, since others may have the processor beside.

/// Seconds that a process has been at work; where there is no telling, endless, so that waiting counts.
pub(crate) fn seconds(process: u32) -> f64 {
    let text = std::fs::read_to_string(format!("/proc/{process}/schedstat")).unwrap_or_default();
    let nanoseconds: Option<f64> = text.split_whitespace().next().and_then(|text| text.parse().ok());
    nanoseconds.map_or(f64::INFINITY, |nanoseconds| nanoseconds / 1e9)
}
