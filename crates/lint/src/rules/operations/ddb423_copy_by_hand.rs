//! A copy by hand where a replica would do.
//!
//! Detects: a consumer that keeps a copy of the table in another region.
//! Why: what AWS copies needs no function, no retries and no watching, and can be written on both sides.
//! Way out: add a replica; keep the copy when it is of other items, another shape or another account.
//! Source: Developer Guide, global tables.

use crate::rules::prelude::*;

pub(super) const RULE: Rule = Rule::table("DDB423", Info, check);

fn check(view: &TableView, found: &mut Findings) {
    for consumer in &view.table.consumers {
        if let ConsumerKind::Copy(copy) = &consumer.kind {
            let (name, region) = (quoted(&consumer.name), quoted(&copy.region));
            let message =
                format!("Consumer {name} copies the table to {region} by hand: consider a replica there");
            found.add(Address::of(Object::Consumer(view.table.id, consumer.id)), message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn copies_are_replicas() {
        fires(&RULE, table("pk").consumer(ConsumerKind::Copy(TableCopy::default())));
        silent(&RULE, table("pk").replica("eu-west-1", |_| {}).lambda(|_| {}));
    }
}
