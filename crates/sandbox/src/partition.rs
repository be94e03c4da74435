//! One region of one account: its dynoxide database, its overlay, and the one way to change them together.
//!
//! A change holds the write lock from its first check to the synced state file; data operations hold the read lock, so
//! that none of them sees a change half made. It knows no operation.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard, Weak};

use crate::arn::Place;
use crate::buckets::Buckets;
use crate::clock::Clock;
use crate::db::Db;
use crate::durations::Durations;
use crate::expiry::Sweeps;
use crate::lag::Past;
use crate::overlay::{Intent, Overlay, TableEntry};
use crate::partitions::Partitions;
use crate::protocol::Refusal;
use crate::replication::Marks;
use crate::state_file::StateFile;

/// What is kept of a partition: its tables, the file of its overlay, and that as it was read.
pub(crate) type Kept = (Db, Option<StateFile>, Overlay);

#[derive(Debug)]
pub(crate) struct Partition {
    pub(crate) place: Place,
    pub(crate) db: Db,
    pub(crate) durations: Durations,
    clock: Arc<dyn Clock>,
    overlay: RwLock<Overlay>,
    file: Option<StateFile>,
    siblings: Weak<Partitions>,
    pub(crate) buckets: Arc<Buckets>,
    pub(crate) marks: Marks,
    pub(crate) sweeps: Sweeps,
    pub(crate) past: Past,
}

impl Partition {
    pub(crate) fn new(
        place: Place,
        (db, file, overlay): Kept,
        durations: Durations,
        clock: Arc<dyn Clock>,
        siblings: Weak<Partitions>,
        buckets: Arc<Buckets>,
    ) -> Self {
        Self {
            place,
            db,
            durations,
            clock,
            overlay: RwLock::new(overlay),
            file,
            siblings,
            buckets,
            marks: Marks::default(),
            sweeps: Sweeps::default(),
            past: Past::default(),
        }
    }

    /// The partition of another region of the same account.
    pub(crate) fn sibling(&self, region: &str) -> Result<Arc<Self>, Refusal> {
        let siblings = self.siblings.upgrade();
        let siblings = siblings.ok_or_else(|| Refusal::internal("The sandbox is being closed."))?;
        siblings.get(Place { region: region.to_owned(), account: self.place.account.clone() })
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
        let mut overlay = self.lock();
        let mut change = Change { partition: self, now: self.now(), overlay: &mut overlay };
        let answer = run(&mut change);
        self.finish(&mut overlay, answer.is_ok())?;
        answer
    }

    /// The same over several regions, whose locks are always taken in the order of their names.
    pub(crate) fn change_in<T>(
        &self,
        regions: &BTreeSet<String>,
        run: impl FnOnce(&mut Changes<'_>) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        let siblings = regions.iter().map(|region| self.sibling(region));
        let partitions = siblings.collect::<Result<Vec<_>, _>>()?;
        let mut guards: Vec<_> = partitions.iter().map(|partition| (partition, partition.lock())).collect();
        let changes = guards.iter_mut().map(|(partition, overlay)| {
            let change = Change { partition, now: partition.now(), overlay };
            (partition.place.region.clone(), change)
        });
        let mut changes = Changes { here: self.place.region.clone(), all: changes.collect() };
        let answer = run(&mut changes);
        drop(changes);
        for (partition, overlay) in &mut guards {
            partition.finish(overlay, answer.is_ok())?;
        }
        answer
    }

    fn lock(&self) -> RwLockWriteGuard<'_, Overlay> {
        let mut overlay = self.overlay.write().unwrap_or_else(PoisonError::into_inner);
        overlay.settle(self.now());
        overlay
    }

    fn finish(&self, overlay: &mut Overlay, done: bool) -> Result<(), Refusal> {
        // A refusal after the intent was stored has to take it back, or the next start would act on it.
        let stored_intent = overlay.intent.take().is_some();
        if done || stored_intent { self.save(overlay) } else { Ok(()) }
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

/// Changes in progress in several regions.
#[derive(Debug)]
pub(crate) struct Changes<'a> {
    /// The region that was asked.
    pub(crate) here: String,
    all: BTreeMap<String, Change<'a>>,
}

impl<'a> Changes<'a> {
    /// The change in a region that was locked for this.
    pub(crate) fn at(&mut self, region: &str) -> Result<&mut Change<'a>, Refusal> {
        // A region that joined between the look and the lock.
        self.all.get_mut(region).ok_or_else(|| Refusal::still_in_use("The global table is being changed"))
    }

    /// The change in the region that was asked.
    pub(crate) fn here(&mut self) -> Result<&mut Change<'a>, Refusal> {
        let here = self.here.clone();
        self.at(&here)
    }

    /// Every region that is locked.
    pub(crate) fn regions(&self) -> Vec<String> {
        self.all.keys().cloned().collect()
    }
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
