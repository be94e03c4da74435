//! From the difference to ordered steps.
//!
//! Tables are independent of each other, so each table's steps stay together, in the order of their names; deletions
//! of tables come last of all. Within a table the order is that of `update`: protection first, destruction last.
//!
//! Steps say nothing that moves by itself (item counts, stream ARNs): an approval names their digest.

mod capacity;
mod class;
mod create;
mod delete;
mod draft;
mod encryption;
mod index;
mod insights;
mod kinesis;
mod maximum;
mod policy;
mod problem;
mod protection;
mod recovery;
mod rename;
mod scaling;
mod stream;
mod tags;
mod ttl;
mod update;
mod warm;
mod warning;
mod words;

use std::collections::BTreeMap;

use tablewright_model::{Digest, TableId};

use crate::adoption::{Adoption, adoption};
use crate::diff::{fields, replaced_for};
use crate::open::completed;
use crate::{
    Action, Desired, EnvironmentIdentity, FieldChange, IndexStatus, LiveState, LiveTable, Plan, Problem,
    Step, TableChange, TableState, TableStatus,
};

/// A table that the design manages in the environment: no other is ever touched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Managed {
    /// The identity that AWS gave it when it was made or adopted.
    pub table_id: String,
    /// The table of the design that it was made from.
    pub source: TableId,
}

/// The steps that make the live tables equal to the desired ones, for the tables that the design manages.
///
/// `managed` goes by the names in AWS, as `desired` does. `live` must have been asked for all names in both. A plan with
/// problems can't be carried out; tables with problems have no steps.
#[must_use]
pub fn plan(
    version: Digest,
    environment: EnvironmentIdentity,
    desired: &Desired,
    live: &LiveState,
    managed: &BTreeMap<String, Managed>,
) -> Plan {
    let mut outcome = Outcome::default();
    let former = rename::former_names(desired, live, managed);
    for (name, wanted) in &desired.states {
        match former.get(name.as_str()) {
            Some(former) => outcome.renamed(wanted, former),
            None => outcome.wanted(wanted, live.tables.get(name), managed.get(name)),
        }
    }
    let is_renamed = |name: &str| former.values().any(|table| table.state.name == name);
    let unwanted =
        managed.iter().filter(|(name, _)| !desired.states.contains_key(*name) && !is_renamed(name));
    for (name, known) in unwanted {
        // One that is gone already needs nothing, and another one that has its name now is none of ours.
        if let Some(table) = live.tables.get(name).filter(|table| table.table_id == known.table_id) {
            outcome.unwanted(table);
        }
    }
    let Outcome { changes, mut steps, problems } = outcome;
    for (step, number) in steps.iter_mut().zip(1..) {
        step.number = number;
    }
    let warnings = warning::of(&steps, &desired.states, live);
    Plan { version, environment, fingerprint: live.fingerprint(), changes, steps, problems, warnings }
}

#[derive(Default)]
struct Outcome {
    changes: Vec<TableChange>,
    steps: Vec<Step>,
    problems: Vec<Problem>,
}

impl Outcome {
    fn wanted(&mut self, wanted: &TableState, live: Option<&LiveTable>, managed: Option<&Managed>) {
        match (live, managed) {
            (None, None) => self.create(wanted, "the design has it, AWS does not"),
            (None, Some(_)) => {
                self.create(
                    wanted,
                    "it is managed by this design, but was deleted in AWS; its items are gone",
                );
            }
            (Some(live), None) => self.adoptable(wanted, live),
            (Some(live), Some(managed)) if live.table_id != managed.table_id => {
                self.problems.push(problem::other_table(&wanted.name));
            }
            (Some(live), Some(_)) => self.update(wanted, live),
        }
    }

    /// Nothing is done to it; what adopting it would change is shown.
    fn adoptable(&mut self, wanted: &TableState, live: &LiveTable) {
        let Adoption { fields, unchanged, replaced_for } = adoption(live, wanted);
        let matches = fields.is_empty();
        if !matches {
            let reason = "it is not managed by this design; these settings differ";
            let (table, reason) = (wanted.name.clone(), reason.to_owned());
            self.changes.push(TableChange { table, action: Action::NoChange, reason, fields, unchanged });
        }
        self.problems.push(problem::not_managed(&wanted.name, matches, replaced_for));
    }

    fn renamed(&mut self, wanted: &TableState, former: &LiveTable) {
        let old = &former.state.name;
        let (mut fields, unchanged) = fields(Some(&former.state), Some(&completed(wanted, former)));
        let name = FieldChange {
            path: "name".to_owned(),
            action: Action::Update,
            before: Some(old.clone()),
            after: Some(wanted.name.clone()),
            forces_replacement: true,
        };
        fields.insert(0, name);
        let (table, reason) = (wanted.name.clone(), "a table can't be renamed".to_owned());
        self.changes.push(TableChange { table, action: Action::Replace, reason, fields, unchanged });
        self.problems.push(problem::renamed(&wanted.name, old));
    }

    fn create(&mut self, wanted: &TableState, reason: &str) {
        self.change(Action::Create, reason, None, Some(wanted));
        self.steps.extend(create::steps(wanted));
    }

    fn update(&mut self, wanted: &TableState, live: &LiveTable) {
        let wanted = &completed(wanted, live);
        if let Some(problem) = problem::unusable(live) {
            self.problems.push(problem);
        } else if let Some(what) = replaced_for(&live.state, wanted) {
            let reason = format!("the {what} of a table can't be changed");
            self.change(Action::Replace, &reason, Some(&live.state), Some(wanted));
            self.problems.push(problem::replacement(&wanted.name, what));
        } else if live.state != *wanted {
            let reason = "its settings differ from the design";
            if self.change(Action::Update, reason, Some(&live.state), Some(wanted)) {
                self.steps_unless_busy(live, || update::steps(&live.state, wanted));
            }
        }
    }

    fn unwanted(&mut self, live: &LiveTable) {
        if let Some(problem) = problem::unusable(live) {
            self.problems.push(problem);
        } else {
            let reason = "the design does not have it any more";
            self.change(Action::Delete, reason, Some(&live.state), None);
            self.steps_unless_busy(live, || delete::steps(&live.state));
        }
    }

    /// Notes what differs; nothing, if all settings that a design has are the same.
    fn change(
        &mut self,
        action: Action,
        reason: &str,
        before: Option<&TableState>,
        after: Option<&TableState>,
    ) -> bool {
        let (fields, unchanged) = fields(before, after);
        let Some(table) = after.or(before).map(|state| state.name.clone()) else {
            return false;
        };
        let differs = !fields.is_empty();
        if differs {
            self.changes.push(TableChange { table, action, reason: reason.to_owned(), fields, unchanged });
        }
        differs
    }

    fn steps_unless_busy(&mut self, live: &LiveTable, steps: impl FnOnce() -> Vec<Step>) {
        let index_busy = live.index_status.values().any(|status| *status != IndexStatus::Active);
        if live.status != TableStatus::Active || index_busy {
            self.problems.push(problem::busy(&live.state.name));
        } else {
            self.steps.extend(steps());
        }
    }
}
