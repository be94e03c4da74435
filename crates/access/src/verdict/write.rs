//! Puts, updates and deletes: the whole key, the condition, and what each index does with it.

use tablewright_model::{AttributeId, IndexId, PatternKind, Projection};

use super::candidate::{Candidate, Kind};
use super::direct::key;
use super::estimate::{Estimate, entry_bytes, item_bytes};
use super::judge::{Plan, is_table};
use super::query::Reading;
use super::question::Question;
use super::request::{Request, Sheet};
use super::term::Answered;
use super::{Operation, Reason};
use crate::capacity::Amount;

pub(super) fn plan<'d>(
    question: &Question<'d, '_>,
    candidate: &Candidate<'d>,
) -> Result<Plan<'d>, Vec<Reason>> {
    if !is_table(candidate) {
        return Err(vec![Reason::WritesGoToTable]);
    }
    let kind = question.pattern.kind;
    let mut reading = Reading::default();
    match key(question, candidate, false) {
        Ok(terms) => reading.terms = terms,
        // A whole item has its key in it.
        Err(reasons) if kind == PatternKind::Put && !reasons.contains(&Reason::Unfinished) => {}
        Err(reasons) => return Err(reasons),
    }
    let changed = (kind == PatternKind::Update).then(|| changed(question));
    let in_key = changed.iter().flatten().copied().find(|attribute| candidate.is_key(*attribute));
    if let Some(attribute) = in_key {
        return Err(vec![Reason::KeyChanged(attribute)]);
    }
    let mut answered = Answered::default();
    reading.terms.iter().for_each(|term| answered.join(term.answers));
    let left = question.conditions().filter(|(at, _)| !answered.has(*at));
    reading.filter = left.map(|(_, condition)| condition).collect();
    reading.missing = changed.unwrap_or_default();
    let operation = match kind {
        PatternKind::Update => Operation::UpdateItem,
        PatternKind::Delete => Operation::DeleteItem,
        _ => Operation::PutItem,
    };
    let estimate = estimate(question, &reading);
    Ok(Plan { operation, reading, prices: Vec::new(), estimate })
}

/// What an update changes: the named attributes, or all that are in no key of the table and not compared as a piece
/// of one.
fn changed(question: &Question<'_, '_>) -> Vec<AttributeId> {
    if !question.pattern.attributes.is_empty() {
        return question.pattern.attributes.clone();
    }
    let is_compared = |attribute| question.equal(attribute).is_some();
    let all = question.needed().into_iter();
    all.filter(|attribute| !question.scope.is_key(*attribute) && !is_compared(*attribute)).collect()
}

fn estimate(question: &Question<'_, '_>, reading: &Reading<'_>) -> Estimate {
    let item = item_bytes(question);
    let candidates = question.scope.candidates.iter();
    let estimate = Estimate {
        item_bytes: item,
        entry_bytes: item,
        items: Some(1),
        pages: 1,
        units: Amount::write(item.unwrap_or(1)),
        index_units: candidates.filter_map(|index| followed(question, index, &reading.missing)).collect(),
        at_least: item.is_none(),
        ..Estimate::default()
    };
    estimate.at_peak(question)
}

/// Units of an index that follows: entries written, each by its size. Vector indexes are charged by bytes.
fn followed(
    question: &Question<'_, '_>,
    index: &Candidate<'_>,
    changed: &[AttributeId],
) -> Option<(IndexId, Amount)> {
    let super::Place::Index(id) = index.place else { return None };
    if matches!(index.kind, Kind::Vector(_)) || !index.is_finished() {
        return None;
    }
    let writes = entries_written(question, index, changed);
    let bytes = entry_bytes(question, index).unwrap_or(1);
    (writes > 0).then(|| (id, Amount::write(bytes).times(writes)))
}

/// By the table of the developer guide, at its dearest: a put counts as a new item, a changed key as changed.
fn entries_written(question: &Question<'_, '_>, index: &Candidate<'_>, changed: &[AttributeId]) -> u64 {
    if index.keys().any(|key| question.is_nowhere(key)) {
        return 0;
    }
    if question.pattern.kind != PatternKind::Update {
        return 1;
    }
    if changed.iter().any(|attribute| index.is_key(*attribute)) {
        return 2;
    }
    let is_carried = |attribute: &AttributeId| match index.projection {
        Some(Projection::All) => true,
        Some(Projection::Include(included)) => included.contains(attribute),
        _ => false,
    };
    u64::from(changed.iter().any(is_carried))
}

pub(super) fn request(question: &Question<'_, '_>, plan: &Plan<'_>) -> Request {
    let mut sheet = Sheet::new(question.scope.table);
    sheet.key(&plan.reading.terms);
    if plan.operation == Operation::UpdateItem {
        sheet.update(&plan.reading.missing);
    }
    sheet.condition(&plan.reading.filter);
    sheet.finish()
}
