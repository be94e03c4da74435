//! Tags: removed, changed and added by a call each, since each is taken back by another call.
//!
//! Removed first: a table has at most 50.

use std::collections::BTreeMap;

use super::draft::Draft;
use super::words;
use crate::{Call, Reverse, Risk, Step};

type Tags = BTreeMap<String, String>;

pub(super) fn change(draft: &mut Draft<'_>) {
    let (before, after) = (&draft.original.tags, &draft.wanted.tags);
    let removed = pick(before, |key| !after.contains_key(key));
    let is_changed = |key: &String| before.get(key).zip(after.get(key)).is_some_and(|(old, new)| old != new);
    let (former, changed) = (pick(before, is_changed), pick(after, is_changed));
    let added = pick(after, |key| !before.contains_key(key));

    let table = draft.wanted.name.as_str();
    if !removed.is_empty() {
        let reason = "The table has tags that the design has not";
        draft.push(step(untag(table, &removed), tag(table, removed), reason));
    }
    if !changed.is_empty() {
        draft.push(step(tag(table, changed), tag(table, former), "The design gives tags another value"));
    }
    if !added.is_empty() {
        let reverse = untag(table, &added);
        draft.push(step(tag(table, added), reverse, "The design has tags that the table has not"));
    }
}

fn pick(tags: &Tags, is_picked: impl Fn(&String) -> bool) -> Tags {
    let picked = tags.iter().filter(|(key, _)| is_picked(key));
    picked.map(|(key, value)| (key.clone(), value.clone())).collect()
}

fn tag(table: &str, tags: Tags) -> Call {
    Call::Tag { table: table.to_owned(), tags }
}

fn untag(table: &str, tags: &Tags) -> Call {
    Call::Untag { table: table.to_owned(), keys: tags.keys().cloned().collect() }
}

fn step(call: Call, reverse: Call, reason: &str) -> Step {
    Step {
        number: 0,
        reason: format!("{reason}; costs and rights can be bound to them"),
        precondition: words::active(call.table()),
        wait: "Until the tags are listed so".to_owned(),
        risk: Risk::Safe,
        expected: words::unknown("listed within seconds"),
        reverse: Reverse::Call(Box::new(reverse)),
        call,
    }
}
