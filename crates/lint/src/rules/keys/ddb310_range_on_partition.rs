//! A range on a partition key.
//!
//! Detects: a query that compares the partition key of what it may read otherwise than by equality.
//! Why: items are found by a hash of the partition key; AWS refuses `<`, `BETWEEN` or `begins_with` on it.
//! Way out: make the attribute a sort key under another partition key, or ask for each value.
//! Source: Developer Guide, key condition expressions for the Query operation.

use crate::rules::prelude::*;
use crate::rules::shared::refused_partition;

pub(super) const RULE: Rule = Rule::pattern("DDB310", Error, check);

fn check(view: &TableView, query: &PatternView, found: &mut Findings) {
    let Some(condition) = refused_partition(view, query) else { return };
    if !condition.comparison.fits_sort_key() {
        return;
    }
    let (name, key) = (quoted(&query.pattern.name), view.named(condition.attribute));
    let symbol = condition.comparison.symbol();
    let message =
        format!("Access pattern {name} asks {symbol} of the partition key {key}: make it a sort key");
    found.add(Address::field(Object::Pattern(query.pattern.id), Field::Conditions), message);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn partition_keys_are_equal() {
        let sketch = table("pk sk | email").index("by_email", "email");
        fires(&RULE, sketch.clone().query("pk begins_with"));
        fires(&RULE, sketch.clone().query("email > ; sk ="));
        silent(&RULE, sketch.clone().query("pk = ; email >"));
        silent(&RULE, sketch.clone().query("email IN"));
        silent(&RULE, sketch.query("sk >"));
    }
}
