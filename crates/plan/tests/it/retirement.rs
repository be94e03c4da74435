//! The two plans of a migration: the first destroys nothing, the last backs up what it deletes.

use tablewright_model::{AttributeType, Design, Table};
use tablewright_plan::{Action, Call, LiveTable, render, retirement, taking_back};
use tablewright_testkit::{TableBuilder, design, golden};

use crate::world::{World, environment, managed, wanted};

fn scores(name: &str, sort: &str) -> Design {
    let table = TableBuilder::new("Scores")
        .attribute("User", AttributeType::S)
        .attribute("Game", AttributeType::S)
        .attribute("Played", AttributeType::S)
        .partition("User")
        .sort(sort)
        .protected()
        .build();
    design("Scores", [Table { name: name.to_owned(), ..table }])
}

#[test]
fn the_first_plan_of_a_migration_adds_a_table_and_destroys_none() {
    let world = World::after(&scores("Scores", "Game"), environment("Sandbox", "{table}"));
    let plan = world.plan(&scores("Scores-v2", "Played"));
    let summary = plan.summary();
    assert_eq!((summary.add, summary.change, summary.destroy), (1, 0, 0));
    assert_eq!(plan.changes[0].action, Action::Create);
    assert!(plan.steps.iter().all(|step| !matches!(step.call, Call::DeleteTable { .. })));
}

#[test]
fn the_old_table_is_backed_up_then_unprotected_then_deleted() {
    let mut world = World::after(&scores("Scores", "Game"), environment("Sandbox", "{table}"));
    let moved = scores("Scores-v2", "Played");
    let desired = wanted(&moved, &world.environment);
    let new = LiveTable::as_if_applied(desired.states["Scores-v2"].clone());
    world.managed.insert("Scores-v2".to_owned(), managed(&new, desired.sources["Scores-v2"]));
    world.live.tables.insert("Scores-v2".to_owned(), new);
    let version = world.plan(&moved).version;
    let environment = world.environment.clone();
    let plan =
        retirement(version, environment, &desired, &world.live, &world.managed, "Scores", "tablewright-1");
    golden::check("retirement/expected.txt", &render::text(&plan));
}

#[test]
fn what_a_run_made_goes_and_what_was_there_stays() {
    let (first, second) = (scores("Scores", "Game"), scores("Others", "Game"));
    let both = Design {
        tables: first
            .tables
            .iter()
            .chain(&second.tables)
            .map(|table| Table::clone(table))
            .map(renumbered)
            .collect(),
        ..first.clone()
    };
    let world = World::after(&both, environment("Sandbox", "{table}"));
    let desired = wanted(&both, &world.environment);
    let version = world.plan(&both).version;
    let without = ["Others".to_owned()].into();
    let environment = world.environment.clone();
    let plan =
        taking_back(version, environment, &desired, &world.live, &world.managed, &without, "tablewright-1");
    let touched: Vec<_> = plan.steps.iter().map(|step| (step.call.operation(), step.call.table())).collect();
    assert_eq!(touched, [("CreateBackup", "Others"), ("UpdateTable", "Others"), ("DeleteTable", "Others")]);
    assert_eq!(plan.warnings, []);
    assert_eq!(plan.without, without);
}

/// Two tables of one design have ids of their own.
fn renumbered(table: Table) -> Table {
    Table { id: table.name.to_lowercase().parse().unwrap(), ..table }
}
