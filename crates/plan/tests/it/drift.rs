//! Drift: whose doing a difference is, and that there is none exactly when a plan would be empty.

use std::collections::BTreeMap;

use proptest::prelude::*;
use tablewright_model::{
    Autoscaling, Billing, Capacity, Encryption, GlobalIndex, Replica, ReplicaId, Scaling, StreamView, Table,
    Warm,
};
use tablewright_plan::{
    BillingState, Bounds, Cause, Dimension, LiveTable, ReplicaState, ScalingState, TableDrift, Topic,
    adoption, drift,
};
use tablewright_testkit::{game_scores, id, regional_design_pairs};

use crate::world::{World, environment};

const NAME: &str = "GameScores";

fn world() -> World {
    World::after(&game_scores(), environment("Sandbox", "{table}"))
}

/// What the drift of the example's table is after somebody or something changed it.
fn drifted(change: impl FnOnce(&mut LiveTable)) -> Vec<(String, Cause)> {
    let mut world = world();
    let applied = world.wanted(&game_scores());
    change(world.live.tables.get_mut(NAME).unwrap());
    let found = drift(&applied, &world.live, &world.managed).remove(NAME);
    let found = found.unwrap_or_else(|| TableDrift::Changed(Vec::new()));
    let TableDrift::Changed(fields) = found else { return vec![("the table".to_owned(), Cause::Someone)] };
    fields.into_iter().map(|drift| (drift.field.path, drift.cause)).collect()
}

#[test]
fn what_somebody_changed_is_told_apart_from_what_aws_raised() {
    assert_eq!(drifted(|_| {}), []);
    let found = drifted(|table| {
        table.state.ttl = None;
        table.item_count = 12;
    });
    assert_eq!(found, [("TTL attribute".to_owned(), Cause::Someone)]);
}

#[test]
fn aws_raises_what_is_warm_and_only_of_what_was_asked_for_that_is_told() {
    let mut world = world();
    let mut applied = world.wanted(&game_scores());
    world.live.tables.get_mut(NAME).unwrap().state.warm = Some(Warm { read: 50_000, write: 9_000 });
    assert_eq!(drift(&applied, &world.live, &world.managed), BTreeMap::new());
    applied.get_mut(NAME).unwrap().warm = Some(Warm { read: 20_000, write: 9_000 });
    let found = &drift(&applied, &world.live, &world.managed)[NAME];
    let TableDrift::Changed(fields) = found else { panic!("{found:?}") };
    let found: Vec<_> = fields.iter().map(|drift| (drift.field.path.as_str(), drift.cause)).collect();
    assert_eq!(found, [("warm throughput", Cause::Aws)]);
}

#[test]
fn capacity_inside_its_bounds_is_moved_by_autoscaling_and_outside_by_somebody() {
    let mut world = world();
    let mut applied = world.wanted(&game_scores());
    let scaling = ScalingState { bounds: Bounds { min: 5, max: 50 }, tracking: None };
    let state = applied.get_mut(NAME).unwrap();
    state.billing = BillingState::Provisioned(Capacity { read: 5, write: 5 });
    state.autoscaling = [(Dimension::Read, scaling)].into();
    for (read, write, cause) in [
        (20, 5, Some(Cause::Autoscaling)),
        (60, 5, Some(Cause::Someone)),
        (20, 6, Some(Cause::Someone)),
        (5, 5, None),
    ] {
        let live = &mut world.live.tables.get_mut(NAME).unwrap().state;
        *live = applied[NAME].clone();
        live.billing = BillingState::Provisioned(Capacity { read, write });
        let found = drift(&applied, &world.live, &world.managed);
        let causes = match found.get(NAME) {
            Some(TableDrift::Changed(fields)) => fields.iter().map(|drift| drift.cause).collect(),
            _ => Vec::new(),
        };
        assert_eq!(causes, Vec::from_iter(cause), "{read} {write}");
        assert_eq!(found.get(NAME).is_some_and(TableDrift::is_by_someone), cause == Some(Cause::Someone));
    }
}

