//! What differs between two designs, as a person would say it.
//!
//! Objects are matched by id, so a renamed table is one changed name and not a removal and an addition. What settings
//! there are, how they are told and when they are the same is said in `describe`.

mod report;

use serde::{Deserialize, Serialize};

use crate::{Address, Design};

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// Where it is; an added object is addressed in the new design, a removed one in the old.
    pub address: Address,
    /// What happened.
    pub kind: DifferenceKind,
    /// What it is called, with its table: `GameScores / GameTitleIndex`.
    pub subject: String,
    /// The setting in words, empty for an object as a whole.
    pub setting: String,
    /// What it was.
    pub before: Option<String>,
    /// What it is.
    pub after: Option<String>,
}

/// What happened to an object or a setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DifferenceKind {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It has another value.
    Changed,
}

/// Everything that differs, in document order of the new design, removed objects last in each list.
///
/// Two designs have no difference exactly when they are equal. What they share is not looked into.
#[must_use]
pub fn compare(before: &Design, after: &Design) -> Vec<Difference> {
    let mut report = report::Report::default();
    report.design(before, after);
    report.found
}
