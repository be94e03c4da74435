//! Designs in the formats of others: out as Terraform and as our own JSON.
//!
//! A writer is a pure function from a [`Design`](tablewright_model::Design) to a text, the same for the same design.
//! It never fails: what it is given may be unfinished, and then so is the text. A reader, when a format gets one, is
//! called `read` and stands beside `write`: bytes in, a design and the diagnostics about what it could not take over
//! out. [`highlight`] tells the parts of such a text apart, for whoever shows it.
//!
//! Deliberately absent: files and network, HTML (escaping is the caller's), rules of DynamoDB (`model` validates),
//! live AWS state (`plan`).

mod export;
mod highlight;
pub mod json;
pub mod terraform;

pub use export::{ExportFormat, Exported, UnknownFormat, export};
pub use highlight::{Class, Span, highlight};
