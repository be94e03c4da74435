//! A look at what is there before anything is written: read-only, so that a refused file keeps every byte.

use std::io::ErrorKind;
use std::path::Path;

use sqlx::migrate::Migrator;
use sqlx::{ConnectOptions, Connection, SqliteConnection};

use super::error::needs_recovery;
use super::{OpenError, reading};

/// Refuses a file that is not ours, or not of a version that `migrator` can bring up to date.
pub(super) async fn inspect(path: &Path, migrator: &Migrator) -> Result<(), OpenError> {
    match std::fs::metadata(path) {
        // SQLite takes an empty file for a new database, and so do we.
        Ok(file) if file.is_file() && file.len() == 0 => return Ok(()),
        Ok(file) if !file.is_file() => {
            return Err(OpenError::NotOurs { path: path.to_owned() });
        }
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        // What else is wrong with it, SQLite says.
        Ok(_) | Err(_) => {}
    }
    match applied(path).await {
        Ok(Contents::Nothing) => Ok(()),
        Ok(Contents::Foreign) => Err(OpenError::NotOurs { path: path.to_owned() }),
        Ok(Contents::Migrations(applied)) => compare(path, &applied, migrator),
        // Only a writer can finish it; the migrator repeats the comparison before it changes anything.
        Err(error) if needs_recovery(&error) => Ok(()),
        Err(error) => Err(OpenError::of_sqlx(path, error)),
    }
}

enum Contents {
    /// A database without tables.
    Nothing,
    /// Tables, but none that tells of migrations.
    Foreign,
    /// The numbers and checksums of the applied migrations, in order.
    Migrations(Vec<(i64, Vec<u8>)>),
}

async fn applied(path: &Path) -> Result<Contents, sqlx::Error> {
    let mut connection = reading(path).connect().await?;
    let contents = read_contents(&mut connection).await?;
    connection.close().await?;
    Ok(contents)
}

async fn read_contents(connection: &mut SqliteConnection) -> Result<Contents, sqlx::Error> {
    let (objects, journals): (i64, i64) = sqlx::query_as(
        "SELECT count(*), count(*) FILTER (WHERE name = '_sqlx_migrations') FROM sqlite_schema",
    )
    .fetch_one(&mut *connection)
    .await?;
    Ok(match (objects, journals) {
        (0, _) => Contents::Nothing,
        (_, 0) => Contents::Foreign,
        _ => Contents::Migrations(
            sqlx::query_as("SELECT version, checksum FROM _sqlx_migrations ORDER BY version")
                .fetch_all(connection)
                .await?,
        ),
    })
}

fn compare(path: &Path, applied: &[(i64, Vec<u8>)], migrator: &Migrator) -> Result<(), OpenError> {
    let known = migrator.iter().map(|migration| migration.version).max().unwrap_or(0);
    if let Some((found, _)) = applied.last().filter(|(found, _)| *found > known) {
        return Err(OpenError::Newer { path: path.to_owned(), found: *found, known });
    }
    for (number, checksum) in applied {
        let same = |migration: &&sqlx::migrate::Migration| {
            migration.version == *number && *migration.checksum == **checksum
        };
        if migrator.iter().find(same).is_none() {
            return Err(OpenError::Changed { path: path.to_owned(), migration: *number });
        }
    }
    Ok(())
}
