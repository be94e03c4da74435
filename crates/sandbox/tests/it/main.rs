//! The sandbox as an unmodified AWS SDK client sees it.
//!
//! One binary, so that it links once. Time is moved by hand: nothing here waits.

mod arns;
mod billing;
mod differential;
mod durability;
mod indexes;
mod life_story;
mod protocol;
mod refusals;
mod settings;
mod streams;
mod support;
mod time_scale;
