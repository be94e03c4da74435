//! The clock of the server, and times as the API writes them. Nothing else in the server asks what time it is.

use jiff::Timestamp as Instant;
use tablewright_storage::Timestamp;

/// The time now.
pub(crate) fn now() -> Timestamp {
    Timestamp(Instant::now().as_millisecond())
}

/// A time as RFC 3339 in UTC, to the second.
pub(crate) fn rfc3339(time: Timestamp) -> String {
    Instant::from_millisecond(time.0)
        .map_or_else(|_| String::new(), |at| at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string())
}

/// A time as RFC 3339 in UTC, to the millisecond.
pub(crate) fn rfc3339_exact(time: Timestamp) -> String {
    Instant::from_millisecond(time.0)
        .map_or_else(|_| String::new(), |at| at.strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string())
}

/// Whole hours in the unit of [`Timestamp`].
pub(crate) const fn hours(count: i64) -> i64 {
    count * 60 * 60 * 1_000
}

/// Whole days in the unit of [`Timestamp`].
pub(crate) const fn days(count: i64) -> i64 {
    hours(count * 24)
}
