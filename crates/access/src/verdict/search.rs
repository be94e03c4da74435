//! Searches for what is nearest, which vector indexes answer.

use tablewright_model::{Comparison, Condition};

use super::candidate::{Candidate, Kind};
use super::estimate::{Estimate, entry_bytes, item_bytes};
use super::judge::{Plan, fetched};
use super::query::{Reading, missing};
use super::question::Question;
use super::request::{Request, Sheet};
use super::term::Term;
use super::{Operation, Price, Reason};

/// Results of one search.
const MAX_NEAREST: u32 = 100;

pub(super) fn plan<'d>(
    question: &Question<'d, '_>,
    candidate: &Candidate<'d>,
) -> Result<Plan<'d>, Vec<Reason>> {
    let Kind::Vector(index) = candidate.kind else { return Err(vec![Reason::NotAVectorIndex]) };
    let pattern = question.pattern;
    let mut reasons = Vec::new();
    if index.vector.is_none() {
        reasons.push(Reason::Unfinished);
    }
    if pattern.consistent {
        reasons.push(Reason::NoStrongReads);
    }
    if let Some(order) = pattern.order {
        reasons.push(Reason::NoOrder(order.attribute));
    }
    if pattern.limit.or(pattern.items).is_some_and(|nearest| nearest > MAX_NEAREST) {
        reasons.push(Reason::TooManyNearest);
    }
    let mut reading = Reading { missing: missing(question, candidate), ..Reading::default() };
    for attribute in candidate.partition {
        match Term::equal(question, *attribute) {
            Some(term) if term.is_equal() => reading.terms.push(term),
            _ => reasons.push(Reason::PartitionUnknown(*attribute)),
        }
    }
    // The vector itself is what the search is by.
    let is_vector = |condition: &&Condition| Some(condition.attribute) == index.vector;
    let is_bound = |condition: &&Condition| index.partition == Some(condition.attribute);
    for condition in pattern.conditions.iter().filter(|one| !is_vector(one) && !is_bound(one)) {
        match index.filters.contains(&condition.attribute) {
            true => reading.filter.push(condition),
            false => reasons.push(Reason::NotAFilter(condition.attribute)),
        }
    }
    let compared = pattern.conditions.iter().filter(is_bound).find(|one| one.comparison != Comparison::Equal);
    reasons.extend(compared.map(|one| Reason::PartitionCompared(one.attribute, one.comparison)));
    if reasons.is_empty() { Ok(priced(question, candidate, reading)) } else { Err(reasons) }
}

/// Filters are applied while it searches, and what the index lacks is read from the table.
fn priced<'d>(question: &Question<'d, '_>, candidate: &Candidate<'d>, reading: Reading<'d>) -> Plan<'d> {
    let missing = reading.missing.clone();
    let prices = if missing.is_empty() { Vec::new() } else { vec![Price::Fetch(missing)] };
    let items = question.pattern.limit.or(question.pattern.items).map(u64::from);
    // Searches are charged by bytes and not by units.
    let estimate = Estimate {
        item_bytes: item_bytes(question),
        entry_bytes: entry_bytes(question, candidate),
        items,
        pages: 1,
        ..Estimate::default()
    };
    Plan { operation: Operation::SearchVectors, reading, prices, estimate }
}

pub(super) fn request(question: &Question<'_, '_>, plan: &Plan<'_>) -> Request {
    let mut sheet = Sheet::new(question.scope.table);
    sheet.key_condition(&plan.reading.terms);
    sheet.filter(&plan.reading.filter);
    if plan.reading.missing.is_empty() {
        sheet.projection(&question.pattern.attributes);
    } else {
        fetched(question, &mut sheet);
    }
    sheet.request.limit = question.pattern.limit;
    sheet.finish()
}
