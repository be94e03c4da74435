//! Access patterns on DynamoDB tables: what a query reads, answers and costs.
//!
//! Deliberately absent: IO, clock, randomness, async and global state; the browser and the server run the same code.

pub mod capacity;
pub mod engine;
pub mod expression;
pub mod schema;
pub mod stream;
pub mod value;
