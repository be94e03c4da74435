//! An index that another one covers.
//!
//! Detects: a global index whose key is that of another, or the beginning of it, where the other carries all
//! that it does and all of its items.
//! Why: both are written and stored, and one of them answers every query of both.
//! Way out: remove the one that is covered.
//! Source: follows from how queries use sort keys: Developer Guide, multi-attribute keys.

use crate::rules::prelude::*;
use crate::rules::shared::global;

pub(super) const RULE: Rule = Rule::table("DDB305", Warning, check);

fn check(view: &TableView, found: &mut Findings) {
    for one in global(view) {
        // Of two that are the same, the first stays.
        let covers = |other: &(usize, &GlobalIndex)| {
            other.0 != one.0
                && is_covered(view, one, *other)
                && (other.0 < one.0 || !is_covered(view, *other, one))
        };
        let Some((_, other)) = global(view).find(covers) else { continue };
        let (name, by) = (quoted(&one.1.name), quoted(&other.name));
        let message = format!("Index {name} is covered by {by}, which answers the same queries: remove it");
        let fix = Edit::RemoveIndex { table: view.table.id, index: one.1.id };
        found.add_with_fix(
            Address::of(Object::Index(view.table.id, one.1.id)),
            message,
            "Remove the index",
            fix,
        );
    }
}

/// Both by the places of their paths.
fn is_covered(
    view: &TableView,
    (at, index): (usize, &GlobalIndex),
    (by, other): (usize, &GlobalIndex),
) -> bool {
    if index.partition.is_empty()
        || index.partition != other.partition
        || !other.sort.starts_with(&index.sort)
    {
        return false;
    }
    let has_same_items = index.sort == other.sort || all_have(view, at, by);
    let carries = |id: &AttributeId| {
        other.projection == Projection::All
            || other.projection.included().contains(id)
            || other.sort.contains(id)
    };
    let carries_all = match &index.projection {
        Projection::All => other.projection == Projection::All,
        Projection::KeysOnly => true,
        Projection::Include(attributes) => attributes.iter().all(carries),
    };
    has_same_items && carries_all
}

/// Whether what is in the one must be in the other: items that lack a longer key are not.
fn all_have(view: &TableView, at: usize, by: usize) -> bool {
    let mut held = view.entities_in(at).peekable();
    held.peek().is_some() && held.all(|entity| view.is_always_in(entity, by))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn indexes_differ() {
        let sketch = table("pk | email at name");
        let twice = sketch.clone().index("a", "email / at").index("b", "email / at");
        assert_eq!(found(&RULE, twice.clone()).len(), 1);
        fires_with_fix(&RULE, twice);
        let keys = |index: &mut GlobalIndex| index.projection = Projection::KeysOnly;
        assert!(
            fires_with_fix(&RULE, sketch.clone().index_with("a", "email", keys).index("b", "email"))
                .message
                .contains("`a`")
        );
        silent(&RULE, sketch.clone().index("a", "email").index("b", "at"));
        silent(&RULE, sketch.clone().index("a", "email / at").index("b", "email / name"));
    }

    #[test]
    fn a_longer_key_covers_when_every_item_has_it() {
        let sketch = table("pk | email at").index("a", "email").index("b", "email / at");
        fires_with_fix(&RULE, sketch.clone().entity("User", "pk email at"));
        silent(&RULE, sketch.clone().entity("User", "pk email at?"));
        silent(&RULE, sketch);
    }
}
