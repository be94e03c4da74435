//! The sort attributes of an index are in the wrong order.
//!
//! Detects: a query of a global index with several sort attributes, whose condition on a later one can't be
//! used since an earlier one is missing or is not an equality.
//! Why: sort attributes work left to right, equalities first, and a range ends it; AWS refuses the rest in a
//! key condition.
//! Way out: put the attributes that are given by equality first, then the one with the range.
//! Source: Developer Guide, multi-attribute keys: query rules.

use crate::rules::prelude::*;
use crate::rules::shared::{out_of_order, served};

pub(super) const RULE: Rule = Rule::pattern("DDB309", Warning, check);

fn check(view: &TableView, query: &PatternView, found: &mut Findings) {
    let pattern = query.pattern;
    let Some((index, late)) = out_of_order(view, query) else { return };
    let (name, late, of) = (quoted(&pattern.name), view.named(late), quoted(&index.name));
    let message = format!(
        "Access pattern {name} can't use {late} in the key of index {of}: reorder its sort attributes"
    );
    let is_alone = query.fit.is_some_and(|fit| served(view, fit.path).count() == 1);
    let edit = || Edit::SetIndex {
        table: view.table.id,
        index: index.id,
        field: IndexField::Sort(reordered(pattern, &index.sort)),
    };
    // Another order might be wrong for others.
    let fix = is_alone.then(|| ("Reorder the sort attributes", edit()));
    found.add_with(Address::field(Object::Pattern(pattern.id), Field::Conditions), message, fix);
}

/// Equalities, then ranges, then what the pattern does not ask for.
fn reordered(pattern: &Pattern, sort: &[AttributeId]) -> Vec<AttributeId> {
    let rank = |id: &AttributeId| {
        let on = pattern.conditions.iter().filter(|condition| condition.attribute == *id);
        on.map(|condition| u8::from(condition.comparison != Comparison::Equal)).min().unwrap_or(2)
    };
    let mut sort = sort.to_vec();
    sort.sort_by_key(rank);
    sort
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn equalities_come_first() {
        let sketch = table("pk | country city street").index("by_place", "country / city street");
        fires_with_fix(&RULE, sketch.clone().query("country = ; street ="));
        fires_with_fix(&RULE, sketch.clone().query("country = ; city > ; street ="));
        assert_eq!(
            fires(&RULE, sketch.clone().query("country = ; street =").query("country = ; city =")).fix,
            None
        );
        silent(&RULE, sketch.clone().query("country = ; city = ; street begins_with"));
        silent(&RULE, sketch.query("country ="));
    }
}
