//! Designs in the formats of others: out as Terraform and as our own JSON.
//!
//! A writer is a pure function from a [`Design`](tablewright_model::Design) to files, the same for the same design, with
//! notes on what its format can't hold. It never fails: what it is given may be unfinished, and then so is the text. The
//! way in is [`import()`]: files in, a
//! design and a report of what was understood, assumed and left out. [`highlight`] tells the parts of such a text
//! apart, for whoever shows it.
//!
//! Deliberately absent: files and network, HTML (escaping is the caller's), rules of DynamoDB (`model` validates),
//! live AWS state (`plan`).

mod api;
mod cli;
mod cloudformation;
mod consumers;
mod drawing;
mod export;
mod highlight;
mod import;
mod json;
mod markdown;
mod mermaid;
mod svg;
mod terraform;
mod text;
mod tree;
mod workbench;

pub use drawing::{Class as DrawnClass, Drawing, Look, Place, Shape};
pub use export::{
    Content, CostLine, Costs, ExportFormat, ExportNote, ExportOptions, Exported, File, UnknownFormat, export,
};
pub use highlight::{Class, Span, highlight};
pub use import::{
    Import, ImportFormat, MAX_IMPORT_BYTES, MAX_IMPORT_FILES, Note, Report, Source, UnknownImportFormat,
    import, import_among, is_importable,
};
pub use terraform::{Imports, IndexStyle, Layout, TerraformOptions, UnknownChoice, terraform_text};
