//! What the targets have in common: an input is read as a file is, and what must hold of any input is asserted.
//!
//! Each is read on a stack as small as that of the server's threads, with its time and its memory measured.
//!
//! Deliberately absent: what goes into an input and how long it lasts (`cargo xtask fuzz`).

mod apart;
mod holds;
mod keep;
mod memory;

use tablewright_interchange::{ExportFormat, ImportFormat, Source, export, highlight};
use tablewright_model::from_json;

/// A file with its path.
type File = (String, Vec<u8>);

/// Reads one file of a format, or of whichever it is taken for.
pub fn file(path: &str, from: Option<ImportFormat>, bytes: &[u8]) {
    keep::last(bytes);
    files(&[(path.to_owned(), bytes.to_vec())], from);
}

/// Reads values of variables.
pub fn values(bytes: &[u8]) {
    const MAIN: &[u8] = include_bytes!("variables.tf");
    keep::last(bytes);
    files(&[("main.tf".to_owned(), MAIN.to_vec()), ("terraform.tfvars".to_owned(), bytes.to_vec())], None);
}

/// Reads files that stand one after the other, each below a line `=== PATH`.
pub fn folder(bytes: &[u8]) {
    keep::last(bytes);
    let mut found: Vec<File> = Vec::new();
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        match (line.strip_prefix(b"=== "), found.last_mut()) {
            (Some(path), _) => found.push((String::from_utf8_lossy(path).trim().to_owned(), Vec::new())),
            (None, Some((_, bytes))) => bytes.extend_from_slice(line),
            (None, None) => found.push(("main.tf".to_owned(), line.to_vec())),
        }
    }
    files(&found, None);
}

/// Writes a design in every format, and shows what was written.
pub fn written(bytes: &[u8]) {
    keep::last(bytes);
    keep::files(&[("design.json".to_owned(), bytes.to_vec())]);
    apart::run(|| {
        let Some(design) = std::str::from_utf8(bytes).ok().and_then(|text| from_json(text).ok()) else {
            return;
        };
        for format in ExportFormat::ALL {
            for file in export(&design, format).files() {
                let length = highlight(&file.text, format).iter().map(|span| span.text.len()).sum::<usize>();
                assert_eq!(length, file.text.len(), "the parts of {} are not the whole of it", file.path);
            }
        }
    });
}

fn files(files: &[File], from: Option<ImportFormat>) {
    keep::files(files);
    let sources: Vec<Source<'_>> = files.iter().map(|(path, bytes)| Source { path, bytes }).collect();
    apart::run(|| memory::measured(|| holds::of(&sources, from)));
}
