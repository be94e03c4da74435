//! Random pairs of designs, cut down to what an emulator knows: the first is applied, then the second.

use std::sync::Arc;

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use tablewright_model::{Billing, Capacity, Design, GlobalIndex, Table};
use tablewright_testkit::arbitrary::design_pairs;

use crate::ordinary::Scenario;

/// Always the same pairs, without end.
pub(crate) fn pairs(cut: fn(&Design, &Design) -> (Design, Design)) -> impl Iterator<Item = Scenario> {
    let mut runner = TestRunner::deterministic();
    (0_u32..).map(move |number| {
        let (before, after) = design_pairs().new_tree(&mut runner).unwrap().current();
        let (before, after) = cut(&before, &after);
        Scenario { name: format!("pair {number}"), before, after }
    })
}

/// Everything.
pub(crate) fn whole(before: &Design, after: &Design) -> (Design, Design) {
    (before.clone(), after.clone())
}

/// Tables with keys of single attributes, whose billing, capacities and tags change: tags only of tables that are there.
pub(crate) fn of_2019(before: &Design, after: &Design) -> (Design, Design) {
    let old: Vec<Table> = before.tables.iter().map(|table| bare(table)).collect();
    let changed = |table: &Arc<Table>| match old.iter().find(|old| old.name == table.name) {
        Some(old) => with_billing(Table { tags: table.tags.clone(), ..old.clone() }, table),
        None => bare(table),
    };
    let new = after.tables.iter().map(changed).collect();
    let after = Design { tables: new, ..after.clone() };
    (Design { tables: old.into_iter().collect(), ..before.clone() }, after)
}

fn bare(table: &Table) -> Table {
    let is_single = |index: &&Arc<GlobalIndex>| index.partition.len() == 1 && index.sort.len() <= 1;
    Table {
        indexes: table.indexes.iter().filter(is_single).map(|index| GlobalIndex::clone(index)).collect(),
        stream: None,
        ttl: None,
        deletion_protection: false,
        tags: std::collections::BTreeMap::new(),
        ..table.clone()
    }
}

/// The table billed as another one, with capacities of its indexes from there.
fn with_billing(table: Table, like: &Table) -> Table {
    let capacity = |index: &GlobalIndex| {
        let same = like.indexes.iter().find(|other| other.name == index.name);
        let given = same.and_then(|other| other.capacity).unwrap_or(Capacity { read: 2, write: 2 });
        (like.billing != Billing::OnDemand).then_some(given)
    };
    let billed =
        |index: &Arc<GlobalIndex>| GlobalIndex { capacity: capacity(index), ..GlobalIndex::clone(index) };
    Table { billing: like.billing, indexes: table.indexes.iter().map(billed).collect(), ..table }
}
