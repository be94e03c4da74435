//! The same engine against emulators that other people wrote: every golden scenario is planned, applied and planned
//! again, or does not come about for a reason that is in [`lacks`].
//!
//! The emulators are started by `cargo xtask test --only emulators`; nothing here knows how. A scenario that begins to
//! work although it is said to lack something fails as well: then the table is to become shorter.

#![expect(clippy::unwrap_used, reason = "a failed setup fails the test")]

mod lacks;
#[path = "../it/ordinary.rs"]
mod ordinary;
mod pairs;
mod story;
#[expect(dead_code, reason = "the tests on the sandbox use the rest of it")]
#[path = "../it/world.rs"]
mod world;

use std::collections::BTreeMap;

use tablewright_model::Design;
use tablewright_testkit::emulator::Emulator;

use lacks::{LACKS, Lack};
use ordinary::ordinary;

/// One test for each: they can't share an emulator at the same time.
#[tokio::test]
async fn dynalite_carries_out_what_it_has() {
    every_scenario("dynalite").await;
    random_changes("dynalite", pairs::of_2019).await;
}

#[tokio::test]
async fn moto_carries_out_what_it_has() {
    every_scenario("moto").await;
    random_changes("moto", pairs::whole).await;
}

#[test]
fn every_lack_is_written_down() {
    let document = include_str!("../../../../docs/emulator-differences.md");
    for Lack { emulator, what, .. } in &LACKS {
        let (what, instead) = what.split_once(": ").unwrap();
        let row = format!("| {emulator} | {what} | {instead} |");
        assert!(document.contains(&row), "docs/emulator-differences.md lacks `{row}`");
    }
}

const CHANGES: usize = 24;
/// The one that does not know backups, so that its plans have none.
const WITHOUT_BACKUPS: &str = "dynalite";

async fn random_changes(name: &'static str, cut: fn(&Design, &Design) -> (Design, Design)) {
    let emulator = Emulator::named(name).unwrap();
    let lacks: Vec<_> = LACKS.iter().filter(|lack| lack.emulator == name).collect();
    let possible = pairs::pairs(cut).filter_map(|pair| {
        let calls = story::golden(&pair, name == WITHOUT_BACKUPS)?;
        let is_change = pair.before != pair.after && !calls.is_empty();
        (is_change && !lacks.iter().any(|lack| (lack.meets)(&calls))).then_some((pair, calls))
    });
    let mut made = 0;
    for (pair, calls) in possible.take(CHANGES) {
        let told = story::told(&pair, &calls, &emulator).await;
        assert_eq!(told, Ok(()), "{}", pair.name);
        made += calls.len();
    }
    println!("{name}: {CHANGES} random changes, {made} calls");
}

async fn every_scenario(name: &'static str) {
    let emulator = Emulator::named(name).unwrap();
    let lacks: Vec<_> = LACKS.iter().filter(|lack| lack.emulator == name).collect();
    let (mut carried_out, mut met, mut wrong) = (0, BTreeMap::new(), Vec::new());
    for scenario in ordinary() {
        let Some(calls) = story::golden(&scenario, name == WITHOUT_BACKUPS) else { continue };
        let lacking: Vec<&&Lack> = lacks.iter().filter(|lack| (lack.meets)(&calls)).collect();
        let told = story::told(&scenario, &calls, &emulator).await;
        match (told, lacking.first()) {
            (Ok(()), None) => carried_out += 1,
            (Err(_), Some(_)) => lacking.iter().for_each(|lack| *met.entry(lack.what).or_insert(0) += 1),
            (Err(why), None) => wrong.push(format!("{}: {why}", scenario.name)),
            (Ok(()), Some(lack)) => {
                wrong.push(format!("{}: it works, and lacks.rs says: {}", scenario.name, lack.what));
            }
        }
    }
    println!("{name}: {carried_out} scenarios carried out; lacking: {met:#?}");
    let unmet = lacks.iter().filter(|lack| !met.contains_key(lack.what));
    wrong.extend(unmet.map(|lack| format!("no scenario meets: {}", lack.what)));
    assert!(wrong.is_empty(), "{} are not as the table says:\n{}", wrong.len(), wrong.join("\n"));
}
