//! A local index without need.
//!
//! Detects: a local index that no strongly consistent query uses.
//! Why: it is made with the table and never after, bounds a partition to 10 GB, and takes the capacity of the
//! table.
//! Way out: make it a global index with the same partition key; only strongly consistent reads need a local
//! one.
//! Source: Developer Guide, best practices for using secondary indexes; local secondary indexes.

use crate::rules::prelude::*;
use crate::rules::shared::served;

pub(super) const RULE: Rule = Rule::table("DDB304", Warning, check);

const MOST_GLOBAL: usize = 20;

fn check(view: &TableView, found: &mut Findings) {
    for (at, path) in view.paths.iter().enumerate() {
        let Source::Local(index) = path.source else { continue };
        if served(view, at).any(|query| query.pattern.consistent) {
            continue;
        }
        let name = quoted(&index.name);
        let message =
            format!("No strongly consistent query uses the local index {name}: make it a global one");
        let fix = to_global(view, index).map(|edit| ("Make it a global index", edit));
        found.add_with(Address::of(Object::Index(view.table.id, index.id)), message, fix);
    }
}

/// The same index as a global one; a pattern that names it would lose its target.
fn to_global(view: &TableView, index: &LocalIndex) -> Option<Edit> {
    let table = view.table;
    let is_named = view.patterns.iter().any(|query| query.pattern.target == Target::Index(index.id));
    let (partition, sort) = (table.key.partition?, index.sort?);
    if is_named || table.indexes.len() >= MOST_GLOBAL {
        return None;
    }
    let capacity = match table.billing {
        Billing::Provisioned(capacity) => Some(capacity),
        Billing::OnDemand => None,
    };
    let global = GlobalIndex {
        description: index.description.clone(),
        partition: vec![partition],
        sort: vec![sort],
        projection: index.projection.clone(),
        capacity,
        ..GlobalIndex::new(index.id, index.name.clone())
    };
    let (id, at) = (table.id, u32::try_from(table.indexes.len()).ok()?);
    let edits = vec![
        Edit::RemoveIndex { table: id, index: index.id },
        Edit::AddIndex { table: id, at, index: global },
    ];
    Some(Edit::Batch { edits })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn local_indexes_are_for_strong_reads() {
        let sketch = table("pk sk | at").local("by_time", "at");
        fires_with_fix(&RULE, sketch.clone());
        fires_with_fix(
            &RULE,
            sketch.clone().set(|table| table.billing = Billing::Provisioned(Capacity { read: 1, write: 1 })),
        );
        fires_with_fix(&RULE, sketch.clone().query("pk = ; at >"));
        silent(&RULE, sketch.query_with("pk = ; at >", |pattern| pattern.consistent = true));
        silent(&RULE, table("pk sk | at").index("by_time", "pk / at"));
    }
}
