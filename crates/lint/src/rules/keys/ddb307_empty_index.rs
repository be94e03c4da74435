//! An index that nothing gets into.
//!
//! Detects: a global index whose key no entity has; in a table without entities, none of at least three sample
//! items.
//! Why: items that lack an attribute of the key are left out without a word, and queries of the index find
//! nothing.
//! Way out: give the entity that is to be found the attributes of the key, or correct their names.
//! Source: Developer Guide, taking advantage of sparse indexes.

use crate::held::is_within;
use crate::rules::prelude::*;
use crate::rules::shared::global;

pub(super) const RULE: Rule = Rule::table("DDB307", Warning, check);

/// Fewer say nothing about the rest.
const ENOUGH_ITEMS: usize = 3;

fn check(view: &TableView, found: &mut Findings) {
    for (at, index) in global(view).filter(|(_, index)| index.keys().next().is_some()) {
        let message = if is_without_entity(view, at) {
            let name = quoted(&index.name);
            format!("No entity has the key of index {name}, so that it stays empty: give one its attributes")
        } else if is_without_item(view, at) {
            let name = quoted(&index.name);
            format!("No sample item has the key of index {name}, so that it stays empty: check the names")
        } else {
            continue;
        };
        found.add(view.at_index(index.id, Field::PartitionKey), message);
    }
}

fn is_without_entity(view: &TableView, at: usize) -> bool {
    !view.table.entities.is_empty() && view.entities_in(at).next().is_none()
}

fn is_without_item(view: &TableView, at: usize) -> bool {
    let (keys, present) = (view.held.keys.row(at), &view.held.present);
    let count = view.held.items.len();
    view.table.entities.is_empty()
        && count >= ENOUGH_ITEMS
        && !(0..count).any(|item| is_within(keys, present.row(item)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn something_is_in_an_index() {
        let sketch = table("pk | email").index("by_email", "email");
        fires(&RULE, sketch.clone().entity("User", "pk"));
        silent(&RULE, sketch.clone().entity("User", "pk email?").entity("Guest", "pk"));
        fires(&RULE, sketch.clone().item("pk=a").item("pk=b").item("pk=c"));
        silent(&RULE, sketch.clone().item("pk=a").item("pk=b").item("pk=c email=x"));
        silent(&RULE, sketch.clone().entity("User", "pk email?").item("pk=a").item("pk=b").item("pk=c"));
        silent(&RULE, sketch.item("pk=a"));
    }
}
