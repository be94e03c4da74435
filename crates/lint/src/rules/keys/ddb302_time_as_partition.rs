//! Time as partition key.
//!
//! Detects: a table or global index whose partition key is a date or a time.
//! Why: all writes of a day go to one value, which takes 1,000 units per second, while those of the past lie
//! idle.
//! Way out: put something of many values before it, or a shard number after it and ask all shards.
//! Source: Developer Guide, best practices for handling time series data.

use crate::rules::prelude::*;
use crate::rules::shared::{Owner, is_time};

pub(super) const RULE: Rule = Rule::table("DDB302", Warning, check);

fn check(view: &TableView, found: &mut Findings) {
    for path in &view.paths {
        let Some(owner) = Owner::of(view, path) else { continue };
        let [only] = path.partition else { continue };
        let Some(attribute) = view.attribute(*only).filter(|attribute| is_time(attribute)) else { continue };
        let name = quoted(&attribute.name);
        let message = format!(
            "{} is partitioned by the time {name}, so that all writes go to one value: put another before it",
            owner.named()
        );
        found.add(owner.at(Field::PartitionKey), message);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn time_is_no_partition() {
        fires(&RULE, table("day sk"));
        fires(&RULE, table("pk | created_at").index("by_time", "created_at"));
        let moment = |it: &mut Attribute| it.format = Some(SampleFormat::DateTime(Range { from: 0, to: 1 }));
        fires(&RULE, table("pk").set_attribute("pk", moment));
        silent(&RULE, table("pk created_at | day").index("by_day", "pk day").index("by_owner", "pk / day"));
    }
}
