//! Why a data folder is not opened, each with the way out.

use std::io;
use std::path::{Path, PathBuf};

use sqlx::migrate::MigrateError;

/// Why a data folder was not opened. Nothing in it is damaged.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    /// The folder can't be made, or not be written.
    #[error(
        "the data folder {} can't be written ({source}): make it writable for the user that runs Tablewright, or choose another folder",
        .path.display()
    )]
    Unwritable {
        /// The folder or file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// One server per folder.
    #[error("another server uses this data folder ({}): stop it, or choose another folder", .path.display())]
    InUse {
        /// The folder.
        path: PathBuf,
    },
    /// A file of that name that is something else.
    #[error(
        "{} is not a database of Tablewright: move it away, or choose another data folder",
        .path.display()
    )]
    NotOurs {
        /// The file.
        path: PathBuf,
    },
    /// Written by a newer program.
    #[error(
        "the database {} was written by a newer Tablewright (it has migration {found}, this one knows up to {known}): start that Tablewright or a later one",
        .path.display()
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// The newest migration in it.
        found: i64,
        /// The newest that this program knows.
        known: i64,
    },
    /// A migration that this program knows differently: a development build or a hand has been there.
    #[error(
        "migration {migration} in the database {} is not the one this Tablewright knows: start the Tablewright that made the database, or restore a backup",
        .path.display()
    )]
    Changed {
        /// The file.
        path: PathBuf,
        /// The migration's number.
        migration: i64,
    },
    /// A migration failed, and was taken back as a whole.
    #[error(
        "migration {migration} failed on the database {} and was taken back ({source}): go on with the Tablewright you had, and report this",
        .path.display()
    )]
    MigrationFailed {
        /// The file.
        path: PathBuf,
        /// The migration's number.
        migration: i64,
        /// What SQLite says.
        source: sqlx::Error,
    },
    /// SQLite finds faults in it.
    #[error("the database {} is damaged ({found}): restore a backup", .path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What SQLite found first.
        found: String,
    },
    /// SQLite failed otherwise.
    #[error(
        "the database {} can't be opened ({source}): look at the disk that holds it, or restore a backup",
        .path.display()
    )]
    Database {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        source: sqlx::Error,
    },
}

/// SQLite's primary result codes, <https://www.sqlite.org/rescode.html>.
const READONLY: i32 = 8;
const CANTOPEN: i32 = 14;
const NOTADB: i32 = 26;

impl OpenError {
    pub(super) fn of_sqlx(path: &Path, source: sqlx::Error) -> Self {
        let path = path.to_owned();
        match primary_code(&source) {
            Some(READONLY | CANTOPEN) => Self::Unwritable { path, source: io::Error::other(source) },
            Some(NOTADB) => Self::NotOurs { path },
            _ => Self::Database { path, source },
        }
    }

    pub(super) fn of_migration(path: &Path, error: MigrateError) -> Self {
        match error {
            MigrateError::Execute(source) => Self::of_sqlx(path, source),
            MigrateError::ExecuteMigration(source, migration) => {
                Self::MigrationFailed { path: path.to_owned(), migration, source }
            }
            MigrateError::VersionMismatch(migration) | MigrateError::Dirty(migration) => {
                Self::Changed { path: path.to_owned(), migration }
            }
            other => Self::Database { path: path.to_owned(), source: other.into() },
        }
    }
}

/// Whether a read-only look fails only because SQLite has to finish something that a crash has left.
pub(super) fn needs_recovery(error: &sqlx::Error) -> bool {
    primary_code(error) == Some(READONLY)
}

fn primary_code(error: &sqlx::Error) -> Option<i32> {
    let code: i32 = error.as_database_error()?.code()?.parse().ok()?;
    Some(code & 0xff)
}
