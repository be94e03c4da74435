//! Advice as text.

use std::fmt::Write as _;

use tablewright_model::{AttributeId, Design, Edit, IndexId, PatternId, Projection, Table, TableId, quoted};

use super::super::render::outcome;
use super::super::{Outcome, Place};
use super::{Change, Choice, Proposal, Smallest, TableReview};

/// The proposals for a pattern.
#[must_use]
pub fn proposals(design: &Design, pattern: PatternId, proposals: &[Proposal]) -> String {
    let Some(asked) = design.pattern(pattern) else { return String::new() };
    let Some(table) = design.table(asked.table) else { return String::new() };
    let mut text = format!("{}\n", asked.name);
    for proposal in proposals {
        // Writing to a string does not fail.
        let _ = writeln!(text, "  {}: {}", change(table, &proposal.change), outcome(proposal.outcome));
        for effect in effects(design, proposal) {
            let _ = writeln!(text, "    {effect}");
        }
    }
    if proposals.is_empty() {
        text.push_str("  nothing that is known here helps\n");
    }
    text
}

/// What a proposal does besides: to writes, to storage, to other patterns. A line each.
#[must_use]
pub fn effects(design: &Design, proposal: &Proposal) -> Vec<String> {
    let mut lines = Vec::new();
    let (before, after) = proposal.write_units;
    if before != after {
        lines.push(format!("writes {before} -> {after} units a second at the peak"));
    }
    if let Some(bytes) = proposal.storage.filter(|bytes| *bytes > 0) {
        lines.push(format!("stores {bytes} bytes more of an item"));
    }
    for effect in &proposal.effects {
        let name = design.pattern(effect.pattern).map_or("", |pattern| &pattern.name);
        lines.push(format!("{name}: {} -> {}", outcome(effect.before), outcome(effect.after)));
    }
    lines
}

/// A change in words.
#[must_use]
pub fn change(table: &Table, change: &Change) -> String {
    match change {
        Change::NewIndex(index) => {
            let (partition, sort) = (listed(table, &index.partition), listed(table, &index.sort));
            let by = if sort.is_empty() { String::new() } else { format!(" by {sort}") };
            let carries = carries(table, &index.projection);
            format!("a new index {} of {partition}{by}, with {carries}", quoted(&index.name))
        }
        Change::SortKey(index, sort) if sort.is_empty() => {
            format!("take the sort key from {}", name(table, *index))
        }
        Change::SortKey(index, sort) => format!("sort {} by {}", name(table, *index), listed(table, sort)),
        Change::WiderProjection(index, added) => {
            format!("carry {} in {}", listed(table, added), name(table, *index))
        }
        Change::Templates(entity, index) => {
            let entity = table.entity(*entity).map_or("", |entity| &entity.name);
            format!("key templates that bring {} into {}", quoted(entity), name(table, *index))
        }
        Change::EventualReads => "read with eventual consistency".to_owned(),
        Change::Scan => "read everything on purpose, by a scan".to_owned(),
    }
}

/// What could go from a table.
#[must_use]
pub fn review(design: &Design, review: &TableReview) -> String {
    let lines = reviewed(design, review).into_iter().map(|(line, _)| line + "\n");
    lines.collect()
}

/// What could go from a table: a line each, with the edit that does it.
#[must_use]
pub fn reviewed<'r>(design: &Design, review: &'r TableReview) -> Vec<(String, &'r Edit)> {
    let Some(table) = design.table(review.table) else { return Vec::new() };
    let unused = review.unused.iter();
    let unused = unused.map(|(index, edit)| (format!("{} serves no pattern", name(table, *index)), edit));
    let replaceable = review.replaceable.iter().map(|one| {
        let by = match one.by {
            Place::Table => "the table".to_owned(),
            Place::Index(by) => name(table, by),
        };
        (format!("{by} could replace {}", name(table, one.index)), &one.edit)
    });
    let wide = review.wide.iter().map(|one| {
        let (name, carries) = (name(table, one.index), carries(table, &one.projection));
        (format!("{name} carries more than needed: {carries} would do"), &one.edit)
    });
    unused.chain(replaceable).chain(wide).collect()
}

/// The smallest set of indexes.
#[must_use]
pub fn smallest(design: &Design, table: TableId, smallest: &Smallest) -> String {
    let Some(table) = design.table(table) else { return String::new() };
    let word = if smallest.is_decided { "enough" } else { "enough, and fewer may be" };
    let named = smallest.indexes.iter().map(|choice| match choice {
        Choice::Kept(index) => name(table, *index),
        Choice::New(index) => change(table, &Change::NewIndex(index.clone())),
    });
    let named: Vec<String> = named.collect();
    let named = if named.is_empty() { "no index".to_owned() } else { named.join("; ") };
    let mut text = format!("{named}: {word}\n");
    for pattern in &smallest.unserved {
        let name = design.pattern(*pattern).map_or("", |pattern| &pattern.name);
        let _ = writeln!(text, "  {name}: {}", outcome(Outcome::NotServed));
    }
    text
}

fn carries(table: &Table, projection: &Projection) -> String {
    match projection {
        Projection::All => "everything".to_owned(),
        Projection::KeysOnly => "keys only".to_owned(),
        Projection::Include(included) => listed(table, included),
    }
}

fn name(table: &Table, index: IndexId) -> String {
    quoted(table.index_name(index).unwrap_or_default())
}

fn listed(table: &Table, attributes: &[AttributeId]) -> String {
    attributes.iter().map(|id| quoted(table.attribute_name(*id))).collect::<Vec<_>>().join(", ")
}
