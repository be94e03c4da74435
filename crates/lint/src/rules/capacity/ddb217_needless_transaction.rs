//! A transaction of one.
//!
//! Detects: a transaction that carries out at most one pattern.
//! Why: a transaction costs twice the units; one write with a condition is atomic by itself.
//! Way out: make it a write with a condition, or name the patterns that belong together.
//! Source: Developer Guide, managing complex workflows with transactions: best practices.

use crate::rules::prelude::*;

pub(super) const RULE: Rule = Rule::pattern("DDB217", Info, check);

fn check(view: &TableView, query: &PatternView, found: &mut Findings) {
    let pattern = query.pattern;
    if pattern.kind != PatternKind::Transaction {
        return;
    }
    let mut parts = pattern.together.iter().filter(|id| view.context.design.pattern(**id).is_some());
    let first = parts.next();
    if parts.any(|part| Some(part) != first) {
        return;
    }
    let name = quoted(&pattern.name);
    let message =
        format!("Transaction {name} carries out one pattern at most: use a condition, at half the units");
    found.add(Address::field(Object::Pattern(pattern.id), Field::Together), message);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    fn together(parts: &[&str]) -> Sketch {
        let parts = parts.iter().map(|part| id(part)).collect();
        table("pk")
            .pattern(PatternKind::Put, "", |_| {})
            .pattern(PatternKind::Delete, "pk =", |_| {})
            .pattern(PatternKind::Transaction, "", |pattern| pattern.together = parts)
    }

    #[test]
    fn transactions_are_of_several() {
        fires(&RULE, together(&[]));
        fires(&RULE, together(&["p0", "p0", "gone"]));
        silent(&RULE, together(&["p0", "p1"]));
    }
}
