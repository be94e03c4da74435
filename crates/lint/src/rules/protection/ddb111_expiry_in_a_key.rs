//! The time of expiry is a key.
//!
//! Detects: a TTL attribute that is in the primary key or in the key of an index.
//! Why: a key can't be changed, so that an item could never live longer; and as a partition key of an index,
//! times spread badly.
//! Way out: give the time of expiry an attribute of its own.
//! Source: Developer Guide, time to live; working with primary keys.

use crate::rules::prelude::*;

pub(super) const RULE: Rule = Rule::table("DDB111", Warning, check);

fn check(view: &TableView, found: &mut Findings) {
    let Some(ttl) = view.table.ttl else { return };
    let is_partition = |index: &GlobalIndex| index.partition.contains(&ttl);
    let holder = if view.table.key.attributes().any(|key| key == ttl) {
        "the primary key".to_owned()
    } else if let Some(index) = view.table.indexes.iter().find(|index| is_partition(index)) {
        format!("the partition key of index {}", quoted(&index.name))
    } else {
        return;
    };
    let name = view.named(ttl);
    let message =
        format!("The TTL attribute {name} is in {holder}: give the time of expiry its own attribute");
    found.add(view.at(Field::Ttl), message);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn expiry_has_its_own_attribute() {
        let expiring = |attribute: &'static str| {
            let sketch = table("pk at:N | expires:N");
            let ttl = sketch.attribute(attribute);
            sketch.set(|table| table.ttl = Some(ttl))
        };
        fires(&RULE, expiring("at"));
        fires(&RULE, expiring("expires").index("by_expiry", "expires"));
        silent(&RULE, expiring("expires").index("by_owner", "pk / expires"));
    }
}
