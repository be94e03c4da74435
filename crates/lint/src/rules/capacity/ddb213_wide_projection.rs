//! An index copies much more than is asked of it.
//!
//! Detects: an index with everything of a wide item (`wide_item`), all of whose queries name the few
//! attributes they need.
//! Why: each write of an item writes the whole of it again into the index, and it is stored twice.
//! Way out: project the attributes that the queries need.
//! Source: Developer Guide, global secondary indexes: attribute projections.

use crate::rules::prelude::*;
use crate::rules::shared::{projection_of, served, set_projection};

pub(super) const RULE: Rule = Rule::table("DDB213", Warning, check);

fn check(view: &TableView, found: &mut Findings) {
    for (at, path) in view.paths.iter().enumerate() {
        let Some(index) = path.global().filter(|index| index.projection == Projection::All) else { continue };
        let mut wanted = Vec::new();
        let mut size = 0;
        for PatternView { pattern, .. } in served(view, at) {
            if pattern.attributes.is_empty() {
                wanted.clear();
                break;
            }
            wanted.extend(read_by(pattern));
            size = size.max(view.item_size(pattern).unwrap_or(0));
        }
        let is_little =
            |projection: &Projection| projection.included().len() * 4 <= view.table.attributes.len();
        if wanted.is_empty() || size < view.thresholds().wide_item {
            continue;
        }
        let projection = projection_of(view.table, path, wanted);
        if projection == Projection::All || !is_little(&projection) {
            continue;
        }
        let name = quoted(&index.name);
        let message = format!(
            "Index {name} copies items of {size} bytes of which its queries need little: project that"
        );
        let fix = set_projection(view.table, path, projection).map(|edit| ("Project what is needed", edit));
        found.add_with(view.at_index(index.id, Field::Projection), message, fix);
    }
}

/// What a query returns and what it looks at.
fn read_by(pattern: &Pattern) -> impl Iterator<Item = AttributeId> + '_ {
    let conditions = pattern.conditions.iter().map(|condition| condition.attribute);
    pattern.attributes.iter().copied().chain(conditions)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn an_index_copies_what_is_needed() {
        let sketch = table("pk | email name a b c d e f").index("by_email", "email");
        let name = sketch.attributes("name");
        let query = |attributes: &[AttributeId], size| {
            sketch.clone().query_with("email =", |pattern| {
                (pattern.attributes, pattern.item_size) = (attributes.to_vec(), Some(size));
            })
        };
        fires_with_fix(&RULE, query(&name, 5_000));
        silent(&RULE, query(&name, 500));
        silent(&RULE, query(&[], 5_000));
        silent(&RULE, query(&name, 5_000).query("email ="));
        silent(&RULE, query(&sketch.attributes("name a b c"), 5_000));
    }
}
