//! An input that stopped a reader, to the fixture that a test reads from now on.

use std::path::{Path, PathBuf};

use crate::cache;
use crate::files;
use crate::places;
use crate::problem::Outcome;
use crate::sh::Sh;

/// The file that libFuzzer says it has written.
pub(super) fn input(said: &str) -> Option<PathBuf> {
    let path = said.lines().rev().find_map(|line| line.split_once("Test unit written to "))?.1;
    Some(PathBuf::from(path.trim()))
}

/// What was said of it, in a line.
pub(super) fn why(said: &str) -> String {
    const SIGNS: [&str; 4] = ["panicked at", "ERROR: libFuzzer:", "overflowed its stack", "signal"];
    let lines: Vec<&str> = said.lines().collect();
    let sign = SIGNS.iter().find_map(|sign| lines.iter().position(|line| line.contains(sign)));
    // A panic has its message on the next line.
    let told = sign.and_then(|at| lines.get(at..(at + 2).min(lines.len()))).map(|lines| lines.join(" "));
    told.unwrap_or_else(|| "it ended without a word".to_owned())
}

/// Has the target write the files of an input below `fixtures/import/found`; it is stopped by them again, or not.
pub(super) fn keep(input: &Path, target: &str, with: impl FnOnce(&Path, &Path) -> Sh) -> Outcome<PathBuf> {
    let name = format!("input-{target}-{}", cache::digest(&[&files::read(input)?]));
    let folder = places::root().join("fixtures/import/found").join(name);
    files::make_folder(&folder)?;
    with(input, &folder).succeeds();
    // Without files the fixture would say nothing: the input as it is says something.
    if files::below(&folder)?.is_empty() {
        files::write(&folder.join("input"), &files::read(input)?)?;
    }
    Ok(folder)
}

/// Removes what an earlier run left behind.
pub(super) fn forget(file: &Path) -> Outcome {
    if file.is_file() { files::remove(file) } else { Ok(()) }
}

#[cfg(test)]
mod unit {
    use super::*;

    #[test]
    fn what_stopped_a_reader_is_told() {
        let said = "#3 NEW cov: 1\nthread '<unnamed>' panicked at src/a.rs:1:2:\nindex out of bounds\n\
                    Test unit written to /x/crash-1\n";
        assert_eq!(input(said), Some(PathBuf::from("/x/crash-1")));
        assert!(why(said).ends_with("index out of bounds"));
        assert_eq!(input("==1== ERROR: libFuzzer: timeout"), None);
    }
}
