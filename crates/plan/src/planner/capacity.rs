//! Billing mode and capacity: a switch carries everything, a change only what differs.

use std::collections::BTreeMap;

use tablewright_model::Capacity;

use super::draft::Draft;
use super::words;
use crate::{
    BillingState, Call, Dimension, Estimate, NewCapacity, Reverse, Risk, ScalingState, Setting, Step,
    TableState,
};

type Scaling = BTreeMap<Dimension, ScalingState>;

pub(super) fn change(draft: &mut Draft<'_>) {
    let step = match (draft.now.billing, draft.wanted.billing) {
        (BillingState::Provisioned(old), BillingState::Provisioned(new)) => adjust(draft, old, new),
        (BillingState::OnDemand, BillingState::OnDemand) => None,
        (_, BillingState::OnDemand) => Some(to_on_demand(&draft.now)),
        (_, BillingState::Provisioned(_)) => Some(to_provisioned(&draft.now, draft.wanted)),
    };
    if let Some(step) = step {
        draft.push(step);
    }
}

fn to_on_demand(now: &TableState) -> Step {
    let name = &now.name;
    Step {
        number: 0,
        call: set_billing(name, BillingState::OnDemand, BTreeMap::new()),
        reason: "The design pays by request, the table for capacity".to_owned(),
        precondition: format!(
            "{}, and it was switched to on demand fewer than 4 times in the last 24 hours",
            words::ready(name)
        ),
        wait: words::until_all_active(name),
        risk: Risk::Cost,
        expected: words::unknown("several minutes by the Developer Guide, which gives no figure"),
        reverse: Reverse::Call(Box::new(set_billing(name, now.billing, capacities(now, now)))),
    }
}

fn to_provisioned(now: &TableState, wanted: &TableState) -> Step {
    let name = &now.name;
    Step {
        number: 0,
        call: set_billing(name, wanted.billing, capacities(now, wanted)),
        reason:
            "The design pays for capacity, the table by request; requests above the capacity are refused then"
                .to_owned(),
        precondition: words::ready(name),
        wait: words::until_all_active(name),
        risk: Risk::Degrades,
        expected: words::unknown("minutes; AWS gives no figure"),
        reverse: Reverse::Call(Box::new(set_billing(name, BillingState::OnDemand, BTreeMap::new()))),
    }
}

/// The capacities in `from` of the indexes that are there now.
fn capacities(now: &TableState, from: &TableState) -> BTreeMap<String, Capacity> {
    let capacity = |name: &String| Some((name.clone(), from.indexes.get(name)?.capacity?));
    now.indexes.keys().filter_map(capacity).collect()
}

fn set_billing(table: &str, billing: BillingState, indexes: BTreeMap<String, Capacity>) -> Call {
    Call::set(table, Setting::Billing { billing, indexes })
}

fn adjust(draft: &Draft<'_>, old: Capacity, new: Capacity) -> Option<Step> {
    let now = capacities(&draft.now, &draft.now);
    let new = unmoved(old, new, &draft.now.autoscaling, &draft.wanted.autoscaling);
    let mut wanted = capacities(&draft.now, draft.wanted);
    for (name, units) in &mut wanted {
        let indexes = [&draft.now, draft.wanted].map(|state| state.indexes.get(name));
        if let ([Some(before), Some(after)], Some(old)) = (indexes, now.get(name)) {
            *units = unmoved(*old, *units, &before.autoscaling, &after.autoscaling);
        }
    }
    let differing = |from: &BTreeMap<String, Capacity>| -> BTreeMap<String, Capacity> {
        let differs = |name: &String| wanted.get(name).is_some_and(|units| now.get(name) != Some(units));
        from.iter().filter(|(name, _)| differs(name)).map(|(name, units)| (name.clone(), *units)).collect()
    };
    let (before, after) = (differing(&now), differing(&wanted));
    if old == new && after.is_empty() {
        return None;
    }
    let is_lowered = lowers(old, new)
        || after.iter().any(|(name, new)| now.get(name).is_some_and(|old| lowers(*old, *new)));
    let call =
        |from: Capacity, to: Capacity, from_indexes: &BTreeMap<_, _>, to_indexes: BTreeMap<String, _>| {
            let capacity = (from != to).then(|| set(from, to, &draft.now.autoscaling));
            let one = |(name, to): (String, Capacity)| {
                let scaling = &draft.now.indexes.get(&name)?.autoscaling;
                let new = set(*from_indexes.get(&name)?, to, scaling);
                Some((name, new))
            };
            let indexes = to_indexes.into_iter().filter_map(one).collect();
            Call::set(&draft.now.name, Setting::Capacity { capacity, indexes })
        };
    let there = call(old, new, &before, after.clone());
    Some(adjust_step(there, call(new, old, &after, before), is_lowered))
}

/// What is to be set: not what scales and stays inside its bounds.
fn set(from: Capacity, to: Capacity, scaling: &Scaling) -> NewCapacity {
    let units = |dimension: Dimension| {
        let moves = scaling.contains_key(&dimension) && dimension.of(from) == dimension.of(to);
        (!moves).then(|| dimension.of(to))
    };
    NewCapacity { read: units(Dimension::Read), write: units(Dimension::Write) }
}

/// The capacity to set: without what is moved by registering new bounds, which comes later.
fn unmoved(old: Capacity, mut new: Capacity, before: &Scaling, after: &Scaling) -> Capacity {
    let bounds = |scaling: &Scaling, dimension| scaling.get(&dimension).map(|scaling| scaling.bounds);
    for dimension in after.keys().filter(|one| bounds(before, **one) != bounds(after, **one)) {
        *dimension.of_mut(&mut new) = dimension.of(old);
    }
    new
}

const fn lowers(old: Capacity, new: Capacity) -> bool {
    new.read < old.read || new.write < old.write
}

fn adjust_step(call: Call, reverse: Call, is_lowered: bool) -> Step {
    let (reason, credit, risk) = if is_lowered {
        (
            "The design has another capacity, lower in part; requests above it are refused then",
            ", and a decrease is left for each that is lowered (4 at the start of a UTC day, one more each hour)",
            Risk::Degrades,
        )
    } else {
        ("The design has a higher capacity", "", Risk::Cost)
    };
    Step {
        number: 0,
        reason: reason.to_owned(),
        precondition: format!("{}{credit}", words::ready(call.table())),
        wait: words::until_all_active(call.table()),
        risk,
        expected: Estimate {
            seconds: None,
            basis: "quick, unless it is more than the table ever had; AWS gives no figure".to_owned(),
        },
        reverse: Reverse::Call(Box::new(reverse)),
        call,
    }
}
