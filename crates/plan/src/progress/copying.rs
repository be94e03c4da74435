//! How far an export and an import have come.
//!
//! Both are known by their place, which is that of one plan. An import that left something out has not done what was
//! wanted: that is told with its numbers, and never taken for an end.

use super::create_table;
use crate::{CopyPlace, ExportStatus, ImportStatus, LiveTable, Progress, TableState, TableStatus};

pub(super) fn export(to: &CopyPlace, live: &LiveTable) -> Progress {
    let name = &live.state.name;
    match live.exports.get(&to.to_string()) {
        Some(ExportStatus::Completed) => Progress::Done,
        Some(ExportStatus::InProgress) => {
            Progress::Underway(format!("The items of table `{name}` are being written to {to}"))
        }
        Some(ExportStatus::Failed(why)) => {
            Progress::Diverged(format!("The export of table `{name}` to {to} failed: {why}. {AGAIN}"))
        }
        None => live.table_busy().map_or(Progress::NotStarted, Progress::Busy),
    }
}

const AGAIN: &str = "When that is put right, make a new plan";

pub(super) fn import(wanted: &TableState, from: &CopyPlace, live: &LiveTable) -> Progress {
    let name = &wanted.name;
    match live.imports.get(&from.to_string()) {
        Some(ImportStatus::InProgress) => {
            Progress::Underway(format!("Table `{name}` is being filled with the items of {from}"))
        }
        Some(ImportStatus::Failed(why)) => Progress::Diverged(format!(
            "The import of {from} into table `{name}` failed: {why}. When that is put right, delete `{name}` in AWS, since \
             an import makes its table anew, and make a new plan"
        )),
        Some(ImportStatus::Completed { imported, errors, log }) if *errors > 0 => {
            Progress::Diverged(left_out(name, *imported, *errors, log.as_deref()))
        }
        Some(ImportStatus::Completed { .. }) => create_table(wanted, live),
        None if live.status == TableStatus::Deleting => {
            Progress::Busy(format!("The former table `{name}` is being deleted"))
        }
        // A list of imports may be a little old.
        None if live.status == TableStatus::Creating => {
            Progress::Underway("The table is being created".to_owned())
        }
        None => Progress::diverged(name, "exists already, and no import of this plan made it"),
    }
}

fn left_out(name: &str, imported: u64, errors: u64, log: Option<&str>) -> String {
    let log = log.map(|log| format!("; the log group {log} says which and why")).unwrap_or_default();
    format!(
        "The import into table `{name}` made {imported} items and left {errors} out{log}. Write those to `{name}` \
         yourself and make a new plan, or put them right in the old table, delete `{name}` in AWS, and make a new plan"
    )
}
