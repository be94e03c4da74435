//! The indexes of each table against its patterns: those that serve none, that another could replace, that carry more
//! than needed.

use tablewright_model::{
    AttributeId, Design, Edit, IndexField, IndexId, LocalIndexField, Projection, Table, TableId, Target,
};

use super::super::candidate::Scope;
use super::super::question::Question;
use super::super::{Place, Price, Verdict, verdicts_of};

/// What could go from a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableReview {
    /// The table.
    pub table: TableId,
    /// Indexes that serve no pattern, with the edit that removes each.
    pub unused: Vec<(IndexId, Edit)>,
    /// Indexes whose patterns something else serves as well.
    pub replaceable: Vec<Replaceable>,
    /// Projections that are wider than the patterns need.
    pub wide: Vec<Narrower>,
}

/// An index that something else could replace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replaceable {
    /// The index.
    pub index: IndexId,
    /// What serves all of its patterns no worse.
    pub by: Place,
    /// The edit that removes it.
    pub edit: Edit,
}

/// A projection that could carry less.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Narrower {
    /// The index.
    pub index: IndexId,
    /// What would do.
    pub projection: Projection,
    /// The edit that narrows it.
    pub edit: Edit,
}

/// Every table that has indexes and patterns. A table that nothing is known to ask says nothing of its indexes.
#[must_use]
pub fn review(design: &Design) -> Vec<TableReview> {
    let reviewed = design.tables.iter().filter_map(|table| {
        let verdicts = verdicts_of(design, table.id);
        (!verdicts.is_empty() && table.index_ids().next().is_some())
            .then(|| of_table(design, table, &verdicts))
    });
    reviewed.collect()
}

fn of_table(design: &Design, table: &Table, verdicts: &[Verdict]) -> TableReview {
    let remove = |index| Edit::RemoveIndex { table: table.id, index };
    let mut review =
        TableReview { table: table.id, unused: Vec::new(), replaceable: Vec::new(), wide: Vec::new() };
    for index in table.index_ids() {
        let users: Vec<&Verdict> =
            verdicts.iter().filter(|verdict| verdict.place() == Some(Place::Index(index))).collect();
        if users.is_empty() {
            review.unused.push((index, remove(index)));
            continue;
        }
        if let Some(by) = replacement(design, index, &users) {
            review.replaceable.push(Replaceable { index, by, edit: remove(index) });
        }
        review.wide.extend(narrower(design, table, index, &users));
    }
    review
}

/// The first that serves every one of these patterns no worse than the index does.
fn replacement(design: &Design, index: IndexId, users: &[&Verdict]) -> Option<Place> {
    let is_bound = |verdict: &&&Verdict| {
        let target = design.pattern(verdict.pattern).map(|pattern| pattern.target);
        target == Some(Target::Index(index))
    };
    if users.iter().any(|verdict| is_bound(&verdict)) {
        return None;
    }
    let others = users.first()?.considered.iter().map(|considered| considered.place);
    let serves = |place: Place, verdict: &Verdict| {
        let mut found = verdict.considered.iter().filter(|considered| considered.place == place);
        found.any(|considered| considered.fit >= verdict.outcome)
    };
    let mut others = others.filter(|place| *place != Place::Index(index));
    others.find(|place| users.iter().all(|verdict| serves(*place, verdict)))
}

/// Only what the index's patterns answer with and filter by.
fn narrower(design: &Design, table: &Table, index: IndexId, users: &[&Verdict]) -> Option<Narrower> {
    let scope = Scope::of(table);
    let candidate = scope.candidates.iter().find(|candidate| candidate.place == Place::Index(index))?;
    let mut needed: Vec<AttributeId> = Vec::new();
    for verdict in users {
        let pattern = design.pattern(verdict.pattern)?;
        let prices = &verdict.service.as_ref()?.prices;
        let is_fetched = prices.iter().any(|price| matches!(price, Price::Fetch(_) | Price::LocalFetch(_)));
        let answer = if is_fetched { Vec::new() } else { Question::of(&scope, pattern).needed() };
        let compared = pattern.conditions.iter().map(|condition| condition.attribute);
        for attribute in answer.into_iter().chain(compared) {
            if !candidate.is_key(attribute) && !scope.is_key(attribute) && !needed.contains(&attribute) {
                needed.push(attribute);
            }
        }
    }
    let everything = || table.attributes.iter().map(|attribute| attribute.id).collect::<Vec<_>>();
    let carried = match candidate.projection? {
        Projection::All => everything(),
        Projection::KeysOnly => return None,
        Projection::Include(included) => included.clone(),
    };
    let mut spare = carried.iter().filter(|id| !candidate.is_key(**id) && !scope.is_key(**id));
    if !spare.any(|attribute| !needed.contains(attribute)) || needed.len() > 20 {
        return None;
    }
    needed.retain(|attribute| carried.contains(attribute));
    let projection = if needed.is_empty() { Projection::KeysOnly } else { Projection::Include(needed) };
    let edit = narrowing(table, index, projection.clone())?;
    Some(Narrower { index, projection, edit })
}

fn narrowing(table: &Table, index: IndexId, projection: Projection) -> Option<Edit> {
    let id = table.id;
    if table.index(index).is_some() {
        return Some(Edit::SetIndex { table: id, index, field: IndexField::Projection(projection) });
    }
    let local = table.local_indexes.get(index).is_some();
    local.then_some(Edit::SetLocalIndex { table: id, index, field: LocalIndexField::Projection(projection) })
}
