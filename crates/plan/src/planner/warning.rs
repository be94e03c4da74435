//! The plan's own lint: what a reviewer must think of before it is approved.
//!
//! Rules that the planner keeps by construction have no check here: one index at a time (DDB411), recovery that is never
//! switched off and on (DDB108), and a backup of each table that goes (DDB109).

use std::collections::BTreeMap;

use tablewright_model::Recovery;

use crate::diff::is_rebuilt;
use crate::{Call, LiveState, LiveTable, Setting, Step, TableState, Warning};

/// The decreases of capacity that a table has at the start of a UTC day (Developer Guide, quotas).
const DECREASES: u64 = 4;

pub(super) fn of(steps: &[Step], wanted: &BTreeMap<String, TableState>, live: &LiveState) -> Vec<Warning> {
    let mut calls = BTreeMap::<&str, Vec<&Call>>::new();
    for step in steps {
        calls.entry(step.call.table()).or_default().push(&step.call);
    }
    let mut found = Vec::new();
    for (name, table) in &live.tables {
        let own = calls.remove(name.as_str()).unwrap_or_default();
        let after = wanted.get(name);
        found.extend(own.iter().filter_map(|call| of_call(call, table, after)));
        found.extend(ttl_moves(name, &own));
        found.extend(unread(table, after));
    }
    found
}

fn of_call(call: &Call, live: &LiveTable, wanted: Option<&TableState>) -> Option<Warning> {
    let name = call.table();
    match call {
        Call::Set { setting: Setting::Recovery(Some(Recovery { days })), .. } => {
            let now = live.state.recovery.filter(|now| now.days > *days)?.days;
            let message = format!(
                "Table `{name}` can be restored {now} days back and then {days}; the older days are lost at once and \
                 nothing is saved: keep {now} days"
            );
            Some(new("DDB107", name, message))
        }
        Call::Set { setting: Setting::Capacity { capacity, indexes }, .. } => {
            let state = &live.state;
            let lowers = |new: tablewright_model::Capacity, old: tablewright_model::Capacity| {
                new.read < old.read || new.write < old.write
            };
            let table = capacity.zip(state.capacity()).is_some_and(|(new, old)| lowers(new, old));
            let index = indexes.iter().any(|(index, new)| {
                let old = state.indexes.get(index).and_then(|index| index.capacity);
                old.is_some_and(|old| lowers(*new, old))
            });
            let spent = live.decreases_today >= DECREASES && (table || index);
            let message = format!(
                "The capacity of table `{name}` was lowered {} times today, and AWS gives one decrease more in each \
                 hour without one: wait with this plan, or it may stop at that step",
                live.decreases_today
            );
            spent.then(|| new("DDB220", name, message))
        }
        Call::Set { setting: Setting::Stream(None), .. } if wanted?.stream.is_some() => {
            let message = format!(
                "The stream of table `{name}` gets a new ARN, and its consumers stop without a word: attach each of them \
                 to the new stream once it is on, and let them read the old one to its end within 24 hours"
            );
            Some(new("DDB404", name, message))
        }
        Call::DeleteIndex { index, .. } if is_rebuilt(&live.state, wanted?, index) => {
            let way_out = if one_type_at_a_time(&live.state, wanted?, index) {
                "an attribute has one type at a time, so choose an hour when nobody needs it"
            } else {
                "give the index another name in the design, and the new one is filled before the old one goes"
            };
            let message = format!(
                "Queries of index `{index}` of table `{name}` fail from its delete until the new one is filled: {way_out}"
            );
            Some(new("DDB413", name, message))
        }
        _ => None,
    }
}

/// Whether the old index and the new one can't be there together.
fn one_type_at_a_time(before: &TableState, after: &TableState, index: &str) -> bool {
    let other = |part: &str| {
        before.definitions.get(part).is_some_and(|kind| after.definitions.get(part) != Some(kind))
    };
    after.changeable_index(index).is_some_and(|index| index.keyed().any(other))
}

/// Two changes of TTL in one plan.
fn ttl_moves(name: &str, calls: &[&Call]) -> Option<Warning> {
    let is_ttl = |call: &&&Call| matches!(call, Call::Set { setting: Setting::Ttl { .. }, .. });
    let message = format!(
        "TTL of table `{name}` is changed twice, and AWS takes one change an hour: the run waits for about an hour in \
         between, and nothing expires meanwhile"
    );
    (calls.iter().filter(is_ttl).count() > 1).then(|| new("DDB112", name, message))
}

/// What could not be read is left alone, whatever the design says of it.
fn unread(live: &LiveTable, wanted: Option<&TableState>) -> Option<Warning> {
    let mut unread = live.unknown.iter().filter(|_| wanted.is_some()).peekable();
    unread.peek()?;
    let name = &live.state.name;
    let topics: Vec<_> = unread.map(|(topic, why)| format!("{} ({why})", topic.label())).collect();
    let message = format!(
        "Of table `{name}` this could not be read, and is left as it is: {}; allow it, and plan again",
        topics.join(", ")
    );
    Some(new("PLAN007", name, message))
}

fn new(code: &str, table: &str, message: String) -> Warning {
    Warning { code: code.to_owned(), table: table.to_owned(), message }
}
