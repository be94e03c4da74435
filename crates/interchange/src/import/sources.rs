//! What an import is given: files and archives, to texts with paths.

use std::collections::HashSet;

use super::report::{Notes, Problem};
use super::value::Loc;
use super::zip;

/// The most that an import reads, in bytes, after archives are opened.
pub const MAX_IMPORT_BYTES: usize = 20 * 1024 * 1024;

/// The most files that an import reads.
pub const MAX_IMPORT_FILES: usize = 5_000;

/// A file to import: a text, or a zip archive of texts.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// Its path, for the report, for telling formats apart, and for modules that call each other.
    pub path: &'a str,
    /// What is in it.
    pub bytes: &'a [u8],
}

/// A file as text.
#[derive(Debug)]
pub(super) struct Text {
    pub(super) path: String,
    pub(super) text: String,
    /// Whether it came in an archive or a folder, among whatever else is there.
    pub(super) is_packed: bool,
}

/// The texts of all sources; what can't be read is told. The place of a text in the list is its number.
pub(super) fn texts(named: &[Source<'_>], found: &[Source<'_>], notes: &mut Notes) -> Vec<Text> {
    let mut texts = Vec::new();
    let mut left = MAX_IMPORT_BYTES;
    // What is named and lies in a named folder as well is the same file.
    let paths: HashSet<&str> = named.iter().map(|source| source.path).collect();
    let found = found.iter().filter(|source| !paths.contains(source.path)).map(|source| (source, true));
    let sources = named.iter().map(|source| (source, false)).chain(found);
    for (source, is_found) in sources {
        let path = source.path.replace('\\', "/");
        if !zip::is_zip(source.bytes) {
            add(&mut texts, path, source.bytes, is_found, &mut left, notes);
            continue;
        }
        match zip::read(source.bytes, left, is_importable) {
            Ok(files) => {
                for (inner, bytes) in files {
                    add(&mut texts, inner, &bytes, true, &mut left, notes);
                }
            }
            Err(problem) => {
                notes.problem(Problem::new(file(texts.len()), problem));
                texts.push(Text { path, text: String::new(), is_packed: true });
            }
        }
    }
    texts
}

/// The number of a file; beyond the last there is none, and no file either.
pub(super) fn file(number: usize) -> Loc {
    Loc { file: u16::try_from(number).unwrap_or(u16::MAX), line: 0 }
}

/// Whether a file in an archive or a folder may say something of tables, by its path in there.
#[must_use]
pub fn is_importable(path: &str) -> bool {
    const ENDS: [&str; 6] = [".tf", ".json", ".tfvars", ".tfstate", ".yaml", ".yml"];
    let is_hidden =
        path.split('/').any(|part| part.starts_with('.') || part == "node_modules" || part == "__MACOSX");
    !is_hidden && ENDS.iter().any(|end| path.ends_with(end))
}

fn add(
    texts: &mut Vec<Text>,
    path: String,
    bytes: &[u8],
    is_packed: bool,
    left: &mut usize,
    notes: &mut Notes,
) {
    if texts.len() >= MAX_IMPORT_FILES {
        if texts.len() == MAX_IMPORT_FILES {
            notes.problem(Problem::new(
                file(0),
                format!("there are more than {MAX_IMPORT_FILES} files: import them in parts"),
            ));
            texts.push(Text { path, text: String::new(), is_packed });
        }
        return;
    }
    let at = file(texts.len());
    let text = match left.checked_sub(bytes.len()) {
        Some(rest) => {
            *left = rest;
            decoded(bytes, at)
        }
        None => {
            let most = MAX_IMPORT_BYTES / 1024 / 1024;
            Err(Problem::new(
                at,
                format!("the files have more than {most} MB together: import them in parts"),
            ))
        }
    };
    let text = text.unwrap_or_else(|problem| {
        notes.problem(problem);
        String::new()
    });
    texts.push(Text { path, text, is_packed });
}

/// UTF-8, or UTF-16 with its mark, as Windows tools write it.
fn decoded(bytes: &[u8], at: Loc) -> Result<String, Problem> {
    let wide = |bytes: &[u8], of: fn([u8; 2]) -> u16| {
        let units: Vec<u16> =
            bytes.chunks(2).map(|pair| of([pair[0], pair.get(1).copied().unwrap_or(0)])).collect();
        let text = String::from_utf16(&units)
            .map_err(|_| Problem::new(at, "the file is not UTF-16, though it begins so: save it as UTF-8"))?;
        written(text, at)
    };
    match bytes {
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => utf8(rest, at),
        [0x1f, 0x8b, ..] => Err(Problem::new(at, "the file is compressed by gzip: unpack it first")),
        bytes => utf8(bytes, at),
    }
}

fn utf8(bytes: &[u8], at: Loc) -> Result<String, Problem> {
    match std::str::from_utf8(bytes) {
        Ok(text) => written(text.to_owned(), at),
        Err(error) => {
            let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
            let line = before.iter().filter(|b| **b == b'\n').count() + 1;
            let at = Loc { line: u32::try_from(line).unwrap_or(u32::MAX), ..at };
            Err(Problem::new(at, "the file is not UTF-8 here: save it as UTF-8"))
        }
    }
}

/// What nobody writes is no text, whatever its bytes mean.
fn written(text: String, at: Loc) -> Result<String, Problem> {
    if text.contains('\0') {
        let message = "the file is not a text: choose a Terraform, CloudFormation or JSON file";
        return Err(Problem::new(at, message));
    }
    Ok(text)
}
