//! The binary as people start, stop, misuse and kill it.

mod faults;
mod life;
mod server;
