//! A sample item lacks what its entity always has.
//!
//! Detects: a sample item of an entity without an attribute that the entity carries and that is not optional.
//! Why: previews of indexes and sizes are made of the sample items, and are wrong for incomplete ones.
//! Way out: complete the item, or make the attribute optional.
//! Source: this project.

use crate::rules::prelude::*;

pub(super) const RULE: Rule = Rule::table("DDB322", Info, check);

fn check(view: &TableView, found: &mut Findings) {
    if view.table.entities.is_empty() {
        return;
    }
    for item in &view.table.items {
        let Some(entity) = item.entity.and_then(|id| view.table.entity(id)) else { continue };
        let is_missing = |carried: &&EntityAttribute| {
            let name = view.attribute(carried.attribute).map(|attribute| &attribute.name);
            !carried.optional && name.is_some_and(|name| !item.values.contains_key(name))
        };
        let mut missing =
            entity.attributes.iter().filter(is_missing).map(|carried| carried.attribute).peekable();
        if missing.peek().is_none() {
            continue;
        }
        let (names, entity) = (view.named_all(missing), quoted(&entity.name));
        let message = format!("The sample item lacks {names}, which every {entity} has: complete it");
        found.add(view.at_item(item), message);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn samples_are_complete() {
        let sketch = table("pk | email colour").entity("User", "pk email colour?");
        fires(&RULE, sketch.clone().item_of("User", "pk=a"));
        silent(&RULE, sketch.clone().item_of("User", "pk=a email=x"));
        silent(&RULE, sketch.item("pk=a"));
    }
}
