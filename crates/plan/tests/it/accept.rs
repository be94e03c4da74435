//! From AWS back to a design: what is accepted is what a plan would change back, and nothing else.

use proptest::prelude::*;
use tablewright_model::{AttributeType, Design, Table, TableId, Warm, validate};
use tablewright_plan::{LiveTable, ScalarType, accepted, adoption, state_of};
use tablewright_testkit::{design, game_scores, id, regional_design_pairs, regional_designs};

use crate::world::{World, environment};

fn table() -> Table {
    Table::clone(game_scores().tables.iter().next().unwrap())
}

fn live(table: &Table) -> LiveTable {
    LiveTable::as_if_applied(state_of(table, table.name.clone()))
}

#[test]
fn what_a_design_alone_knows_stays() {
    let table = table();
    let mut live = live(&table);
    live.state.ttl = None;
    live.state.warm = Some(Warm { read: 50_000, write: 9_000 });
    live.state.tags.insert("team".to_owned(), "games".to_owned());
    let accepted = accepted(&table, &live);
    let expected = Table { ttl: None, tags: live.state.tags.clone(), ..table };
    assert_eq!(accepted, expected, "what AWS keeps warm by itself is nobody's decision");
}

#[test]
fn a_table_of_aws_alone_becomes_a_table_of_a_design() {
    let mut there = live(&table());
    there.state.warm = Some(Warm { read: 12_000, write: 4_000 });
    let name = there.state.name.clone();
    let made = accepted(&Table::blank(TableId(id("new")), &name), &there);
    assert_eq!(validate(&design("New", [made.clone()])), []);
    assert_eq!((made.warm, made.attributes.len()), (None, 4));
    let found = |name: &str| made.attributes.iter().find(|one| one.name == name).unwrap().kind;
    assert_eq!((found("TopScore"), found("ExpiresAt")), (AttributeType::N, AttributeType::N));
    assert_eq!(adoption(&there, &state_of(&made, name)).fields, []);
}

#[test]
fn a_key_of_another_type_is_said_by_its_attribute() {
    let table = table();
    let mut live = live(&table);
    live.state.definitions.insert("TopScore".to_owned(), ScalarType::S);
    let kinds: Vec<_> = accepted(&table, &live).attributes.iter().map(|one| one.kind).collect();
    assert_eq!(
        kinds.iter().filter(|kind| **kind == AttributeType::N).count(),
        1,
        "ExpiresAt alone: {kinds:?}"
    );
}

/// The live tables of another design under the names of this one.
fn others(own: &Design, other: &Design) -> Vec<(Table, LiveTable)> {
    let theirs = World::after(other, environment("Sandbox", "{table}")).live.tables;
    let found = |table: &std::sync::Arc<Table>| Some((Table::clone(table), theirs.get(&table.name)?.clone()));
    own.tables.iter().filter_map(found).collect()
}

proptest! {
    #[test]
    fn nothing_is_accepted_where_nothing_differs(design in regional_designs()) {
        for (table, live) in others(&design, &design) {
            prop_assert_eq!(&accepted(&table, &live), &table);
        }
    }

    #[test]
    fn after_accepting_a_plan_has_nothing_to_change((before, after) in regional_design_pairs()) {
        for (table, live) in others(&before, &after) {
            let accepted = accepted(&table, &live);
            let rest = adoption(&live, &state_of(&accepted, live.state.name.clone()));
            prop_assert_eq!(rest.fields, vec![]);
        }
    }
}
