//! A limit that counts what a filter throws away.
//!
//! Detects: a query with a limit and conditions that are left for a filter.
//! Why: AWS counts to the limit before it filters; a page of ten may hold two items or none, with more to
//! come.
//! Way out: put the filtered attribute into a key, or follow the pages until enough items are found.
//! Source: Developer Guide, limiting the number of items in the result set.

use crate::rules::prelude::*;

pub(super) const RULE: Rule = Rule::pattern("DDB330", Info, check);

fn check(view: &TableView, query: &PatternView, found: &mut Findings) {
    let pattern = query.pattern;
    let (Some(limit), Some(fit)) = (pattern.limit, query.fit) else { return };
    let Some(filter) = fit.filters(pattern).next() else { return };
    let (name, by) = (quoted(&pattern.name), view.named(filter.attribute));
    let message = format!(
        "Access pattern {name} takes {limit} items before it filters by {by}: make that a key, or follow the pages"
    );
    found.add(Address::field(Object::Pattern(pattern.id), Field::Limit), message);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn limits_count_before_filters() {
        let limited = |pattern: &mut Pattern| pattern.limit = Some(10);
        let sketch = table("pk sk | status");
        fires(&RULE, sketch.clone().query_with("pk = ; status =", limited));
        silent(&RULE, sketch.clone().query_with("pk = ; sk >", limited));
        silent(&RULE, sketch.query("pk = ; status ="));
    }
}
