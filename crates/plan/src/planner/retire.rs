//! The last stage of a migration: a plan that backs the old table up and deletes it, and does nothing else.
//!
//! Made when somebody asks for it by the table's name, since only people know that nothing uses it any more.

use std::collections::BTreeMap;

use tablewright_model::Digest;

use super::{Managed, Outcome, problem};
use crate::{Desired, EnvironmentIdentity, LiveState, Plan};

/// The plan that deletes `table`, whose items another table has taken over, once there is a backup of it by this name,
/// where there are backups.
///
/// The name must be one that no earlier plan had: a backup that is there under it counts as made by this one. It has a
/// problem when the table is not the old one of a migration.
#[must_use]
pub fn retirement(
    version: Digest,
    environment: EnvironmentIdentity,
    desired: &Desired,
    live: &LiveState,
    managed: &BTreeMap<String, Managed>,
    table: &str,
    backup: &str,
) -> Plan {
    let mut outcome = Outcome { backup: super::name_of_backup(live, backup), ..Outcome::default() };
    match super::migrating::successor(table, desired, live, managed) {
        Some((old, new)) => {
            let reason = format!("its items are in table `{new}`, and nothing uses it any more");
            let why =
                format!("The items of table `{table}` are in table `{new}`, and nothing uses it any more");
            outcome.delete(old, &reason, &why);
        }
        None => outcome.problems.push(problem::not_migrating(table)),
    }
    outcome.finished(version, environment, desired, live)
}
