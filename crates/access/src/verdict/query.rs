//! Whether a query of a candidate answers a pattern: its key condition, what is left for the filter, the order.

use tablewright_model::{AttributeId, Comparison, Condition, EntityId, TemplatePart};

use super::candidate::{Candidate, Kind};
use super::question::{Extent, Question};
use super::term::{Answered, Term, has_fixed_width};
use super::{Note, Reason};

/// A way to read a candidate.
#[derive(Default)]
pub(super) struct Reading<'d> {
    /// The partition key's terms, then those of the sort key.
    pub(super) terms: Vec<Term<'d>>,
    /// What is left to compare after the read.
    pub(super) filter: Vec<&'d Condition>,
    pub(super) ordered_by: Vec<AttributeId>,
    /// None where there is nothing to order.
    pub(super) forward: Option<bool>,
    /// The key attribute that is given as a list.
    pub(super) listed: Option<AttributeId>,
    /// Needed attributes that the candidate does not carry.
    pub(super) missing: Vec<AttributeId>,
    /// Other entities in what is read.
    pub(super) others: Vec<EntityId>,
    pub(super) notes: Vec<Note>,
}

/// Reads the candidate by a key condition, or says why not.
pub(super) fn reading<'d>(
    question: &Question<'d, '_>,
    candidate: &Candidate<'d>,
) -> Result<Reading<'d>, Vec<Reason>> {
    let mut reasons = Vec::new();
    if question.pattern.consistent && candidate.is_global() {
        reasons.push(Reason::NoStrongReads);
    }
    if !candidate.is_finished() {
        reasons.push(Reason::Unfinished);
        return Err(reasons);
    }
    let terms = match partition(question, candidate) {
        Ok(terms) => terms,
        Err(reason) => {
            reasons.push(reason);
            return Err(reasons);
        }
    };
    let mut reading = Reading::default();
    terms.into_iter().for_each(|term| reading.take(term));
    sort(question, candidate, &mut reading, &mut reasons);
    if reasons.is_empty() { Ok(reading) } else { Err(reasons) }
}

/// Every attribute of the partition key by equality.
fn partition<'d>(question: &Question<'d, '_>, candidate: &Candidate<'d>) -> Result<Vec<Term<'d>>, Reason> {
    let term = |attribute: &AttributeId| {
        Term::equal(question, *attribute).ok_or_else(|| match question.on(*attribute).next() {
            Some((_, condition)) => Reason::PartitionCompared(*attribute, condition.comparison),
            None => Reason::PartitionUnknown(*attribute),
        })
    };
    candidate.partition.iter().map(term).collect()
}

/// Sort attributes left to right, then everything that follows from how far they reach.
fn sort<'d>(
    question: &Question<'d, '_>,
    candidate: &Candidate<'d>,
    reading: &mut Reading<'d>,
    reasons: &mut Vec<Reason>,
) {
    let mut equal = 0;
    for attribute in candidate.sort {
        if let Some(term) = Term::equal(question, *attribute) {
            reading.take(term);
            equal += 1;
            continue;
        }
        match Term::range(question, *attribute) {
            Ok(term) => term.into_iter().for_each(|term| reading.take(term)),
            Err(()) => reasons.push(Reason::ComparedTwice(*attribute)),
        }
        break;
    }
    // A condition on a key attribute says that the item has it, and a list of values is one call each.
    leave_filter(question, candidate, reading, reasons);
    order(question, candidate, equal, reading, reasons);
    presence(question, candidate, reading, reasons);
    if let Kind::Global | Kind::Local = candidate.kind {
        reading.missing = missing(question, candidate);
    }
    reading.others = others(question, candidate, reading);
}

impl<'d> Reading<'d> {
    fn take(&mut self, term: Term<'d>) {
        if term.comparison == Comparison::In {
            self.listed = Some(term.attribute);
        }
        self.terms.push(term);
    }

    fn answered(&self) -> Answered {
        let mut all = Answered::default();
        self.terms.iter().for_each(|term| all.join(term.answers));
        all
    }

    /// Whether the key condition says anything of the attribute.
    fn binds(&self, attribute: AttributeId) -> bool {
        self.terms.iter().any(|term| term.attribute == attribute)
    }
}

fn leave_filter<'d>(
    question: &Question<'d, '_>,
    candidate: &Candidate<'d>,
    reading: &mut Reading<'d>,
    reasons: &mut Vec<Reason>,
) {
    let answered = reading.answered();
    for (_, condition) in question.conditions().filter(|(at, _)| !answered.has(*at)) {
        let Condition { attribute, comparison, .. } = condition;
        if candidate.is_key(*attribute) {
            let is_told = reasons.contains(&Reason::ComparedTwice(*attribute));
            if *comparison != Comparison::Exists && !is_told {
                reasons.push(why_not_in_key(candidate, reading, condition));
            }
        } else if let Some(reason) = unfiltered(question, candidate, *attribute) {
            reasons.push(reason);
        } else {
            reading.filter.push(condition);
        }
    }
    reasons.dedup();
}

