//! Opening a data folder: taking it for this process, looking before touching, bringing the database up to date.
//!
//! Whatever is found there that is not ours or not of this version is refused before anything is written to it.

mod copy;
mod error;
mod inspect;
#[cfg(test)]
mod tests;

use std::fs::{DirBuilder, File, TryLockError};
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use sqlx::Connection;
use sqlx::SqlitePool;
use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};

pub use copy::{Condition, copy_database, examine};
pub use error::OpenError;

use crate::Store;

const DATABASE: &str = "tablewright.db";
const LOCK: &str = "tablewright.lock";

/// How long a connection waits for another. Only a checkpoint or a person with the `sqlite3` tool makes it wait.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);
/// Reads at the same time.
const READERS: u32 = 4;

static MIGRATOR: Migrator = sqlx::migrate!("../../migrations");

impl Store {
    /// Opens the data folder, which is made if it is missing, and migrates its database.
    ///
    /// # Errors
    ///
    /// An [`OpenError`], one sentence with the way out; nothing in the folder is damaged then.
    pub async fn open(data_dir: &Path) -> Result<Self, OpenError> {
        open_with(data_dir, &MIGRATOR).await
    }

    /// A store that only reads, beside a server that may have the folder: every write to it fails.
    ///
    /// # Errors
    ///
    /// When there is no data file, or it is of another version.
    pub async fn open_for_reading(data_dir: &Path) -> Result<Self, OpenError> {
        let path = data_dir.join(DATABASE);
        inspect::inspect(&path, &MIGRATOR).await?;
        let readers = SqlitePoolOptions::new().max_connections(1).connect_with(reading(&path)).await;
        let readers = readers.map_err(|error| OpenError::of_sqlx(&path, error))?;
        Ok(Self { writer: readers.clone(), readers, _lock: None, actor: Arc::default() })
    }

    /// A store that lives in memory and dies with its last clone: for tests.
    ///
    /// # Errors
    ///
    /// When SQLite has no memory.
    pub async fn in_memory() -> Result<Self, OpenError> {
        let path = Path::new(":memory:");
        let options = SqliteConnectOptions::new().in_memory(true).foreign_keys(true);
        let writer = one(SqlitePoolOptions::new())
            .connect_with(options)
            .await
            .map_err(|error| OpenError::of_sqlx(path, error))?;
        MIGRATOR.run(&writer).await.map_err(|error| OpenError::of_migration(path, error))?;
        Ok(Self { readers: writer.clone(), writer, _lock: None, actor: Arc::default() })
    }
}

async fn open_with(data_dir: &Path, migrator: &Migrator) -> Result<Store, OpenError> {
    let unwritable = |source| OpenError::Unwritable { path: data_dir.to_owned(), source };
    make_folder(data_dir).map_err(unwritable)?;
    let lock = take_lock(data_dir)?;
    let path = data_dir.join(DATABASE);
    inspect::inspect(&path, migrator).await?;
    let database = |error| OpenError::of_sqlx(&path, error);
    let writer = one(whole()).connect_with(writing(&path)).await.map_err(database)?;
    prove_writable(&writer).await.map_err(database)?;
    migrator.run(&writer).await.map_err(|error| OpenError::of_migration(&path, error))?;
    let readers = SqlitePoolOptions::new()
        .max_connections(READERS)
        .test_before_acquire(false)
        .connect_with(reading(&path))
        .await
        .map_err(database)?;
    Ok(Store { writer, readers, _lock: Some(Arc::new(lock)), actor: Arc::default() })
}

/// Makes the folder, on Unix readable by its owner only: sessions and password hashes live there.
fn make_folder(data_dir: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(data_dir)
}

/// Takes the folder for this process. The system gives it back when the process ends, however it ends.
fn take_lock(data_dir: &Path) -> Result<File, OpenError> {
    let unwritable = |source| OpenError::Unwritable { path: data_dir.to_owned(), source };
    let mut options = File::options();
    let lock =
        options.create(true).truncate(false).write(true).open(data_dir.join(LOCK)).map_err(unwritable)?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(OpenError::InUse { path: data_dir.to_owned() }),
        Err(TryLockError::Error(source)) => Err(unwritable(source)),
    }
}

/// `synchronous=FULL`: a commit is on the disk before it is acknowledged; with WAL the default of most programs is less.
fn writing(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        // What macOS calls a sync stops at the disk's cache.
        .pragma("fullfsync", "ON")
        .foreign_keys(true)
        .busy_timeout(BUSY_TIMEOUT)
}

fn reading(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new().filename(path).read_only(true).busy_timeout(BUSY_TIMEOUT)
}

/// A pool of one connection that no age ends: writes are in line, and a database in memory stays.
fn one(options: SqlitePoolOptions) -> SqlitePoolOptions {
    options.max_connections(1).idle_timeout(None).max_lifetime(None).test_before_acquire(false)
}

/// A pool that replaces a connection whose transaction SQLite itself has taken back, as it may on a full disk: the driver
/// takes that for one which goes on, and would begin no other.
fn whole() -> SqlitePoolOptions {
    SqlitePoolOptions::new().before_acquire(|connection, _| {
        Box::pin(async move {
            if connection.is_in_transaction() {
                // One that was only dropped is taken back before the answer.
                connection.ping().await?;
            }
            Ok(!connection.is_in_transaction())
        })
    })
}

/// SQLite opens a write-protected file without a word and refuses the first write; better to know now.
async fn prove_writable(writer: &SqlitePool) -> Result<(), sqlx::Error> {
    let mut tx = writer.begin().await?;
    sqlx::query("CREATE TABLE probe (x INTEGER) STRICT").execute(&mut *tx).await?;
    tx.rollback().await
}
