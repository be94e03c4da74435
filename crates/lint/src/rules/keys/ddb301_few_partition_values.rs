//! A partition key of few values.
//!
//! Detects: a table or global index whose partition key takes at most a few values (`few_values`): a status,
//! a flag, a kind, or a fixed text.
//! Why: one value takes 1,000 write units and 3,000 read units per second, whatever the table has; an index
//! that reaches this throttles the table.
//! Way out: add an attribute of many values to the key, spread it over shards, or index only the items that
//! are asked for.
//! Source: Developer Guide, best practices for designing partition keys.

use crate::rules::prelude::*;
use crate::rules::shared::{Owner, Side, values_of};

pub(super) const RULE: Rule = Rule::table("DDB301", Warning, check);

/// What one value of a partition key takes (Developer Guide, partition key design).
const OF_ONE: Capacity = Capacity { read: 3_000, write: 1_000 };

fn check(view: &TableView, found: &mut Findings) {
    for path in &view.paths {
        let Some(owner) = Owner::of(view, path) else { continue };
        let Some(values) = values_of(view, path) else { continue };
        if values > view.thresholds().few_values || is_light(view, owner, values) {
            continue;
        }
        let message = format!(
            "{} has a partition key of {values} value(s), each with a bound of its own: add an attribute of many",
            owner.named()
        );
        found.add(owner.at(Field::PartitionKey), message);
    }
}

/// Whether all rates are known and leave each value below half of what it takes.
fn is_light(view: &TableView, owner: Owner, values: u64) -> bool {
    let is_known = |query: &PatternView| query.pattern.peak_rate.is_some();
    if view.patterns.is_empty() || !view.patterns.iter().all(is_known) {
        return false;
    }
    let peak = owner.peak(view);
    Side::BOTH.into_iter().all(|side| side.of(peak) / values.max(1) < side.of(OF_ONE) / 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    fn by_status(values: u64) -> Sketch {
        table("pk | status")
            .set_attribute("status", |it| it.distinct = Some(values))
            .index("by_status", "status")
    }

    #[test]
    fn keys_have_many_values() {
        fires(&RULE, by_status(5));
        silent(&RULE, by_status(500));
        fires(&RULE, table("pk").set_attribute("pk", |it| it.distinct = Some(2)));
        fires(&RULE, table("pk | gsi").entity("User", "pk gsi=ALL").index("all", "gsi"));
        let one_of =
            |it: &mut Attribute| it.format = Some(SampleFormat::OneOf(vec!["a".to_owned(), "b".to_owned()]));
        fires(&RULE, table("pk | kind").set_attribute("kind", one_of).index("by_kind", "kind"));
        silent(&RULE, table("pk | gsi id").entity("User", "pk gsi=USER#{id} id").index("all", "gsi"));
    }

    #[test]
    fn several_attributes_have_more_values() {
        let sketch = table("pk | status day")
            .set_attribute("status", |it| it.distinct = Some(5))
            .set_attribute("day", |it| it.distinct = Some(365))
            .index("by_status", "status day");
        silent(&RULE, sketch);
    }

    #[test]
    fn light_load_is_fine() {
        silent(&RULE, by_status(5).query("status =").rate(10));
        fires(&RULE, by_status(1).pattern(PatternKind::Put, "", |_| {}).rate(900));
    }
}