/// Why a filter can't compare the attribute.
pub(super) fn unfiltered(
    question: &Question<'_, '_>,
    candidate: &Candidate<'_>,
    attribute: AttributeId,
) -> Option<Reason> {
    if !candidate.carries(question.scope, attribute) {
        return Some(Reason::FilterNotProjected(attribute));
    }
    question.is_nowhere(attribute).then_some(Reason::NotCarried(attribute))
}

fn why_not_in_key(candidate: &Candidate<'_>, reading: &Reading<'_>, condition: &Condition) -> Reason {
    let Condition { attribute, comparison, .. } = condition;
    let before = candidate.sort.iter().take_while(|one| *one != attribute);
    let is_sort = candidate.sort.contains(attribute);
    // The first of those before it that is not given by equality.
    let mut open = before.filter(|one| {
        let equal = |term: &Term<'_>| {
            term.attribute == **one && (term.is_equal() || term.comparison == Comparison::In)
        };
        !reading.terms.iter().any(equal)
    });
    match open.next() {
        Some(before) if is_sort && comparison.fits_sort_key() => {
            Reason::LeftToRight { wanted: *attribute, before: *before }
        }
        _ if reading.binds(*attribute) && comparison.fits_sort_key() => Reason::ComparedTwice(*attribute),
        _ => Reason::KeyCompared(*attribute, *comparison),
    }
}

/// The answer comes by the sort attributes behind those that are given by equality.
fn order(
    question: &Question<'_, '_>,
    candidate: &Candidate<'_>,
    equal: usize,
    reading: &mut Reading<'_>,
    reasons: &mut Vec<Reason>,
) {
    let rest = candidate.sort.get(equal..).unwrap_or_default();
    reading.ordered_by = rest.to_vec();
    let Some(order) = question.pattern.order else { return };
    if question.equal(order.attribute).is_some() {
        return;
    }
    reading.forward = Some(!order.descending);
    let given = rest.first().copied();
    if given != Some(order.attribute) {
        match given.filter(|by| is_ordered_inside(question, *by, order.attribute)) {
            Some(_) if has_fixed_width(question, order.attribute) => {}
            Some(_) => reading.notes.push(Note::OrderedAsText(order.attribute)),
            None => reasons.push(Reason::OrderedBy { wanted: order.attribute, given }),
        }
    }
    if reading.listed.is_some() {
        reading.notes.push(Note::Merged);
    }
}

/// Whether the attribute is the first piece of the key's template that differs within what is read.
fn is_ordered_inside(question: &Question<'_, '_>, key: AttributeId, wanted: AttributeId) -> bool {
    let Some(template) = question.template(key) else { return false };
    let differs = |part: &&TemplatePart| match part {
        TemplatePart::Text(_) => false,
        TemplatePart::Attribute(id) => question.equal(*id).is_none(),
        TemplatePart::Parameter(name) => question.parameter(name) != Some(Extent::Whole),
    };
    let first = template.0.iter().find(differs);
    matches!(first, Some(TemplatePart::Attribute(id)) if *id == wanted) && question.is_text(wanted)
}

/// An index holds only items that have all of its key.
fn presence(
    question: &Question<'_, '_>,
    candidate: &Candidate<'_>,
    reading: &mut Reading<'_>,
    reasons: &mut Vec<Reason>,
) {
    // Who orders by an attribute, or gives what it is made of, asks for items that have it.
    let is_order = |attribute| question.pattern.order.is_some_and(|order| order.attribute == attribute);
    for attribute in candidate.keys() {
        let is_compared =
            question.on(attribute).any(|(_, condition)| condition.comparison != Comparison::NotExists);
        if question.is_nowhere(attribute) {
            reasons.push(Reason::EntityAbsent(attribute));
        } else if is_compared || question.is_everywhere(attribute) {
            continue;
        } else if question.is_lacked(attribute) && !is_order(attribute) && !reading.binds(attribute) {
            reasons.push(Reason::NotAll(attribute));
        } else {
            reading.notes.push(Note::OnlyItemsWith(attribute));
        }
    }
}

/// Needed attributes that the candidate does not carry.
pub(super) fn missing(question: &Question<'_, '_>, candidate: &Candidate<'_>) -> Vec<AttributeId> {
    if matches!(candidate.projection, None | Some(tablewright_model::Projection::All)) {
        return Vec::new();
    }
    let needed = question.needed().into_iter();
    needed.filter(|attribute| !candidate.carries(question.scope, *attribute)).collect()
}

/// Entities whose items may be in what is read beside those that are asked for.
fn others(question: &Question<'_, '_>, candidate: &Candidate<'_>, reading: &Reading<'_>) -> Vec<EntityId> {
    let Some(asked) = question.entity else { return Vec::new() };
    let others = question.scope.table.entities.iter().filter(|other| other.id != asked.id);
    let shares = |other: &&std::sync::Arc<tablewright_model::Entity>| {
        let has_keys = candidate.keys().all(|key| {
            question.scope.is_key(key) || other.attributes.is_empty() || other.attribute(key).is_some()
        });
        has_keys
            && reading.terms.iter().all(|term| {
                let (mine, its) =
                    (term.prefix(question), other.template(term.attribute).map_or("", |t| t.prefix()));
                mine.starts_with(its) || its.starts_with(mine)
            })
    };
    others.filter(shares).map(|other| other.id).collect()
}
