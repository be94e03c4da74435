//! Trials of every served pattern of the designs that verdicts, code and the gallery are tested with.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tablewright_access::sample::{Wanted, generate};
use tablewright_access::verdict::verdicts;
use tablewright_model::{TableId, apply, from_json};
use tablewright_testkit::golden;

use super::*;

/// Long enough for any machine: what is tested is not how fast it is.
const LONG: Duration = Duration::from_hours(1);

fn game_scores() -> Design {
    design(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/examples/game-scores.json"))
}

fn designs() -> Vec<Design> {
    let folders = ["verdicts", "code", "single-table"].map(|group| golden::scenarios(group).unwrap());
    let files = folders.into_iter().flatten().map(|folder| folder.join("design.json"));
    let files: Vec<PathBuf> = files.filter(|file| file.is_file()).collect();
    files.iter().map(|file| design(file)).chain([game_scores()]).collect()
}

/// The design, with items in every table that has none.
fn design(file: &Path) -> Design {
    let mut design = from_json(&fs::read_to_string(file).unwrap()).unwrap();
    let empty = design.tables.iter().filter(|table| table.items.is_empty()).map(|table| table.id);
    for table in empty.collect::<Vec<TableId>>() {
        let made = generate(&design, &Wanted { table, entity: None, count: 30, seed: 7 });
        design = apply(&design, &made.edit(&design, table)).unwrap().design;
    }
    design
}

fn tried(design: &Design, pattern: PatternId, page: u64) -> Result<Trial, Failed<Lost>> {
    run(design, pattern, &tablewright_access::example::arguments(design, pattern), page, LONG)
}

#[test]
fn the_sandbox_answers_every_served_pattern_as_the_preview_does() {
    let mut operations: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut items, mut changes, mut refused) = (0, 0, 0);
    for design in designs() {
        for verdict in verdicts(&design) {
            let trial = match tried(&design, verdict.pattern, 0) {
                Ok(trial) => trial,
                Err(Failed::Stopped(_)) => continue,
                Err(failed) => panic!("{} of {}: {failed:?}", verdict.pattern, design.name),
            };
            let surprising: Vec<_> = trial.differences.iter().filter(|one| one.known.is_none()).collect();
            assert!(
                surprising.is_empty(),
                "{} of {}: {surprising:?}\n{trial:#?}",
                verdict.pattern,
                design.name
            );
            for sent in &trial.sent {
                *operations.entry(sent.operation).or_default() += 1;
            }
            items += trial.endpoint.items.len();
            changes += trial.endpoint.changes.iter().filter(|one| one.before != one.after).count();
            refused += usize::from(trial.endpoint.refused.is_some());
        }
    }
    let all = [
        "BatchGetItem",
        "DeleteItem",
        "GetItem",
        "PutItem",
        "Query",
        "Scan",
        "TransactGetItems",
        "TransactWriteItems",
        "UpdateItem",
    ];
    assert_eq!(operations.keys().copied().collect::<BTreeSet<_>>(), BTreeSet::from(all));
    assert!(items > 100 && changes > 5 && refused > 0, "{items} {changes} {refused}");
}

#[test]
fn a_later_page_goes_on_where_the_one_before_ended() {
    let mut design = game_scores();
    let made = generate(
        &design,
        &Wanted { table: "game-scores".parse().unwrap(), entity: None, count: 200, seed: 1 },
    );
    design = apply(&design, &made.edit(&design, "game-scores".parse().unwrap())).unwrap().design;
    let scans = design.patterns.iter().map(|pattern| pattern.id);
    let last = scans.filter_map(|id| tried(&design, id, 1_000).ok()).max_by_key(|trial| trial.page).unwrap();
    assert_eq!(last.preview.items, last.endpoint.items);
    assert!(last.endpoint.last_key.is_none());
}

#[test]
fn what_the_sandbox_answers_otherwise_is_named() {
    let design = game_scores();
    let pattern = "games-of-player".parse().unwrap();
    let arguments = tablewright_access::example::arguments(&design, pattern);
    let mut lossy = Lossy(Scratch::open(Instant::now() + LONG).unwrap());
    let trial = carry_out(&design, pattern, &arguments, 0, &mut lossy).unwrap();
    let named: Vec<_> = trial.differences.iter().map(|one| (one.what.name(), one.known)).collect();
    assert_eq!(named, [("missing_items", None), ("scanned_count", None)]);
}

/// An endpoint that loses the first item of each query.
struct Lossy(Scratch);

impl tablewright_access::trial::Send for Lossy {
    type Lost = Lost;

    fn send(
        &mut self,
        operation: &'static str,
        body: &serde_json::Value,
    ) -> Result<Result<serde_json::Value, tablewright_access::trial::Refused>, Lost> {
        let mut answer = self.0.send(operation, body)?;
        if let (Ok(answer), "Query") = (&mut answer, operation) {
            answer["Items"].as_array_mut().unwrap().remove(0);
            answer["ScannedCount"] = 99.into();
        }
        Ok(answer)
    }
}

#[test]
fn a_trial_ends_in_time() {
    let design = game_scores();
    let pattern = "games-of-player".parse().unwrap();
    let arguments = tablewright_access::example::arguments(&design, pattern);
    let failed = run(&design, pattern, &arguments, 0, Duration::ZERO).unwrap_err();
    assert!(matches!(failed, Failed::Lost(Lost::TooLong)), "{failed:?}");
}

#[test]
fn a_person_tries_one_pattern_at_a_time_and_a_few_people_at_once() {
    let trials = Trials::default();
    let person = |number: usize| UserId(format!("person-{number}").parse().unwrap());
    let mut turns: Vec<Turn> = (0..MOST).map(|number| trials.turn(person(number)).unwrap()).collect();
    assert_eq!(trials.turn(person(0)).unwrap_err(), Busy::Own);
    assert_eq!(trials.turn(person(MOST)).unwrap_err(), Busy::Others);
    turns.remove(0);
    assert!(trials.turn(person(MOST)).is_ok());
}
