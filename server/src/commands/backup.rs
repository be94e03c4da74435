//! `tablewright backup`: the data folder of a server as it is at one moment, in a new folder.
//!
//! Every database is copied by SQLite itself, so that a server may go on writing. Of the sandbox, its states are copied
//! before its tables: it reconciles the two when it starts, with the tables in the right.

use std::fs;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use clap::Args;
use tablewright_model::quoted;
use tablewright_storage::{Condition, copy_database, examine};

use super::output;

/// What belongs to a process and not to the data.
const NOT_DATA: [&str; 5] = ["lock", ".lock", "-wal", "-shm", "-journal"];

/// Options of `backup`.
#[derive(Debug, Clone, Args)]
pub(crate) struct BackupOptions {
    /// The data folder of the server, which may be running.
    #[arg(long, default_value = "data", env = "TABLEWRIGHT_DATA")]
    pub(crate) data: PathBuf,

    /// The folder for the backup; it must not be there yet, or be empty.
    #[arg(short, long, value_name = "FOLDER")]
    pub(crate) output: PathBuf,
}

/// Makes the backup and looks whether it can be read.
pub(crate) fn run(options: &BackupOptions) -> Result<(), String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.map_err(|error| format!("the system gives no threads: {error}"))?.block_on(back_up(options))
}

async fn back_up(BackupOptions { data, output }: &BackupOptions) -> Result<(), String> {
    if examine(data).await.map_err(|error| error.to_string())? == Condition::Empty {
        return Err(format!("there is no database in {}: name the data folder with --data", shown(data)));
    }
    empty(output, "choose another with -o")?;
    let copied = copy(data, output).await?;
    examine(output).await.map_err(|error| format!("the backup can't be read: {error}"))?;
    output::tell(&format!("{copied} files of {} are in {}\n", shown(data), shown(output)));
    Ok(())
}

/// Makes a folder, or sees that the one that is there is empty.
pub(super) fn empty(folder: &Path, way_out: &str) -> Result<(), String> {
    match fs::read_dir(folder).map(|mut entries| entries.next().is_none()) {
        Ok(true) => Ok(()),
        Ok(false) => Err(format!("{} is not empty: {way_out}", shown(folder))),
        Err(error) if error.kind() == ErrorKind::NotFound => make(folder),
        Err(error) => Err(format!("{} can't be read ({error}): {way_out}", shown(folder))),
    }
}

/// Copies a data folder; how many files there were.
pub(super) async fn copy(from: &Path, to: &Path) -> Result<usize, String> {
    let mut files = Vec::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(inside) = folders.pop() {
        make(&to.join(&inside))?;
        let folder = from.join(&inside);
        let entries = fs::read_dir(&folder).map_err(|error| unreadable(&folder, &error))?;
        for entry in entries {
            let entry = entry.map_err(|error| unreadable(&folder, &error))?;
            let kind = entry.file_type().map_err(|error| unreadable(&entry.path(), &error))?;
            let path = inside.join(entry.file_name());
            if kind.is_dir() {
                folders.push(path);
            } else if kind.is_file() && is_data(&path) {
                files.push((is_database(&from.join(&path))?, path));
            }
        }
    }
    // Databases last: what is beside them may lag behind, and not run ahead.
    files.sort();
    for (is_database, path) in &files {
        copy_file(&from.join(path), &to.join(path), *is_database).await?;
    }
    Ok(files.len())
}

async fn copy_file(from: &Path, to: &Path, is_database: bool) -> Result<(), String> {
    if is_database {
        return copy_database(from, to).await.map_err(|error| error.to_string());
    }
    fs::copy(from, to).map(drop).map_err(|error| format!("{} can't be copied ({error})", shown(from)))
}

fn is_data(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    !NOT_DATA.iter().any(|end| name.ends_with(end))
}

fn is_database(path: &Path) -> Result<bool, String> {
    let mut start = Vec::new();
    let file = fs::File::open(path).map_err(|error| unreadable(path, &error))?;
    file.take(16).read_to_end(&mut start).map_err(|error| unreadable(path, &error))?;
    Ok(start == *b"SQLite format 3\0")
}

/// Readable by its owner only, as the data folder is: sessions and password hashes live there.
fn make(folder: &Path) -> Result<(), String> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
        .create(folder)
        .map_err(|error| format!("{} can't be made ({error}): choose another", shown(folder)))
}

fn unreadable(path: &Path, error: &std::io::Error) -> String {
    format!("{} can't be read ({error}): look at its permissions", shown(path))
}

fn shown(path: &Path) -> String {
    quoted(&path.to_string_lossy())
}
