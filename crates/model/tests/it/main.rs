//! Tests of the model through its public face.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a failed setup fails the test")]

mod comparison;
mod edits;
mod everything;
mod examples;
mod format;
mod generate;
mod inverses;
mod overlay;
mod schema;
mod size;
mod speed;
mod validation;
