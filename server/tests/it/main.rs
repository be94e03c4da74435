//! The binary as people start, stop, misuse and kill it.

#![expect(clippy::unwrap_used, reason = "a failed setup fails the test")]

mod backup;
mod checks;
mod commands;
mod environments;
mod faults;
mod kill;
mod life;
mod planned;
mod prices;
mod remote;
mod server;
