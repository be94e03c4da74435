//! An index is written far more often than it is read.
//!
//! Detects: a global index whose writes at the peak are several times its reads (`writes_to_reads`).
//! Why: each write of the table writes the index as well; the few reads pay for all of them.
//! Way out: narrow the projection or the items in it; where the reads are rare, an export or a stream may do.
//! Source: Developer Guide, best practices for secondary indexes: keep the number of indexes to a minimum.

use crate::rules::prelude::*;
use crate::rules::shared::{served, touches};

pub(super) const RULE: Rule = Rule::table("DDB316", Warning, check);

fn check(view: &TableView, found: &mut Findings) {
    for (at, path) in view.paths.iter().enumerate() {
        let Some(index) = path.global() else { continue };
        let reads: u64 = served(view, at).map(PatternView::rate).sum();
        // Without a rate nothing can be said.
        if reads == 0 || served(view, at).any(|query| query.rate() == 0) {
            continue;
        }
        let touching = view.patterns.iter().filter(|query| touches(view, query.pattern, at));
        let writes: u64 = touching.map(PatternView::rate).sum();
        if writes > reads.saturating_mul(view.thresholds().writes_to_reads) {
            let name = quoted(&index.name);
            let message =
                format!("Index {name} is written {writes} and read {reads} times per second: narrow it");
            found.add(view.at_index(index.id, Field::Projection), message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn an_index_is_read() {
        let written = |writes, reads| {
            table("pk | email name")
                .index("by_email", "email")
                .query("email =")
                .rate(reads)
                .pattern(PatternKind::Put, "", |_| {})
                .rate(writes)
        };
        fires(&RULE, written(51, 10));
        silent(&RULE, written(50, 10));
        silent(&RULE, written(50, 0));
        silent(&RULE, written(50, 10).query("email ="));
    }

    #[test]
    fn writes_of_what_it_lacks_do_not_count() {
        let sketch = table("pk | email name").index_with("by_email", "email", |index| {
            index.projection = Projection::KeysOnly;
        });
        let name = sketch.attributes("name");
        let update = |pattern: &mut Pattern| pattern.attributes = name;
        silent(&RULE, sketch.query("email =").rate(1).pattern(PatternKind::Update, "pk =", update).rate(100));
    }
}
