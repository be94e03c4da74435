//! What validation says, against what dynalite and moto answer: the first enforces what DynamoDB did until 2019, the second
//! little, and what they refuse AWS refuses.
//!
//! They are started by `cargo xtask test --only emulators`; nothing here knows how.
#![expect(clippy::unwrap_used, reason = "a failed setup fails the test")]

#[path = "../emulator/enforced.rs"]
mod enforced;
#[path = "../emulator/request.rs"]
mod request;

use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::test_runner::TestRunner;
use serde_json::Value;
use tablewright_model::{GlobalIndex, List, Table};
use tablewright_testkit::arbitrary::whole_designs;
use tablewright_testkit::emulator::Emulator;

/// How many designs are made, and how many are broken in every way.
const VALID: usize = 48;
const BROKEN: usize = 12;

#[test]
fn dynalite_and_validation_agree() {
    agree("dynalite", single_keys);
}

#[test]
fn moto_and_validation_agree() {
    agree("moto", without_vectors);
}

/// Without vector indexes, whose attributes neither emulator expects to be defined.
fn without_vectors(table: &Table) -> Table {
    Table { vector_indexes: List::default(), ..table.clone() }
}

/// And without the indexes that dynalite refuses, since it knows no keys of several attributes.
fn single_keys(table: &Table) -> Table {
    let is_single =
        |index: &&std::sync::Arc<GlobalIndex>| index.partition.len() == 1 && index.sort.len() <= 1;
    let indexes = table.indexes.iter().filter(is_single).map(|index| GlobalIndex::clone(index)).collect();
    Table { indexes, ..without_vectors(table) }
}

fn agree(name: &str, cut: fn(&Table) -> Table) {
    let emulator = Emulator::named(name).unwrap();
    let mut runner = TestRunner::deterministic();
    for _ in 0..VALID {
        let design = whole_designs().new_tree(&mut runner).unwrap().current();
        for table in &enforced::with_tables(&design, cut).tables {
            assert_eq!(create(&emulator, table), Ok(()), "{}", request::create_table(table));
        }
    }
    // What it stumbles over it does not refuse.
    let refusal = |table: &Table| create(&emulator, table).err().filter(|refusal| refusal.starts_with('4'));
    enforced::check(name, BROKEN, cut, refusal);
}

/// Makes the table and its sample items in an emulator that is empty.
fn create(emulator: &Emulator, table: &Table) -> Result<(), String> {
    emulator.clear().unwrap();
    emulator.ask("CreateTable", &request::create_table(table))?;
    wait(emulator, table);
    table.items.iter().try_for_each(|item| emulator.ask("PutItem", &request::put_item(table, item)).map(drop))
}

/// Until it is there: dynalite makes tables as slowly as it was told, which is at once and yet after the answer.
fn wait(emulator: &Emulator, table: &Table) {
    let described = serde_json::json!({ "TableName": table.name });
    let status = || emulator.ask("DescribeTable", &described).unwrap()["Table"]["TableStatus"].take();
    while status() == Value::from("CREATING") {}
}
