//! How much work and memory an import may cost, whatever the source says.
//!
//! Steps are spent for every evaluated expression and for everything that a function makes, so that a doubling of
//! doublings ends as soon as any other. Time is not measured: the same source gives the same result everywhere.

use std::cell::Cell;

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
