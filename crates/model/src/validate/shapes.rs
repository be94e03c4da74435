//! What is said to be inside maps and lists (DDB037): on the right type, each member once, no deeper than AWS stores.

use std::collections::BTreeSet;

use super::subject::Subject;
use crate::{
    Attribute, AttributeField, AttributeType, Diagnostic, Edit, Element, Field, Object, Shape, Table, quoted,
};

/// Levels of a value, the value itself the first (Developer Guide, nested attributes).
pub(super) const MAX_LEVELS: usize = 32;

pub(super) fn check(table: &Table, found: &mut Vec<Diagnostic>) {
    for attribute in &table.attributes {
        let Some(shape) = &attribute.shape else { continue };
        let Some((problem, is_whole)) = problem(attribute, shape) else { continue };
        let object = Object::Attribute(table.id, attribute.id);
        let subject = Subject { kind: "Attribute", name: &attribute.name, object };
        let finding = subject.error("DDB037", Field::Shape, format!("{subject} {problem}"));
        let field = AttributeField::Shape(None);
        let fix = Edit::SetAttribute { table: table.id, attribute: attribute.id, field };
        found.push(if is_whole { finding.with_fix("Remove what is inside", fix) } else { finding });
    }
}

/// What is wrong, and whether the shape as a whole is.
fn problem(attribute: &Attribute, shape: &Shape) -> Option<(String, bool)> {
    if let Some(wrong) = misplaced(attribute.kind, shape) {
        return Some((format!("{wrong}: remove that or change the type"), true));
    }
    inner_problem(shape, 1).map(|problem| (problem, false))
}

fn inner_problem(shape: &Shape, level: usize) -> Option<String> {
    if level >= MAX_LEVELS {
        return Some(format!("is nested deeper than {MAX_LEVELS} levels: make it flatter"));
    }
    match shape {
        Shape::List(element) => element_problem(element, level),
        Shape::Map(members) => {
            let mut seen = BTreeSet::new();
            members.iter().find_map(|member| {
                if member.name.is_empty() {
                    Some("has a member without a name: name it or remove it".to_owned())
                } else if !seen.insert(member.name.as_str()) {
                    Some(format!("has two members called {}: remove one or rename it", quoted(&member.name)))
                } else {
                    element_problem(&member.value, level)
                }
            })
        }
    }
}

fn element_problem(element: &Element, level: usize) -> Option<String> {
    let shape = element.shape.as_ref()?;
    match misplaced(element.kind, shape) {
        Some(wrong) => Some(format!("has something inside that {wrong}: remove that or change the type")),
        None => inner_problem(shape, level + 1),
    }
}

fn misplaced(kind: AttributeType, shape: &Shape) -> Option<String> {
    let (wanted, what) = match shape {
        Shape::Map(_) => (AttributeType::M, "members"),
        Shape::List(_) => (AttributeType::L, "elements"),
    };
    (kind != wanted)
        .then(|| format!("is a {} and has {what}, as only a {} has", kind.label(), wanted.label()))
}
