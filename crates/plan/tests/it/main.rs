//! The planner from outside: golden scenarios, random designs on a simulated account, speed.

#![expect(clippy::unwrap_used, reason = "a failed setup fails the test")]

mod accept;
mod account;
mod copying;
mod drift;
mod progress;
mod properties;
mod request;
mod retirement;
mod scenario;
mod speed;
mod world;
