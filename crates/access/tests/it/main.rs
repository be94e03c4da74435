//! The crate as its users see it.

#![expect(clippy::unwrap_used, reason = "a failed setup fails the test")]

mod advice;
mod carried_out;
mod code;
mod engine;
mod expressions;
mod streams;
mod verdicts;
mod written;
