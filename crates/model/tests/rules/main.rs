//! Tests of validation through the model's public face.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a failed setup fails the test")]

#[path = "../it/validation/mod.rs"]
mod validation;
