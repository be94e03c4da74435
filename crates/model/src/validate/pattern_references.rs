//! What access patterns refer to exists (DDB029): table, entity, attributes, index, patterns of a transaction.

use super::subject::Subject;
use crate::{
    AttributeId, Design, Diagnostic, Edit, Field, Object, Pattern, PatternField, PatternKind, Table, Target,
    quoted,
};

/// Actions of one transaction (Developer Guide, transactions).
const MAX_TOGETHER: usize = 100;

pub(super) fn check(design: &Design, pattern: &Pattern, found: &mut Vec<Diagnostic>) {
    let Some(table) = design.table(pattern.table) else {
        let subject = subject(pattern);
        let message = format!("{subject} asks a table that is gone: choose another");
        let fix = Edit::RemovePattern { pattern: pattern.id };
        let finding = subject.error_of_whole("DDB029", message);
        found.push(finding.with_fix("Remove the access pattern", fix));
        return;
    };
    check_attributes(table, pattern, found);
    found.extend(entity(table, pattern));
    found.extend(target(table, pattern));
    found.extend(together(design, pattern));
}

pub(super) fn subject(pattern: &Pattern) -> Subject<'_> {
    Subject { kind: "Access pattern", name: &pattern.name, object: Object::Pattern(pattern.id) }
}

/// A finding with the value that mends it.
fn finding(pattern: &Pattern, field: Field, problem: &str, label: &str, mended: PatternField) -> Diagnostic {
    let subject = subject(pattern);
    let fix = Edit::SetPattern { pattern: pattern.id, field: mended };
    subject.error("DDB029", field, format!("{subject} {problem}")).with_fix(label, fix)
}

fn check_attributes(table: &Table, pattern: &Pattern, found: &mut Vec<Diagnostic>) {
    let is_there = |id: AttributeId| table.attribute(id).is_some();
    if !pattern.conditions.iter().all(|condition| is_there(condition.attribute)) {
        let kept = pattern.conditions.iter().filter(|condition| is_there(condition.attribute)).cloned();
        let mended = PatternField::Conditions(kept.collect());
        let problem = "has a condition on an attribute that is gone: choose another";
        found.push(finding(pattern, Field::Conditions, problem, "Remove the condition", mended));
    }
    if pattern.order.is_some_and(|order| !is_there(order.attribute)) {
        let problem = "orders by an attribute that is gone: choose another";
        found.push(finding(pattern, Field::Order, problem, "Remove the order", PatternField::Order(None)));
    }
    let Some(gone) = pattern.attributes.iter().position(|id| !is_there(*id)) else { return };
    let kept: Vec<_> = pattern.attributes.iter().copied().filter(|id| is_there(*id)).collect();
    let subject = subject(pattern);
    // None at all means all of them, which would be another question.
    let problem = "needs an attribute that is gone: choose another";
    if kept.is_empty() && gone == 0 {
        found.push(subject.error("DDB029", Field::Attributes, format!("{subject} {problem}")));
    } else {
        found.push(finding(pattern, Field::Attributes, problem, "Remove it", PatternField::Attributes(kept)));
    }
}

fn entity(table: &Table, pattern: &Pattern) -> Option<Diagnostic> {
    let id = pattern.entity?;
    if table.entity(id).is_some() {
        return None;
    }
    let problem =
        format!("is about an entity that {} does not have: choose another or none", quoted(&table.name));
    Some(finding(pattern, Field::Entity, &problem, "Ask of any", PatternField::Entity(None)))
}

fn target(table: &Table, pattern: &Pattern) -> Option<Diagnostic> {
    let Target::Index(id) = pattern.target else { return None };
    if table.index_name(id).is_some() {
        return None;
    }
    let problem =
        format!("is to be served by an index that {} does not have: choose another", quoted(&table.name));
    let mended = PatternField::Target(Target::Automatic);
    Some(finding(pattern, Field::Target, &problem, "Let the best one serve it", mended))
}

/// Only a transaction has others in it, and no transaction is in another.
fn together(design: &Design, pattern: &Pattern) -> Option<Diagnostic> {
    let number = pattern.together.len();
    if number > MAX_TOGETHER {
        let subject = subject(pattern);
        let message =
            format!("{subject} carries out {number} others together: the most is {MAX_TOGETHER}; split it");
        return Some(subject.error("DDB029", Field::Together, message));
    }
    let is_fine = |id: &crate::PatternId| {
        design.pattern(*id).is_some_and(|other| other.kind != PatternKind::Transaction)
    };
    let problem = if pattern.kind != PatternKind::Transaction && number > 0 {
        "carries out others, which only a transaction does: remove them"
    } else if !pattern.together.iter().all(is_fine) {
        "carries out something that is gone or a transaction itself: remove that"
    } else {
        return None;
    };
    let is_transaction = pattern.kind == PatternKind::Transaction;
    let kept = pattern.together.iter().copied().filter(|id| is_transaction && is_fine(id)).collect();
    Some(finding(pattern, Field::Together, problem, "Remove them", PatternField::Together(kept)))
}
