//! `fixtures/plan/<scenario>`: `before.json` is applied, `after.json` is planned, `expected.txt` is the plan.
//!
//! `case.json` can say what is unusual. What can be carried out is carried out as well, on a simulated account.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::Deserialize;
use tablewright_model::{Capacity, Design, from_json};
use tablewright_plan::{
    BillingState, CopyPlace, EnvironmentIdentity, IndexStatus, LiveState, Managed, Plan, TableState,
    TableStatus, Topic, render, undo,
};
use tablewright_testkit::golden;

use crate::account::Account;
use crate::world::{World, environment, managed, wanted};

/// What is unusual about a scenario. Names of tables are those in AWS.
#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Case {
    environment: String,
    template: String,
    /// Tables that are there, but not managed by the design.
    unmanaged: Vec<String>,
    /// Managed tables that somebody deleted and made again.
    remade: Vec<String>,
    /// Managed tables that somebody deleted.
    gone: Vec<String>,
    status: BTreeMap<String, TableStatus>,
    index_status: BTreeMap<String, IndexStatus>,
    /// Settings that the model does not know, on every table.
    unmodelled: BTreeMap<String, String>,
    /// What may not be read, of every table, and why.
    unknown: BTreeMap<Topic, String>,
    /// The same in the regions of all replicas.
    unknown_elsewhere: BTreeMap<Topic, String>,
    /// What the capacity of every table has become since.
    capacity: Option<Capacity>,
    /// How often the capacity of every table was lowered today.
    decreases_today: u64,
    /// How many items every table has.
    items: u64,
    /// Whether the endpoint keeps no backups.
    without_backups: bool,
    /// Where items of tables that are replaced go through.
    copies: Option<String>,
    /// The status of replicas, of every table that has them.
    members: BTreeMap<String, TableStatus>,
}

impl Default for Case {
    fn default() -> Self {
        Self {
            environment: "Sandbox".to_owned(),
            template: "{table}".to_owned(),
            unmanaged: Vec::new(),
            remade: Vec::new(),
            gone: Vec::new(),
            status: BTreeMap::new(),
            index_status: BTreeMap::new(),
            unmodelled: BTreeMap::new(),
            unknown: BTreeMap::new(),
            unknown_elsewhere: BTreeMap::new(),
            capacity: None,
            decreases_today: 0,
            items: 0,
            without_backups: false,
            copies: None,
            members: BTreeMap::new(),
        }
    }
}

