//! From the difference to ordered steps.
//!
//! Tables are independent of each other, so each table's steps stay together, in the order of their names; deletions
//! of tables come last of all. Within a table the order is that of `update`: protection first, destruction last.
//!
//! Steps say nothing that moves by itself (item counts, stream ARNs): an approval names their digest.

mod backup;
mod capacity;
mod class;
mod copying;
mod create;
mod delete;
mod draft;
mod encryption;
mod index;
mod insights;
mod kinesis;
mod maximum;
mod migrating;
mod policy;
mod problem;
mod protection;
mod recovery;
mod rename;
mod replica;
mod retire;
mod scaling;
mod stream;
mod tags;
mod taking_back;
mod ttl;
mod update;
mod warm;
mod warning;
mod words;

use std::collections::{BTreeMap, BTreeSet};

pub use retire::retirement;
use tablewright_model::{Consistency, Digest, TableId};
pub use taking_back::taking_back;

use crate::adoption::{Adoption, adoption};
use crate::diff::{fields, replaced_for};
use crate::migration::{Copying, Migration, MigrationProgress, next_name};
use crate::open::completed;
use crate::{
    Action, CopyPlace, Desired, EnvironmentIdentity, FieldChange, LiveState, LiveTable, Plan, Problem, Step,
    TableChange, TableState, Topic,
};

/// A table that the design manages in the environment: no other is ever touched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Managed {
    /// The identity that AWS gave it when it was made or adopted.
    pub table_id: String,
    /// The table of the design that it was made from.
    pub source: TableId,
}

/// The name of backups in a plan that is only looked at and never carried out.
pub const NO_BACKUP: &str = "unnamed";

/// The steps that make the live tables equal to the desired ones, for the tables that the design manages.
///
/// `managed` goes by the names in AWS, as `desired` does. `live` must have been asked for all names in both. A plan with
/// problems can't be carried out; tables with problems have no steps.
///
/// Tables that go are backed up first, where there are backups, under the name `backup`. It must be one that no earlier
/// plan had: a backup that is there under it counts as made by this one. So does an export of a table that is replaced,
/// whose folder has this name, where the environment has a place for copies.
#[must_use]
pub fn plan(
    version: Digest,
    environment: EnvironmentIdentity,
    desired: &Desired,
    live: &LiveState,
    managed: &BTreeMap<String, Managed>,
    backup: &str,
) -> Plan {
    let outcome = Outcome {
        region: environment.region.clone(),
        backup: name_of_backup(live, backup),
        copies: copies(&environment, live).map(|place| (place.clone(), backup.to_owned())),
        ..Outcome::default()
    };
    outcome.planned(version, environment, desired, live, managed)
}

/// The name, where there are backups.
fn name_of_backup(live: &LiveState, name: &str) -> Option<String> {
    (!live.without_backups).then(|| name.to_owned())
}

/// Where items can be copied through: an endpoint that knows no backups knows no exports.
fn copies<'a>(environment: &'a EnvironmentIdentity, live: &LiveState) -> Option<&'a CopyPlace> {
    environment.copies.as_ref().filter(|_| !live.without_backups)
}

fn numbered(mut steps: Vec<Step>) -> Vec<Step> {
    for (step, number) in steps.iter_mut().zip(1..) {
        step.number = number;
    }
    steps
}

#[derive(Default)]
struct Outcome {
    /// The region of the tables themselves.
    region: String,
    /// The name of the backup that each table gets before it goes; `None` where there are no backups.
    backup: Option<String>,
    /// Where items are copied through, and the name of this plan there.
    copies: Option<(CopyPlace, String)>,
    /// The tables that go although the version has them.
    without: BTreeSet<String>,
    changes: Vec<TableChange>,
    steps: Vec<Step>,
    problems: Vec<Problem>,
    migrations: Vec<Migration>,
}

impl Outcome {
    fn planned(
        mut self,
        version: Digest,
        environment: EnvironmentIdentity,
        desired: &Desired,
        live: &LiveState,
        managed: &BTreeMap<String, Managed>,
    ) -> Plan {
        let former = rename::former_names(desired, live, managed);
        for (name, wanted) in &desired.states {
            match former.get(name.as_str()) {
                Some(former) => self.moved(wanted, former),
                None => self.wanted(wanted, live.tables.get(name), managed.get(name)),
            }
        }
        let is_renamed = |name: &str| former.values().any(|table| table.state.name == name);
        let unwanted =
            managed.iter().filter(|(name, _)| !desired.states.contains_key(*name) && !is_renamed(name));
        for (name, known) in unwanted {
            if let Some((old, new)) = migrating::successor(name, desired, live, managed) {
                self.moving(old, desired.states.get(new));
                continue;
            }
            // One that is gone already needs nothing, and another one that has its name now is none of ours.
            if let Some(table) = live.tables.get(name).filter(|table| table.table_id == known.table_id) {
                self.unwanted(table);
            }
        }
        self.finished(version, environment, desired, live)
    }

    /// The plan of what has come together.
    fn finished(
        self,
        version: Digest,
        environment: EnvironmentIdentity,
        desired: &Desired,
        live: &LiveState,
    ) -> Plan {
        let Self { changes, steps, problems, mut migrations, without, .. } = self;
        let steps = numbered(steps);
        migrations.iter_mut().for_each(|migration| migration.number(&steps));
        let warnings = warning::of(&steps, desired, live);
        Plan {
            version,
            environment,
            fingerprint: live.fingerprint(),
            changes,
            steps,
            problems,
            warnings,
            migrations,
            without,
        }
    }

