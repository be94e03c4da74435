//! What inputs are made of: our fixtures and examples, and files that are named.

use std::path::{Path, PathBuf};

use crate::cache;
use crate::files;
use crate::places;
use crate::problem::{Outcome, Problem};

/// Larger inputs are read by tests, and too slow to change at random.
pub(super) const MOST_BYTES: usize = 65_536;

/// Where files of the formats lie in the checkout.
const OURS: [&str; 5] =
    ["fixtures/import", "fixtures/document", "fixtures/export", "fixtures/export-all", "assets/examples"];

/// A path and what is in the file.
pub(super) type File = (String, Vec<u8>);

/// All files there are for seeds.
pub(super) struct Files {
    files: Vec<File>,
    /// The folders of the imports' fixtures: files that belong together, with their paths below it.
    cases: Vec<Vec<File>>,
}

impl Files {
    pub(super) fn read(named: &[PathBuf]) -> Outcome<Self> {
        let root = places::root();
        let mut all = Vec::new();
        for folder in OURS {
            all.extend(read_below(&root.join(folder))?);
        }
        for path in named {
            let read = read_below(path)?;
            if read.is_empty() {
                return Err(Problem::new(format!("{} has no file in it", path.display())));
            }
            all.extend(read);
        }
        Ok(Self { files: all, cases: cases(&root.join("fixtures/import"))? })
    }

    /// The files whose names end in one of these.
    pub(super) fn ending(&self, ends: &[&str]) -> Vec<Vec<u8>> {
        let wanted = self.files.iter().filter(|(path, _)| ends.iter().any(|end| path.ends_with(end)));
        wanted.map(|(_, bytes)| bytes.clone()).collect()
    }

    /// The files that belong together, as one input.
    pub(super) fn cases(&self, packed: fn(&[File]) -> Vec<u8>) -> Vec<Vec<u8>> {
        self.cases.iter().map(|case| packed(case)).collect()
    }
}

/// Files one after the other, each below its path, as the target `terraform_folder` takes them apart.
pub(super) fn folder(case: &[File]) -> Vec<u8> {
    let parts = case.iter().map(|(path, bytes)| {
        let end: &[u8] = if bytes.ends_with(b"\n") { b"" } else { b"\n" };
        [b"=== ", path.as_bytes(), b"\n", bytes, end].concat()
    });
    parts.collect::<Vec<_>>().concat()
}

/// An archive of stored files: changes hit their texts, not a compression of them.
pub(super) fn archive(case: &[File]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (path, bytes) in case {
        let offset = little(out.len());
        // Nobody reads a stored file's checksum; its place is before the two sizes.
        let sizes = [[0; 4], little(bytes.len()), little(bytes.len())].concat();
        let [low, high, ..] = little(path.len());
        let common = [&[20, 0, 0, 0, 0, 0, 0, 0, 0, 0], sizes.as_slice(), &[low, high, 0, 0]].concat();
        out.extend([b"PK\x03\x04", common.as_slice(), path.as_bytes(), bytes].concat());
        let entry = [b"PK\x01\x02\x14\0", common.as_slice(), &[0; 10], &offset, path.as_bytes()];
        directory.extend(entry.concat());
    }
    let [low, high, ..] = little(case.len());
    let count = [low, high, low, high];
    let end = [b"PK\x05\x06\0\0\0\0", &count[..], &little(directory.len()), &little(out.len()), &[0, 0]];
    [out, directory, end.concat()].concat()
}

/// Writes seeds where libFuzzer looks for them, each by its digest; gives how many there are.
pub(super) fn write(seeds: &[Vec<u8>], folder: &Path) -> Outcome<usize> {
    for old in files::below(folder)? {
        files::remove(&old)?;
    }
    files::make_folder(folder)?;
    for seed in seeds.iter().filter(|seed| seed.len() <= MOST_BYTES) {
        files::write(&folder.join(cache::digest(&[seed])), seed)?;
    }
    Ok(files::below(folder)?.len())
}

fn little(number: usize) -> [u8; 4] {
    u32::try_from(number).unwrap_or(u32::MAX).to_le_bytes()
}

fn read_below(path: &Path) -> Outcome<Vec<File>> {
    let found = if path.is_file() { vec![path.to_path_buf()] } else { files::below(path)? };
    let read = found.iter().map(|file| Ok((files::relative(file, path), files::read(file)?)));
    read.filter(|file| !file.as_ref().is_ok_and(|(path, _)| is_new(path))).collect()
}

/// Whether something was found and not mended yet: nothing else would be found with it. With a name of its own it becomes
/// a seed.
fn is_new(path: &str) -> bool {
    path.starts_with("found/input-")
}

fn cases(imports: &Path) -> Outcome<Vec<Vec<File>>> {
    let mut cases: Vec<(String, Vec<File>)> = Vec::new();
    let is_expected = |path: &str| path.ends_with("expected.json") || path.ends_with("report.txt");
    for (path, bytes) in read_below(imports)?.into_iter().filter(|(path, _)| !is_expected(path)) {
        let Some((case, inside)) = path.strip_prefix("found/").unwrap_or(&path).split_once('/') else {
            continue;
        };
        match cases.last_mut() {
            Some((last, files)) if last == case => files.push((inside.to_owned(), bytes)),
            _ => cases.push((case.to_owned(), vec![(inside.to_owned(), bytes)])),
        }
    }
    Ok(cases.into_iter().map(|(_, files)| files).collect())
}

#[cfg(test)]
mod unit {
    use super::*;

    #[test]
    fn files_that_belong_together_are_one_input() {
        let case = [("a.tf".to_owned(), b"x = 1".to_vec()), ("b/c.tf".to_owned(), b"y = 2\n".to_vec())];
        assert_eq!(folder(&case), b"=== a.tf\nx = 1\n=== b/c.tf\ny = 2\n");
        let zip = archive(&case);
        assert!(zip.starts_with(b"PK\x03\x04"));
        // The directory begins where its end says.
        let at = zip.len().checked_sub(6).and_then(|at| zip.get(at..at + 4)?.try_into().ok());
        let at = at.map(u32::from_le_bytes).and_then(|at| usize::try_from(at).ok()).unwrap_or_default();
        assert!(zip.get(at..).is_some_and(|rest| rest.starts_with(b"PK\x01\x02")));
    }
}
