//! What is named on the command line, read as one design: files, folders, archives, standard input.
//!
//! Folders are walked without following links. Nothing is executed or fetched; formats are `interchange`'s.

use std::fs::{self, DirEntry, File};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use tablewright_interchange::{
    Import, MAX_IMPORT_BYTES, MAX_IMPORT_FILES, Source, import_among, is_importable,
};
use tablewright_model::{Design, quoted};

use super::{Failure, output, report};
use crate::cli::InputOptions;

/// The most that is looked at in folders. Whoever has more has named the wrong folder.
const MAX_ENTRIES: usize = 100_000;

/// Reads everything that is named.
pub(super) fn read(options: &InputOptions) -> Result<Import, Failure> {
    let mut inputs = Inputs::default();
    options.files.iter().try_for_each(|path| inputs.add(path))?;
    Ok(import_among(&sources(&inputs.named), &sources(&inputs.found), options.from))
}

/// The design in it, and whether there were problems on the way, which are told.
pub(super) fn design(options: &InputOptions) -> Result<(Design, bool), Failure> {
    let Import { design, report } = read(options)?;
    let Some(design) = design else {
        return Err(Failure::unreadable(report::reason(&report)));
    };
    output::tell(&report::brief(&report));
    Ok((design, !report.problems.is_empty()))
}

/// A text of at most so many bytes.
pub(super) fn text(path: &Path, most: usize) -> Result<String, Failure> {
    let read = if path == Path::new("-") {
        bytes(io::stdin(), most)
    } else {
        File::open(path).and_then(|file| bytes(file, most))
    };
    let bytes = read.map_err(|error| unreadable(path, &error))?;
    let bytes = bytes.ok_or_else(|| {
        Failure::unreadable(format!("{} has more than {most} bytes: choose another file", shown(path)))
    })?;
    String::from_utf8(bytes)
        .map_err(|_| Failure::unreadable(format!("{} is not UTF-8: save it as UTF-8", shown(path))))
}

#[derive(Default)]
struct Inputs {
    named: Vec<(String, Vec<u8>)>,
    found: Vec<(String, Vec<u8>)>,
    bytes: usize,
    entries: usize,
}

fn sources(files: &[(String, Vec<u8>)]) -> Vec<Source<'_>> {
    files.iter().map(|(path, bytes)| Source { path, bytes }).collect()
}

impl Inputs {
    fn add(&mut self, path: &Path) -> Result<(), Failure> {
        if path == Path::new("-") {
            let read = self.read(path, io::stdin())?;
            self.named.push(("standard input".to_owned(), read));
        } else if path.is_dir() {
            let before = self.found.len();
            self.walk(path)?;
            if self.found.len() == before {
                let folder = shown(path);
                return Err(Failure::unreadable(format!(
                    "there is nothing to read in folder {folder}: name one with Terraform, YAML or JSON files"
                )));
            }
        } else {
            let read = self.open(path)?;
            self.named.push((source_path(path), read));
        }
        Ok(())
    }

    fn walk(&mut self, root: &Path) -> Result<(), Failure> {
        let mut folders = vec![root.to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in entries(&folder).map_err(|error| unreadable(&folder, &error))? {
                self.count(root)?;
                let path = entry.path();
                let inside = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().into_owned();
                // The type of the entry itself: links are neither.
                let kind = entry.file_type().map_err(|error| unreadable(&path, &error))?;
                if kind.is_file() && is_importable(&inside) {
                    let read = self.open(&path)?;
                    self.found.push((source_path(&path), read));
                } else if kind.is_dir() && is_importable(&format!("{inside}/main.tf")) {
                    folders.push(path);
                }
            }
        }
        Ok(())
    }

    fn count(&mut self, root: &Path) -> Result<(), Failure> {
        self.entries += 1;
        if self.entries > MAX_ENTRIES || self.found.len() > MAX_IMPORT_FILES {
            let (root, most) = (shown(root), MAX_IMPORT_FILES);
            return Err(Failure::unreadable(format!(
                "there is too much in folder {root} (at most {most} files are read): name the folder with the tables"
            )));
        }
        Ok(())
    }

    fn open(&mut self, path: &Path) -> Result<Vec<u8>, Failure> {
        let file = File::open(path).map_err(|error| unreadable(path, &error))?;
        self.read(path, file)
    }

    fn read(&mut self, path: &Path, from: impl Read) -> Result<Vec<u8>, Failure> {
        let read = bytes(from, MAX_IMPORT_BYTES - self.bytes).map_err(|error| unreadable(path, &error))?;
        let read = read.ok_or_else(|| {
            let (path, most) = (shown(path), MAX_IMPORT_BYTES / 1024 / 1024);
            Failure::unreadable(format!(
                "with {path} there are more than {most} MB to read: name fewer or smaller files"
            ))
        })?;
        self.bytes += read.len();
        Ok(read)
    }
}

/// All bytes, or nothing when there are more: a device or a pipe may never end.
fn bytes(from: impl Read, most: usize) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    from.take(most as u64 + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() <= most).then_some(bytes))
}

/// In the order of their names, so that the same folder gives the same design everywhere.
fn entries(folder: &Path) -> io::Result<Vec<DirEntry>> {
    let mut entries: Vec<DirEntry> = fs::read_dir(folder)?.take(MAX_ENTRIES).collect::<Result<_, _>>()?;
    entries.sort_by_key(DirEntry::file_name);
    Ok(entries)
}

/// The path without `./`, as modules of Terraform find each other by it.
fn source_path(path: &Path) -> String {
    let parts = path.components().filter(|part| *part != Component::CurDir);
    parts.collect::<PathBuf>().to_string_lossy().into_owned()
}

fn shown(path: &Path) -> String {
    quoted(&path.to_string_lossy())
}

fn unreadable(path: &Path, error: &io::Error) -> Failure {
    let path = shown(path);
    Failure::unreadable(match error.kind() {
        io::ErrorKind::NotFound => format!("there is no {path}: check the path"),
        io::ErrorKind::PermissionDenied => format!("this user may not read {path}: change its permissions"),
        _ => format!("{path} can't be read ({error}): choose another"),
    })
}
