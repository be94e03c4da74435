//! An order that no key gives.
//!
//! Detects: a query that wants an order by an attribute which is not the next sort attribute of what serves
//! it.
//! Why: answers come in the order of the sort key and in no other; sorting afterwards needs all pages.
//! Way out: make the attribute the sort key of an index with the same partition key.
//! Source: Developer Guide, key condition expressions: ScanIndexForward.

use crate::rules::prelude::*;

pub(super) const RULE: Rule = Rule::pattern("DDB313", Warning, check);

fn check(view: &TableView, query: &PatternView, found: &mut Findings) {
    let pattern = query.pattern;
    let (Some(order), Some(fit)) = (pattern.order, query.fit) else { return };
    if fit.is_ordered || view.attribute(order.attribute).is_none() {
        return;
    }
    let (name, by) = (quoted(&pattern.name), view.named(order.attribute));
    let message = format!(
        "Access pattern {name} wants an order by {by}, which no key gives: add an index sorted by it"
    );
    found.add(Address::field(Object::Pattern(pattern.id), Field::Order), message);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    fn ordered(sketch: &Sketch, conditions: &str, by: &str) -> Sketch {
        let attribute = sketch.attribute(by);
        sketch
            .clone()
            .query_with(conditions, |pattern| pattern.order = Some(Order { attribute, descending: true }))
    }

    #[test]
    fn orders_are_of_sort_keys() {
        let scores = table("user game | score:N").index("by_score", "game / score");
        fires(&RULE, ordered(&scores, "user =", "score"));
        silent(&RULE, ordered(&scores, "user =", "game"));
        silent(&RULE, ordered(&scores, "game =", "score"));
        silent(&RULE, ordered(&scores, "game = ; score >", "score"));
        silent(&RULE, ordered(&scores, "user = ; score =", "score"));
    }

    #[test]
    fn templates_order_by_what_is_open_first() {
        let orders =
            table("pk sk | at user number").entity("Order", "pk=U#{user} sk=O#{at}#{number} at user number");
        silent(&RULE, ordered(&orders, "user =", "at"));
        fires(&RULE, ordered(&orders, "user =", "number"));
        silent(&RULE, ordered(&orders, "user = ; at =", "number"));
    }
}
