//! The plan and its steps, as values.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use tablewright_model::{Digest, digest_of};

use crate::{Call, CopyPlace, Migration};

/// What a plan was made for: changes of any of these void an approval.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnvironmentIdentity {
    /// The environment's name.
    pub name: String,
    /// The AWS account.
    pub account: String,
    /// The AWS region.
    pub region: String,
    /// The endpoint, if it is not the region's own.
    pub endpoint: Option<String>,
    /// The template that makes table names.
    pub name_template: String,
    /// Where the items of tables that are replaced go through, if a run is to copy them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copies: Option<CopyPlace>,
}

/// Everything that would happen, in order; nothing is left to decide while it runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// The digest of the design's version.
    pub version: Digest,
    /// Where it would happen.
    pub environment: EnvironmentIdentity,
    /// The fingerprint of the live state that it starts from.
    pub fingerprint: Digest,
    /// What differs, by table.
    pub changes: Vec<TableChange>,
    /// The calls, in order.
    pub steps: Vec<Step>,
    /// Why it can't be carried out; empty when it can.
    pub problems: Vec<Problem>,
    /// What to think of before it is approved; none of it keeps the plan from being carried out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<Warning>,
    /// The tables that have to be replaced, and how their items move.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub migrations: Vec<Migration>,
    /// The tables that go although the version has them: those of a first run that is taken back.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub without: BTreeSet<String>,
}

impl Plan {
    /// What an approval names: version, environment, live fingerprint and ordered steps.
    #[must_use]
    pub fn digest(&self) -> Digest {
        digest_of(&(&self.version, &self.environment, &self.fingerprint, &self.steps))
    }

    /// How many tables are added, changed and destroyed.
    #[must_use]
    pub fn summary(&self) -> Summary {
        let mut summary = Summary::default();
        for change in &self.changes {
            match change.action {
                Action::Create => summary.add += 1,
                Action::Update => summary.change += 1,
                Action::Delete => summary.destroy += 1,
                Action::Replace => {
                    summary.add += 1;
                    summary.destroy += 1;
                }
                Action::NoChange => {}
            }
        }
        summary
    }

    /// Whether the live state is already what the version says.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty() && self.problems.is_empty()
    }
}

/// The counts of a plan's last line. A replacement counts as added and as destroyed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are those of the line")]
pub struct Summary {
    pub add: usize,
    pub change: usize,
    pub destroy: usize,
}

/// What differs in one table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableChange {
    /// The table's name in AWS.
    pub table: String,
    /// What happens to it.
    pub action: Action,
    /// Why this action and not another.
    pub reason: String,
    /// The settings that differ.
    pub fields: Vec<FieldChange>,
    /// How many settings are the same.
    pub unchanged: usize,
}

/// What happens to a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// `+`
    Create,
    /// `~`
    Update,
    /// `-`
    Delete,
    /// `-/+`: the change can't be made to the table that is there.
    Replace,
    /// Nothing.
    NoChange,
}

impl Action {
    /// The symbol people know from other plans; shown beside any colour.
    #[must_use]
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::Create => "+",
            Self::Update => "~",
            Self::Delete => "-",
            Self::Replace => "-/+",
            Self::NoChange => " ",
        }
    }
}

/// One setting that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldChange {
    /// Where, as a path: `stream`, `index GameTitleIndex / projection`.
    pub path: String,
    /// Its action.
    pub action: Action,
    /// What it is now; `None` when it is not there.
    pub before: Option<String>,
    /// What it becomes.
    pub after: Option<String>,
    /// Whether this is why the table would have to be replaced.
    pub forces_replacement: bool,
}

/// One AWS call with all that is known about it beforehand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Its number, from 1.
    pub number: u32,
    /// The call; it knows its request, what it needs, how to see that it happened and what to wait for.
    pub call: Call,
    /// Why it is needed.
    pub reason: String,
    /// What must hold before it, in words.
    pub precondition: String,
    /// What is waited for after it, in words.
    pub wait: String,
    /// What it may do to running applications.
    pub risk: Risk,
    /// How long it is expected to take.
    pub expected: Estimate,
    /// How it would be taken back.
    pub reverse: Reverse,
}

/// What a step may do to running applications, the worst that applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Risk {
    /// Nothing that users notice.
    Safe,
    /// It changes the bill.
    Cost,
    /// Some requests may fail or slow down meanwhile or from then on.
    Degrades,
    /// It can't be taken back, or not at once.
    Irreversible,
    /// Data is lost.
    LosesData,
}

/// An expected duration and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Estimate {
    /// Seconds; `None` when nobody knows.
    pub seconds: Option<u64>,
    /// Why it is believed.
    pub basis: String,
}

/// How a step would be taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reverse {
    /// By this call.
    Call(Box<Call>),
    /// Not at all, and why.
    None(String),
}

/// What to think of before a plan is approved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// Stable code, that of the rule.
    pub code: String,
    /// The table it is about.
    pub table: String,
    /// What is dangerous and what to do.
    pub message: String,
}

/// Why a plan can't be carried out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Stable code, such as `PLAN001`.
    pub code: String,
    /// The table it is about.
    pub table: Option<String>,
    /// What is wrong and what to do.
    pub message: String,
}
