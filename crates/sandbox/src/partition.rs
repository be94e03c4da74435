//! One region of one account: its dynoxide database, its overlay, and the one way to change them together.
//!
//! A change holds the write lock from its first check to the synced state file; data operations hold the read lock, so
//! that none of them sees a change half made. It knows no operation.

use std::fs;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};

use dynoxide::Database;
use dynoxide::actions::describe_table::DescribeTableRequest;

use crate::arn::Place;
use crate::clock::Clock;
use crate::durations::Durations;
use crate::overlay::{Intent, Overlay, TableEntry};
use crate::protocol::Refusal;
use crate::state_file::StateFile;

#[derive(Debug)]
pub(crate) struct Partition {
    pub(crate) place: Place,
    pub(crate) db: Db,
    pub(crate) durations: Durations,
    clock: Arc<dyn Clock>,
    overlay: RwLock<Overlay>,
    file: Option<StateFile>,
}

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
    pub(crate) fn table(&self, table: &str) -> Result<dynoxide::actions::TableDescription, Refusal> {
        Ok(self.describe_table(DescribeTableRequest { table_name: table.to_owned() })?.table)
    }
}

impl Partition {
    pub(crate) fn new(
        place: Place,
        db: Db,
        overlay: Overlay,
        file: Option<StateFile>,
        durations: Durations,
        clock: Arc<dyn Clock>,
    ) -> Self {
        Self { place, db, durations, clock, overlay: RwLock::new(overlay), file }
    }

    pub(crate) fn now(&self) -> u64 {
        self.clock.now_ms()
    }

    /// The overlay to look at. No change happens while it is held.
    pub(crate) fn look(&self) -> RwLockReadGuard<'_, Overlay> {
        // A thread that panicked while it held the lock left plain data behind, not a broken invariant.
        self.overlay.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs one change and stores its result. A refused change must have changed nothing.
    pub(crate) fn change<T>(
        &self,
        run: impl FnOnce(&mut Change<'_>) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        let mut overlay = self.overlay.write().unwrap_or_else(PoisonError::into_inner);
        let now = self.now();
        overlay.settle(now);
        let mut change = Change { partition: self, overlay: &mut overlay, now };
        let answer = run(&mut change);
        // A refusal after the intent was stored has to take it back, or the next start would act on it.
        let stored_intent = overlay.intent.take().is_some();
        if answer.is_ok() || stored_intent {
            self.save(&overlay)?;
        }
        answer
    }

    fn save(&self, overlay: &Overlay) -> Result<(), Refusal> {
        let Some(file) = &self.file else {
            return Ok(());
        };
        file.save(overlay).map_err(|error| {
            let path = file.path();
            tracing::error!(path = %path.display(), %error, "the sandbox cannot store its state");
            Refusal::internal("The sandbox cannot store its state; see the server's log.")
        })
    }
}

/// A change in progress.
#[derive(Debug)]
pub(crate) struct Change<'a> {
    pub(crate) partition: &'a Partition,
    pub(crate) overlay: &'a mut Overlay,
    pub(crate) now: u64,
}

impl Change<'_> {
    /// The entry of a table that exists and is not DELETING.
    pub(crate) fn table(&mut self, table: &str) -> Result<&mut TableEntry, Refusal> {
        if self.overlay.is_departing(table, self.now) {
            return Err(Refusal::still_in_use(&format!("Table is being deleted: {table}")));
        }
        self.overlay.tables.get_mut(table).ok_or_else(|| Refusal::no_table(table))
    }

    /// Stores what is about to happen, because dynoxide creates and drops a table in several transactions: a start
    /// that finds the intent removes what is left of the table.
    pub(crate) fn intend(&mut self, intent: Intent) -> Result<(), Refusal> {
        self.overlay.intent = Some(intent);
        self.partition.save(self.overlay)
    }
}
