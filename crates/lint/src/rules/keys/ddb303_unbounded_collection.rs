//! A local index over collections that grow for ever.
//!
//! Detects: a table with a local index whose sort key is a time or a sequence, without TTL.
//! Why: with a local index all items of one partition key, and their copies, must fit into 10 GB; then AWS
//! refuses writes.
//! Way out: use a global index, which has no such bound; or let old items expire.
//! Source: Developer Guide, local secondary indexes: item collection size limit.

use crate::rules::prelude::*;
use crate::rules::shared::is_time;

pub(super) const RULE: Rule = Rule::table("DDB303", Warning, check);

fn check(view: &TableView, found: &mut Findings) {
    let table = view.table;
    let grows = |attribute: &Attribute| is_time(attribute) || attribute.format == Some(SampleFormat::Ulid);
    let sort = table.key.sort.and_then(|id| view.attribute(id)).filter(|attribute| grows(attribute));
    let (Some(sort), Some(index), None) = (sort, table.local_indexes.iter().next(), table.ttl) else {
        return;
    };
    let message = format!(
        "Items of {} grow with {} and have the local index {}, so that 10 GB end a partition: use a global index",
        view.name(),
        quoted(&sort.name),
        quoted(&index.name)
    );
    found.add(Address::of(Object::Index(table.id, index.id)), message);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn collections_are_bounded() {
        let events = table("pk at:N | kind expires:N").local("by_kind", "kind");
        let ttl = events.attribute("expires");
        fires(&RULE, events.clone());
        silent(&RULE, events.set(|table| table.ttl = Some(ttl)));
        silent(&RULE, table("pk sk | kind").local("by_kind", "kind"));
        silent(&RULE, table("pk at:N | kind").index("by_kind", "pk / kind"));
    }
}
