//! What is too large, too deep, endless or broken is told with its place, and nothing else happens.
//!
//! How long it takes and what memory it needs is measured by the example `limits`, since a test must not watch clocks.

use tablewright_interchange::{Import, Note, Source, import};

use crate::hostile::{ARCHIVES, BROKEN, DEPTHS, ENDLESS, HOSTILE, Hostile, SIZES};

/// Large enough for every limit; the example goes to the last byte that is read.
const SIZE: usize = 9 * 1024 * 1024 / 2;

/// The inputs of a table about which the wrong thing is told, or nothing.
fn wrong(table: &[Hostile]) -> Vec<String> {
    let mut wrong = Vec::new();
    for hostile in table {
        let bytes = (hostile.bytes)(SIZE);
        let import = import(&[Source { path: hostile.path, bytes: &bytes }], None);
        let notes = notes(&import);
        let is_expected = |note: &&&Note| {
            note.message.contains(hostile.told) && hostile.line.is_none_or(|line| note.line == line)
        };
        // What says nothing of a message has no more to say than that there is an answer.
        let is_answered = import.design.is_some() || !import.report.problems.is_empty();
        let is_open = hostile.told.is_empty() && hostile.line.is_none();
        if !is_answered || !is_open && notes.iter().find(is_expected).is_none() {
            let shown: Vec<_> =
                notes.iter().take(3).map(|note| format!("{}: {}", note.line, note.message)).collect();
            wrong.push(format!("{}: {shown:?}", hostile.name));
        }
    }
    wrong
}

fn notes(import: &Import) -> Vec<&Note> {
    let report = &import.report;
    [&report.problems, &report.assumed, &report.left_out].into_iter().flatten().collect()
}

/// A third of the large ones, since each takes its time.
fn wrong_among_large(third: usize) -> Vec<String> {
    SIZES.iter().skip(third).step_by(3).flat_map(|hostile| wrong(std::slice::from_ref(hostile))).collect()
}

#[test]
fn what_is_large_is_told() {
    assert_eq!(wrong_among_large(0), Vec::<String>::new());
}

#[test]
fn what_is_large_in_another_way_is_told() {
    assert_eq!(wrong_among_large(1), Vec::<String>::new());
}

#[test]
fn what_is_large_in_a_third_way_is_told() {
    assert_eq!(wrong_among_large(2), Vec::<String>::new());
}

#[test]
fn what_is_deep_is_told() {
    assert_eq!(wrong(DEPTHS), Vec::<String>::new());
}

#[test]
fn what_has_no_end_is_told() {
    assert_eq!(wrong(ENDLESS), Vec::<String>::new());
}

#[test]
fn archives_that_are_traps_are_told() {
    assert_eq!(wrong(ARCHIVES), Vec::<String>::new());
}

#[test]
fn what_is_broken_is_told() {
    assert_eq!(wrong(BROKEN), Vec::<String>::new());
}

#[test]
fn no_two_inputs_have_one_name() {
    let mut names: Vec<_> = HOSTILE.into_iter().flatten().map(|hostile| hostile.name).collect();
    names.sort_unstable();
    assert!(names.is_sorted_by(|one, other| one < other), "{names:?}");
}
