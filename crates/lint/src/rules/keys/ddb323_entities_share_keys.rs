//! Two entities may have the same key.
//!
//! Detects: two entities of a table whose primary keys are made alike, so that no fixed text tells them
//! apart.
//! Why: an item of the one overwrites an item of the other that happens to have the same values.
//! Way out: begin the key of each entity with a text of its own, such as `USER#{user_id}`.
//! Source: Developer Guide, best practices for single-table design.

use crate::rules::prelude::*;

pub(super) const RULE: Rule = Rule::table("DDB323", Warning, check);

fn check(view: &TableView, found: &mut Findings) {
    let table = view.table;
    for (at, entity) in table.entities.iter().enumerate() {
        let alike =
            |other: &&std::sync::Arc<Entity>| table.key.attributes().all(|key| is_alike(entity, other, key));
        let has_key = table.key.attributes().next().is_some();
        let Some(other) = table.entities.iter().take(at).filter(|_| has_key).find(alike) else { continue };
        let (name, other) = (quoted(&entity.name), quoted(&other.name));
        let message =
            format!("Entities {name} and {other} may have the same key: begin each with a text of its own");
        found.add(Address::field(Object::Entity(table.id, entity.id), Field::Templates), message);
    }
}

/// Whether a value of the one could be a value of the other; an entity without the attribute has no key at all.
fn is_alike(one: &Entity, other: &Entity, key: AttributeId) -> bool {
    let (Some(one), Some(other)) = (one.attribute(key), other.attribute(key)) else { return false };
    match (&one.template, &other.template) {
        (Some(one), Some(other)) => {
            one.0.len() == other.0.len()
                && one.0.iter().zip(&other.0).all(|(one, other)| is_same_part(one, other))
        }
        (None, None) => true,
        // Any text may be the value of an attribute that stands alone.
        (Some(template), None) | (None, Some(template)) => template.prefix().is_empty(),
    }
}

fn is_same_part(one: &TemplatePart, other: &TemplatePart) -> bool {
    match (one, other) {
        (TemplatePart::Text(one), TemplatePart::Text(other)) => one == other,
        (TemplatePart::Text(_), _) | (_, TemplatePart::Text(_)) => false,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn entities_are_told_apart() {
        let sketch = table("pk sk | user order");
        let users = sketch.clone().entity("User", "pk=USER#{user} sk=PROFILE");
        silent(&RULE, users.clone().entity("Order", "pk=USER#{user} sk=ORDER#{order}"));
        fires(&RULE, users.entity("Guest", "pk=USER#{order} sk=PROFILE"));
        fires(&RULE, sketch.clone().entity("User", "pk sk").entity("Order", "pk sk"));
        silent(&RULE, sketch.clone().entity("User", "pk sk").entity("Order", "pk=ORDER#{order} sk"));
        silent(&RULE, sketch.entity("User", "pk sk").entity("Order", "pk"));
    }
}
