//! What must hold of any input.

use tablewright_interchange::{ImportFormat, Source, import};
use tablewright_model::{from_json, to_json, validate};

/// Larger designs are only read.
const MOST_WRITTEN: usize = 1_000;

/// Reads files; a file gives a design or a reason why not, and a design is read again as it was written.
pub(crate) fn of(sources: &[Source<'_>], from: Option<ImportFormat>) {
    let read = import(sources, from);
    assert!(read.design.is_some() || !read.report.problems.is_empty(), "neither a design nor a problem");
    let Some(design) = read.design else { return };
    let _ = validate(&design);
    if design.tables.len() < MOST_WRITTEN {
        let again = from_json(&to_json(&design));
        assert!(
            again.as_ref().is_ok_and(|again| *again == design),
            "it is read otherwise than written: {:?}",
            again.err()
        );
    }
}
