//! The smallest set of indexes that serves all patterns of a table.
//!
//! All that is there and all that could be added is put on one imaginary table and judged at once; which indexes serve
//! which pattern is then a question of covering.

use tablewright_model::{Design, Edit, GlobalIndex, IndexId, PatternId, Projection, Table, TableId, apply};

use super::super::candidate::Scope;
use super::super::question::Question;
use super::super::{Considered, Outcome, Place, Verdict, verdicts_of};
use super::cover::cover;
use super::new_index;

/// Steps of the search before it gives up.
const STEPS: u32 = 200_000;
/// Indexes that are looked at together.
const COLUMNS: usize = 64;

/// The smallest set of indexes, or the smallest that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Smallest {
    /// What is enough.
    pub indexes: Vec<Choice>,
    /// False if there were too many possibilities to try all: fewer may be enough.
    pub is_decided: bool,
    /// Patterns that no index serves.
    pub unserved: Vec<PatternId>,
}

/// An index of the set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// One that is there.
    Kept(IndexId),
    /// A new one.
    New(Box<GlobalIndex>),
}

/// The smallest set of indexes with which every pattern of the table is served as well as with all that are there
/// or could be. `fresh` gives an id for the new index with a number.
#[must_use]
pub fn smallest(design: &Design, table: TableId, fresh: impl Fn(u32) -> IndexId) -> Option<Smallest> {
    let asked = design.table(table)?;
    let kept: Vec<IndexId> = asked.index_ids().collect();
    let before = verdicts_of(design, table);
    let added = added(design, asked, &before, fresh);
    let is_complete = kept.len() + added.len() <= COLUMNS;
    let added: Vec<GlobalIndex> = added.into_iter().take(COLUMNS.saturating_sub(kept.len())).collect();
    let imagined = with(design, table, &added)?;
    let columns: Vec<IndexId> = kept.iter().copied().chain(added.iter().map(|index| index.id)).collect();
    let mut unserved = Vec::new();
    let mut rows = Vec::new();
    for verdict in verdicts_of(&imagined, table) {
        match (verdict.outcome, row(&verdict, &columns)) {
            (Outcome::NotServed, _) => unserved.push(verdict.pattern),
            (_, Some(row)) => rows.push(row),
            (_, None) => {}
        }
    }
    // A new index is dearer than one that is there.
    let dear = (kept.len()..columns.len()).fold(0, |set, at| set | bit(at));
    let found = cover(&rows, dear, STEPS);
    let is_taken = |at: &usize| found.columns & bit(*at) != 0;
    let old = kept.iter().enumerate().filter(|(at, _)| is_taken(at)).map(|(_, id)| Choice::Kept(*id));
    let new = (kept.len()..).zip(added).filter(|(at, _)| is_taken(at));
    let indexes = old.chain(new.map(|(_, index)| Choice::New(Box::new(index)))).collect();
    Some(Smallest { indexes, is_decided: found.is_smallest && is_complete, unserved })
}

fn bit(at: usize) -> u64 {
    u32::try_from(at).ok().and_then(|at| 1_u64.checked_shl(at)).unwrap_or(0)
}

/// The indexes that serve the pattern as well as anything does; none if the table is among those.
fn row(verdict: &Verdict, columns: &[IndexId]) -> Option<u64> {
    let pinned = |considered: &Considered| considered.reasons.contains(&super::super::Reason::Pinned);
    let good = verdict.considered.iter().filter(|one| one.fit >= verdict.outcome && !pinned(one));
    let mut row = 0;
    for considered in good {
        let Place::Index(id) = considered.place else { return None };
        row |= columns.iter().position(|column| *column == id).map_or(0, bit);
    }
    (row != 0).then_some(row)
}

/// The new indexes for what is not served as it should be; those of one key are one.
fn added(
    design: &Design,
    table: &Table,
    verdicts: &[Verdict],
    fresh: impl Fn(u32) -> IndexId,
) -> Vec<GlobalIndex> {
    let scope = Scope::of(table);
    let mut added: Vec<GlobalIndex> = Vec::new();
    let wanting = verdicts.iter().filter(|verdict| verdict.outcome < Outcome::Served);
    for pattern in wanting.filter_map(|verdict| design.pattern(verdict.pattern)) {
        let question = Question::of(&scope, pattern);
        if question.gone().is_some() {
            continue;
        }
        let number = u32::try_from(added.len()).unwrap_or(u32::MAX);
        for index in new_index::indexes(&question, fresh(number)) {
            let same =
                |known: &&mut GlobalIndex| known.partition == index.partition && known.sort == index.sort;
            match added.iter_mut().find(same) {
                Some(known) => known.projection = union(&known.projection, &index.projection),
                None => {
                    let number = u32::try_from(added.len()).unwrap_or(u32::MAX);
                    added.push(GlobalIndex { id: fresh(number), ..index });
                }
            }
        }
    }
    added
}

/// A projection that carries what both carry.
fn union(one: &Projection, two: &Projection) -> Projection {
    match (one, two) {
        (Projection::All, _) | (_, Projection::All) => Projection::All,
        (Projection::KeysOnly, other) | (other, Projection::KeysOnly) => other.clone(),
        (Projection::Include(one), Projection::Include(two)) => {
            let more = two.iter().filter(|attribute| !one.contains(attribute));
            Projection::Include(one.iter().chain(more).copied().collect())
        }
    }
}

/// The design with all of these on the table; more than AWS allows, but only to be judged.
fn with(design: &Design, table: TableId, added: &[GlobalIndex]) -> Option<Design> {
    let add = |index: &GlobalIndex| Edit::AddIndex { table, at: u32::MAX, index: index.clone() };
    let edit = Edit::Batch { edits: added.iter().map(add).collect() };
    Some(apply(design, &edit).ok()?.design)
}
