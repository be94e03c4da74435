//! More keys than one batch takes.
//!
//! Detects: a batch of more than 100 keys.
//! Why: AWS refuses the request, so that it has to be sent in parts, each with its own rest of unprocessed
//! keys.
//! Way out: send batches of up to 100 keys and count each of them in the rate.
//! Source: API reference, BatchGetItem.

use crate::rules::prelude::*;

pub(super) const RULE: Rule = Rule::pattern("DDB226", Warning, check);

const MOST: u32 = 100;

fn check(_: &TableView, query: &PatternView, found: &mut Findings) {
    let pattern = query.pattern;
    let Some(keys) = pattern.items.filter(|keys| *keys > MOST) else { return };
    if pattern.kind == PatternKind::BatchGet {
        let name = quoted(&pattern.name);
        let message =
            format!("Access pattern {name} has {keys} keys in one batch: {MOST} are the most, so split it");
        found.add(Address::field(Object::Pattern(pattern.id), Field::Items), message);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn batches_have_a_size() {
        let batch =
            |items| table("pk").pattern(PatternKind::BatchGet, "pk =", |pattern| pattern.items = Some(items));
        fires(&RULE, batch(101));
        silent(&RULE, batch(100));
        silent(&RULE, table("pk").query_with("pk =", |pattern| pattern.items = Some(500)));
    }
}
