//! Reading everything, for patterns that mean to.

use tablewright_model::Comparison;

use super::candidate::Candidate;
use super::judge::{Plan, priced};
use super::query::{Reading, missing, unfiltered};
use super::question::Question;
use super::{Operation, Reason};

pub(super) fn plan<'d>(
    question: &Question<'d, '_>,
    candidate: &Candidate<'d>,
) -> Result<Plan<'d>, Vec<Reason>> {
    let mut reasons = Vec::new();
    if !candidate.is_finished() {
        reasons.push(Reason::Unfinished);
    }
    if question.pattern.consistent && candidate.is_global() {
        reasons.push(Reason::NoStrongReads);
    }
    if let Some(order) = question.pattern.order {
        reasons.push(Reason::NoOrder(order.attribute));
    }
    reasons.extend(absent(question, candidate));
    let conditions = question.pattern.conditions.iter();
    let left: Vec<_> = conditions.filter(|condition| !is_implied(candidate, condition)).collect();
    reasons.extend(left.iter().filter_map(|condition| unfiltered(question, candidate, condition.attribute)));
    if !reasons.is_empty() {
        return Err(reasons);
    }
    let missing = missing(question, candidate);
    let reading = Reading { filter: left, missing, others: others(question), ..Reading::default() };
    Ok(priced(question, candidate, Operation::Scan, reading))
}

/// What an index holds has its key attributes.
fn is_implied(candidate: &Candidate<'_>, condition: &tablewright_model::Condition) -> bool {
    condition.comparison == Comparison::Exists && candidate.is_key(condition.attribute)
}

/// Attributes of its key that an item may lack, and so not be in the index.
fn absent<'q>(
    question: &'q Question<'_, '_>,
    candidate: &'q Candidate<'_>,
) -> impl Iterator<Item = Reason> + 'q {
    let is_asked = |attribute| {
        question.on(attribute).any(|(_, condition)| condition.comparison != Comparison::NotExists)
    };
    let unsure = candidate.keys().filter(move |key| !question.is_everywhere(*key) && !is_asked(*key));
    unsure.map(Reason::NotAll)
}

/// A scan sees every entity.
fn others(question: &Question<'_, '_>) -> Vec<tablewright_model::EntityId> {
    let Some(asked) = question.entity else { return Vec::new() };
    let entities = question.scope.table.entities.iter();
    entities.map(|entity| entity.id).filter(|id| *id != asked.id).collect()
}
