//! A query asks an index for what it does not carry.
//!
//! Detects: a query of a named global index that needs attributes which are not projected into it.
//! Why: a global index can't fetch from its table; AWS refuses the query, or the attributes are missing in
//! the answer.
//! Way out: project them, or leave the choice of the index open and read the items from the table after.
//! Source: Developer Guide, global secondary indexes: attribute projections.

use crate::rules::prelude::*;
use crate::rules::shared::{projection_of, set_projection};

pub(super) const RULE: Rule = Rule::pattern("DDB312", Error, check);

fn check(view: &TableView, query: &PatternView, found: &mut Findings) {
    let pattern = query.pattern;
    let Some(path) = query.fit.and_then(|fit| view.paths.get(fit.path)) else { return };
    let Some(index) = path.global().filter(|index| pattern.target == Target::Index(index.id)) else { return };
    if path.covers(pattern) {
        return;
    }
    let missing = pattern.attributes.iter().copied().filter(|id| !path.carries(*id));
    let what =
        if pattern.attributes.is_empty() { "all attributes".to_owned() } else { view.named_all(missing) };
    let (name, index_name) = (quoted(&pattern.name), quoted(&index.name));
    let message =
        format!("Access pattern {name} needs {what}, which index {index_name} does not carry: project it");
    let wanted = index.projection.included().iter().chain(&pattern.attributes).copied().collect();
    let wide =
        if pattern.attributes.is_empty() { Projection::All } else { projection_of(view.table, path, wanted) };
    let fix = set_projection(view.table, path, wide).map(|edit| ("Project what is needed", edit));
    found.add_with(Address::field(Object::Pattern(pattern.id), Field::Attributes), message, fix);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn an_index_carries_what_is_asked_of_it() {
        let sketch = table("pk | email name").index_with("by_email", "email", |index| {
            index.projection = Projection::KeysOnly;
        });
        let asking = |names: &str, target| {
            let attributes = sketch.attributes(names);
            sketch
                .clone()
                .query_with("email =", |pattern| (pattern.attributes, pattern.target) = (attributes, target))
        };
        let index = Target::Index(id("i-by_email"));
        fires_with_fix(&RULE, asking("name", index));
        fires_with_fix(&RULE, asking("", index));
        silent(&RULE, asking("pk email", index));
        silent(&RULE, asking("name", Target::Automatic));
    }
}
