//! What takes a run back: the reverses of the steps that were taken, the last one first.
//!
//! A preview, for the page of a run: what is applied is a plan for the version that was applied before, made from the
//! live state, which also does what no single call does. Deliberately absent: items, which nothing here brings back.

use serde::{Deserialize, Serialize};

use crate::{Call, Plan, Reverse};

/// What takes the steps of a run back.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undo {
    /// The calls that do it, in their order, each with the number of the step that it takes back.
    pub calls: Vec<(u32, Call)>,
    /// The steps that no single call takes back, and why; the first one taken back first.
    pub left: Vec<(u32, String)>,
}

/// What takes back these steps of a plan, by their numbers: those that a run has taken.
#[must_use]
pub fn undo(plan: &Plan, taken: impl Fn(u32) -> bool) -> Undo {
    let mut undo = Undo::default();
    for step in plan.steps.iter().rev().filter(|step| taken(step.number)) {
        match &step.reverse {
            Reverse::Call(call) => undo.calls.push((step.number, Call::clone(call))),
            Reverse::None(why) => undo.left.push((step.number, why.clone())),
        }
    }
    undo
}
