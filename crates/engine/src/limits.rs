//! How long the engine waits, and how often it tries.
//!
//! AWS publishes no bounds: an index over many items takes hours. The bounds are there so that nothing hangs for ever;
//! after each of them the run fails with what was last seen, and a new plan goes on from there.

use std::time::Duration;

/// Bounds of a step. The default is for AWS and for the sandbox alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The first pause between two looks at a table; it grows.
    pub look: Duration,
    /// The longest pause between two looks: AWS asks for no more than one look in two to five seconds.
    pub look_at_most: Duration,
    /// The first pause after an error; it doubles.
    pub retry: Duration,
    /// The longest pause after an error.
    pub retry_at_most: Duration,
    /// The longest pause after the answer that the table is busy: AWS lets some things happen only once an hour.
    pub busy_at_most: Duration,
    /// The longest pause between two questions how much of an index is filled: AWS publishes a figure a minute. The first
    /// ones come sooner, since a small index is filled in less.
    pub filling: Duration,
    /// How many tables are changed at the same time: AWS takes 500 changes at once, of which 250 of tables with indexes,
    /// and other clients share that.
    pub tables: usize,
    /// How often a call is made in a row without an answer that says when it would be taken.
    pub calls: u32,
    /// How long AWS may not be readable.
    pub unreadable: Duration,
    /// How many looks must agree when a table looks as if nothing had happened, or as if somebody else had changed it:
    /// reads of DynamoDB's control plane may be a little old.
    pub looks: u32,
    /// How long a call that AWS took may stay without any sign.
    pub unseen: Duration,
    /// How long the closing check may find what the steps have just changed.
    pub settle: Duration,
    /// How long a table may be busy with something else.
    pub busy: Duration,
    /// How long AWS may be at a call.
    pub underway: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            look: Duration::from_millis(500),
            look_at_most: Duration::from_secs(5),
            retry: Duration::from_secs(1),
            retry_at_most: Duration::from_secs(30),
            busy_at_most: Duration::from_secs(2 * 60),
            filling: Duration::from_secs(60),
            tables: 8,
            calls: 8,
            unreadable: Duration::from_secs(30 * 60),
            looks: 3,
            unseen: Duration::from_secs(3 * 60),
            settle: Duration::from_secs(30),
            busy: Duration::from_secs(2 * 60 * 60),
            underway: Duration::from_secs(48 * 60 * 60),
        }
    }
}
