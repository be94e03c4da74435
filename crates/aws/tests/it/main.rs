//! The gateway against an endpoint that says what a test wants, and against the sandbox.

#![expect(clippy::unwrap_used, reason = "a failed setup fails the test")]

mod answers;
mod calls;
mod copying;
mod endpoint;
mod failures;
mod filling;
mod requests;
mod sandbox;
