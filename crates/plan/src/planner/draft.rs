//! The steps of one table so far, and the settings that it has after them.

use crate::{Step, TableState};

/// A plan for one table that is there.
pub(super) struct Draft<'a> {
    /// What the design wants.
    pub(super) wanted: &'a TableState,
    /// What it was before the first step.
    pub(super) original: &'a TableState,
    /// What it is after the steps so far.
    pub(super) now: TableState,
    steps: Vec<Step>,
}

impl<'a> Draft<'a> {
    pub(super) fn new(original: &'a TableState, wanted: &'a TableState) -> Self {
        Self { wanted, original, now: original.clone(), steps: Vec::new() }
    }

    pub(super) fn push(&mut self, step: Step) {
        step.call.effect(&mut self.now);
        self.steps.push(step);
    }

    pub(super) fn finish(self) -> Vec<Step> {
        self.steps
    }
}
