//! All candidates of a pattern, judged and ranked.

use tablewright_model::{Pattern, PatternKind};

use super::candidate::{Candidate, Kind, Scope};
use super::query::Reading;
use super::question::Question;
use super::request::{Piece, Request, Sheet, Slot};
use super::{
    Considered, Estimate, Note, Operation, Outcome, Place, Price, Reason, Service, Verdict, direct, estimate,
    query, rank, scan, search, write,
};

/// A way in which a candidate serves the pattern. Its request is written only if it is chosen.
pub(super) struct Plan<'d> {
    pub(super) operation: Operation,
    pub(super) reading: Reading<'d>,
    pub(super) prices: Vec<Price>,
    pub(super) estimate: Estimate,
}

impl Plan<'_> {
    pub(super) fn fit(&self) -> Outcome {
        if self.prices.is_empty() { Outcome::Served } else { Outcome::AtPrice }
    }
}

/// The verdict of any pattern but a transaction.
pub(super) fn verdict(scope: &Scope<'_>, pattern: &Pattern) -> Verdict {
    let question = Question::of(scope, pattern);
    let (mut plans, mut considered) = plans(&question);
    let chosen = rank::best(&question, &plans);
    rank::explain(&question, &plans, chosen, &mut considered);
    let service = chosen.and_then(|at| {
        let (candidate, plan) = (scope.candidates.get(at)?, plans.get_mut(at)?.take()?);
        Some(Box::new(service(&question, candidate, *plan)))
    });
    let outcome = chosen.and_then(|at| considered.get(at)).map_or(Outcome::NotServed, |chosen| chosen.fit);
    Verdict { pattern: pattern.id, outcome, service, considered }
}

/// The request that serves any pattern but a transaction, if one does.
pub(super) fn request(scope: &Scope<'_>, pattern: &Pattern) -> Option<Request> {
    let question = Question::of(scope, pattern);
    let (plans, _) = plans(&question);
    let chosen = rank::best(&question, &plans)?;
    let (candidate, plan) = (scope.candidates.get(chosen)?, plans.get(chosen)?.as_deref()?);
    Some(match plan.operation {
        Operation::Query | Operation::Scan => read_request(&question, candidate, plan),
        Operation::SearchVectors => search::request(&question, plan),
        Operation::GetItem | Operation::BatchGetItem => direct::request(&question, plan),
        _ => write::request(&question, plan),
    })
}

/// Every candidate, judged.
fn plans<'d>(question: &Question<'d, '_>) -> (Vec<Option<Box<Plan<'d>>>>, Vec<Considered>) {
    let gone = question.gone();
    let judged = question.scope.candidates.iter().map(|candidate| {
        let judged = match gone {
            Some(attribute) => Err(vec![Reason::AttributeGone(attribute)]),
            None => plan(question, candidate),
        };
        let place = candidate.place;
        match judged {
            Ok(plan) => {
                let considered = Considered { place, fit: plan.fit(), reasons: Vec::new() };
                (Some(Box::new(plan)), considered)
            }
            Err(reasons) => (None, Considered { place, fit: Outcome::NotServed, reasons }),
        }
    });
    judged.unzip()
}

/// How the candidate serves the pattern, or why it does not.
fn plan<'d>(question: &Question<'d, '_>, candidate: &Candidate<'d>) -> Result<Plan<'d>, Vec<Reason>> {
    match question.pattern.kind {
        PatternKind::Search => search::plan(question, candidate),
        _ if matches!(candidate.kind, Kind::Vector(_)) => Err(vec![Reason::OnlySearches]),
        PatternKind::Get => direct::get(question, candidate),
        PatternKind::BatchGet => direct::batch_get(question, candidate),
        PatternKind::Query => ranged(question, candidate),
        PatternKind::Scan => scan::plan(question, candidate),
        _ => write::plan(question, candidate),
    }
}

