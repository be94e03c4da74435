//! Tests of export and import through its public face.
#![expect(clippy::unwrap_used, reason = "a failed setup fails the test")]

mod coverage;
mod golden;
mod highlighting;
mod hostile;
mod import;
mod limits;
mod round_trip;
mod terraform;
