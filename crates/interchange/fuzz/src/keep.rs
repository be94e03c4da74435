//! Inputs in files, as the environment asks for them.
//!
//! Deliberately nothing else is written: libFuzzer keeps what tells it something.

use std::fs;
use std::io::{Seek as _, Write as _};
use std::path::{Component, Path, PathBuf};
use std::sync::OnceLock;

use crate::File;

/// Writes an input to the file `TABLEWRIGHT_FUZZ_LAST` before it is read: an overflow of the stack ends the process at
/// once, and libFuzzer with it.
pub(crate) fn last(bytes: &[u8]) {
    static LAST: OnceLock<Option<fs::File>> = OnceLock::new();
    let open = || fs::File::create(std::env::var_os("TABLEWRIGHT_FUZZ_LAST")?).ok();
    let Some(mut file) = LAST.get_or_init(open).as_ref() else { return };
    let written =
        file.rewind().and_then(|()| file.write_all(bytes)).and_then(|()| file.set_len(bytes.len() as u64));
    assert!(written.is_ok(), "the input can't be kept: {written:?}");
}

/// Writes the files that an input stands for to the folder `TABLEWRIGHT_FUZZ_KEEP`: what was found becomes a fixture.
pub(crate) fn files(files: &[File]) {
    let Some(folder) = std::env::var_os("TABLEWRIGHT_FUZZ_KEEP").map(PathBuf::from) else { return };
    for (number, (path, bytes)) in files.iter().enumerate() {
        let file = folder.join(inside(path).unwrap_or_else(|| format!("file-{number}").into()));
        let written = file.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(&file, bytes));
        assert!(written.is_ok(), "{} can't be written: {written:?}", file.display());
    }
}

/// The path, when it stays below the folder that it is joined to.
fn inside(path: &str) -> Option<PathBuf> {
    let path = Path::new(path);
    let stays = path.components().all(|part| matches!(part, Component::Normal(_)));
    (stays && !path.as_os_str().is_empty()).then(|| path.to_path_buf())
}
