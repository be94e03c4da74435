//! Advice: what would serve a pattern better, and which indexes a table could do without.
//!
//! Every change is an [`Edit`] that is tried on a copy of the design, so what it does for this pattern and to the
//! others is the verdicts' own word. Deliberately absent: prices in money, and changes of the primary key, which no
//! table survives.

mod change;
mod cover;
mod effect;
mod new_index;
pub mod render;
mod review;
mod smallest;

use tablewright_model::{AttributeId, Design, Edit, EntityId, GlobalIndex, IndexId, PatternId, PatternKind};

use super::Outcome;
use super::candidate::Scope;
use super::judge;
use super::question::Question;
use crate::capacity::Amount;

pub use review::{Narrower, Replaceable, TableReview, review};
pub use smallest::{Choice, Smallest, smallest};

/// A change that serves a pattern better.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// What it is.
    pub change: Change,
    /// The change as an edit.
    pub edit: Edit,
    /// How well the pattern is served with it.
    pub outcome: Outcome,
    /// The other patterns of the table that it changes something for.
    pub effects: Vec<Effect>,
    /// Write units in a second at the peak of all writes to the table, before and after.
    pub write_units: (Amount, Amount),
    /// Bytes that an item takes more in indexes, where sizes are known.
    pub storage: Option<u64>,
}

/// What a proposal changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A new global index.
    NewIndex(Box<GlobalIndex>),
    /// Another sort key of an index.
    SortKey(IndexId, Vec<AttributeId>),
    /// More attributes in an index.
    WiderProjection(IndexId, Vec<AttributeId>),
    /// Key templates that bring an entity into an index.
    Templates(EntityId, IndexId),
    /// Eventually consistent reads.
    EventualReads,
    /// Reading everything on purpose.
    Scan,
}

/// What a change does to another pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effect {
    /// The pattern.
    pub pattern: PatternId,
    /// How well it was served.
    pub before: Outcome,
    /// How well it is with the change.
    pub after: Outcome,
}

/// The changes that serve a pattern better, the best first. A new index would get the id `fresh`.
///
/// Empty if it is served as it should be, or if nothing that is known here helps.
#[must_use]
pub fn advice(design: &Design, pattern: PatternId, fresh: IndexId) -> Vec<Proposal> {
    let Some(asked) = design.pattern(pattern) else { return Vec::new() };
    let Some(table) = design.table(asked.table) else { return Vec::new() };
    let scope = Scope::of(table);
    let question = Question::of(&scope, asked);
    if question.gone().is_some() {
        return Vec::new();
    }
    if judge::verdict(&scope, asked).outcome == Outcome::Served || asked.kind == PatternKind::Transaction {
        return Vec::new();
    }
    let tried = effect::Before::of(design, asked);
    let changes = new_index::changes(&question, fresh).chain(change::changes(&question, tried.verdict()));
    let mut proposals: Vec<Proposal> = Vec::new();
    for (change, edit) in changes {
        if !proposals.iter().any(|known| known.edit == edit) {
            proposals.extend(tried.with(change, edit));
        }
    }
    proposals.sort_by_key(|proposal| {
        let harmed = proposal.effects.iter().filter(|effect| effect.after < effect.before).count();
        let is_scan = proposal.change == Change::Scan;
        (is_scan, std::cmp::Reverse(proposal.outcome), harmed, proposal.write_units.1, proposal.storage)
    });
    proposals
}
