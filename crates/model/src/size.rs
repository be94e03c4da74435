//! How large a document gets by edits: never larger than what can be read again.
//!
//! Writing the whole document after each edit would tell, and cost fifty milliseconds when it is large. Instead an
//! upper bound is kept beside the document: an edit adds at most what is written in it. Only when the bound passes the
//! limit is the document measured.

use std::io;

use serde::Serialize;

use crate::{AttributeField, Design, Edit, MAX_DOCUMENT_BYTES, Refusal, TableId, to_json};

/// Bytes that a document's JSON has at most. Whoever keeps a document for others keeps this with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DocumentSize(usize);

impl DocumentSize {
    /// The size of a document, measured.
    #[must_use]
    pub fn of(design: &Design) -> Self {
        Self(to_json(design).len())
    }

    /// The bytes that the document has at most.
    #[must_use]
    pub const fn at_most(self) -> usize {
        self.0
    }

    /// The size after an edit, given the document that it has led to.
    ///
    /// # Errors
    ///
    /// [`Refusal::TooLarge`] when the document would be larger than [`MAX_DOCUMENT_BYTES`] and has grown: keep the
    /// document from before. An edit that makes a too large document smaller is accepted.
    pub fn after(self, edit: &Edit, design: &Design) -> Result<Self, Refusal> {
        let bound = Self(self.0.saturating_add(growth(edit, design)));
        if bound.0 <= MAX_DOCUMENT_BYTES {
            return Ok(bound);
        }
        match Self::of(design) {
            measured if measured.0 <= MAX_DOCUMENT_BYTES || measured.0 < self.0 => Ok(measured),
            _ => Err(Refusal::TooLarge { most: MAX_DOCUMENT_BYTES }),
        }
    }
}

/// Bytes that an edit adds to a document at most.
fn growth(edit: &Edit, after: &Design) -> usize {
    written(edit).saturating_add(carried(edit, after))
}

/// What an edit carries, as it would be written at the deepest place of a document.
fn written<T: Serialize>(value: &T) -> usize {
    /// Columns that a value lies deeper in a document than in an edit, at most.
    const DEEPER: usize = 16;
    let mut counted = Counted::default();
    // Counting does not fail, and our own types always serialise.
    let _ = serde_json::to_writer_pretty(&mut counted, value);
    counted.bytes.saturating_add(counted.lines.saturating_mul(DEEPER))
}

/// A new name of an attribute is written once into the edit, and once into each item that carries the attribute.
fn carried(edit: &Edit, after: &Design) -> usize {
    let items = |table: TableId| after.table(table).map_or(0, |table| table.items.len());
    match edit {
        Edit::SetAttribute { table, field: AttributeField::Name(name), .. } => {
            items(*table).saturating_mul(written(name))
        }
        Edit::Batch { edits } => edits.iter().map(|edit| carried(edit, after)).fold(0, usize::saturating_add),
        _ => 0,
    }
}

#[derive(Default)]
struct Counted {
    bytes: usize,
    lines: usize,
}

impl io::Write for Counted {
    fn write(&mut self, part: &[u8]) -> io::Result<usize> {
        self.bytes = self.bytes.saturating_add(part.len());
        self.lines = self.lines.saturating_add(part.iter().filter(|byte| **byte == b'\n').count());
        Ok(part.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
