//! A design in a format, for the API and the command line alike: what is written, and pictures made of drawings.

use tablewright_interchange::{Content, ExportNote, ExportOptions, Exported};
use tablewright_model::{Design, Object, subject};

/// The design in the format, with all that the format has no place for.
pub(crate) fn export(design: &Design, options: ExportOptions) -> Exported {
    let mut exported = tablewright_interchange::export(design, options);
    if let Content::Drawing(drawing) = &exported.content {
        let subject = subject(design, Object::Design).unwrap_or_default();
        let note = |what| ExportNote { object: Object::Design, subject: subject.clone(), what };
        exported.notes.extend(tablewright_picture::notes(drawing).into_iter().map(note));
    }
    exported
}

/// What is sent or stored under the file name.
pub(crate) fn bytes(exported: Exported) -> Vec<u8> {
    exported.into_bytes(tablewright_picture::png)
}
