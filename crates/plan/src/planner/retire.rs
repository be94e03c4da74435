//! The last stage of a migration: a plan that deletes the old table and does nothing else.
//!
//! Made when somebody asks for it by the table's name, since only people know that nothing uses it any more.

use std::collections::BTreeMap;

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
            let reason = format!("its items are in table `{new}`, and nothing uses it any more");
            outcome.delete(old, &reason);
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
    }
}
