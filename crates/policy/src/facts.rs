//! What a policy judges by: one request, as it is at one moment.

use std::collections::{BTreeMap, BTreeSet};

use tablewright_model::Id;
use tablewright_plan::{Action, Call, Plan, Risk};

use crate::role::Role;

/// A change request at one moment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// Who opened it.
    pub author: Option<Id>,
    /// The worst that its plan may do.
    pub risk: Option<Risk>,
    /// The tables that its plan deletes.
    pub doomed: BTreeSet<String>,
    /// The approvals of the plan as it is now, and of no other.
    pub votes: Vec<Vote>,
    /// When each of those who commented did so last, in unix milliseconds.
    pub comments: BTreeMap<Id, i64>,
    /// The name of the environment in which the version should have been applied before, and was not.
    pub not_yet_in: Option<String>,
}

/// An approval.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vote {
    /// Who approved, as they are now: whoever was demoted meanwhile counts no more.
    pub by: Person,
    /// When, in unix milliseconds.
    pub at: i64,
    /// The tables whose names were typed.
    pub typed: BTreeSet<String>,
}

/// Somebody, as they are now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Person {
    /// Their identity.
    pub id: Id,
    /// Their role.
    pub role: Role,
    /// Whether they may still sign in.
    pub active: bool,
}

/// The worst that a plan may do.
#[must_use]
pub fn worst(plan: &Plan) -> Option<Risk> {
    plan.steps.iter().map(|step| step.risk).max()
}

/// The tables that a plan deletes, in place of a new one or not.
#[must_use]
pub fn doomed(plan: &Plan) -> BTreeSet<String> {
    let changed =
        plan.changes.iter().filter(|change| matches!(change.action, Action::Delete | Action::Replace));
    let deleted = plan.steps.iter().filter_map(|step| match &step.call {
        Call::DeleteTable { table } => Some(table),
        _ => None,
    });
    changed.map(|change| &change.table).chain(deleted).cloned().collect()
}
