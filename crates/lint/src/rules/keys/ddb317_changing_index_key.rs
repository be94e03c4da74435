//! A key of an index that is often changed.
//!
//! Detects: an update that changes an attribute of the key of a global index.
//! Why: a new key is two writes of the index, one that deletes and one that puts, and readers may see neither
//! or both.
//! Way out: key the index by what stays; a status may be better off in a sort key or a sparse index.
//! Source: Developer Guide, global secondary indexes: write cost.

use crate::rules::prelude::*;

pub(super) const RULE: Rule = Rule::pattern("DDB317", Info, check);

fn check(view: &TableView, query: &PatternView, found: &mut Findings) {
    let pattern = query.pattern;
    if pattern.kind != PatternKind::Update {
        return;
    }
    for index in &view.table.indexes {
        let Some(key) = index.keys().find(|key| pattern.attributes.contains(key)) else { continue };
        let (name, key, index) = (quoted(&pattern.name), view.named(key), quoted(&index.name));
        let message = format!(
            "Access pattern {name} changes {key}, a key of index {index}: each time costs two writes of it"
        );
        found.add(Address::field(Object::Pattern(pattern.id), Field::Attributes), message);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn keys_of_indexes_stay() {
        let sketch = table("pk | status name").index("by_status", "status");
        let updating = |names: &str| {
            let attributes = sketch.attributes(names);
            sketch.clone().pattern(PatternKind::Update, "pk =", |pattern| pattern.attributes = attributes)
        };
        fires(&RULE, updating("name status"));
        silent(&RULE, updating("name"));
        silent(&RULE, updating(""));
    }
}
