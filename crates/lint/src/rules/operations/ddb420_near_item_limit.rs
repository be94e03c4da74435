//! Items come near to the limit.
//!
//! Detects: a pattern or sample item of more than 300 KB; with a local index, of half of that, since its
//! copies count.
//! Why: above 400 KB AWS refuses the write, on the day that the item grows.
//! Way out: split the item, or move the large part to S3.
//! Source: Developer Guide, quotas: item size; local secondary indexes.

use crate::rules::prelude::*;

pub(super) const RULE: Rule = Rule::table("DDB420", Warning, check);

const NEAR: u64 = 300 * 1_024;

fn check(view: &TableView, found: &mut Findings) {
    let copies_all = |index: &LocalIndex| index.projection == Projection::All;
    let is_doubled = view.table.local_indexes.iter().any(|index| copies_all(index));
    let near = if is_doubled { NEAR / 2 } else { NEAR };
    for PatternView { pattern, .. } in &view.patterns {
        let Some(size) = pattern.item_size.map(u64::from).filter(|size| *size > near) else { continue };
        let name = quoted(&pattern.name);
        let message = format!(
            "Access pattern {name} is about items of {size} bytes, and 409,600 are the most: split them"
        );
        found.add(Address::field(Object::Pattern(pattern.id), Field::ItemSize), message);
    }
    for item in &view.held.items {
        let size = item.size;
        if size > near {
            let message = format!("The sample item has {size} bytes, and 409,600 are the most: split it");
            found.add(view.at_item(item.item), message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn items_have_room_to_grow() {
        let sized = |size| table("pk sk | a").query_with("pk =", |pattern| pattern.item_size = Some(size));
        fires(&RULE, sized(310_000));
        silent(&RULE, sized(200_000));
        fires(&RULE, sized(200_000).local("by_a", "a"));
        fires(&RULE, table("pk").item(&format!("pk={}", "x".repeat(310_000))));
        silent(&RULE, table("pk").item("pk=x"));
    }
}
