//! Two sample items of the same key.
//!
//! Detects: two sample items with the same values in the primary key.
//! Why: the second put replaces the first; what is shown of both can't be in one table.
//! Way out: give one of them another key, or remove it.
//! Source: Developer Guide, core components: the primary key identifies each item.

use crate::held::ItemView;
use crate::rules::prelude::*;
use crate::rules::shared::scalar;

pub(super) const RULE: Rule = Rule::table("DDB327", Warning, check);

fn check(view: &TableView, found: &mut Findings) {
    let key = view.table.key;
    let Some(partition) = key.partition.and_then(|id| view.slots.of_id(id)) else { return };
    let sort = key.sort.and_then(|id| view.slots.of_id(id));
    let mut keys: Vec<_> =
        view.held.items.iter().filter_map(|item| Some((key_of(item, partition, sort)?, item.item))).collect();
    keys.sort_by(|one, other| one.0.cmp(&other.0));
    for (one, other) in keys.iter().zip(keys.iter().skip(1)) {
        if one.0 == other.0 {
            let key = quoted(one.0.0.1);
            let message =
                format!("Two sample items of {} have the key {key}: give one another key", view.name());
            found.add(view.at_item(other.1), message);
        }
    }
}

type Scalar<'i> = (&'static str, &'i str);

/// The values of the primary key; `None` when one is missing.
fn key_of<'i>(
    item: &'i ItemView,
    partition: usize,
    sort: Option<usize>,
) -> Option<(Scalar<'i>, Option<Scalar<'i>>)> {
    let value = |slot| item.value(slot).and_then(scalar);
    let sort = match sort {
        Some(sort) => Some(value(sort)?),
        None => None,
    };
    Some((value(partition)?, sort))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn keys_are_unique() {
        let sketch = table("pk sk");
        fires(&RULE, sketch.clone().item("pk=a sk=b x=1").item("pk=a sk=c").item("pk=a sk=b"));
        silent(&RULE, sketch.clone().item("pk=a sk=b").item("pk=a sk=c").item("pk=b sk=b"));
        silent(&RULE, sketch.item("pk=a").item("pk=a"));
        fires(&RULE, table("pk").item("pk=a").item("pk=a"));
    }
}
