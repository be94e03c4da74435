//! A table that has to be replaced, in stages: what AWS can't change is changed by moving the items to a new table.
//!
//! A replacement is never "delete, then create". The new table stands beside the old one under another name; what is
//! DynamoDB's own is made of steps of plans, and what only the application's owner can do is told here, for this table.
//! The first plan makes the new table and prepares the old one; the old one goes by a plan of its own
//! ([`retirement`](crate::retirement)), when somebody says that nothing uses it any more.
//!
//! Deliberately absent: doing any of it (`engine`), and reading items to compare them (`aws`).

mod copied;
mod stages;

pub use copied::{is_copying, note_copies};
use serde::{Deserialize, Serialize};

use crate::{Call, CopyPlace, LiveTable, Step, TableState};

/// The way from one table to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Migration {
    /// The table that is there.
    pub from: String,
    /// The table that takes its place.
    pub to: String,
    /// What can't be changed in place.
    pub because: String,
    /// How far it has come.
    pub progress: MigrationProgress,
    /// What is done, in this order.
    pub stages: Vec<Stage>,
}

/// How far a migration has come, as AWS shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MigrationProgress {
    /// It begins once the table has its new name in the design.
    Proposed,
    /// The plan that has it begins it.
    Planned,
    /// Both tables are there.
    UnderWay,
}

/// One stage of a migration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stage {
    /// Which.
    pub kind: StageKind,
    /// Who does it.
    pub by: Actor,
    /// What is done, a sentence each.
    pub tasks: Vec<String>,
    /// When the next stage may begin.
    pub done_when: String,
    /// The steps of the plan that carry it out, by number; empty when they are in another plan, or nobody's but the
    /// owner's.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<u32>,
}

/// The stages of a migration, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the words of the recipe")]
pub enum StageKind {
    Create,
    Feed,
    Copy,
    Compare,
    CutOver,
    Retire,
}

impl StageKind {
    /// The stage in a word or two.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Feed => "catch up",
            Self::Copy => "copy",
            Self::Compare => "compare",
            Self::CutOver => "cut over",
            Self::Retire => "retire",
        }
    }
}

/// Who does a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// Tablewright: by calls of DynamoDB.
    Tool,
    /// Who owns the application.
    Owner,
}

/// Who copies the items, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Copying {
    /// The owner does: the environment has no place for copies, or this table can't be exported.
    ByOwner {
        /// Whether a place would change that.
        is_unplaced: bool,
    },
    /// A run exports them; the owner writes them to the new table, since an import does not serve.
    Exported {
        /// Where to.
        place: CopyPlace,
        /// Why no import serves.
        why: String,
    },
    /// A run exports them and makes the new table of them.
    Imported {
        /// Through where.
        place: CopyPlace,
    },
}

impl Actor {
    /// Who that is.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Tool => "Tablewright",
            Self::Owner => "the application's owner",
        }
    }
}

impl MigrationProgress {
    /// How far that is.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Planned => "begins with this plan",
            Self::UnderWay => "under way",
        }
    }
}

impl Migration {
    /// From a table that is there to the table that the design wants.
    pub(crate) fn new(
        from: &LiveTable,
        to: &TableState,
        because: &str,
        progress: MigrationProgress,
        copying: &Copying,
    ) -> Self {
        Self {
            from: from.state.name.clone(),
            to: to.name.clone(),
            because: because.to_owned(),
            progress,
            stages: stages::of(from, to, progress, copying),
        }
    }

    /// Notes which steps of the plan carry out which stage.
    pub(crate) fn number(&mut self, steps: &[Step]) {
        let own = [self.from.as_str(), self.to.as_str()];
        for step in steps.iter().filter(|step| own.contains(&step.call.table())) {
            let kind = match &step.call {
                Call::Export { .. } | Call::Import { .. } => StageKind::Copy,
                _ => StageKind::Create,
            };
            if let Some(stage) = self.stages.iter_mut().find(|stage| stage.kind == kind) {
                stage.steps.push(step.number);
            }
        }
    }
}

/// A name for the new table that the design may take: the old one with the next number.
pub(crate) fn next_name(name: &str) -> String {
    let numbered =
        name.rsplit_once("-v").and_then(|(stem, number)| Some((stem, number.parse::<u32>().ok()?)));
    match numbered {
        Some((stem, number)) => format!("{stem}-v{}", number.saturating_add(1)),
        None => format!("{name}-v2"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_name_counts_on() {
        for (name, next) in [("Orders", "Orders-v2"), ("Orders-v2", "Orders-v3"), ("dev-vans", "dev-vans-v2")]
        {
            assert_eq!(next_name(name), next);
        }
    }
}
