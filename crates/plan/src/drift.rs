//! Drift: how tables differ from what was last applied to them, and whose doing that is.
//!
//! Without drift a plan for the applied version would be empty. What moves by itself is told apart, since no plan takes
//! it back. Deliberately absent: who did it (that is in CloudTrail), and what to do about it.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::diff::fields;
use crate::open::completed;
use crate::{FieldChange, LiveState, LiveTable, Managed, TableState, Topic};

/// How a table differs from what was applied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TableDrift {
    /// Somebody deleted it.
    Gone,
    /// Somebody deleted it and made another one of its name.
    MadeAgain,
    /// Some settings differ.
    Changed(Vec<Drift>),
}

/// One setting that differs: `before` is what was applied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drift {
    /// The setting.
    pub field: FieldChange,
    /// Whose doing it is.
    pub cause: Cause,
}

/// Whose doing a difference is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// Somebody changed it: a plan would change it back.
    Someone,
    /// Autoscaling moved a capacity inside its bounds.
    Autoscaling,
    /// AWS raised what is warm with use.
    Aws,
}

impl TableDrift {
    /// Whether a plan for the applied version would have something to do.
    #[must_use]
    pub fn is_by_someone(&self) -> bool {
        match self {
            Self::Gone | Self::MadeAgain => true,
            Self::Changed(fields) => fields.iter().any(|drift| drift.cause == Cause::Someone),
        }
    }
}

/// The tables that differ from what was last applied to them, by name in AWS.
#[must_use]
pub fn drift(
    applied: &BTreeMap<String, TableState>,
    live: &LiveState,
    managed: &BTreeMap<String, Managed>,
) -> BTreeMap<String, TableDrift> {
    let of = |(name, known): (&String, &Managed)| {
        let was = applied.get(name)?;
        let drift = match live.tables.get(name) {
            None => TableDrift::Gone,
            Some(found) if found.table_id != known.table_id => TableDrift::MadeAgain,
            Some(found) => TableDrift::Changed(changed(was, found)),
        };
        let differs = !matches!(&drift, TableDrift::Changed(fields) if fields.is_empty());
        differs.then(|| (name.clone(), drift))
    };
    managed.iter().filter_map(of).collect()
}

fn changed(applied: &TableState, live: &LiveTable) -> Vec<Drift> {
    let (by_someone, _) = fields(Some(&completed(applied, live)), Some(&live.state));
    let told: BTreeSet<_> = by_someone.iter().map(|field| field.path.clone()).collect();
    let (all, _) = fields(Some(applied), Some(&live.state));
    let moved = all.into_iter().filter(|field| !told.contains(&field.path));
    let moved = moved.filter_map(|field| Some(Drift { cause: mover(&field, live)?, field }));
    let by_someone = by_someone.into_iter().map(|field| Drift { field, cause: Cause::Someone });
    by_someone.chain(moved).collect()
}

/// Who moves a setting that no plan would change; nobody does, if it only has another name or can't be read.
fn mover(field: &FieldChange, live: &LiveTable) -> Option<Cause> {
    match field.path.rsplit(" / ").next()? {
        // Without a say in it there is nothing to differ from.
        "warm throughput" => field.before.is_some().then_some(Cause::Aws),
        "billing" | "capacity" => Some(Cause::Autoscaling),
        // That of a replica.
        "read capacity" => (!live.unknown.contains_key(&Topic::Replicas)).then_some(Cause::Autoscaling),
        _ => None,
    }
}
