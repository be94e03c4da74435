//! What tests of all crates share: golden files, builders of designs, and random valid designs.
//!
//! A dev-dependency only, and of no crate of ours but `model`, so that every crate may use it. Deliberately absent: servers,
//! databases and clocks; a test makes those with the crates that own them.

pub mod arbitrary;
mod builder;
pub mod emulator;
mod example;
mod faults;
mod global;
pub mod golden;
mod large;
mod regional;
mod whole;

/// Tests and measurements allocate as the server does.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

pub use builder::{TableBuilder, design, id};
pub use example::game_scores;
pub use faults::mutations;
pub use large::{large_design, large_id};
pub use regional::{regional_design_pairs, regional_designs};
