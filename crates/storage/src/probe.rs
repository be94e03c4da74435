//! Looking at all that a store holds, and ending it between two commits: for tests of what a kill leaves.
//!
//! Within a commit SQLite has all or nothing (`tests/kill.rs` shows it with real kills), so the commits of a request are
//! the points at which a kill could leave half of it. Deliberately without knowledge of any table.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use sqlx::{AssertSqlSafe, SqlitePool};

use crate::{Store, StoreError};

/// Every row, as text, under its table and its key.
pub type Rows = BTreeMap<(String, String), String>;

/// A hold on the commits of a store on disk.
#[derive(Debug)]
pub struct Probe {
    writer: SqlitePool,
    made: Arc<AtomicU64>,
    allowed: Arc<AtomicU64>,
}

impl Store {
    /// Takes hold of the store's commits. All go through until [`Probe::end_after`] says otherwise.
    #[must_use]
    pub fn probe(&self) -> Probe {
        let allowed = Arc::new(AtomicU64::new(u64::MAX));
        Probe { writer: self.writer.clone(), made: Arc::default(), allowed }
    }
}

impl Probe {
    /// Lets so many commits through and takes every later one back, as a kill before it does.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn end_after(&self, commits: u64) -> Result<(), StoreError> {
        self.made.store(0, Ordering::SeqCst);
        self.allowed.store(commits, Ordering::SeqCst);
        let (made, allowed) = (Arc::clone(&self.made), Arc::clone(&self.allowed));
        // Each time anew: a store replaces its connection when a transaction was taken back.
        let mut connection = self.writer.acquire().await?;
        connection.lock_handle().await?.set_commit_hook(move || {
            let goes_on = made.load(Ordering::SeqCst) < allowed.load(Ordering::SeqCst);
            made.fetch_add(u64::from(goes_on), Ordering::SeqCst);
            goes_on
        });
        Ok(())
    }

    /// Lets all commits through again. Gives how many have gone through since [`Probe::end_after`].
    pub fn go_on(&self) -> u64 {
        self.allowed.store(u64::MAX, Ordering::SeqCst);
        self.made.load(Ordering::SeqCst)
    }

    /// Everything that the store holds.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn rows(&self) -> Result<Rows, StoreError> {
        let mut rows = Rows::new();
        let tables =
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";
        let tables: Vec<String> = sqlx::query_scalar(tables).fetch_all(&self.writer).await?;
        for table in tables {
            for (key, row) in self.rows_of(&table).await? {
                rows.insert((table.clone(), key), row);
            }
        }
        Ok(rows)
    }

    async fn rows_of(&self, table: &str) -> Result<Vec<(String, String)>, StoreError> {
        let columns: Vec<(String, i64)> = sqlx::query_as("SELECT name, pk FROM pragma_table_info(?)")
            .bind(table)
            .fetch_all(&self.writer)
            .await?;
        let quoted = |names: Vec<&String>| {
            let quoted: Vec<_> = names.iter().map(|name| format!("quote(\"{name}\")")).collect();
            quoted.join(" || ',' || ")
        };
        let key = quoted(columns.iter().filter(|(_, pk)| *pk > 0).map(|(name, _)| name).collect());
        let key = if key.is_empty() { "rowid".to_owned() } else { key };
        let all = quoted(columns.iter().map(|(name, _)| name).collect());
        // Names of our own schema, and nothing that anybody enters.
        let query = AssertSqlSafe(format!("SELECT {key}, {all} FROM \"{table}\""));
        Ok(sqlx::query_as(query).fetch_all(&self.writer).await?)
    }
}

#[cfg(test)]
mod tests {
    use crate::Role;
    use crate::testing::{LATER, add_user, on_disk, user};

    /// The commit is taken back by SQLite itself, as on a full disk; once nothing is in the way, writing goes on.
    #[tokio::test]
    async fn a_commit_that_is_taken_back_never_was_and_the_next_write_goes_on() {
        let (_folder, store) = on_disk().await;
        let probe = store.probe();
        add_user(&store, "ada", Role::Viewer).await;
        let before = probe.rows().await.unwrap();
        assert!(before.keys().any(|(table, _)| table == "users"), "{before:?}");
        probe.end_after(0).await.unwrap();
        let refused = store.set_password(user("ada"), "other", None, LATER).await;
        assert!(refused.is_err());
        assert_eq!(probe.rows().await.unwrap(), before);
        assert_eq!(probe.go_on(), 0);
        add_user(&store, "bob", Role::Viewer).await;
        assert_ne!(probe.rows().await.unwrap(), before);
    }
}
