//! A region's quota of tables is planned at once. The budget is for a release build; a debug build gets ten times that.

use std::time::{Duration, Instant};

use tablewright_model::{Design, Digest, StreamView};
use tablewright_testkit::game_scores;

use crate::world::{World, environment, wanted};

const TABLES: usize = 2_500;

#[test]
fn a_regions_quota_of_tables_is_planned_within_the_budget() {
    let world = World::after(&many(None), environment("Sandbox", "{table}"));
    for (label, design, steps) in
        [("no change", many(None), 0), ("each changed", many(Some(StreamView::KeysOnly)), 2 * TABLES)]
    {
        let start = Instant::now();
        let states = wanted(&design, &world.environment);
        let prepared = start.elapsed();
        let plan = world.plan_for(Digest::of_bytes(b"version"), &states);
        let took = start.elapsed() - prepared;
        println!("{TABLES} tables, {label}: validate and desired {prepared:?}, diff and plan {took:?}");
        assert_eq!(plan.steps.len(), steps);
        let budget = if cfg!(debug_assertions) { Duration::from_secs(5) } else { Duration::from_millis(100) };
        assert!(took < budget, "{label}: {took:?}");
    }
}

/// As many tables as the example's, with another view type if it is given.
fn many(view: Option<StreamView>) -> Design {
    let example = game_scores();
    let template = example.tables.iter().next().unwrap();
    let table = |number: usize| {
        let mut table = (**template).clone();
        table.name = format!("Scores{number}");
        table.id = tablewright_testkit::id(&table.name).into();
        table.stream = view.or(table.stream);
        table
    };
    tablewright_testkit::design("Many", (0..TABLES).map(table))
}
