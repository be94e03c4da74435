//! dynoxide's database, with what the sandbox needs of it beyond its operations.
//!
//! It knows nothing of states and settings.

use std::fs;
use std::sync::atomic::{AtomicU64, Ordering};

use dynoxide::Database;
use dynoxide::actions::TableDescription;
use dynoxide::actions::describe_table::DescribeTableRequest;

use crate::protocol::Refusal;

/// dynoxide's database, which has no `Debug` of its own.
#[derive(Clone)]
pub(crate) struct Db(pub(crate) Database);

impl std::fmt::Debug for Db {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Database")
    }
}

impl std::ops::Deref for Db {
    type Target = Database;

    fn deref(&self) -> &Database {
        &self.0
    }
}

impl Db {
    /// Ends the phases that dynoxide gives a new vector index by the machine's time, because they are the overlay's.
    ///
    /// A restored database has none, so the database is restored from its own copy. If that fails, dynoxide refuses
    /// searches of the index for half a minute.
    pub(crate) fn forget_vector_windows(&self) {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("tablewright-sandbox-{}-{count}.sqlite", std::process::id());
        let path = std::env::temp_dir().join(name);
        let copied = match path.to_str() {
            Some(text) => self.vacuum_into(text).and_then(|()| self.restore_from(text)),
            None => return,
        };
        if let Err(error) = copied {
            tracing::warn!(path = %path.display(), %error, "a new vector index cannot be searched at once");
        }
        if let Err(error) = fs::remove_file(&path) {
            tracing::debug!(path = %path.display(), %error, "the copy of the database was left behind");
        }
    }

    /// The table as dynoxide describes it.
    pub(crate) fn table(&self, table: &str) -> Result<TableDescription, Refusal> {
        Ok(self.describe_table(DescribeTableRequest { table_name: table.to_owned() })?.table)
    }
}
