//! Golden files: expected output as files under `fixtures/`, compared byte for byte.
//!
//! `UPDATE_GOLDEN=1 cargo nextest run -p X` writes what the code gives; the difference is then for a review to see.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A path under the repository's `fixtures/`.
#[must_use]
pub fn path(relative: impl AsRef<Path>) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures").join(relative)
}

/// The folders of a group of scenarios, by name. A group without any is an error: such a test could not fail.
///
/// # Errors
///
/// When the group's folder can't be read or has no folder in it.
pub fn scenarios(group: &str) -> io::Result<Vec<PathBuf>> {
    let mut folders = Vec::new();
    for entry in fs::read_dir(path(group))? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            folders.push(entry.path());
        }
    }
    folders.sort();
    if folders.is_empty() {
        return Err(io::Error::new(io::ErrorKind::NotFound, format!("fixtures/{group} has no scenarios")));
    }
    Ok(folders)
}

/// Fails the test when the file under `fixtures/` has another text.
///
/// # Panics
///
/// That is how it fails.
#[track_caller]
pub fn check(relative: impl AsRef<Path>, actual: &str) {
    let result = compare(&path(relative), actual);
    assert!(result.is_ok(), "{}", result.err().map(|error| error.to_string()).unwrap_or_default());
}

/// The same as a value, for tests that go on to tell about all scenarios.
///
/// # Errors
///
/// When the text differs or the file can't be read; with `UPDATE_GOLDEN=1`, when it can't be written.
pub fn compare(file: &Path, actual: &str) -> Result<(), Mismatch> {
    let is_update = std::env::var_os("UPDATE_GOLDEN").is_some_and(|value| value == "1");
    compare_or_update(file, actual, is_update)
}

fn compare_or_update(file: &Path, actual: &str, is_update: bool) -> Result<(), Mismatch> {
    let mismatch = |detail: String| Mismatch { file: file.to_owned(), detail };
    if is_update {
        return fs::write(file, actual).map_err(|error| mismatch(error.to_string()));
    }
    let expected = fs::read_to_string(file).map_err(|error| mismatch(error.to_string()))?;
    if expected == actual { Ok(()) } else { Err(mismatch(difference(&expected, actual))) }
}

/// The lines around the first difference, and the whole actual text.
fn difference(expected: &str, actual: &str) -> String {
    let same = expected.lines().zip(actual.lines()).take_while(|(old, new)| old == new).count();
    let line = |text: &str| text.lines().nth(same).unwrap_or("(end of text)").to_owned();
    format!(
        "line {} differs\n  expected: {}\n  actual:   {}\n--- all of the actual text\n{actual}---",
        same + 1,
        line(expected),
        line(actual)
    )
}

/// A golden file that has another text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mismatch {
    file: PathBuf,
    detail: String,
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = self.file.display();
        write!(f, "{file}: {}\nIf this is right, run the test with UPDATE_GOLDEN=1.", self.detail)
    }
}

impl std::error::Error for Mismatch {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_text_is_told_by_its_first_line_and_can_be_accepted() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("expected.txt");
        assert!(compare_or_update(&file, "a\n", false).is_err(), "a missing file is no match");
        compare_or_update(&file, "a\nb\n", true).unwrap();
        assert_eq!(compare_or_update(&file, "a\nb\n", false), Ok(()));
        let told = compare_or_update(&file, "a\nc\n", false).unwrap_err().to_string();
        assert!(told.contains("line 2 differs\n  expected: b\n  actual:   c"), "{told}");
    }

    #[test]
    fn a_group_without_scenarios_is_an_error() {
        assert!(scenarios("no-such-group").is_err());
    }
}