#[test]
fn the_plans_are_as_written_and_do_what_they_say() {
    let mut failures = Vec::new();
    for folder in golden::scenarios("plan").unwrap() {
        let (world, after) = read(&folder);
        let plan = world.plan(&after);
        let problem = golden::compare(&folder.join("expected.txt"), &render::text(&plan)).err();
        failures.extend(problem.map(|problem| problem.to_string()));
        let json = serde_json::to_string(&plan).unwrap();
        assert_eq!(serde_json::from_str::<Plan>(&json).unwrap(), plan, "{}", folder.display());
        if plan.problems.is_empty() {
            failures.extend(carry_out(world, &after).err().map(|why| format!("{}: {why}", folder.display())));
        } else {
            assert!(plan.steps.is_empty(), "{}: steps beside problems", folder.display());
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

fn read(folder: &Path) -> (World, Design) {
    let design = |name| from_json(&fs::read_to_string(folder.join(name)).unwrap()).unwrap();
    let case = match fs::read_to_string(folder.join("case.json")) {
        Ok(text) => serde_json::from_str(&text).unwrap(),
        Err(_) => Case::default(),
    };
    let (before, after) = (design("before.json"), design("after.json"));
    let copies = case.copies.as_deref().map(|uri| CopyPlace::parse(uri, None).unwrap());
    let identity = EnvironmentIdentity { copies, ..environment(&case.environment, &case.template) };
    let mut world = World::after(&before, identity);
    disturb(&mut world, case);
    (world, after)
}

fn disturb(world: &mut World, case: Case) {
    world.live.without_backups = case.without_backups;
    for name in &case.unmanaged {
        world.managed.remove(name).unwrap();
    }
    for name in &case.gone {
        world.live.tables.remove(name).unwrap();
    }
    for name in &case.remade {
        world.live.tables.get_mut(name).unwrap().table_id = "another".to_owned();
    }
    for (name, status) in case.status {
        world.live.tables.get_mut(&name).unwrap().status = status;
    }
    for table in world.live.tables.values_mut() {
        table.unmodelled.extend(case.unmodelled.clone());
        table.unknown.extend(case.unknown.clone());
        for there in table.replicas.values_mut() {
            there.unknown.extend(case.unknown_elsewhere.clone());
        }
        if let Some(capacity) = case.capacity {
            table.state.billing = BillingState::Provisioned(capacity);
        }
        table.decreases_today = case.decreases_today;
        table.item_count = case.items;
        table.members.extend(case.members.clone());
        for (name, status) in &case.index_status {
            *table.index_status.get_mut(name).unwrap() = status.clone();
        }
    }
}

/// The wanted tables, which are all managed by the end, and the old ones of migrations, which still are.
fn adopted(account: &Account, after: &Design, world: &World) -> BTreeMap<String, Managed> {
    let sources = wanted(after, &world.environment).sources;
    let old = world.managed.iter().filter(|(name, known)| {
        !sources.contains_key(*name)
            && account.live.tables.get(*name).is_some_and(|it| it.table_id == known.table_id)
    });
    let old = old.map(|(name, known)| (name.clone(), known.clone()));
    let table = |(name, source): (String, _)| {
        let table = account.live.tables.get(&name)?;
        Some((name, managed(table, source)))
    };
    sources.clone().into_iter().filter_map(table).chain(old).collect()
}

/// Where every step has a reverse, all of them together bring back what was before.
fn taken_back(plan: &Plan, world: &World, mut account: Account) -> Result<(), String> {
    let undo = undo(plan, |_| true);
    if undo.calls.len() + undo.left.len() != plan.steps.len() {
        return Err("a step is neither taken back nor told to be left".to_owned());
    }
    if !undo.left.is_empty() {
        return Ok(());
    }
    for (number, call) in &undo.calls {
        account.call(call).map_err(|why| format!("taking step {number} back: {why}"))?;
        account.settle();
    }
    let states = |live: &LiveState| -> BTreeMap<String, TableState> {
        live.tables.iter().map(|(name, table)| (name.clone(), table.state.clone())).collect()
    };
    let is_as_before = states(&account.live) == states(&world.live);
    if is_as_before { Ok(()) } else { Err("taken back, it is not what it was".to_owned()) }
}

fn carry_out(world: World, after: &Design) -> Result<(), String> {
    let plan = world.plan(after);
    let mut account = Account::new(world.live.clone());
    for step in &plan.steps {
        account.call(&step.call).map_err(|why| format!("step {}: {why}", step.number))?;
        account.settle();
    }
    taken_back(&plan, &world, account.clone())?;
    let ended = World {
        live: account.live.clone(),
        managed: adopted(&account, after, &world),
        environment: world.environment.clone(),
    };
    let rest = ended.plan(after);
    if !(rest.is_empty() && rest.changes.is_empty()) {
        return Err(format!("the plan after the plan is not empty: {}", render::text(&rest)));
    }
    let is_left = |name: &&String| !world.wanted(after).contains_key(*name);
    for name in account.live.tables.keys().filter(is_left) {
        let table = &account.live.tables[name];
        if plan.migrations.iter().any(|migration| migration.from == *name) {
            continue;
        }
        let is_managed = world.managed.get(name).is_some_and(|known| known.table_id == table.table_id);
        if is_managed || world.live.tables.get(name) != Some(table) {
            return Err(format!("table {name} is left, or was touched"));
        }
    }
    Ok(())
}
