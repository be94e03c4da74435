//! What panels show, laid out in text: one file for each topic.
//!
//! Each is worked out only while somebody looks at it, from the design and from what was given to its fields.
//! Deliberately absent: how anything is computed, which is `access`'s, and how a paper is drawn.

mod code;
mod cost;
mod given;
mod items;
mod made;
mod parameters;
mod pasted;
mod ran;
mod stored;
mod stream;
#[cfg(test)]
mod tests;
mod tried;
mod usage;
mod value;

use tablewright_access::verdict::Verdict;
use tablewright_contract::paper::{Given, Grid, Head, Kind, Paper, Part, Row, Tone, Topic};
use tablewright_model::{Design, Edit};

use crate::prices::Book;

/// The paper on a topic; none if what it is about is gone.
pub(crate) fn seen(
    design: &Design,
    prices: &Book,
    verdicts: &[Verdict],
    topic: Topic,
    given: &Given,
) -> Option<Paper> {
    let (fields, parts) = match topic {
        Topic::Stored(table) => (Vec::new(), stored::parts(design.table(table)?)),
        Topic::Made(table) => made::paper(design, design.table(table)?, given),
        Topic::Pasted(table) => pasted::paper(design, design.table(table)?, given),
        Topic::Ran(pattern) => ran::paper(design, design.pattern(pattern)?, given)?,
        Topic::Code(pattern) => code::paper(design, design.pattern(pattern)?, given),
        Topic::Stream(table) => stream::paper(design, design.table(table)?, given),
        Topic::Cost(table) => cost::paper(design, prices, verdicts, design.table(table)?, given),
    };
    Some(Paper { topic, fields, parts })
}

/// A sentence.
fn said(tone: Tone, text: impl Into<String>) -> Part {
    Part::Said(tone, text.into())
}

/// A table, unless it would be empty.
fn grid<const COLUMNS: usize>(title: &str, heads: [(&str, Kind); COLUMNS], rows: Vec<Row>) -> Option<Part> {
    let heads = heads.map(|(text, kind)| Head { text: text.to_owned(), kind });
    let grid = Grid { title: title.to_owned(), heads: heads.into(), rows, note: String::new() };
    (!grid.rows.is_empty()).then_some(Part::Grid(grid))
}

/// A row of nothing but texts.
fn row<const COLUMNS: usize>(cells: [String; COLUMNS]) -> Row {
    Row { cells: cells.into(), ..Row::default() }
}

/// Something to press that takes an edit.
fn take(label: String, edit: &Edit) -> Option<Part> {
    let edit = serde_json::to_string(edit).ok()?;
    Some(Part::Press(label, tablewright_contract::paper::Deed::Take(edit)))
}

/// A number of things: `1 item`, `3 items`.
fn count(number: usize, one: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {one}s") }
}
