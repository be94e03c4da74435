//! An answer of many pages.
//!
//! Detects: a query without a limit whose answer is larger than a page of 1 MB, by the items and the size it
//! names.
//! Why: every page is a request of its own that waits for the one before, and the caller has to follow all of
//! them.
//! Way out: ask for as many as are shown at once, or narrow the sort key.
//! Source: Developer Guide, paginating table query results.

use crate::rules::prelude::*;

pub(super) const RULE: Rule = Rule::pattern("DDB227", Info, check);

const PAGE: u64 = 1_048_576;

fn check(view: &TableView, query: &PatternView, found: &mut Findings) {
    let pattern = query.pattern;
    let (Some(items), None, true) = (pattern.items, pattern.limit, query.is_query()) else { return };
    let bytes = view.item_size(pattern).unwrap_or(0).saturating_mul(u64::from(items));
    let pages = bytes.div_ceil(PAGE);
    if pages > 1 {
        let name = quoted(&pattern.name);
        let message = format!("Access pattern {name} has answers of {pages} pages: set a limit or narrow it");
        found.add(Address::field(Object::Pattern(pattern.id), Field::Limit), message);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn answers_have_a_page() {
        let query = |items, limit| {
            table("pk").query_with("pk =", |pattern| {
                (pattern.items, pattern.limit, pattern.item_size) = (Some(items), limit, Some(1_024));
            })
        };
        fires(&RULE, query(1_025, None));
        silent(&RULE, query(1_024, None));
        silent(&RULE, query(5_000, Some(50)));
    }
}
