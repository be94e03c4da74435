//! A table that has another name in the design: known by the table of the design that it was made from.

use std::collections::BTreeMap;

use crate::{Desired, LiveState, LiveTable, Managed};

/// The live tables under their former names, by the names that the design has for them now.
pub(super) fn former_names<'a>(
    desired: &'a Desired,
    live: &'a LiveState,
    managed: &BTreeMap<String, Managed>,
) -> BTreeMap<&'a str, &'a LiveTable> {
    let left_over = managed.iter().filter(|(old, _)| !desired.states.contains_key(*old));
    let by_source: BTreeMap<_, _> = left_over.map(|(old, known)| (known.source, (old, known))).collect();
    // A new table that was deleted again in AWS, as after an import that failed, is made once more.
    let is_new = |name: &&String| !live.tables.contains_key(*name);
    let former = |name: &'a String| {
        let (old, known) = by_source.get(desired.sources.get(name)?)?;
        let table = live.tables.get(*old).filter(|table| table.table_id == known.table_id)?;
        Some((name.as_str(), table))
    };
    desired.states.keys().filter(is_new).filter_map(former).collect()
}
