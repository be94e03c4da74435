//! A filter on a key.
//!
//! Detects: a query whose condition on a key attribute of what serves it can't be a key condition.
//! Why: AWS refuses a filter on key attributes, and a second condition on one of them.
//! Way out: join two bounds to `BETWEEN`; ask once for each value of an `IN`; filter `<>` in the application.
//! Source: Developer Guide, filter expressions for the Query operation.

use crate::rules::prelude::*;
use crate::rules::shared::out_of_order;

pub(super) const RULE: Rule = Rule::pattern("DDB314", Error, check);

fn check(view: &TableView, query: &PatternView, found: &mut Findings) {
    let Some(fit) = query.fit else { return };
    let Some(path) = view.paths.get(fit.path) else { return };
    let Some(filter) = fit.filters(query.pattern).find(|filter| path.is_key(filter.attribute)) else {
        return;
    };
    if out_of_order(view, query).is_some() {
        return;
    }
    let (name, key) = (quoted(&query.pattern.name), view.named(filter.attribute));
    let symbol = filter.comparison.symbol();
    let message = format!(
        "Access pattern {name} filters the key {key} by {symbol}, which AWS refuses: ask by key conditions"
    );
    found.add(Address::field(Object::Pattern(query.pattern.id), Field::Conditions), message);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn keys_are_not_filtered() {
        let sketch = table("pk sk | name");
        fires(&RULE, sketch.clone().query("pk = ; sk <>"));
        fires(&RULE, sketch.clone().query("pk = ; sk > ; sk <"));
        fires(&RULE, sketch.clone().query("pk = ; pk <>"));
        silent(&RULE, sketch.clone().query("pk = ; sk BETWEEN"));
        silent(&RULE, sketch.query("pk = ; name <>"));
    }
}
