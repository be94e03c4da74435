//! An index that nothing gets into.
//!
//! Detects: a global index whose key no entity has, or none of at least three sample items.
//! Why: items that lack an attribute of the key are left out without a word, and queries of the index find
//! nothing.
//! Way out: give the entity that is to be found the attributes of the key, or correct their names.
//! Source: Developer Guide, taking advantage of sparse indexes.

use crate::rules::prelude::*;
use crate::rules::shared::is_in;

pub(super) const RULE: Rule = Rule::table("DDB307", Warning, check);

/// Fewer say nothing about the rest.
const ENOUGH_ITEMS: usize = 3;

fn check(view: &TableView, found: &mut Findings) {
    for index in view.table.indexes.iter().filter(|index| index.keys().next().is_some()) {
        let name = quoted(&index.name);
        let message = if is_without_entity(view.table, index) {
            format!("No entity has the key of index {name}, so that it stays empty: give one its attributes")
        } else if is_without_item(view, index) {
            format!("No sample item has the key of index {name}, so that it stays empty: check the names")
        } else {
            continue;
        };
        found.add(view.at_index(index.id, Field::PartitionKey), message);
    }
}

fn is_without_entity(table: &Table, index: &GlobalIndex) -> bool {
    !table.entities.is_empty() && !table.entities.iter().any(|entity| is_in(entity, index))
}

fn is_without_item(view: &TableView, index: &GlobalIndex) -> bool {
    let has = |item: &Item, key| view.attribute(key).is_none_or(|one| item.values.contains_key(&one.name));
    view.table.items.len() >= ENOUGH_ITEMS
        && !view.table.items.iter().any(|item| index.keys().all(|key| has(item, key)))
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
        silent(&RULE, sketch.item("pk=a"));
    }
}
