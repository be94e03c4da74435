//! Reading, writing and listing files with problems that name the file.
//!
//! Deliberately no globbing and no following of links.

use std::path::{Path, PathBuf};

use crate::problem::{Explain, Outcome};

pub(crate) fn read(file: &Path) -> Outcome<Vec<u8>> {
    std::fs::read(file).explain(|| format!("cannot read {}", file.display()))
}

pub(crate) fn read_text(file: &Path) -> Outcome<String> {
    std::fs::read_to_string(file).explain(|| format!("cannot read {}", file.display()))
}

/// Writes the file and its folders, all of it or nothing; a file that already has this content keeps its time.
pub(crate) fn write(file: &Path, content: &[u8]) -> Outcome {
    if std::fs::read(file).is_ok_and(|now| now == content) {
        return Ok(());
    }
    if let Some(folder) = file.parent() {
        make_folder(folder)?;
    }
    // Whoever finds the file takes it for whole, also after a full disk.
    let mut part = file.as_os_str().to_owned();
    part.push(".part");
    let written = std::fs::write(&part, content).and_then(|()| std::fs::rename(&part, file));
    written.explain(|| format!("cannot write {}", file.display()))
}

pub(crate) fn make_folder(folder: &Path) -> Outcome {
    std::fs::create_dir_all(folder).explain(|| format!("cannot create {}", folder.display()))
}

pub(crate) fn remove(file: &Path) -> Outcome {
    std::fs::remove_file(file).explain(|| format!("cannot remove {}", file.display()))
}

/// Every file below a folder, sorted; empty if the folder is not there.
pub(crate) fn below(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let mut found = Vec::new();
    if folder.is_dir() {
        collect(folder, &mut found)?;
    }
    found.sort();
    Ok(found)
}

/// The path below `folder` with forward slashes, for messages and addresses.
pub(crate) fn relative(file: &Path, folder: &Path) -> String {
    let short = file.strip_prefix(folder).unwrap_or(file);
    short.to_string_lossy().replace('\\', "/")
}

/// A folder that goes away, with all that is in it, however its use ends.
pub(crate) struct Temporary(PathBuf);

impl Temporary {
    pub(crate) fn new(what: &str) -> Outcome<Self> {
        let folder = Self(std::env::temp_dir().join(format!("tablewright-{what}-{}", std::process::id())));
        make_folder(&folder.0)?;
        Ok(folder)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        // It is in the folder for what is temporary.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) -> Outcome {
    const SKIPPED: [&str; 3] = ["node_modules", "target", ".git"];
    let unreadable = || format!("cannot list {}", folder.display());
    for entry in std::fs::read_dir(folder).explain(unreadable)? {
        let entry = entry.explain(unreadable)?;
        let kind = entry.file_type().explain(unreadable)?;
        let skipped = SKIPPED.iter().any(|name| entry.file_name() == *name);
        if kind.is_dir() && !skipped {
            collect(&entry.path(), found)?;
        } else if kind.is_file() {
            found.push(entry.path());
        }
    }
    Ok(())
}
