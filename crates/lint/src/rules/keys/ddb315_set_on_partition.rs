//! A key condition that is none.
//!
//! Detects: a query that compares the partition key of what it may read by `IN`, `<>`, `contains` or
//! presence.
//! Why: a query reads one value of the partition key; AWS refuses everything but `=`.
//! Way out: ask once for each value of an `IN`, at the same time if need be; anything else needs another key.
//! Source: Developer Guide, key condition expressions for the Query operation.

use crate::rules::prelude::*;
use crate::rules::shared::refused_partition;

pub(super) const RULE: Rule = Rule::pattern("DDB315", Error, check);

fn check(view: &TableView, query: &PatternView, found: &mut Findings) {
    let Some(condition) = refused_partition(view, query) else { return };
    if condition.comparison.fits_sort_key() {
        return;
    }
    let (name, key) = (quoted(&query.pattern.name), view.named(condition.attribute));
    let way = match condition.comparison {
        Comparison::In => "ask once for each value",
        _ => "choose another key",
    };
    let symbol = condition.comparison.symbol();
    let message = format!("Access pattern {name} asks {symbol} of the partition key {key}: {way}");
    found.add(Address::field(Object::Pattern(query.pattern.id), Field::Conditions), message);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn partition_keys_are_given_once() {
        let sketch = table("pk sk | email").index("by_email", "email");
        fires(&RULE, sketch.clone().query("pk IN"));
        fires(&RULE, sketch.clone().query("email <>"));
        silent(&RULE, sketch.clone().query("pk ="));
        silent(&RULE, sketch.query("pk begins_with"));
    }
}
