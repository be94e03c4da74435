//! The crate as its users see it.

#![expect(clippy::unwrap_used, reason = "a failed setup fails the test")]

mod advice;
mod carried_out;
mod code;
mod cost;
mod engine;
mod expressions;
mod offers;
mod preview;
mod samples;
mod streams;
mod verdicts;
mod written;
