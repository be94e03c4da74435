//! How much work and memory an import may cost, whatever the source says.
//!
//! Steps are spent for every evaluated expression and for everything that a function makes, so that a doubling of
//! doublings ends as soon as any other. Time is not measured: the same source gives the same result everywhere.

use std::cell::Cell;

use super::value::{Kind, Value};

/// Most steps of one import: ten thousand tables need a tenth of them.
const STEPS: u64 = 2_000_000;

/// Levels of evaluation within each other, over locals, variables, resources and modules.
const MAX_DEPTH: u32 = 160;

#[derive(Debug)]
pub(crate) struct Budget {
    steps: Cell<u64>,
    depth: Cell<u32>,
}

impl Default for Budget {
    fn default() -> Self {
        Self { steps: Cell::new(STEPS), depth: Cell::new(0) }
    }
}

impl Budget {
    /// Whether that many steps were left; they are gone now.
    pub(crate) fn spend(&self, steps: usize) -> bool {
        let left = self.steps.get().checked_sub(steps as u64);
        self.steps.set(left.unwrap_or(0));
        left.is_some()
    }

    /// Whether nothing is left.
    pub(crate) fn is_spent(&self) -> bool {
        self.steps.get() == 0
    }

    /// Spends a step for every value in a tree as it is when written out; whether that many were left.
    ///
    /// Trees share their parts, so that a small source can mean a huge one. What has been weighed may be walked.
    pub(crate) fn weigh(&self, value: &Value) -> bool {
        let inside = || match &value.kind {
            Kind::List(list) => list.iter().all(|value| self.weigh(value)),
            Kind::Map(map) => map.iter().all(|(_, value)| self.weigh(value)),
            _ => true,
        };
        self.spend(1) && self.deeper(inside).unwrap_or(false)
    }

    /// Runs something one level deeper, unless it is too deep.
    pub(crate) fn deeper<T>(&self, run: impl FnOnce() -> T) -> Option<T> {
        let depth = self.depth.get();
        if depth >= MAX_DEPTH {
            return None;
        }
        self.depth.set(depth + 1);
        let result = run();
        self.depth.set(depth);
        Some(result)
    }
}
