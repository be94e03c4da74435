//! Items are large for what is read of them.
//!
//! Detects: a frequent read of a few attributes of items above 4 KB (`frequent_rate`, `large_item`), and
//! items above 100 KB (`huge_item`).
//! Why: a read is billed by the whole item, whatever is taken of it; and 400 KB is the end.
//! Way out: split the item by what is read together, or keep the large part in S3 and its address here.
//! Source: Developer Guide, best practices for storing large items and attributes.

use crate::rules::prelude::*;

pub(super) const RULE: Rule = Rule::pattern("DDB216", Warning, check);

fn check(view: &TableView, read: &PatternView, found: &mut Findings) {
    let (pattern, limits) = (read.pattern, view.thresholds());
    let Some(size) = view.item_size(pattern) else { return };
    let few = !pattern.attributes.is_empty() && pattern.attributes.len() * 4 <= view.table.attributes.len();
    let is_from_table = read.fit.is_none_or(|fit| fit.path == 0);
    let is_waste = read.is_read()
        && is_from_table
        && few
        && size > limits.large_item
        && read.rate() >= limits.frequent_rate;
    let name = quoted(&pattern.name);
    let message = if size > limits.huge_item {
        format!(
            "Access pattern {name} is about items of {size} bytes, and 400 KB is the most: move a part to S3"
        )
    } else if is_waste {
        format!("Access pattern {name} reads items of {size} bytes for a few attributes: split the item")
    } else {
        return;
    };
    found.add(Address::field(Object::Pattern(pattern.id), Field::ItemSize), message);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    fn sketch(size: u32, needed: &str) -> Sketch {
        let sketch = table("pk | name a b c d e f");
        let attributes = sketch.attributes(needed);
        sketch
            .query_with("pk =", |pattern| (pattern.item_size, pattern.attributes) = (Some(size), attributes))
            .rate(50)
    }

    #[test]
    fn items_are_as_large_as_what_is_read() {
        fires(&RULE, sketch(5_000, "name"));
        fires(&RULE, sketch(200_000, "name a b c d e f"));
        silent(&RULE, sketch(5_000, "name").rate(1));
        silent(&RULE, sketch(4_000, "name"));
        silent(&RULE, sketch(5_000, "name a b c d e f"));
        silent(&RULE, table("pk").query("pk ="));
    }
}
