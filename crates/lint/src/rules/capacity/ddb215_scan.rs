//! Only a scan can answer.
//!
//! Detects: a query whose conditions give the partition key of nothing it may read; a frequent scan; a
//! frequent query whose filter throws most of what it reads away (`frequent_rate`, `read_to_return`).
//! Why: a scan reads, and bills, every item of the table for each request, and takes longer the more there
//! are; a filter works after the reading.
//! Way out: add an index whose partition key the conditions give and whose sort key narrows them.
//! Source: Developer Guide, best practices for querying and scanning data.

use crate::rules::prelude::*;
use crate::rules::shared::refused_partition;
use crate::serving::best;

pub(super) const RULE: Rule = Rule::pattern("DDB215", Warning, check);

fn check(view: &TableView, query: &PatternView, found: &mut Findings) {
    let pattern = query.pattern;
    let (is_frequent, name) = (query.rate() >= view.thresholds().frequent_rate, || quoted(&pattern.name));
    let message = match (pattern.kind, query.fit) {
        (PatternKind::Query, None) if may_fit(view, query) => format!(
            "Access pattern {} gives no partition key that it may read by, so that it needs a scan: add an index",
            name()
        ),
        (PatternKind::Scan, _) if is_frequent => {
            let rate = query.rate();
            format!(
                "Access pattern {} reads everything {rate} times per second: ask by a key instead",
                name()
            )
        }
        (PatternKind::Query, Some(fit)) if is_frequent => {
            let waste = fit.filters(pattern).map(|filter| waste(view, filter)).fold(1, u64::saturating_mul);
            if waste <= view.thresholds().read_to_return {
                return;
            }
            format!(
                "Access pattern {} reads about {waste} items for each that it returns: index the filter",
                name()
            )
        }
        _ => return,
    };
    found.add(Address::field(Object::Pattern(pattern.id), Field::Conditions), message);
}

/// Whether an index would help. A strong read of an index and a condition that no key takes are other rules'.
fn may_fit(view: &TableView, query: &PatternView) -> bool {
    let pattern = query.pattern;
    let entity = view.entity(pattern.entity);
    let is_strong = pattern.consistent && best(&view.paths, pattern, entity, false).is_some();
    !is_strong && refused_partition(view, query).is_none()
}

/// Items read for each that passes an equality: as many as there are values.
fn waste(view: &TableView, filter: &Condition) -> u64 {
    let values = view.attribute(filter.attribute).and_then(|attribute| attribute.distinct);
    match filter.comparison {
        Comparison::Equal => values.unwrap_or(1).max(1),
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn queries_have_a_partition_key() {
        let users = table("pk sk | email").index("by_email", "email");
        fires(&RULE, table("pk sk | email").query("email ="));
        fires(&RULE, users.clone().query("sk ="));
        fires(&RULE, users.clone().query(""));
        fires(&RULE, users.clone().query_with("email =", |pattern| pattern.target = Target::Table));
        silent(&RULE, users.clone().query("email =").query("pk = ; email ="));
        silent(&RULE, users.query_with("email =", |pattern| pattern.consistent = true));
    }

    #[test]
    fn templates_give_keys() {
        let users = table("pk sk | user").entity("User", "pk=USER#{user} sk=PROFILE user");
        silent(&RULE, users.query("user ="));
    }

    #[test]
    fn scans_are_rare() {
        fires(&RULE, table("pk").pattern(PatternKind::Scan, "", |_| {}).rate(50));
        silent(&RULE, table("pk").pattern(PatternKind::Scan, "", |_| {}));
    }

    #[test]
    fn filters_let_most_pass() {
        let sketch = |values| {
            let sketch = table("pk | status").set_attribute("status", |it| it.distinct = Some(values));
            sketch.query("pk = ; status =").rate(50)
        };
        fires(&RULE, sketch(100));
        silent(&RULE, sketch(3));
        silent(&RULE, sketch(100).rate(1));
    }
}
