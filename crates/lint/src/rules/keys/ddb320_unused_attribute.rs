//! An attribute that nothing carries.
//!
//! Detects: an attribute outside keys, projections, templates and patterns that no entity has, or without
//! entities none of at least three sample items.
//! Why: it is left over from before, or the entity that should have it has been forgotten.
//! Way out: remove it, or give it to the entity.
//! Source: this project.

use crate::held::Sets;
use crate::rules::prelude::*;

pub(super) const RULE: Rule = Rule::table("DDB320", Info, check);

const ENOUGH_ITEMS: usize = 3;

fn check(view: &TableView, found: &mut Findings) {
    let table = view.table;
    if table.entities.is_empty() && table.items.len() < ENOUGH_ITEMS {
        return;
    }
    let used = used(view);
    let unused = |(slot, _): &(usize, _)| !used.contains(0, *slot);
    for (_, attribute) in table.attributes.iter().enumerate().filter(unused) {
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

/// What something uses, as the only row.
fn used(view: &TableView) -> Sets {
    let (table, held) = (view.table, &view.held);
    let mut used = Sets::new(1, &view.slots);
    for sets in [&held.keys, &held.carried, &held.present] {
        used.add_all(0, sets);
    }
    let mut add = |id: AttributeId| view.slots.of_id(id).into_iter().for_each(|slot| used.add(0, slot));
    table.ttl.into_iter().for_each(&mut add);
    for (_, projection) in table.projections() {
        projection.included().iter().copied().for_each(&mut add);
    }
    for index in &table.vector_indexes {
        index.vector.into_iter().chain(index.searched()).for_each(&mut add);
    }
    for carried in table.entities.iter().flat_map(|entity| &entity.attributes) {
        carried.template.iter().flat_map(Template::attributes).for_each(&mut add);
    }
    for PatternView { pattern, .. } in &view.patterns {
        pattern.conditions.iter().for_each(|condition| add(condition.attribute));
        pattern.order.iter().for_each(|order| add(order.attribute));
        pattern.attributes.iter().copied().for_each(&mut add);
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
