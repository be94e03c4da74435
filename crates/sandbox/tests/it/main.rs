//! The sandbox as an unmodified AWS SDK client sees it.
//!
//! One binary, so that it links once. Time is moved by hand: nothing here waits.

mod arns;
mod backups;
mod billing;
mod capacity;
mod carried_out;
mod copies;
mod designs;
mod differential;
mod durability;
mod expiry;
mod faults;
mod indexes;
mod insights;
mod kinesis;
mod life_story;
mod metrics;
mod moved;
mod protocol;
mod reference;
mod refusals;
mod replicas;
mod scaling;
mod settings;
mod shapes;
mod snippets;
mod streams;
mod strong_replicas;
mod support;
mod time_scale;
mod vectors;
mod wire;
