//! The last stage of a migration: a plan that backs the old table up and deletes it, and does nothing else.
//!
//! Made when somebody asks for it by the table's name, since only people know that nothing uses it any more.

use std::collections::{BTreeMap, BTreeSet};

use tablewright_model::Digest;

use super::{Managed, Outcome, numbered, problem, warning};
use crate::{Desired, EnvironmentIdentity, LiveState, Plan};

/// The plan that deletes `table`, whose items another table has taken over.
///
/// It has a problem when the table is not the old one of a migration.
#[must_use]
pub fn retirement(
    version: Digest,
    environment: EnvironmentIdentity,
    desired: &Desired,
    live: &LiveState,
    managed: &BTreeMap<String, Managed>,
    table: &str,
) -> Plan {
    let mut outcome = Outcome::default();
    match super::migrating::successor(table, desired, live, managed) {
        Some((old, new)) => {
            // A later plan makes a backup of its own: the name is that of what this one starts from.
            let backup = format!("tablewright-{}", live.fingerprint().short());
            outcome.retire(old, new, &backup);
        }
        None => outcome.problems.push(problem::not_migrating(table)),
    }
    let Outcome { changes, steps, problems, .. } = outcome;
    let steps = numbered(steps);
    let warnings = warning::of(&steps, &desired.states, live);
    let migrations = Vec::new();
    Plan {
        version,
        environment,
        fingerprint: live.fingerprint(),
        changes,
        steps,
        problems,
        warnings,
        migrations,
        without: BTreeSet::new(),
    }
}
