//! Puts, updates and deletes: the whole key, the condition, and what each index does with it.

use tablewright_model::{AttributeId, IndexId, PatternKind, Projection, Template};

use super::candidate::{Candidate, Kind};
use super::direct::key;
use super::estimate::{Estimate, entry_bytes, item_bytes};
use super::judge::{Plan, is_table};
use super::query::Reading;
use super::question::Question;
use super::request::{Request, Sheet};
use super::term::Answered;
use super::{Note, Operation, Reason, written};
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
    let is_update = kind == PatternKind::Update;
    let in_key = question.pattern.attributes.iter().find(|attribute| candidate.is_key(**attribute));
    if let Some(attribute) = in_key.filter(|_| is_update) {
        return Err(vec![Reason::KeyChanged(*attribute)]);
    }
    if let Some((key, of)) = remade(question, candidate).filter(|_| is_update) {
        return Err(vec![Reason::KeyRemade { key, of }]);
    }
    let mut answered = Answered::default();
    reading.terms.iter().for_each(|term| answered.join(term.answers));
    let left = question.conditions().filter(|(at, _)| !answered.has(*at));
    reading.filter = left.map(|(_, condition)| condition).collect();
    let operation = match kind {
        PatternKind::Update => Operation::UpdateItem,
        PatternKind::Delete => Operation::DeleteItem,
        _ => Operation::PutItem,
    };
    if is_update {
        reading.notes.extend(unknown(question));
    }
    let estimate = estimate(question);
    Ok(Plan { operation, reading, prices: Vec::new(), estimate })
}

/// Whether an update changes the attribute: one that it names, or any that is in no key of the table and not compared
/// as a piece of one.
fn is_changed(question: &Question<'_, '_>, attribute: AttributeId) -> bool {
    match question.pattern.attributes.as_slice() {
        [] => !question.scope.is_key(attribute) && question.equal(attribute).is_none(),
        named => named.contains(&attribute) || follows(question, attribute, named),
    }
}

/// Whether a template makes the attribute of one that is changed: left as it was, it would say what is over, and an
/// index by it would find the item there.
fn follows(question: &Question<'_, '_>, attribute: AttributeId, changed: &[AttributeId]) -> bool {
    !question.scope.is_key(attribute) && pieces(question, attribute).any(|piece| changed.contains(&piece))
}

/// The attributes that a template makes this one of.
fn pieces<'d>(
    question: &Question<'d, '_>,
    attribute: AttributeId,
) -> impl Iterator<Item = AttributeId> + use<'d> {
    question.template(attribute).into_iter().flat_map(Template::attributes)
}

/// What of the table's key is made of an attribute that the pattern names, and of which.
fn remade(question: &Question<'_, '_>, table: &Candidate<'_>) -> Option<(AttributeId, AttributeId)> {
    let named = &question.pattern.attributes;
    table.keys().find_map(|key| Some((key, pieces(question, key).find(|piece| named.contains(piece))?)))
}

/// What has to be known to write what templates make, beside what is changed and what is asked by.
fn unknown(question: &Question<'_, '_>) -> Option<Note> {
    let named = question.pattern.attributes.as_slice();
    let made = carried(question).filter(|id| !named.contains(id) && follows(question, *id, named));
    let mut unknown = Vec::new();
    for piece in made.flat_map(|made| pieces(question, made)) {
        if !named.contains(&piece) && !unknown.contains(&piece) && question.equal(piece).is_none() {
            unknown.push(piece);
        }
    }
    (!unknown.is_empty()).then_some(Note::MustBeKnown(unknown))
}

/// What the entity carries.
fn carried<'d>(question: &Question<'d, '_>) -> impl Iterator<Item = AttributeId> + use<'d> {
    let carried = question.entity.map_or(&[][..], |entity| entity.attributes.as_slice());
    carried.iter().map(|carried| carried.attribute)
}

