//! What a write puts into each attribute: a parameter of its key, the entity's template, or a value of the application.

use tablewright_model::{AttributeId, TemplatePart};

use super::question::Question;
use super::request::{Piece, Slot};
use super::term::Term;

/// Every attribute of the item that is put, the key's first.
pub(super) fn item(question: &Question<'_, '_>, terms: &[Term<'_>]) -> Vec<(AttributeId, Slot)> {
    let mut attributes: Vec<AttributeId> = question.scope.table.key.attributes().collect();
    for attribute in question.needed() {
        if !attributes.contains(&attribute) {
            attributes.push(attribute);
        }
    }
    attributes.into_iter().map(|id| (id, slot(question, terms, id))).collect()
}

/// What is written into an attribute.
pub(super) fn slot(question: &Question<'_, '_>, terms: &[Term<'_>], attribute: AttributeId) -> Slot {
    if let Some(term) = terms.iter().find(|term| term.attribute == attribute) {
        return Slot::of_filling(&term.value, term.comparison);
    }
    let Some(template) = question.template(attribute) else {
        return Slot::of(own(question, terms, attribute));
    };
    let piece = |part: &TemplatePart| match part {
        TemplatePart::Text(text) => Piece::Text(text.clone()),
        TemplatePart::Attribute(id) => own(question, terms, *id),
        TemplatePart::Parameter(name) => Piece::Parameter(name.clone()),
    };
    Slot { pieces: template.0.iter().map(piece).collect() }
}

/// The attribute's value: the parameter that the key is made of, where one is, else the application's.
fn own(question: &Question<'_, '_>, terms: &[Term<'_>], attribute: AttributeId) -> Piece {
    let in_key = |at: usize| terms.iter().any(|term| term.answers.has(at));
    match question.equal(attribute).filter(|(at, _)| in_key(*at)) {
        Some((_, condition)) => Piece::Parameter(condition.parameter.clone()),
        None => Piece::Attribute(question.scope.table.attribute_name(attribute).to_owned()),
    }
}
