//! Which rules of validation which emulator enforces, as data: the same table is in `docs/emulator-differences.md`.
//!
//! Rules about what only a design has (patterns, entities, consumers, silences) are not in it: nobody could ask for that.

use std::collections::BTreeMap;

use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::test_runner::TestRunner;
use tablewright_model::{Design, Diagnostic, Severity, Table, validate};
use tablewright_testkit::arbitrary::whole_designs;
use tablewright_testkit::mutations;

/// How much of a rule is enforced: how many of its single faults are refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Enforced {
    Each,
    Some,
    None,
}

use Enforced::{Each, None, Some};

/// The emulators of the table, in the order of its columns.
pub(crate) const EMULATORS: [&str; 3] = ["dynoxide", "dynalite", "moto"];

pub(crate) const ENFORCED: [(&str, [Enforced; 3]); 37] = [
    ("DDB001", [Each, Each, None]),
    ("DDB002", [Each, Each, None]),
    ("DDB003", [Each, Each, Each]),
    ("DDB005", [None, None, None]),
    ("DDB006", [Each, Each, Some]),
    ("DDB007", [Each, Each, None]),
    ("DDB008", [Each, Each, None]),
    ("DDB009", [Each, Each, None]),
    ("DDB010", [None, None, None]),
    ("DDB011", [Each, Each, None]),
    ("DDB012", [None, None, None]),
    ("DDB013", [Some, Some, None]),
    ("DDB014", [Each, Each, None]),
    ("DDB015", [None, None, None]),
    ("DDB017", [None, None, None]),
    ("DDB018", [Each, None, None]),
    ("DDB019", [None, None, None]),
    ("DDB020", [None, None, None]),
    ("DDB021", [None, None, None]),
    ("DDB022", [None, None, None]),
    ("DDB023", [None, None, None]),
    ("DDB024", [None, None, None]),
    ("DDB025", [None, None, None]),
    ("DDB026", [None, None, None]),
    ("DDB027", [Each, Each, Some]),
    ("DDB028", [None, None, None]),
    ("DDB030", [Each, None, None]),
    ("DDB031", [None, None, None]),
    ("DDB032", [None, None, None]),
    ("DDB033", [None, None, None]),
    ("DDB034", [None, None, None]),
    ("DDB035", [None, None, None]),
    ("DDB036", [None, None, None]),
    ("DDB037", [None, None, None]),
    ("DDB038", [Each, Each, Each]),
    ("DDB039", [Each, Each, Each]),
    ("DDB043", [None, None, None]),
];

/// Tries every single fault of some designs, always the same ones, on one of the emulators: its column of the table must
/// be what comes out, and what it refuses must be refused by validation too.
pub(crate) fn check(
    emulator: &str,
    designs: usize,
    cut: fn(&Table) -> Table,
    refusal: impl Fn(&Table) -> Option<String>,
) {
    let column = EMULATORS.iter().position(|name| *name == emulator).unwrap();
    let mut runner = TestRunner::deterministic();
    let mut tried = BTreeMap::<&str, (usize, usize)>::new();
    for _ in 0..designs {
        let design = with_tables(&whole_designs().new_tree(&mut runner).unwrap().current(), cut);
        for (code, mutated) in mutations(&design) {
            let Option::Some(table) = changed(&design, &mutated) else { continue };
            let (all, refused) = tried.entry(code).or_default();
            *all += 1;
            if let Option::Some(refusal) = refusal(table) {
                *refused += 1;
                assert!(!errors(&mutated).is_empty(), "{code}: only {emulator} refuses it: {refusal}");
            }
        }
    }
    // What can't be asked of an emulator is not enforced by it.
    let untried = ENFORCED.iter().map(|(code, _)| (*code, None));
    let found: BTreeMap<_, _> =
        untried.chain(tried.into_iter().map(|(code, tally)| (code, judged(tally)))).collect();
    let told: BTreeMap<_, _> = ENFORCED.iter().map(|(code, columns)| (*code, columns[column])).collect();
    assert_eq!(found, told, "what {emulator} enforces");
}

const fn judged((all, refused): (usize, usize)) -> Enforced {
    match refused {
        0 => None,
        _ if refused == all => Each,
        _ => Some,
    }
}

pub(crate) fn with_tables(design: &Design, cut: fn(&Table) -> Table) -> Design {
    Design { tables: design.tables.iter().map(|table| cut(table)).collect(), ..design.clone() }
}

/// The table that a fault is in.
fn changed<'d>(design: &Design, mutated: &'d Design) -> Option<&'d Table> {
    let mut pairs = design.tables.iter().zip(mutated.tables.iter());
    pairs.find(|(old, new)| old != new).map(|(_, new)| &**new)
}

pub(crate) fn errors(design: &Design) -> Vec<Diagnostic> {
    let mut found = validate(design);
    found.retain(|diagnostic| diagnostic.severity == Severity::Error);
    found
}

#[test]
fn the_table_of_enforced_rules_is_written_down() {
    let document = include_str!("../../../../docs/emulator-differences.md");
    for (code, columns) in ENFORCED {
        let cells = columns.map(|enforced| match enforced {
            Each => "yes",
            Some => "in part",
            None => "no",
        });
        let row = format!("| {code} | {} |", cells.join(" | "));
        assert!(document.contains(&row), "docs/emulator-differences.md lacks `{row}`");
    }
}
