//! Transactions: each part must be a read or a write of a whole key, and all of one sort.

use std::collections::BTreeMap;

use tablewright_model::{Pattern, PatternKind};

use super::candidate::Scope;
use super::question::Question;
use super::{Considered, Estimate, Note, Operation, Outcome, Place, Reason, Service, Verdict};
use crate::capacity::Amount;

/// Actions of one transaction.
const MAX_TOGETHER: usize = 100;

pub(super) fn verdict(scope: &Scope<'_>, pattern: &Pattern, parts: &[(&Pattern, Verdict)]) -> Verdict {
    let problems = problems(pattern, parts);
    let is_read = parts.first().is_some_and(|(part, _)| part.kind == PatternKind::Get);
    let outcome = if problems.is_empty() { Outcome::Served } else { Outcome::NotServed };
    let considered = scope.candidates.iter().map(|candidate| {
        let (fit, reasons) = match candidate.place {
            Place::Table => (outcome, problems.clone()),
            Place::Index(_) if is_read => (Outcome::NotServed, vec![Reason::OnlyByTableKey]),
            Place::Index(_) => (Outcome::NotServed, vec![Reason::WritesGoToTable]),
        };
        Considered { place: candidate.place, fit, reasons }
    });
    let service = (outcome == Outcome::Served).then(|| Box::new(service(scope, pattern, parts, is_read)));
    Verdict { pattern: pattern.id, outcome, service, considered: considered.collect() }
}

fn problems(pattern: &Pattern, parts: &[(&Pattern, Verdict)]) -> Vec<Reason> {
    let mut problems = Vec::new();
    if pattern.together.is_empty() {
        problems.push(Reason::NothingTogether);
    }
    if pattern.together.len() > MAX_TOGETHER {
        problems.push(Reason::TooMuchTogether);
    }
    let reads = parts.iter().filter(|(part, _)| !part.kind.is_write()).count();
    if reads > 0 && reads < parts.len() {
        problems.push(Reason::ReadsAndWrites);
    }
    let is_keyed = |verdict: &Verdict| {
        let operation = verdict.service.as_ref().map(|service| service.operation);
        matches!(
            operation,
            Some(Operation::GetItem | Operation::PutItem | Operation::UpdateItem | Operation::DeleteItem)
        )
    };
    let fits = |id| parts.iter().any(|(part, verdict)| part.id == id && is_keyed(verdict));
    let wrong = pattern.together.iter().filter(|id| !fits(**id));
    problems.extend(wrong.map(|id| Reason::NotInTransaction(*id)));
    problems
}

/// Twice the units on the tables; what indexes write stays single (section 5.7 of our sources: measured).
fn service(scope: &Scope<'_>, pattern: &Pattern, parts: &[(&Pattern, Verdict)], is_read: bool) -> Service {
    let estimates = || parts.iter().filter_map(|(_, verdict)| Some(&verdict.service.as_ref()?.estimate));
    // A transactional read is four halves of a unit where an eventual one is one.
    let units = |estimate: &Estimate| match estimate.item_bytes {
        bytes if is_read => Amount::read(bytes.unwrap_or(1), crate::capacity::Consistency::Transactional),
        _ => estimate.units.times(2),
    };
    let mut index_units = BTreeMap::<_, Amount>::new();
    for (index, units) in estimates().flat_map(|estimate| &estimate.index_units) {
        *index_units.entry(*index).or_default() += *units;
    }
    let estimate = Estimate {
        items: Some(parts.len() as u64),
        pages: 1,
        units: estimates().map(units).sum(),
        index_units: index_units.into_iter().collect(),
        at_least: estimates().any(|estimate| estimate.at_least),
        ..Estimate::default()
    };
    Service {
        place: Place::Table,
        operation: if is_read { Operation::TransactGetItems } else { Operation::TransactWriteItems },
        prices: Vec::new(),
        notes: if is_read { Vec::new() } else { vec![Note::FailedConditionCosts] },
        can_be_strong: is_read,
        ordered_by: Vec::new(),
        estimate: estimate.at_peak(&Question::of(scope, pattern)),
    }
}
