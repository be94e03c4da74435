//! The plan that takes a first run back: what that run has made goes, each table once there is a backup of it.
//!
//! A run before which there was a version is taken back by the plan for that version, and needs nothing of its own.

use std::collections::{BTreeMap, BTreeSet};

use tablewright_model::Digest;

use super::{Managed, Outcome, copies, name_of_backup};
use crate::{Desired, EnvironmentIdentity, LiveState, Plan};

/// The plan for a version without some of its tables, by their names in AWS.
///
/// `desired` has all tables of the version. The name of the backups must be one that no earlier plan had: a backup that is
/// there under it counts as made by this one.
#[must_use]
pub fn taking_back(
    version: Digest,
    environment: EnvironmentIdentity,
    desired: &Desired,
    live: &LiveState,
    managed: &BTreeMap<String, Managed>,
    without: &BTreeSet<String>,
    backup: &str,
) -> Plan {
    let outcome = Outcome {
        region: environment.region.clone(),
        backup: name_of_backup(live, backup),
        copies: copies(&environment, live).map(|place| (place.clone(), backup.to_owned())),
        without: without.clone(),
        ..Outcome::default()
    };
    let known = known(live, managed, without);
    outcome.planned(version, environment, &desired.without(without), &known, managed)
}

/// What the plan depends on: not a table that is neither wanted nor managed, even if it has the name of one that goes.
fn known(live: &LiveState, managed: &BTreeMap<String, Managed>, without: &BTreeSet<String>) -> LiveState {
    let tables = live.tables.iter();
    let tables = tables.filter(|(name, _)| !without.contains(*name) || managed.contains_key(*name));
    let tables = tables.map(|(name, table)| (name.clone(), table.clone())).collect();
    LiveState { tables, without_backups: live.without_backups }
}
