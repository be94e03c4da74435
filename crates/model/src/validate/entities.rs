//! Entities: what they carry exists, once, and their templates can make the value (DDB036).

use std::collections::BTreeMap;

use super::pattern_conditions::is_parameter;
use super::scope::Scope;
use super::subject::Subject;
use crate::{
    AttributeId, AttributeType, Diagnostic, Edit, Entity, EntityAttribute, EntityField, Field, Object,
    TemplatePart, quoted,
};

pub(super) fn check(scope: &Scope<'_>, found: &mut Vec<Diagnostic>) {
    for entity in &scope.table.entities {
        check_attributes(scope, entity, found);
        found.extend(cycle(scope, entity));
    }
}

fn check_attributes(scope: &Scope<'_>, entity: &Entity, found: &mut Vec<Diagnostic>) {
    let subject = subject(scope, entity);
    // By place in the table, which is found anyway. Most entities carry attributes in the table's order.
    let (mut seen, mut next) = (vec![false; scope.table.attributes.len()], 0);
    for (at, carried) in entity.attributes.iter().enumerate() {
        let place = place(scope, carried.attribute, next);
        next = place.map_or(next, |place| place + 1);
        let place = place.and_then(|place| seen.get_mut(place));
        let problem = if place.is_none() {
            "an attribute that is gone: remove it".to_owned()
        } else if place.is_some_and(|seen| std::mem::replace(seen, true)) {
            format!("{} twice: remove one", quoted(scope.name(carried.attribute)))
        } else {
            found.extend(template_problem(scope, carried).map(|problem| {
                let name = quoted(scope.name(carried.attribute));
                let message = format!("{subject} makes {name} by a template {problem}");
                subject.error("DDB036", Field::Templates, message)
            }));
            continue;
        };
        let finding = subject.error("DDB036", Field::Attributes, format!("{subject} carries {problem}"));
        let mut rest = entity.attributes.clone();
        rest.remove(at);
        let field = EntityField::Attributes(rest);
        let fix = Edit::SetEntity { table: scope.table.id, entity: entity.id, field };
        found.push(finding.with_fix("Remove it", fix));
    }
}

/// Where an attribute stands in the table; asked at the likely place first.
fn place(scope: &Scope<'_>, id: AttributeId, likely: usize) -> Option<usize> {
    let attributes = &scope.table.attributes;
    let is_there = attributes.iter().nth(likely).is_some_and(|attribute| attribute.id == id);
    if is_there { Some(likely) } else { attributes.position(id) }
}

fn subject<'a>(scope: &Scope<'_>, entity: &'a Entity) -> Subject<'a> {
    Subject { kind: "Entity", name: &entity.name, object: Object::Entity(scope.table.id, entity.id) }
}

fn template_problem(scope: &Scope<'_>, carried: &EntityAttribute) -> Option<String> {
    let template = carried.template.as_ref()?;
    let kind = scope.attribute(carried.attribute)?.kind;
    if !kind.is_key_type() {
        return Some(format!("and is a {}: templates make a String, a Number or a Binary", kind.label()));
    }
    if template.0.is_empty() {
        return Some("that is empty: fill it or remove it".to_owned());
    }
    template.0.iter().find_map(|part| part_problem(scope, kind, part))
}

fn part_problem(scope: &Scope<'_>, kind: AttributeType, part: &TemplatePart) -> Option<String> {
    let is_number = kind == AttributeType::N;
    match part {
        TemplatePart::Text(text)
            if is_number && !text.chars().all(|c| c.is_ascii_digit() || "+-.eE".contains(c)) =>
        {
            Some(format!("with the text {}, but it is a Number: use digits only", quoted(text)))
        }
        TemplatePart::Text(_) => None,
        TemplatePart::Parameter(name) if !is_parameter(name) => {
            Some(format!("with the parameter {}: use letters, digits and _ only", quoted(name)))
        }
        TemplatePart::Parameter(_) => None,
        TemplatePart::Attribute(id) => match scope.attribute(*id) {
            None => Some("with an attribute that is gone: remove it from the template".to_owned()),
            Some(attribute) if !attribute.kind.is_key_type() => Some(format!(
                "with {}, which is a {}: use Strings, Numbers and Binaries",
                quoted(&attribute.name),
                attribute.kind.label()
            )),
            Some(attribute) if is_number && attribute.kind != AttributeType::N => Some(format!(
                "with {}, but it is a Number and that is not: use Numbers",
                quoted(&attribute.name)
            )),
            Some(_) => None,
        },
    }
}

/// An attribute whose template leads back to it; it would never have a value.
fn cycle(scope: &Scope<'_>, entity: &Entity) -> Option<Diagnostic> {
    let templates = || entity.attributes.iter().filter_map(|carried| carried.template.as_ref());
    let is_made = |id| entity.attributes.iter().any(|one| one.attribute == id && one.template.is_some());
    if !templates().any(|template| template.attributes().any(is_made)) {
        return None;
    }
    let made = |carried: &EntityAttribute| {
        let template = carried.template.as_ref();
        template.map(|template| (carried.attribute, template.attributes().collect::<Vec<_>>()))
    };
    let mut open: BTreeMap<AttributeId, Vec<AttributeId>> =
        entity.attributes.iter().filter_map(made).collect();
    resolve(&mut open);
    let stuck = entity.attributes.iter().find(|carried| open.contains_key(&carried.attribute))?;
    let subject = subject(scope, entity);
    let name = quoted(scope.name(stuck.attribute));
    let message = format!("{subject} makes {name} by templates that lead back to it: change one of them");
    Some(subject.error("DDB036", Field::Templates, message))
}

/// Takes out whatever is made only of what is known, until nothing more is; each attribute and each part once.
fn resolve(open: &mut BTreeMap<AttributeId, Vec<AttributeId>>) {
    let mut waiting: BTreeMap<AttributeId, Vec<AttributeId>> = BTreeMap::new();
    let mut missing: BTreeMap<AttributeId, usize> = BTreeMap::new();
    for (made, of) in open.iter() {
        let needed = of.iter().filter(|id| open.contains_key(id));
        missing.insert(*made, needed.clone().count());
        needed.for_each(|id| waiting.entry(*id).or_default().push(*made));
    }
    let mut known: Vec<_> = missing.iter().filter(|(_, count)| **count == 0).map(|(id, _)| *id).collect();
    while let Some(id) = known.pop() {
        open.remove(&id);
        for waits in waiting.remove(&id).unwrap_or_default() {
            let Some(count) = missing.get_mut(&waits) else { continue };
            *count -= 1;
            if *count == 0 {
                known.push(waits);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(text: &str) -> AttributeId {
        text.parse().unwrap()
    }

    #[test]
    fn only_what_leads_back_stays_open() {
        let mut open: BTreeMap<_, _> = [
            (id("a"), vec![id("b"), id("b"), id("plain")]),
            (id("b"), vec![id("c")]),
            (id("c"), vec![]),
            (id("x"), vec![id("y")]),
            (id("y"), vec![id("x")]),
            (id("on-y"), vec![id("y"), id("c")]),
        ]
        .into();
        resolve(&mut open);
        assert_eq!(open.into_keys().collect::<Vec<_>>(), [id("on-y"), id("x"), id("y")]);
    }
}
