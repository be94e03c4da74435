//! Designs from the files of others.
//!
//! Two layers: each source language is *evaluated* to one neutral, located tree (`value`), in which tables have the
//! shape of the service's API (`table`); that is *understood* as a design (`understand`). Everything that can't be
//! evaluated or held is in the [`Report`].
//!
//! Deliberately absent: files, network, clock; nothing of an import is executed or fetched.

mod aws;
mod budget;
mod cloudformation;
mod dispatch;
mod finder;
mod format;
mod gapped;
mod hcl;
mod json;
mod json_text;
mod report;
mod sources;
mod table;
mod terraform;
mod understand;
mod value;
mod workbench;
mod yaml;
mod zip;

use tablewright_model::Design;

use report::Notes;

pub use format::{ImportFormat, UnknownImportFormat};
pub use report::{Note, Report};
pub use sources::{MAX_IMPORT_BYTES, MAX_IMPORT_FILES, Source, is_importable};

/// What came of an import.
#[derive(Debug, Clone)]
pub struct Import {
    /// The design, when there is at least one table in the sources.
    pub design: Option<Design>,
    /// What it took to get there.
    pub report: Report,
}

/// Reads a design from files; with `from` all of them are of that format, else each is recognised.
///
/// The same files always give the same design, ids included.
#[must_use]
pub fn import(sources: &[Source<'_>], from: Option<ImportFormat>) -> Import {
    import_among(sources, &[], from)
}

/// The same with files that were found in folders rather than named: what is none of ours among these is passed over.
#[must_use]
pub fn import_among(named: &[Source<'_>], found: &[Source<'_>], from: Option<ImportFormat>) -> Import {
    let mut notes = Notes::default();
    let texts = sources::texts(named, found, &mut notes);
    let design = dispatch::design(&texts, from, &mut notes);
    let path = |file: u16| texts.get(usize::from(file)).map_or_else(String::new, |text| text.path.clone());
    Import { design, report: notes.into_report(path) }
}