fn estimate(question: &Question<'_, '_>) -> Estimate {
    let item = item_bytes(question);
    let candidates = question.scope.candidates.iter();
    let estimate = Estimate {
        item_bytes: item,
        entry_bytes: item,
        items: Some(1),
        pages: 1,
        units: Amount::write(item.unwrap_or(1)),
        index_units: candidates.clone().filter_map(|index| followed(question, index)).collect(),
        vector_bytes: candidates.filter_map(|index| vector_bytes(question, index)).collect(),
        at_least: item.is_none(),
        ..Estimate::default()
    };
    estimate.at_peak(question)
}

/// Units of an index that follows: entries written, each by its size. Vector indexes are charged by bytes.
fn followed(question: &Question<'_, '_>, index: &Candidate<'_>) -> Option<(IndexId, Amount)> {
    let super::Place::Index(id) = index.place else { return None };
    if matches!(index.kind, Kind::Vector(_)) || !index.is_finished() {
        return None;
    }
    let writes = entries_written(question, index);
    let bytes = entry_bytes(question, index).unwrap_or(1);
    (writes > 0).then(|| (id, Amount::write(bytes).times(writes)))
}

/// Bytes that go into a vector index: four for each number, and what it carries besides; at least a kilobyte.
fn vector_bytes(question: &Question<'_, '_>, candidate: &Candidate<'_>) -> Option<(IndexId, u64)> {
    const LEAST: u64 = 1024;
    const NUMBER: u64 = 4;
    let Kind::Vector(index) = candidate.kind else { return None };
    let vector = index.vector.filter(|vector| !question.is_nowhere(*vector))?;
    let carried = || index.searched().chain(index.projection.included().iter().copied()).chain([vector]);
    let is_update = question.pattern.kind == PatternKind::Update;
    let is_whole = index.projection == Projection::All;
    if is_update && !is_whole && !carried().any(|attribute| is_changed(question, attribute)) {
        return None;
    }
    let numbers = NUMBER * u64::from(index.dimensions);
    let carried = entry_bytes(question, candidate).unwrap_or_default();
    // A whole item has the vector in it, in more bytes than the index takes for it.
    let bytes = if is_whole { carried.max(numbers) } else { carried + numbers };
    Some((index.id, bytes.max(LEAST)))
}

/// By the table of the developer guide, at its dearest: a put counts as a new item, a changed key as changed.
fn entries_written(question: &Question<'_, '_>, index: &Candidate<'_>) -> u64 {
    if index.keys().any(|key| question.is_nowhere(key)) {
        return 0;
    }
    if question.pattern.kind != PatternKind::Update {
        return 1;
    }
    if index.keys().any(|key| is_changed(question, key)) {
        return 2;
    }
    let is_carried = match index.projection {
        Some(Projection::All) => question.needs(|attribute| is_changed(question, attribute)),
        Some(Projection::Include(included)) => {
            included.iter().any(|attribute| is_changed(question, *attribute))
        }
        _ => false,
    };
    u64::from(is_carried)
}

pub(super) fn request(question: &Question<'_, '_>, plan: &Plan<'_>) -> Request {
    let mut sheet = Sheet::new(question.scope.table);
    let terms = &plan.reading.terms;
    match plan.operation {
        Operation::UpdateItem => {
            sheet.key(terms);
            let changed = changed(question).into_iter();
            sheet.update(&changed.map(|id| (id, written::slot(question, terms, id))).collect::<Vec<_>>());
        }
        Operation::PutItem => sheet.item(written::item(question, terms)),
        _ => sheet.key(terms),
    }
    sheet.condition(&plan.reading.filter);
    sheet.finish()
}

/// What an update writes: what it names, and what templates make of that.
fn changed(question: &Question<'_, '_>) -> Vec<AttributeId> {
    let mut all = question.needed();
    for attribute in carried(question) {
        if !all.contains(&attribute) {
            all.push(attribute);
        }
    }
    all.retain(|attribute| is_changed(question, *attribute));
    all
}
