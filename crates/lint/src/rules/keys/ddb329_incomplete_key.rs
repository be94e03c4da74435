//! A pattern does not give the whole key.
//!
//! Detects: a get, batch get, update or delete whose conditions do not give the whole primary key.
//! Why: AWS reads and changes single items by their whole key only, and refuses anything less.
//! Way out: give the rest of the key, or query for the keys first.
//! Source: API reference, GetItem, UpdateItem and DeleteItem.

use crate::rules::prelude::*;
use crate::serving::{Bound, bind};

pub(super) const RULE: Rule = Rule::pattern("DDB329", Error, check);

fn check(view: &TableView, query: &PatternView, found: &mut Findings) {
    use PatternKind::{BatchGet, Delete, Get, Update};
    let pattern = query.pattern;
    let is_by_key = matches!(pattern.kind, Get | BatchGet | Update | Delete);
    // Without any condition nobody has begun to say how.
    if !is_by_key || pattern.conditions.is_empty() || has_whole_key(view, query) {
        return;
    }
    let (name, key) = (quoted(&pattern.name), view.named_all(view.table.key.attributes()));
    let message =
        format!("Access pattern {name} does not give the whole key ({key}): complete it, or query first");
    found.add(Address::field(Object::Pattern(pattern.id), Field::Conditions), message);
}

/// A batch gives the attributes of its keys by `IN` as well.
fn has_whole_key(view: &TableView, query: &PatternView) -> bool {
    let pattern = query.pattern;
    let is_listed = |key| {
        let given =
            |condition: &Condition| condition.attribute == key && condition.comparison == Comparison::In;
        pattern.conditions.iter().any(given)
    };
    let is_given = |key| bind(pattern, view.entity(pattern.entity), key).0 == Bound::Given;
    query.has_full_key
        || (pattern.kind == PatternKind::BatchGet
            && view.table.key.attributes().all(|key| is_listed(key) || is_given(key)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn single_items_need_the_whole_key() {
        let get = |conditions| table("pk sk | user").pattern(PatternKind::Get, conditions, |_| {});
        fires(&RULE, get("pk ="));
        fires(&RULE, get("pk = ; sk begins_with"));
        silent(&RULE, get("pk = ; sk ="));
        silent(&RULE, get(""));
        silent(&RULE, table("pk sk").query("pk ="));
    }

    #[test]
    fn batches_list_keys() {
        let batch = |conditions| table("pk sk").pattern(PatternKind::BatchGet, conditions, |_| {});
        silent(&RULE, batch("pk = ; sk IN"));
        fires(&RULE, batch("sk IN"));
    }

    #[test]
    fn templates_give_keys() {
        let users = table("pk sk | user").entity("User", "pk=USER#{user} sk=PROFILE");
        silent(&RULE, users.pattern(PatternKind::Get, "user =", |_| {}));
    }
}