    fn wanted(&mut self, wanted: &TableState, live: Option<&LiveTable>, managed: Option<&Managed>) {
        if let Some(problem) = problem::regions(wanted, &self.region) {
            self.problems.push(problem);
            return;
        }
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

    /// The table has another name in the design: a new one beside the old, whatever else differs.
    fn moved(&mut self, wanted: &TableState, former: &LiveTable) {
        let old = &former.state.name;
        if let Some(problem) = problem::regions(wanted, &self.region).or_else(|| problem::unusable(former)) {
            self.problems.push(problem);
            return;
        }
        let completed = completed(wanted, former);
        let what = replaced_for(&former.state, &completed);
        let (mut fields, unchanged) = fields(Some(&former.state), Some(&completed));
        let name = FieldChange {
            path: "name".to_owned(),
            action: Action::Update,
            before: Some(old.clone()),
            after: Some(wanted.name.clone()),
            forces_replacement: true,
        };
        fields.insert(0, name);
        let because = match what {
            Some(what) => format!("neither the name nor the {what} of a table can be changed"),
            None => "a table can't be renamed".to_owned(),
        };
        // Nothing is destroyed by this plan: the old table goes by another one, if ever.
        let reason = format!("the items of `{old}` are to move here, since {because}; `{old}` stays");
        let table = wanted.name.clone();
        self.changes.push(TableChange { table, action: Action::Create, reason, fields, unchanged });
        let copying = self.copying(former, wanted);
        self.steps_unless_busy(former, || migrating::begin(former, wanted, &copying));
        let because = what.unwrap_or("name");
        let progress = MigrationProgress::Planned;
        self.migrations.push(Migration::new(former, wanted, because, progress, &copying));
    }

    /// Who copies the items of a table that moves. Without recovery there is no export, and one that can't be read is left
    /// alone.
    fn copying(&self, from: &LiveTable, to: &TableState) -> Copying {
        let Some((place, plan)) =
            self.copies.as_ref().filter(|_| !from.unknown.contains_key(&Topic::Recovery))
        else {
            return Copying::ByOwner { is_unplaced: self.copies.is_none() };
        };
        let place = place.of_plan(plan, &from.state.name);
        match copying::why_no_import(&from.state, to) {
            Some(why) => Copying::Exported { place, why },
            None => Copying::Imported { place },
        }
    }

    /// An old table whose items move to another one: nothing is done to it before somebody asks for that.
    fn moving(&mut self, old: &LiveTable, new: Option<&TableState>) {
        if let Some(new) = new {
            let because = replaced_for(&old.state, new).unwrap_or("name");
            let copying = self.copying(old, new);
            let progress = MigrationProgress::UnderWay;
            self.migrations.push(Migration::new(old, new, because, progress, &copying));
        }
    }

    fn create(&mut self, wanted: &TableState, reason: &str) {
        self.change(Action::Create, reason, None, Some(wanted));
        self.steps.extend(create::steps(wanted));
    }

    fn update(&mut self, wanted: &TableState, live: &LiveTable) {
        let wanted = &completed(wanted, live);
        if let Some(problem) = problem::unusable(live) {
            self.problems.push(problem);
        } else if let Some(what) = replaced_for(&live.state, wanted).or_else(|| too_late(live, wanted)) {
            let reason = format!("the {what} of a table can't be changed");
            self.change(Action::Replace, &reason, Some(&live.state), Some(wanted));
            let proposed = TableState { name: next_name(&wanted.name), ..wanted.clone() };
            self.problems.push(problem::replacement(&wanted.name, what, &proposed.name));
            let copying = self.copying(live, &proposed);
            let progress = MigrationProgress::Proposed;
            self.migrations.push(Migration::new(live, &proposed, what, progress, &copying));
        } else if live.state != *wanted {
            let reason = "its settings differ from the design";
            if self.change(Action::Update, reason, Some(&live.state), Some(wanted)) {
                self.steps_unless_busy(live, || update::steps(&live.state, wanted));
            }
        }
    }

    fn unwanted(&mut self, live: &LiveTable) {
        let name = &live.state.name;
        if let Some(problem) = problem::unusable(live) {
            self.problems.push(problem);
        } else if self.without.contains(name) {
            let why = format!("The run that made table `{name}` is taken back");
            self.delete(live, "the run that made it is taken back", &why);
        } else {
            let why = format!("The design does not have table `{name}` any more");
            self.delete(live, "the design does not have it any more", &why);
        }
    }

    /// `why` begins the reason of the step that deletes.
    fn delete(&mut self, live: &LiveTable, reason: &str, why: &str) {
        if let Some(why) = live.unknown.get(&Topic::Replicas) {
            self.problems.push(problem::unread_replicas(&live.state.name, why));
            return;
        }
        self.change(Action::Delete, reason, Some(&live.state), None);
        let backup = self.backup.as_ref().map(|name| backup::step(&live.state.name, name));
        let gone = if backup.is_some() { delete::Gone::ButForBackup } else { delete::Gone::ForGood };
        let steps = || backup.into_iter().chain(delete::steps(&live.state, why, gone)).collect();
        self.steps_unless_busy(live, steps);
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
        if live.busy().is_some() {
            self.problems.push(problem::busy(&live.state.name));
        } else {
            self.steps.extend(steps());
        }
    }
}

/// Strong consistency begins with an empty table.
fn too_late(live: &LiveTable, wanted: &TableState) -> Option<&'static str> {
    let begins = wanted.consistency == Consistency::Strong && !live.state.is_global();
    (begins && live.item_count > 0).then_some("consistency between regions")
}
