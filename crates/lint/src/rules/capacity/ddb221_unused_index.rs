//! An index that no pattern uses.
//!
//! Detects: an index that serves no access pattern, in a table that has queries.
//! Why: it is written and stored for nobody; or the pattern that needs it has not been written down.
//! Way out: remove the index, or add the pattern that it is for.
//! Source: Developer Guide, cost optimization: finding unused resources.

use crate::rules::prelude::*;

pub(super) const RULE: Rule = Rule::table("DDB221", Warning, check);

fn check(view: &TableView, found: &mut Findings) {
    if !view.patterns.iter().any(|pattern| pattern.is_query() || pattern.pattern.kind == PatternKind::Search)
    {
        return;
    }
    let mut used: Vec<IndexId> = view.patterns.iter().filter_map(|pattern| meant(view, pattern)).collect();
    used.sort_unstable();
    for id in view.table.index_ids().filter(|id| used.binary_search(id).is_err()) {
        let name = view.table.index_name(id).map(quoted).unwrap_or_default();
        let message = format!("No access pattern uses index {name}: remove it, or add the pattern it is for");
        let fix = Edit::RemoveIndex { table: view.table.id, index: id };
        found.add_with_fix(Address::of(Object::Index(view.table.id, id)), message, "Remove the index", fix);
    }
}

/// The index that a pattern names, else the one that fits it.
fn meant(view: &TableView, pattern: &PatternView) -> Option<IndexId> {
    match pattern.pattern.target {
        Target::Index(id) => Some(id),
        Target::Table => None,
        Target::Automatic if pattern.pattern.kind == PatternKind::Search => only_vector_index(view.table),
        Target::Automatic => view.paths.get(pattern.fit?.path)?.index(),
    }
}

fn only_vector_index(table: &Table) -> Option<IndexId> {
    table.vector_indexes.iter().next().map(|index| index.id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn indexes_are_used() {
        let sketch = table("pk sk | email at").index("by_email", "email").local("by_time", "at");
        let used = sketch.clone().query("email =").query("pk = ; at >");
        fires_with_fix(&RULE, sketch.clone().query("email ="));
        fires_with_fix(&RULE, sketch.clone().query("pk = ; at >"));
        silent(&RULE, used);
        silent(&RULE, sketch);
    }

    #[test]
    fn an_index_that_is_named_is_used() {
        let sketch = table("pk | email").index("by_email", "email");
        silent(
            &RULE,
            sketch.query_with("email =", |pattern| pattern.target = Target::Index(id("i-by_email"))),
        );
    }
}
