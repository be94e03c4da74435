//! Reading single items by the table's own key.

use tablewright_model::Comparison;

use super::candidate::Candidate;
use super::judge::{Plan, is_table, ranged};
use super::query::Reading;
use super::question::Question;
use super::request::{Request, Sheet};
use super::term::{Answered, Term};
use super::{Note, Operation, Price, Reason, estimate};
use crate::capacity::Consistency;

/// By the whole key, or by a query where the key is not what is known.
pub(super) fn get<'d>(
    question: &Question<'d, '_>,
    candidate: &Candidate<'d>,
) -> Result<Plan<'d>, Vec<Reason>> {
    if is_table(candidate)
        && let Ok(terms) = key(question, candidate, false)
    {
        let consistency = Consistency::of(question.pattern.consistent);
        let estimate = estimate::keys(question, Some(1), consistency);
        return Ok(keyed(question, Operation::GetItem, terms, estimate));
    }
    let mut plan = ranged(question, candidate)?;
    plan.reading.notes.push(Note::NotUnique);
    Ok(plan)
}

/// By several whole keys.
pub(super) fn batch_get<'d>(
    question: &Question<'d, '_>,
    candidate: &Candidate<'d>,
) -> Result<Plan<'d>, Vec<Reason>> {
    if !is_table(candidate) {
        return Err(vec![Reason::OnlyByTableKey]);
    }
    let terms = key(question, candidate, true)?;
    let consistency = Consistency::of(question.pattern.consistent);
    let number = question.pattern.items.map(u64::from);
    let mut plan =
        keyed(question, Operation::BatchGetItem, terms, estimate::keys(question, number, consistency));
    if let Some(order) = question.pattern.order {
        return Err(vec![Reason::NoOrder(order.attribute)]);
    }
    if plan.estimate.pages > 1 {
        plan.prices.push(Price::Calls(plan.estimate.pages));
    }
    Ok(plan)
}

/// The terms of the whole primary key.
pub(super) fn key<'d>(
    question: &Question<'d, '_>,
    table: &Candidate<'d>,
    takes_lists: bool,
) -> Result<Vec<Term<'d>>, Vec<Reason>> {
    if !table.is_finished() {
        return Err(vec![Reason::Unfinished]);
    }
    let mut terms = Vec::new();
    let mut reasons = Vec::new();
    for attribute in table.keys() {
        match Term::equal(question, attribute) {
            Some(term) if takes_lists || term.is_equal() => terms.push(term),
            _ => reasons.push(match question.on(attribute).next() {
                Some((_, condition)) if condition.comparison != Comparison::Equal => {
                    Reason::KeyNotEqual(attribute, condition.comparison)
                }
                _ => Reason::KeyUnknown(attribute),
            }),
        }
    }
    if reasons.is_empty() { Ok(terms) } else { Err(reasons) }
}

/// A read by key has no filter: what is left is compared by the application.
fn keyed<'d>(
    question: &Question<'d, '_>,
    operation: Operation,
    terms: Vec<Term<'d>>,
    estimate: estimate::Estimate,
) -> Plan<'d> {
    let mut answered = Answered::default();
    terms.iter().for_each(|term| answered.join(term.answers));
    let left = question.conditions().filter(|(at, _)| !answered.has(*at));
    let checked: Vec<_> = left.map(|(_, condition)| condition.attribute).collect();
    let prices = if checked.is_empty() { Vec::new() } else { vec![Price::Checked(checked)] };
    Plan { operation, reading: Reading { terms, ..Reading::default() }, prices, estimate }
}

pub(super) fn request(question: &Question<'_, '_>, plan: &Plan<'_>) -> Request {
    let mut sheet = Sheet::new(question.scope.table);
    sheet.key(&plan.reading.terms);
    sheet.projection(&question.pattern.attributes);
    sheet.request.consistent = question.pattern.consistent;
    sheet.finish()
}
