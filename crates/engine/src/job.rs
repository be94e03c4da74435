//! What a run needs to know.

use std::collections::{BTreeMap, BTreeSet};

use tablewright_model::TableId;
use tablewright_plan::{Plan, TableState};
use tablewright_storage::{DesignId, EnvironmentId, RequestId, RunId};

/// A run with its plan and with the state that it is to reach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// The run, started in the store.
    pub run: RunId,
    /// The approved request.
    pub request: RequestId,
    /// Where.
    pub environment: EnvironmentId,
    /// The design that answers for the tables.
    pub design: DesignId,
    /// The approved plan.
    pub plan: Plan,
    /// What the version wants, by name in AWS: the closing check compares with it.
    pub desired: BTreeMap<String, TableState>,
    /// The table of the design that each is made from, by name in AWS.
    pub tables: BTreeMap<String, TableId>,
}

impl Job {
    /// The tables that the plan may have looked at: wanted ones, and those that the design manages.
    pub(crate) fn names<'a>(&self, managed: impl Iterator<Item = &'a String>) -> BTreeSet<String> {
        self.desired.keys().cloned().chain(managed.cloned()).collect()
    }
}