#[test]
fn reads_of_a_replica_are_moved_by_autoscaling_too() {
    let mut design = game_scores();
    let table = Table::clone(design.tables.iter().next().unwrap());
    let scaling = Scaling {
        min: 5,
        max: 50,
        target: 70,
        scale_in_cooldown: None,
        scale_out_cooldown: None,
        only_out: false,
    };
    let both = Autoscaling { read: Some(scaling), write: Some(scaling) };
    let mut index = GlobalIndex::clone(table.indexes.iter().next().unwrap());
    (index.capacity, index.autoscaling) = (Some(Capacity { read: 5, write: 5 }), Some(both));
    let replica = Replica::new(ReplicaId(id("west")), "eu-west-1");
    let table = Table {
        billing: Billing::Provisioned(Capacity { read: 5, write: 5 }),
        autoscaling: Some(both),
        stream: Some(StreamView::NewAndOldImages),
        indexes: [index].into_iter().collect(),
        replicas: [replica].into_iter().collect(),
        ..table
    };
    design.tables = [table].into_iter().collect();
    let mut world = World::after(&design, environment("Sandbox", "{table}"));
    let applied = world.wanted(&design);
    let live = world.live.tables.get_mut(NAME).unwrap();
    let moved = Capacity { read: 20, write: 5 };
    let there = live.replicas.get_mut("eu-west-1").unwrap();
    there.state.billing = BillingState::Provisioned(moved);
    there.state.indexes.get_mut("GameTitleIndex").unwrap().capacity = Some(moved);
    live.state.replicas.insert("eu-west-1".to_owned(), ReplicaState::of(&there.state));
    let TableDrift::Changed(found) = &drift(&applied, &world.live, &world.managed)[NAME] else { panic!() };
    let found: Vec<_> = found.iter().map(|drift| (drift.field.path.as_str(), drift.cause)).collect();
    let paths =
        ["replica eu-west-1 / read capacity", "replica eu-west-1 / index GameTitleIndex / read capacity"];
    assert_eq!(found, paths.map(|path| (path, Cause::Autoscaling)));
    let live = world.live.tables.get_mut(NAME).unwrap();
    live.unknown.insert(Topic::Replicas, "denied".to_owned());
    assert_eq!(drift(&applied, &world.live, &world.managed), BTreeMap::new(), "nobody knows");
}

#[test]
fn what_has_another_name_or_can_not_be_read_is_no_drift() {
    let found = drifted(|table| {
        table.state.policy = Some("{}".to_owned());
        table.unknown.insert(Topic::Policy, "denied".to_owned());
    });
    assert_eq!(found, []);
    let mut world = world();
    let mut applied = world.wanted(&game_scores());
    applied.get_mut(NAME).unwrap().encryption = Encryption::Customer("alias/scores".to_owned());
    let live = world.live.tables.get_mut(NAME).unwrap();
    live.state.encryption = Encryption::Customer("arn:aws:kms:eu-central-1:000000000000:key/1".to_owned());
    live.key_aliases.insert("alias/scores".to_owned());
    assert_eq!(drift(&applied, &world.live, &world.managed), BTreeMap::new());
    assert_eq!(adoption(&world.live.tables[NAME], &applied[NAME]).fields, []);
}

#[test]
fn a_table_that_is_gone_or_was_made_again_is_told_so() {
    let mut world = world();
    let applied = world.wanted(&game_scores());
    world.live.tables.get_mut(NAME).unwrap().table_id = "another".to_owned();
    assert_eq!(drift(&applied, &world.live, &world.managed)[NAME], TableDrift::MadeAgain);
    world.live.tables.clear();
    assert_eq!(drift(&applied, &world.live, &world.managed)[NAME], TableDrift::Gone);
}

proptest! {
    #[test]
    fn there_is_drift_by_somebody_exactly_when_a_plan_has_something_to_do(
        (applied, found) in regional_design_pairs(),
    ) {
        let mut world = World::after(&applied, environment("Sandbox", "{table}"));
        let states = world.wanted(&applied);
        for (name, state) in world.wanted(&found) {
            if let Some(live) = world.live.tables.get_mut(&name) {
                live.state = state;
            }
        }
        let drift = drift(&states, &world.live, &world.managed);
        let by_someone = drift.values().any(TableDrift::is_by_someone);
        let plan = world.plan(&applied);
        prop_assert_eq!(by_someone, !plan.is_empty());
    }
}
