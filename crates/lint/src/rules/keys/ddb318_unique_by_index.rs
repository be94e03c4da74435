//! Uniqueness is expected of an index.
//!
//! Detects: a write on the condition that an attribute does not exist which is the key of a global index and
//! not of the table.
//! Why: a condition looks at the item that is written and at no other; an index holds the same value many
//! times.
//! Way out: write a second item whose key is the value, in one transaction with the first.
//! Source: Developer Guide, condition expressions; AWS Database Blog, simulating unique constraints.

use crate::rules::prelude::*;

pub(super) const RULE: Rule = Rule::pattern("DDB318", Warning, check);

fn check(view: &TableView, query: &PatternView, found: &mut Findings) {
    let (pattern, table) = (query.pattern, view.table);
    if !pattern.kind.is_write() {
        return;
    }
    let is_of_table = |id| table.key.attributes().any(|key| key == id);
    let absent = pattern.conditions.iter().filter(|condition| condition.comparison == Comparison::NotExists);
    for key in absent.map(|condition| condition.attribute).filter(|id| !is_of_table(*id)) {
        let Some(index) = table.indexes.iter().find(|index| index.partition.contains(&key)) else { continue };
        let (name, key, index) = (quoted(&pattern.name), view.named(key), quoted(&index.name));
        let message = format!(
            "Access pattern {name} takes {key} for unique through index {index}, which it is not: write an item keyed by it too"
        );
        found.add(Address::field(Object::Pattern(pattern.id), Field::Conditions), message);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn indexes_are_not_unique() {
        let sketch = table("pk | email").index("by_email", "email");
        fires(&RULE, sketch.clone().pattern(PatternKind::Put, "email attribute_not_exists", |_| {}));
        silent(&RULE, sketch.clone().pattern(PatternKind::Put, "pk attribute_not_exists", |_| {}));
        silent(&RULE, table("pk | email").pattern(PatternKind::Put, "email attribute_not_exists", |_| {}));
    }
}
