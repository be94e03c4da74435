//! Access patterns on DynamoDB tables: what a query reads, answers and costs.
//!
//! [`value`] are attribute values as the service holds them, [`expression`] is its expression language, [`engine`] a
//! table in memory that answers requests as the service does, [`capacity`] the arithmetic of units and bytes, [`stream`]
//! the records of changes, [`verdict`] what serves an access pattern and what would, [`trial`] a pattern sent to an
//! endpoint beside what the preview says. [`schema`] is what they know of a table.
//!
//! Deliberately absent: IO, clock, randomness, async and global state (the browser and the server run the same code).
//! The engine is compared with an emulator by a test of the sandbox; where they differ is written in
//! `docs/emulator-differences.md`.

pub mod capacity;
pub mod code;
pub mod cost;
pub mod engine;
pub mod example;
pub mod expression;
pub mod preview;
pub mod sample;
pub mod schema;
pub mod stream;
pub mod template;
pub mod trial;
pub mod value;
pub mod verdict;
