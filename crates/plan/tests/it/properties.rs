//! Random designs on a simulated account: a plan is never refused, says the truth about its steps, touches nothing
//! else, can be gone on with from anywhere, and leaves nothing to do.

use std::collections::BTreeMap;

use proptest::prelude::*;
use tablewright_model::{Capacity, Consistency, Design, TableId, Warm};
use tablewright_plan::{
    Action, BillingState, Bounds, Call, Dimension, IndexState, KeyElement, LiveTable, LocalIndexState,
    NewIndex, Plan, Progress, Reverse, ScalarType, ScalingState, Step, TableState,
};
use tablewright_testkit::{id, regional_design_pairs, regional_designs};

use crate::account::Account;
use crate::world::{World, environment, managed};

const BYSTANDER: &str = "Omega";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_plan_makes_the_account_equal_to_the_design((before, after) in regional_design_pairs()) {
        let world = world(&before);
        let plan = world.plan(&after);
        prop_assert_eq!(&plan, &world.plan(&after), "planned twice");
        only_what_was_asked(&plan, &world, &after)?;

        let mut account = Account::new(world.live.clone());
        for step in &plan.steps {
            one_step(&mut account, step)?;
        }
        prop_assert_eq!(account.live.tables.get(BYSTANDER), world.live.tables.get(BYSTANDER));
        let world = world_after(&world, account);
        as_designed(&world, &after, &plan)?;
        let rest = world.plan(&after);
        prop_assert_eq!(&rest.steps, &[], "the plan after the plan");
        prop_assert_eq!(rest.problems, plan.problems);
    }

    #[test]
    fn a_plan_can_be_made_anew_from_the_middle(
        (before, after) in regional_design_pairs(),
        stop in any::<prop::sample::Index>(),
    ) {
        let world = world(&before);
        let plan = world.plan(&after);
        let mut account = Account::new(world.live.clone());
        let made = stop.index(plan.steps.len() + 1);
        for step in &plan.steps[..made] {
            carry_out(&mut account, step)?;
        }
        let world = world_after(&world, account);
        let rest = world.plan(&after);
        let mut account = Account::new(world.live.clone());
        for step in &rest.steps {
            carry_out(&mut account, step)?;
        }
        as_designed(&world_after(&world, account), &after, &plan)?;
    }

    #[test]
    fn what_was_applied_needs_no_change(design in regional_designs()) {
        let plan = world(&design).plan(&design);
        prop_assert!(plan.is_empty());
        prop_assert_eq!(plan.changes, []);
    }
}

fn world(design: &Design) -> World {
    let mut world = World::after(design, environment("Sandbox", "{table}"));
    let mut bystander = world.wanted(&tablewright_testkit::game_scores()).into_values().next().unwrap();
    bystander.name = BYSTANDER.to_owned();
    world.live.tables.insert(BYSTANDER.to_owned(), LiveTable::as_if_applied(bystander));
    world
}

/// The same environment later; tables that were made by then are managed.
fn world_after(earlier: &World, account: Account) -> World {
    let managed = account
        .live
        .tables
        .iter()
        .filter(|(name, _)| *name != BYSTANDER)
        .map(|(name, table)| (name.clone(), managed(table, TableId(id(name)))))
        .collect();
    World { environment: earlier.environment.clone(), live: account.live, managed }
}

/// Problems for changed keys and local indexes and nothing else; nothing deleted that the design still has.
fn only_what_was_asked(plan: &Plan, world: &World, after: &Design) -> Result<(), TestCaseError> {
    let wanted = world.wanted(after);
    for (name, table) in &wanted {
        let differs = world
            .live
            .tables
            .get(name)
            .is_some_and(|live| fixed(&live.state) != fixed(table) || regrouped(&live.state, table));
        let is_told = plan.problems.iter().any(|problem| problem.table.as_ref() == Some(name));
        prop_assert_eq!(differs, is_told, "problems of {}", name);
        let replaced = plan.changes.iter().any(|c| c.table == *name && c.action == Action::Replace);
        prop_assert_eq!(differs, replaced);
    }
    for step in &plan.steps {
        prop_assert!(plan.problems.iter().all(|problem| problem.table.as_deref() != Some(step.call.table())));
        match &step.call {
            Call::DeleteTable { table } => {
                prop_assert!(!wanted.contains_key(table) && world.managed.contains_key(table));
            }
            Call::DeleteIndex { table, index, .. } => {
                let live = &world.live.tables[table].state;
                let is_same = made_of(live, index) == made_of(&wanted[table], index);
                prop_assert!(!is_same, "index {} of {} needs no delete", index, table);
            }
            _ => {}
        }
    }
    Ok(())
}

/// Every table is what the design says, but for those that the plan could not change; no other is left.
fn as_designed(world: &World, design: &Design, plan: &Plan) -> Result<(), TestCaseError> {
    let wanted = world.wanted(design);
    let is_open = |name: &str| plan.problems.iter().any(|problem| problem.table.as_deref() == Some(name));
    for (name, state) in wanted.iter().filter(|(name, _)| !is_open(name)) {
        let live = world.live.tables.get(name).map(|table| &table.state);
        let left_open = live.map(|live| with_what_moves(state, live));
        prop_assert_eq!(live, left_open.as_ref());
    }
    let left = world.live.tables.keys().filter(|name| *name != BYSTANDER && !wanted.contains_key(*name));
    prop_assert_eq!(left.count(), 0);
    Ok(())
}

