//! The policy's judgement, as a table of cases.

#![expect(clippy::unwrap_used, reason = "a failed setup fails the test")]

mod cases;
mod checks;
