//! Copies in other regions: one comes or goes at a time, those of strong consistency together.
//!
//! They come last, when the table has what they need (the stream, writes that scale), and before others go. Where the
//! design has none at all, they go first: what they need goes after them. What AWS never carries over is set in each
//! region, by the steps of a table, made once more with the table as it is there.

use std::collections::{BTreeMap, BTreeSet};

use tablewright_model::Consistency;

use super::draft::Draft;
use super::{insights, kinesis, policy, protection, recovery, scaling, tags, words};
use crate::{Call, Overrides, ReplicaState, Replication, Reverse, Risk, Step, TableState};

/// What protects a replica that stays comes first.
pub(super) fn protect(draft: &mut Draft<'_>) {
    each(draft, |there| {
        protection::on(there);
        recovery::on(there);
    });
}

/// Scaling that would be refused once the table is on demand, or would be in the way of what is set later.
pub(super) fn end_scaling(draft: &mut Draft<'_>) {
    each(draft, scaling::end);
    for region in leaving(draft) {
        alone(draft, &region, scaling::end_all);
    }
}

/// Back to one region.
pub(super) fn leave(draft: &mut Draft<'_>) {
    if !draft.wanted.is_global() {
        remove_all(draft);
    }
}

/// Everything else, once the table itself is as designed.
pub(super) fn change(draft: &mut Draft<'_>) {
    let strong = draft.wanted.consistency == Consistency::Strong;
    if strong && !draft.now.is_global() && draft.wanted.is_global() {
        begin(draft);
    }
    for region in draft.wanted.replicas.keys() {
        match draft.now.replicas.contains_key(region) {
            true => overrides(draft, region),
            false => add(draft, region),
        }
    }
    each(draft, |there| {
        protection::on(there);
        recovery::on(there);
        tags::change(there);
        policy::change(there);
        kinesis::off(there);
        kinesis::on(there);
        insights::change(there);
        scaling::begin(there);
    });
    for region in leaving(draft) {
        remove(draft, &region);
    }
    each(draft, |there| {
        recovery::off(there);
        protection::off(there);
    });
}

/// Before the table goes.
pub(super) fn remove_all(draft: &mut Draft<'_>) {
    if draft.now.consistency == Consistency::Strong && draft.now.is_global() {
        end(draft);
        return;
    }
    for region in draft.now.replicas.clone().keys() {
        remove(draft, region);
    }
}

fn leaving(draft: &Draft<'_>) -> Vec<String> {
    draft.now.replicas.keys().filter(|region| !draft.wanted.replicas.contains_key(*region)).cloned().collect()
}

/// Does something for each replica that is there and stays.
fn each(draft: &mut Draft<'_>, work: impl Fn(&mut Draft<'_>)) {
    for (region, wanted) in &draft.wanted.replicas {
        let Some(now) = draft.now.replicas.get(region) else { continue };
        let (now, wanted) = (regional(&draft.now, now), regional(draft.wanted, wanted));
        let wanted = TableState { indexes: now.indexes.clone(), billing: now.billing, ..wanted };
        there(draft, region, &now, &wanted, &work);
    }
}

