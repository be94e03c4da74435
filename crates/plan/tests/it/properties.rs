//! Random designs on a simulated account: a plan is never refused, says the truth about its steps, touches nothing
//! else, can be gone on with from anywhere, and leaves nothing to do.

use proptest::prelude::*;
use tablewright_model::Design;
use tablewright_plan::{Action, Call, LiveTable, Managed, Plan, Progress, Reverse, Step};
use tablewright_testkit::arbitrary::{design_pairs, designs};

use crate::account::Account;
use crate::world::{World, environment};

const BYSTANDER: &str = "Omega";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_plan_makes_the_account_equal_to_the_design((before, after) in design_pairs()) {
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
        (before, after) in design_pairs(),
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
    fn what_was_applied_needs_no_change(design in designs()) {
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
        .map(|(name, table)| (name.clone(), Managed { table_id: table.table_id.clone() }))
        .collect();
    World { environment: earlier.environment.clone(), live: account.live, managed }
}

/// Problems for changed keys and nothing else; nothing deleted that the design still has.
fn only_what_was_asked(plan: &Plan, world: &World, after: &Design) -> Result<(), TestCaseError> {
    let wanted = world.wanted(after);
    for (name, table) in &wanted {
        let differs = world.live.tables.get(name).is_some_and(|live| {
            let kinds = |state: &tablewright_plan::TableState| -> Vec<_> {
                state.key.iter().map(|part| (part.clone(), state.definitions[&part.name])).collect()
            };
            kinds(&live.state) != kinds(table)
        });
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
                let was = (&live.indexes[index].key, &live.indexes[index].projection, types(live, index));
                let is_same = wanted[table]
                    .indexes
                    .get(index)
                    .is_some_and(|now| was == (&now.key, &now.projection, types(&wanted[table], index)));
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
        prop_assert_eq!(world.live.tables.get(name).map(|table| &table.state), Some(state));
    }
    let left = world.live.tables.keys().filter(|name| *name != BYSTANDER && !wanted.contains_key(*name));
    prop_assert_eq!(left.count(), 0);
    Ok(())
}

fn types(state: &tablewright_plan::TableState, index: &str) -> Vec<tablewright_plan::ScalarType> {
    state.indexes[index].key.iter().map(|part| state.definitions[&part.name]).collect()
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
