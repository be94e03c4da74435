//! Tests of the export through its public face.
#![expect(clippy::unwrap_used, reason = "a failed setup fails the test")]

mod golden;
mod highlighting;
mod terraform;
