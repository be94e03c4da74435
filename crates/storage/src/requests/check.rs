//! What is found out about a plan before anybody looks at it.

use serde::{Deserialize, Serialize};

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// What was looked at.
    pub kind: CheckKind,
    /// What came of it.
    pub outcome: CheckOutcome,
    /// What was found, a sentence each.
    pub findings: Vec<String>,
}

/// What is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckKind {
    /// Whether AWS would take the design.
    Validation,
    /// The lint rules.
    Lint,
    /// What the plan itself warns of.
    Plan,
    /// Access patterns that were served and are no more.
    Patterns,
    /// What the version costs in a month, against the environment's limit.
    Cost,
    /// Changes that somebody made outside of Tablewright.
    Drift,
}

/// What came of a check, from good to bad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckOutcome {
    /// Nothing was found.
    Passed,
    /// Reviewers should look at what was found.
    Attention,
    /// It does not get to review like this.
    Failed,
}

/// Whether a plan with these results may be reviewed.
#[must_use]
pub fn reviewable(checks: &[Check]) -> bool {
    checks.iter().all(|check| check.outcome < CheckOutcome::Failed)
}
