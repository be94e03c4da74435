//! A sample item lacks what its entity always has.
//!
//! Detects: a sample item of an entity without an attribute that the entity carries and that is not optional.
//! Why: previews of indexes and sizes are made of the sample items, and are wrong for incomplete ones.
//! Way out: complete the item, or make the attribute optional.
//! Source: this project.

use crate::rules::prelude::*;

pub(super) const RULE: Rule = Rule::table("DDB322", Info, check);

fn check(view: &TableView, found: &mut Findings) {
    for (at, item) in view.table.items.iter().enumerate() {
        let Some(id) = item.entity else { continue };
        let mut missing = view.missing(at, id).peekable();
        if missing.peek().is_none() {
            continue;
        }
        let entity = view.table.entity(id).map_or_else(String::new, |entity| quoted(&entity.name));
        let names = view.named_all(missing);
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
