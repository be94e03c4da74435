//! An attribute that nothing carries.
//!
//! Detects: an attribute outside keys, projections, templates and patterns that no entity has, or without
//! entities none of at least three sample items.
//! Why: it is left over from before, or the entity that should have it has been forgotten.
//! Way out: remove it, or give it to the entity.
//! Source: this project.

use crate::rules::prelude::*;

pub(super) const RULE: Rule = Rule::table("DDB320", Info, check);

const ENOUGH_ITEMS: usize = 3;

fn check(view: &TableView, found: &mut Findings) {
    let table = view.table;
    if table.entities.is_empty() && table.items.len() < ENOUGH_ITEMS {
        return;
    }
    let mut used = used(view);
    used.sort_unstable();
    for attribute in table.attributes.iter().filter(|attribute| used.binary_search(&attribute.id).is_err()) {
        if table.items.iter().any(|item| item.values.contains_key(&attribute.name)) {
            continue;
        }
        let name = quoted(&attribute.name);
        let message = format!(
            "Nothing in {} carries attribute {name}: remove it, or give it to an entity",
            view.name()
        );
        let fix = Edit::RemoveAttribute { table: table.id, attribute: attribute.id };
        found.add_with_fix(
            Address::of(Object::Attribute(table.id, attribute.id)),
            message,
            "Remove the attribute",
            fix,
        );
    }
}

fn used(view: &TableView) -> Vec<AttributeId> {
    let table = view.table;
    let mut used: Vec<AttributeId> =
        view.paths.iter().flat_map(|path| path.partition.iter().chain(path.sort)).copied().collect();
    used.extend(table.ttl);
    for (_, projection) in table.projections() {
        used.extend(projection.included());
    }
    for index in &table.vector_indexes {
        used.extend(index.vector.into_iter().chain(index.searched()));
    }
    for carried in table.entities.iter().flat_map(|entity| &entity.attributes) {
        used.push(carried.attribute);
        used.extend(carried.template.iter().flat_map(Template::attributes));
    }
    for PatternView { pattern, .. } in &view.patterns {
        used.extend(pattern.conditions.iter().map(|condition| condition.attribute));
        used.extend(pattern.order.map(|order| order.attribute));
        used.extend(&pattern.attributes);
    }
    used
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn attributes_are_carried() {
        let sketch = table("pk | email old");
        fires_with_fix(&RULE, sketch.clone().entity("User", "pk email"));
        silent(&RULE, sketch.clone().entity("User", "pk email old?"));
        silent(&RULE, sketch.clone().entity("User", "pk=U#{old} email"));
        silent(&RULE, sketch.clone().entity("User", "pk email").query("pk = ; old ="));
        fires_with_fix(&RULE, sketch.clone().item("pk=a email=x").item("pk=b").item("pk=c"));
        silent(&RULE, sketch.clone().item("pk=a email=x old=y").item("pk=b").item("pk=c"));
        silent(&RULE, sketch);
    }
}
