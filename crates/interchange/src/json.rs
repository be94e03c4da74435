//! Our own JSON: the canonical form of the document, which `model` owns.

use tablewright_model::{Design, to_json};

/// The design document as JSON, indented, with a final newline.
#[must_use]
pub(crate) fn write(design: &Design) -> String {
    to_json(design)
}