/// Whether it would be another kind of global table, or a strongly consistent one over other regions.
fn regrouped(before: &TableState, after: &TableState) -> bool {
    let members = |state: &TableState| -> Vec<String> {
        state.replicas.keys().chain(&state.witness).cloned().collect()
    };
    let both = !members(before).is_empty() && !members(after).is_empty();
    let is_strong = after.consistency == Consistency::Strong;
    both && (before.consistency != after.consistency
        || (is_strong && (members(before), &before.witness) != (members(after), &after.witness)))
}

type Local = (String, LocalIndexState, ScalarType);

/// What no call changes: the primary key and the local indexes, with the types of their attributes.
fn fixed(state: &TableState) -> (Vec<(KeyElement, ScalarType)>, Vec<Local>) {
    let key = state.key.iter().map(|part| (part.clone(), state.definitions[&part.name])).collect();
    let local = |(name, index): (&String, &LocalIndexState)| {
        (name.clone(), index.clone(), state.definitions[&index.sort])
    };
    (key, state.local_indexes.iter().map(local).collect())
}

/// What an index is made of and keeps: its kind, key, projection and the types of its attributes.
fn made_of(state: &TableState, name: &str) -> Option<(NewIndex, Vec<ScalarType>)> {
    let made = match state.changeable_index(name)? {
        NewIndex::Global(index) => NewIndex::Global(IndexState::new(index.key, index.projection)),
        vector @ NewIndex::Vector(_) => vector,
    };
    let types = made.keyed().map(|part| state.definitions[part]).collect();
    Some((made, types))
}

/// The wanted state with what a design leaves open as it is live: more warm throughput, and capacity inside bounds.
fn with_what_moves(wanted: &TableState, live: &TableState) -> TableState {
    let warm = |wanted: Option<Warm>, live: Option<Warm>| match (wanted, live) {
        (Some(wanted), Some(live)) if live.read < wanted.read || live.write < wanted.write => Some(wanted),
        (Some(wanted), None) => Some(wanted),
        (_, live) => live,
    };
    let units = |wanted: Capacity, live: Capacity, scaling: &BTreeMap<Dimension, ScalingState>| {
        let of = |dimension: Dimension| {
            let units = dimension.of(live);
            let bounds = scaling.get(&dimension).map(|scaling| scaling.bounds);
            let moved = bounds.is_some_and(|bounds| (bounds.min..=bounds.max).contains(&units));
            if moved { units } else { dimension.of(wanted) }
        };
        Capacity { read: of(Dimension::Read), write: of(Dimension::Write) }
    };
    let mut state = wanted.clone();
    state.warm = warm(wanted.warm, live.warm);
    if let (Some(capacity), Some(found)) = (wanted.capacity(), live.capacity()) {
        state.billing = BillingState::Provisioned(units(capacity, found, &wanted.autoscaling));
    }
    for (name, index) in &mut state.indexes {
        let Some(found) = live.indexes.get(name) else { continue };
        index.warm = warm(index.warm, found.warm);
        if let (Some(capacity), Some(found)) = (index.capacity, found.capacity) {
            index.capacity = Some(units(capacity, found, &index.autoscaling));
        }
    }
    for (region, replica) in &mut state.replicas {
        let Some(found) = live.replicas.get(region) else { continue };
        let inside = |bounds: Bounds, units: &u64| (bounds.min..=bounds.max).contains(units);
        if let Some(scaling) = replica.read_scaling {
            replica.read = found.read.filter(|units| inside(scaling.bounds, units)).or(replica.read);
        }
        for (name, units) in &mut replica.index_reads {
            let bounds = wanted.indexes[name].autoscaling.get(&Dimension::Read).map(|scaling| scaling.bounds);
            let moved =
                found.index_reads.get(name).filter(|units| bounds.is_some_and(|it| inside(it, units)));
            *units = moved.copied().unwrap_or(*units);
        }
    }
    state
}

/// The step is told as not started, is taken, is told as under way or done, can be taken back, and ends as done.
fn one_step(account: &mut Account, step: &Step) -> Result<(), TestCaseError> {
    let name = step.call.table();
    let earlier = account.live.tables.get(name).map(|table| table.state.clone());
    prop_assert_eq!(step.call.progress(account.live.tables.get(name)), Progress::NotStarted);
    let refused = account.call(&step.call);
    prop_assert_eq!(refused, Ok(()), "step {} {:?}", step.number, step.call);
    let now = step.call.progress(account.live.tables.get(name));
    prop_assert!(matches!(now, Progress::Underway(_) | Progress::Done), "after the call: {:?}", now);
    account.settle();
    prop_assert_eq!(step.call.progress(account.live.tables.get(name)), Progress::Done);
    if let (Some(mut state), Some(later)) = (earlier.clone(), account.live.tables.get(name)) {
        step.call.effect(&mut state);
        prop_assert_eq!(&state, &later.state, "the effect of {:?}", step.call);
    }

    if let Reverse::Call(reverse) = &step.reverse {
        let mut back = account.clone();
        prop_assert_eq!(reverse.progress(back.live.tables.get(name)), Progress::NotStarted);
        let refused = back.call(reverse);
        prop_assert_eq!(refused, Ok(()), "reverse {:?}", reverse);
        back.settle();
        let state = back.live.tables.get(name).map(|table| table.state.clone());
        prop_assert_eq!(state, earlier, "after {:?} and back", step.call);
    }
    Ok(())
}

fn carry_out(account: &mut Account, step: &Step) -> Result<(), TestCaseError> {
    let refused = account.call(&step.call);
    prop_assert_eq!(refused, Ok(()), "step {} {:?}", step.number, step.call);
    account.settle();
    Ok(())
}
