//! Executes an approved plan: what was approved is what runs, or nothing runs.
//!
//! [`Engine::run`] takes a run that was started in the store (which gives it the lease on the environment) and carries
//! its steps out in order. The journal in the store is written before and after each call, so that a run that was
//! interrupted at any point is simply run again: whether an open call happened is asked of AWS, not remembered.
//! Everything that happens is an [`Event`], a value; what ended a run is an [`Outcome`].
//!
//! Deliberately absent: any decision about what to do (the plan has made them all), any rule of DynamoDB (`plan` tells
//! how far a call has come), the AWS SDK, SQL, and text for people beside the sentence that says why a run failed.
//! Tables are changed side by side, each in the order of the plan.

mod admission;
mod cancel;
mod closing;
mod engine;
mod error;
mod event;
mod job;
mod lanes;
mod limits;
mod ownership;
mod pace;
mod patience;
mod reading;
mod step;

pub use cancel::Cancel;
pub use engine::Engine;
pub use error::EngineError;
pub use event::{Event, Events, Filled, Happening, Outcome, Trouble};
pub use job::Job;
pub use limits::Limits;
pub use pace::{Pace, SystemPace};
