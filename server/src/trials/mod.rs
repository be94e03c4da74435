//! Patterns tried on a scratch sandbox, beside what the preview says.
//!
//! Each trial opens a sandbox of its own in memory: no environment has its tables, nobody else can ask it, and nothing
//! of it is left when it has answered, or when the server is killed. What a trial may take is bounded: sample items,
//! time, one at a time for each person and a few altogether. Deliberately absent: what is asked and compared, which is
//! `access`'s.

mod scratch;
mod view;

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tablewright_access::trial::{Failed, Trial, carry_out};
use tablewright_access::verdict::Arguments;
use tablewright_model::{Design, PatternId};
use tablewright_storage::UserId;

pub(crate) use scratch::Lost;
use scratch::Scratch;
pub(crate) use view::{arguments, view};

/// How long a trial may take.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);
/// Trials that are under way at once.
const MOST: usize = 4;

/// Who is trying something.
#[derive(Debug, Clone, Default)]
pub(crate) struct Trials(Arc<Mutex<HashSet<UserId>>>);

/// The right to one trial; dropping it makes room.
#[derive(Debug)]
pub(crate) struct Turn {
    trials: Trials,
    person: UserId,
}

/// Why there is no turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Busy {
    /// The person has a trial under way.
    Own,
    /// Others have.
    Others,
}

impl Trials {
    /// A person's turn.
    pub(crate) fn turn(&self, person: UserId) -> Result<Turn, Busy> {
        self.with(|under_way| {
            if under_way.contains(&person) {
                return Err(Busy::Own);
            }
            if under_way.len() >= MOST {
                return Err(Busy::Others);
            }
            under_way.insert(person);
            Ok(())
        })?;
        Ok(Turn { trials: self.clone(), person })
    }

    fn with<T>(&self, work: impl FnOnce(&mut HashSet<UserId>) -> T) -> T {
        // The set is whole after every closure, so a poisoned lock holds good data.
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.trials.with(|under_way| under_way.remove(&self.person));
    }
}

/// Tries a page of a pattern. It blocks the thread, at most about as long as is patiently waited.
pub(crate) fn run(
    design: &Design,
    pattern: PatternId,
    arguments: &Arguments,
    page: u64,
    patience: Duration,
) -> Result<Trial, Failed<Lost>> {
    let mut scratch = Scratch::open(Instant::now() + patience).map_err(Failed::Lost)?;
    carry_out(design, pattern, arguments, page, &mut scratch)
}

#[cfg(test)]
mod tests;
