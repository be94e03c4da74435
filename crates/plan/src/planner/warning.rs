//! The plan's own lint: what a reviewer must think of before it is approved.
//!
//! Rules that the planner keeps by construction have no check here: one index at a time (DDB411), recovery that is never
//! switched off and on (DDB108). So is the backup of each table that goes (DDB109), but for an endpoint that keeps none.

use std::collections::BTreeMap;

use tablewright_model::{Capacity, Recovery, Warm};

use crate::diff::is_rebuilt;
use crate::{
    Call, Desired, IndexState, LiveState, LiveTable, NewCapacity, STREAM_POLICY, Setting, Step, TableState,
    Topic, Warning,
};

/// The decreases of capacity that a table has at the start of a UTC day (Developer Guide, quotas).
const DECREASES: u64 = 4;

pub(super) fn of(steps: &[Step], wanted: &Desired, live: &LiveState) -> Vec<Warning> {
    let mut calls = BTreeMap::<&str, Vec<&Call>>::new();
    for step in steps {
        calls.entry(step.call.table()).or_default().push(&step.call);
    }
    let mut found = Vec::new();
    for (name, table) in &live.tables {
        let own = calls.remove(name.as_str()).unwrap_or_default();
        let after = wanted.states.get(name);
        let readers = wanted.consumers.get(name).map(Vec::as_slice).unwrap_or_default();
        found.extend(own.iter().filter_map(|call| of_call(call, table, after, readers)));
        found.extend(ttl_moves(name, &own));
        found.extend(after.and_then(|after| stays_warm(&table.state, after)));
        found.extend(unread(table, after, &own));
        found.extend(own.iter().find_map(|call| not_backed_up(call, live)));
    }
    found
}

fn of_call(
    call: &Call,
    live: &LiveTable,
    wanted: Option<&TableState>,
    readers: &[String],
) -> Option<Warning> {
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
            let lowers = |new: NewCapacity, old: Capacity| {
                let new = new.over(old);
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
                 hour without one: the run may wait for that at this step",
                live.decreases_today
            );
            spent.then(|| new("DDB220", name, message))
        }
        Call::Set { setting: Setting::Stream(None), .. } if wanted?.stream.is_some() => {
            let readers =
                if readers.is_empty() { String::new() } else { format!(" ({})", readers.join(", ")) };
            let policy = match live.unmodelled.contains_key(STREAM_POLICY) {
                true => {
                    "; the resource policy of the old stream does not come along, so put it on the new one"
                }
                false => "",
            };
            let message = format!(
                "The stream of table `{name}` gets a new ARN, and its consumers{readers} stop without a word: attach each \
                 of them to the new stream once it is on, and let them read the old one to its end within 24 hours{policy}"
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

/// Whoever approves it knows that no backup comes first.
fn not_backed_up(call: &Call, live: &LiveState) -> Option<Warning> {
    let Call::DeleteTable { table } = call else { return None };
    let message = format!(
        "This endpoint keeps no backups: table `{table}` is deleted without one, and what is deleted is gone; copy \
         what somebody may want first"
    );
    live.without_backups.then(|| new("DDB109", table, message))
}

/// A table or an index that is warmer than the design says: the design may be older than AWS's own raise, or wrong.
fn stays_warm(live: &TableState, wanted: &TableState) -> Option<Warning> {
    let is_less = |wanted: Option<Warm>, live: Option<Warm>| {
        wanted.zip(live).is_some_and(|(to, now)| to.read < now.read || to.write < now.write)
    };
    let own = is_less(wanted.warm, live.warm).then(|| "the table".to_owned());
    let index = |(name, index): (&String, &IndexState)| {
        let now = live.indexes.get(name).filter(|_| !is_rebuilt(live, wanted, name))?;
        is_less(index.warm, now.warm).then(|| format!("index `{name}`"))
    };
    let warmer: Vec<_> = own.into_iter().chain(wanted.indexes.iter().filter_map(index)).collect();
    let name = &live.name;
    let message = format!(
        "AWS keeps more warm of table `{name}` than the design asks for ({}), and never lowers it: it stays as it is, so \
         ask for as much in the design, or for nothing",
        warmer.join(", ")
    );
    (!warmer.is_empty()).then(|| new("PLAN011", name, message))
}

/// What could not be read is left alone, whatever the design says of it.
fn unread(live: &LiveTable, wanted: Option<&TableState>, own: &[&Call]) -> Option<Warning> {
    let goes = own.iter().any(|call| matches!(call, Call::DeleteTable { .. }));
    let matters = |topic: Topic| match topic {
        _ if wanted.is_some() => true,
        // AWS leaves it behind when the table goes, and an export from a table that moves needs it.
        Topic::Autoscaling => goes,
        Topic::Recovery => !goes && !own.is_empty(),
        _ => false,
    };
    let elsewhere = live.replicas.iter().flat_map(|(region, there)| {
        there
            .unknown
            .iter()
            .map(move |(topic, why)| (topic, format!("{} in {region} ({why})", topic.label())))
    });
    let here = live.unknown.iter().map(|(topic, why)| (topic, format!("{} ({why})", topic.label())));
    let unread = here.chain(elsewhere).filter(|(topic, _)| matters(**topic));
    let topics: Vec<_> = unread.map(|(_, told)| told).collect();
    let name = &live.state.name;
    let message = format!(
        "Of table `{name}` this could not be read, and is left as it is: {}; allow it, and plan again",
        topics.join(", ")
    );
    (!topics.is_empty()).then(|| new("PLAN007", name, message))
}

fn new(code: &str, table: &str, message: String) -> Warning {
    Warning { code: code.to_owned(), table: table.to_owned(), message }
}
