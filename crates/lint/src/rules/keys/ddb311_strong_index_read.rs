//! A strongly consistent read of a global index.
//!
//! Detects: a strongly consistent query that only a global index could answer.
//! Why: global indexes follow their table with a delay; AWS refuses `ConsistentRead` on them.
//! Way out: read eventually, or from the table or a local index.
//! Source: Developer Guide, global secondary indexes: read consistency.

use crate::rules::prelude::*;
use crate::serving::best;

pub(super) const RULE: Rule = Rule::pattern("DDB311", Error, check);

fn check(view: &TableView, query: &PatternView, found: &mut Findings) {
    let pattern = query.pattern;
    if !pattern.consistent || query.fit.is_some() {
        return;
    }
    let fit = best(&view.paths, pattern, view.entity(pattern.entity), false);
    let Some(index) = fit.and_then(|fit| view.paths.get(fit.path)).and_then(Path::global) else { return };
    let (name, index) = (quoted(&pattern.name), quoted(&index.name));
    let message =
        format!("Access pattern {name} reads index {index} consistently, which AWS refuses: read eventually");
    let fix = Edit::SetPattern { pattern: pattern.id, field: PatternField::Consistent(false) };
    found.add_with_fix(Address::of(Object::Pattern(pattern.id)), message, "Read eventually", fix);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn global_indexes_are_read_eventually() {
        let sketch = table("pk | email").index("by_email", "email");
        let strong = |pattern: &mut Pattern| pattern.consistent = true;
        fires_with_fix(&RULE, sketch.clone().query_with("email =", strong));
        silent(&RULE, sketch.clone().query_with("pk =", strong));
        silent(&RULE, sketch.query("email ="));
        silent(&RULE, table("pk | email").query_with("email =", strong));
    }
}
