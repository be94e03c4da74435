//! Sample items read from pasted JSON or CSV: what was read, what was not and where, then one step.

use tablewright_access::sample::{Located, from_csv, from_json};
use tablewright_access::verdict::Place;
use tablewright_contract::paper::{Blank, Given, Kind, Part, Row, Tone, Way};
use tablewright_model::{Design, Table, quoted};

use super::items::{grid, keys, to_come};
use super::{count, given, said, take};

const TEXT: &str = "text";

pub(super) fn paper(design: &Design, table: &Table, wanted: &Given) -> (Vec<Blank>, Vec<Part>) {
    let blank = Blank {
        name: TEXT.to_owned(),
        label: "JSON, DynamoDB's own or plain, or CSV with a line of names".to_owned(),
        way: Way::Lines,
        usual: String::new(),
        wrong: String::new(),
    };
    let text = given::of(wanted, TEXT).unwrap_or_default();
    (vec![blank], if text.trim().is_empty() { Vec::new() } else { parts(design, table, text) })
}

fn parts(design: &Design, table: &Table, text: &str) -> Vec<Part> {
    let pasted = if text.trim_start().starts_with(['{', '[']) {
        from_json(table, text)
    } else {
        from_csv(table, text)
    };
    let problems = super::grid(
        "Not read",
        [("Line", Kind::Number), ("Column", Kind::Number), ("What is wrong", Kind::Text)],
        pasted.problems.iter().map(problem).collect(),
    );
    let number = pasted.items.len();
    if number == 0 {
        let nothing = said(Tone::Plain, format!("Nothing here is an item of {}.", quoted(&table.name)));
        return std::iter::once(nothing).chain(problems).collect();
    }
    let shown = Part::Grid(grid(
        "What would be added",
        table,
        &keys(table, Place::Table),
        &to_come(table, pasted.items.iter().map(|values| (None, values))),
    ));
    let offer = take(format!("Add {}", count(number, "item")), &pasted.edit(design, table.id, seed(text)));
    offer.into_iter().chain(problems).chain([shown]).collect()
}

fn problem(found: &Located) -> Row {
    let Located { line, column, message } = found;
    Row { tone: Tone::Bad, ..super::row([line.to_string(), column.to_string(), message.clone()]) }
}

/// The same text gives the same ids, another one others (FNV-1a).
fn seed(text: &str) -> u64 {
    text.bytes()
        .fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3))
}
