//! Copying databases while others write to them, and looking at one without opening its folder.

use std::path::Path;
use std::time::Duration;

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};

use super::{DATABASE, MIGRATOR, OpenError, inspect};

/// How long a copy waits for whoever changes the file. The server holds it for milliseconds.
const PATIENCE: Duration = Duration::from_secs(30);

/// What a data folder holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Condition {
    /// No database: a first start makes it.
    Empty,
    /// A database that this program knows, whole as far as SQLite sees.
    Good,
}

/// Looks at the database of a data folder. A server may be running on it.
///
/// # Errors
///
/// What opening it would fail with, or that it is damaged.
pub async fn examine(data_dir: &Path) -> Result<Condition, OpenError> {
    let path = data_dir.join(DATABASE);
    if !path.exists() {
        return Ok(Condition::Empty);
    }
    inspect::inspect(&path, &MIGRATOR).await?;
    let failed = |error| OpenError::of_sqlx(&path, error);
    let mut connection = existing(&path).connect().await.map_err(failed)?;
    let found: String =
        sqlx::query_scalar("PRAGMA quick_check(1)").fetch_one(&mut connection).await.map_err(failed)?;
    connection.close().await.map_err(failed)?;
    if found == "ok" { Ok(Condition::Good) } else { Err(OpenError::Damaged { path, found }) }
}

/// Copies an SQLite database as it is at one moment, to a file that is not there yet. Others may go on writing to it.
///
/// # Errors
///
/// When SQLite can't read the one or write the other.
pub async fn copy_database(from: &Path, to: &Path) -> Result<(), OpenError> {
    let failed = |error| OpenError::of_sqlx(from, error);
    let mut connection = existing(from).connect().await.map_err(failed)?;
    sqlx::query("VACUUM INTO ?").bind(to.to_string_lossy()).execute(&mut connection).await.map_err(failed)?;
    connection.close().await.map_err(failed)
}

fn existing(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new().filename(path).busy_timeout(PATIENCE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{ADA, add_user, on_disk, open, with_version};
    use crate::{Role, Store};

    #[tokio::test]
    async fn a_copy_made_while_others_write_is_whole() {
        let (folder, store) = with_version().await;
        let copies = tempfile::tempdir().unwrap();
        let writing = async {
            for number in 0..200 {
                add_user(&store, &format!("user-{number}"), Role::Viewer).await;
            }
        };
        let copying = async {
            for number in 0..5 {
                let to = copies.path().join(number.to_string());
                std::fs::create_dir(&to).unwrap();
                copy_database(&folder.path().join(DATABASE), &to.join(DATABASE)).await.unwrap();
            }
        };
        tokio::join!(writing, copying);
        for number in 0..5 {
            let copy = copies.path().join(number.to_string());
            assert_eq!(examine(&copy).await.unwrap(), Condition::Good);
            let store: Store = open(&copy).await;
            assert!(store.users().await.unwrap().iter().any(|user| user.name == ADA));
        }
    }

    #[tokio::test]
    async fn a_folder_is_looked_at_while_a_server_runs() {
        let (folder, _store) = on_disk().await;
        assert_eq!(examine(folder.path()).await.unwrap(), Condition::Good);
        assert_eq!(examine(&folder.path().join("none")).await.unwrap(), Condition::Empty);
        let other = tempfile::tempdir().unwrap();
        std::fs::write(other.path().join(DATABASE), "a diary").unwrap();
        assert!(examine(other.path()).await.is_err());
        let copied = copy_database(&other.path().join("none.db"), &other.path().join("copy.db")).await;
        assert!(copied.is_err());
    }
}