fn there(
    draft: &mut Draft<'_>,
    region: &str,
    now: &TableState,
    wanted: &TableState,
    work: impl Fn(&mut Draft<'_>),
) {
    let mut there = Draft::of_live(now, wanted);
    work(&mut there);
    for step in there.finish() {
        draft.push(at(region, step));
    }
}

/// The table in a region; nothing is known of what is scaled and watched of its indexes there.
fn regional(state: &TableState, replica: &ReplicaState) -> TableState {
    let mut state = state.in_region(replica);
    for index in state.indexes.values_mut() {
        index.autoscaling = BTreeMap::new();
        index.insights = None;
    }
    state
}

fn at(region: &str, step: Step) -> Step {
    let call = |call| Call::At { region: region.to_owned(), call: Box::new(call) };
    let told = |text: &str| format!("In {region}: {text}");
    Step {
        call: call(step.call),
        reason: told(&step.reason),
        precondition: told(&step.precondition),
        wait: told(&step.wait),
        reverse: match step.reverse {
            Reverse::Call(back) => Reverse::Call(Box::new(call(*back))),
            none @ Reverse::None(_) => none,
        },
        ..step
    }
}

fn begin(draft: &mut Draft<'_>) {
    let follower = ReplicaState::follower(&draft.now);
    let own =
        |(region, wanted): (&String, &ReplicaState)| (region.clone(), Overrides::between(&follower, wanted));
    let replicas: BTreeMap<_, _> = draft.wanted.replicas.iter().map(own).collect();
    let witness = draft.wanted.witness.clone();
    let back = Replication::End { replicas: replicas.keys().cloned().collect(), witness: witness.clone() };
    let reason = "The design has the table in three regions, each of which sees every write at once; writes are \
                  charged in each, and AWS takes no other regions later";
    let begun = step(draft, Replication::Begin { replicas, witness }, reason.to_owned(), Risk::Cost);
    let precondition = format!("{}, and it has no items", words::ready(&draft.now.name));
    let step = Step { precondition, reverse: reversed(draft, back), ..begun };
    draft.push(step);
}

fn add(draft: &mut Draft<'_>, region: &str) {
    let Some(wanted) = draft.wanted.replicas.get(region) else { return };
    let own = Overrides::between(&ReplicaState::follower(&draft.now), wanted);
    let reason = format!(
        "The design has a replica in {region}; all items are copied there, which is charged, as is every write from \
         then on"
    );
    let added = step(draft, Replication::Add { region: region.to_owned(), own }, reason, Risk::Cost);
    let precondition = format!("{}, and no table of that name is in {region}", words::ready(&draft.now.name));
    let back = reversed(draft, Replication::Remove { region: region.to_owned() });
    draft.push(Step { precondition, reverse: back, ..added });
}

/// What a replica has otherwise than its table, one concern in each call.
fn overrides(draft: &mut Draft<'_>, region: &str) {
    let both = (draft.now.replicas.get(region).cloned(), draft.wanted.replicas.get(region));
    let (Some(now), Some(wanted)) = both else { return };
    let bounds = |replica: &ReplicaState| replica.read_scaling.map(|scaling| scaling.bounds);
    let mut all = Overrides::between(&now, wanted);
    if bounds(&now) != bounds(wanted) && wanted.read_scaling.is_some() {
        // Registering the bounds moves it.
        all.read = None;
    }
    let concerns = [
        Overrides { class: all.class, ..Overrides::default() },
        Overrides { read: all.read, index_reads: all.index_reads, ..Overrides::default() },
        Overrides { max_read: all.max_read, ..Overrides::default() },
        Overrides { key: all.key, ..Overrides::default() },
    ];
    for own in concerns.into_iter().filter(|own| *own != Overrides::default()) {
        let back = draft.now.replicas.get(region).map(|before| own.reversed(before)).unwrap_or_default();
        let change = |own| Replication::Override { region: region.to_owned(), own };
        let reason = format!("The design has the replica in {region} so, whatever the table has");
        let risk = if own.read.is_some() || own.max_read.is_some() { Risk::Degrades } else { Risk::Cost };
        let step = step(draft, change(own), reason, risk);
        let reverse = reversed(draft, change(back));
        draft.push(Step { reverse, ..step });
    }
}

/// A replica goes without its protection, and with its scaling ended, which AWS would leave behind.
fn remove(draft: &mut Draft<'_>, region: &str) {
    unguard(draft, region);
    let reason = format!(
        "The design has no replica in {region}; applications there find no table, and its backups of the last days go \
         with it. The items stay in the other regions"
    );
    let step = step(draft, Replication::Remove { region: region.to_owned() }, reason, Risk::Irreversible);
    draft.push(step);
}

fn end(draft: &mut Draft<'_>) {
    let replicas: BTreeSet<_> = draft.now.replicas.keys().cloned().collect();
    for region in &replicas {
        unguard(draft, region);
    }
    let witness = draft.now.witness.clone();
    let reason = "The design has the table in one region only; those of strong consistency go together. The items stay \
                  in this one";
    let step = step(draft, Replication::End { replicas, witness }, reason.to_owned(), Risk::Irreversible);
    draft.push(step);
}

fn unguard(draft: &mut Draft<'_>, region: &str) {
    alone(draft, region, |there| {
        scaling::end_all(there);
        if there.now.deletion_protection {
            let step = protection::off_before_delete(&there.now.name);
            there.push(step);
        }
    });
}

/// Does something to a replica for which the design has nothing.
fn alone(draft: &mut Draft<'_>, region: &str, work: impl Fn(&mut Draft<'_>)) {
    if let Some(now) = draft.now.replicas.get(region).map(|replica| regional(&draft.now, replica)) {
        there(draft, region, &now, &now, work);
    }
}

fn reversed(draft: &Draft<'_>, change: Replication) -> Reverse {
    Reverse::Call(Box::new(Call::Replicate { table: draft.now.name.clone(), change }))
}

fn step(draft: &Draft<'_>, change: Replication, reason: String, risk: Risk) -> Step {
    let table = draft.now.name.clone();
    Step {
        number: 0,
        reason,
        precondition: words::ready(&table),
        wait: match &change {
            Replication::Remove { region } => format!("Until {region} has no table `{table}`"),
            Replication::End { .. } => format!("Until no other region has table `{table}`"),
            _ => format!("Until table `{table}` is ACTIVE in all its regions"),
        },
        risk,
        expected: match &change {
            Replication::Add { .. } => {
                words::unknown("by the number and size of the items; AWS gives no figure, Terraform allows 30 minutes")
            }
            _ => words::unknown("minutes; AWS gives no figure"),
        },
        reverse: Reverse::None(
            "Add the replica again: all items are copied again, and what it had of its own is set by steps of its own"
                .to_owned(),
        ),
        call: Call::Replicate { table, change },
    }
}
