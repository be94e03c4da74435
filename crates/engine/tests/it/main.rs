//! The engine over the real store and the real sandbox, with faults in between. Time moves only when the engine waits.

#![expect(clippy::unwrap_used, reason = "a failed setup fails the test")]

mod changes;
mod copying;
mod faults;
mod faulty;
mod filling;
mod leaving;
mod migration;
mod ordinary;
mod refusals;
mod scenarios;
mod steering;
mod world;
