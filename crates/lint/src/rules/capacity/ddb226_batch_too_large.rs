//! More keys than one request takes.
//!
//! Detects: a batch of more than 100 keys, or a transaction of more than 100 actions.
//! Why: AWS refuses the request; a batch has to be sent in parts, and a transaction can't be.
//! Way out: send batches of up to 100 and count their requests; make the transaction smaller.
//! Source: API reference, BatchGetItem and TransactWriteItems.

use crate::rules::prelude::*;

pub(super) const RULE: Rule = Rule::pattern("DDB226", Warning, check);

const MOST: usize = 100;

fn check(_: &TableView, query: &PatternView, found: &mut Findings) {
    let pattern = query.pattern;
    let (has, field) = match pattern.kind {
        PatternKind::BatchGet => (pattern.items.map_or(0, |items| items as usize), Field::Items),
        PatternKind::Transaction => (pattern.together.len(), Field::Together),
        _ => return,
    };
    if has > MOST {
        let name = quoted(&pattern.name);
        let message =
            format!("Access pattern {name} has {has} keys in one request: {MOST} are the most, so split it");
        found.add(Address::field(Object::Pattern(pattern.id), field), message);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn requests_have_a_size() {
        let batch =
            |items| table("pk").pattern(PatternKind::BatchGet, "pk =", |pattern| pattern.items = Some(items));
        fires(&RULE, batch(101));
        silent(&RULE, batch(100));
        let together = |count| {
            table("pk").pattern(PatternKind::Transaction, "", |it| it.together = vec![id("p0"); count])
        };
        fires(&RULE, together(101));
        silent(&RULE, together(2));
    }
}