/// A query with what it costs beyond the answer.
pub(super) fn ranged<'d>(
    question: &Question<'d, '_>,
    candidate: &Candidate<'d>,
) -> Result<Plan<'d>, Vec<Reason>> {
    let reading = query::reading(question, candidate)?;
    Ok(priced(question, candidate, Operation::Query, reading))
}

/// The reading with its prices.
pub(super) fn priced<'d>(
    question: &Question<'d, '_>,
    candidate: &Candidate<'d>,
    operation: Operation,
    reading: Reading<'d>,
) -> Plan<'d> {
    let estimate = estimate::range(question, candidate, &reading.missing, !reading.filter.is_empty());
    let mut prices = Vec::new();
    if let Some(attribute) = reading.listed {
        prices.push(Price::CallPerValue(attribute));
    }
    if !reading.missing.is_empty() {
        let missing = reading.missing.clone();
        let is_local = matches!(candidate.kind, Kind::Local);
        prices.push(if is_local { Price::LocalFetch(missing) } else { Price::Fetch(missing) });
    }
    if !reading.filter.is_empty() {
        let mut filtered: Vec<_> = reading.filter.iter().map(|condition| condition.attribute).collect();
        filtered.dedup();
        prices.push(Price::Filter(filtered));
    }
    if !reading.others.is_empty() {
        prices.push(Price::OtherEntities(reading.others.clone()));
    }
    if estimate.pages > 1 {
        prices.push(Price::Pages(estimate.pages));
    }
    Plan { operation, reading, prices, estimate }
}

/// The chosen plan as the verdict tells it.
fn service(question: &Question<'_, '_>, candidate: &Candidate<'_>, plan: Plan<'_>) -> Service {
    let is_write = question.pattern.kind.is_write();
    let mut notes = plan.reading.notes;
    if is_write && !plan.reading.filter.is_empty() {
        notes.push(Note::FailedConditionCosts);
    }
    let is_global = candidate.is_global() || plan.operation == Operation::SearchVectors;
    Service {
        place: candidate.place,
        operation: plan.operation,
        prices: plan.prices,
        notes,
        can_be_strong: !is_write && !is_global,
        ordered_by: plan.reading.ordered_by,
        estimate: plan.estimate,
    }
}

fn read_request(question: &Question<'_, '_>, candidate: &Candidate<'_>, plan: &Plan<'_>) -> Request {
    let (pattern, table) = (question.pattern, question.scope.table);
    let mut sheet = Sheet::new(table);
    sheet.key_condition(&plan.reading.terms);
    sheet.filter(&plan.reading.filter);
    if candidate.is_global() && !plan.reading.missing.is_empty() {
        fetched(question, &mut sheet);
    } else {
        sheet.projection(&pattern.attributes);
        let is_local = matches!(candidate.kind, Kind::Local);
        sheet.request.whole = is_local && !plan.reading.missing.is_empty() && pattern.attributes.is_empty();
    }
    sheet.request.forward = plan.reading.forward;
    sheet.request.consistent = pattern.consistent;
    // `Limit` counts what is read, before the filter.
    let counts = plan.reading.filter.is_empty() && plan.reading.others.is_empty();
    sheet.request.limit = pattern.limit.filter(|_| counts);
    sheet.finish()
}

/// The request gives keys, and whole items are read by them.
pub(super) fn fetched(question: &Question<'_, '_>, sheet: &mut Sheet<'_>) {
    let table = question.scope.table;
    sheet.projection(&table.key.attributes().collect::<Vec<_>>());
    let mut fetch = Sheet::new(table);
    fetch.projection(&question.pattern.attributes);
    let named = |id| table.attribute_name(id).to_owned();
    let key = table.key.attributes().map(|id| (named(id), Slot::of(Piece::Attribute(named(id)))));
    fetch.request.key = key.collect();
    sheet.request.then = Some((Operation::BatchGetItem, Box::new(fetch.finish())));
}

/// Whether it is the table itself.
pub(super) fn is_table(candidate: &Candidate<'_>) -> bool {
    candidate.place == Place::Table
}
