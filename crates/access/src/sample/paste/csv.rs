//! Items as CSV: the first line names the attributes, an empty cell is no attribute (RFC 4180).

use std::collections::BTreeMap;
use std::ops::Range;

use tablewright_model::{AttributeType, AttributeValue, Table, Values};

use super::json::once;
use super::place::located;
use super::reader::{Reader, Wrong};
use super::{Pasted, take};

/// Reads items; the separator is the comma, semicolon or tab that the first line has most of.
#[must_use]
pub fn from_csv(table: &Table, text: &str) -> Pasted {
    let mut pasted = Pasted::default();
    let mut rows = Rows { text, at: 0, separator: separator(text) };
    let header = match rows.next() {
        Some(Ok(header)) => header,
        Some(Err((at, message))) => {
            pasted.problems.push(located(text, at, message));
            return pasted;
        }
        None => return pasted,
    };
    let mut seen = BTreeMap::new();
    for row in rows {
        let item = row.and_then(|row| {
            let values = item(table, &header, &row)?;
            let at = row.first().map_or(0, |cell| cell.at.start);
            once(table, &values, &mut seen, located(text, at, "").line).map_err(|message| (at, message))?;
            Ok(values)
        });
        match item {
            Ok(values) => pasted.items.push(values),
            Err((at, message)) => pasted.problems.push(located(text, at, message)),
        }
    }
    pasted
}

fn item(table: &Table, header: &[Cell], row: &[Cell]) -> Result<Values, Wrong> {
    if let Some(spare) = row.get(header.len()) {
        let message = format!("this row has more cells than the first line, which names {}", header.len());
        return Err((spare.at.start, message));
    }
    let mut values = Values::new();
    for (name, cell) in
        header.iter().zip(row).filter(|(name, cell)| !name.text.is_empty() && !cell.text.is_empty())
    {
        let declared = table.attributes.iter().find(|attribute| attribute.name == name.text);
        let value = value(cell, declared.map(|attribute| attribute.kind))?;
        values.insert(name.text.clone(), value);
    }
    Ok(values)
}

/// Lists, maps and sets are JSON in their cell.
fn value(cell: &Cell, kind: Option<AttributeType>) -> Result<AttributeValue, Wrong> {
    let (at, text) = (cell.at.start, || cell.text.clone());
    let value = match kind {
        Some(AttributeType::N) => AttributeValue::N(cell.text.trim().to_owned()),
        Some(AttributeType::B) => AttributeValue::B(text()),
        Some(AttributeType::Bool) => match cell.text.trim().to_ascii_lowercase().as_str() {
            "true" => AttributeValue::Bool(true),
            "false" => AttributeValue::Bool(false),
            _ => return Err((at, "this is neither true nor false".to_owned())),
        },
        Some(AttributeType::Null) => AttributeValue::Null(true),
        None | Some(AttributeType::S) => AttributeValue::S(text()),
        Some(_) => {
            // The cell's text is not the file's where quotes are doubled, so a place inside it would be wrong.
            let node = Reader::new(&cell.text).next();
            let node = node.unwrap_or_else(|| Err((0, "a value is missing here".to_owned())));
            return node.and_then(|node| take::plain(&node, kind)).map_err(|(_, message)| (at, message));
        }
    };
    take::checked(at, value)
}

/// A cell without its quotes, and where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Cell {
    text: String,
    at: Range<usize>,
}

/// The rows of a text, empty ones left out.
struct Rows<'t> {
    text: &'t str,
    at: usize,
    separator: u8,
}

impl Iterator for Rows<'_> {
    type Item = Result<Vec<Cell>, Wrong>;

    fn next(&mut self) -> Option<Self::Item> {
        while matches!(self.peek(), Some(b'\n' | b'\r')) {
            self.at += 1;
        }
        self.peek()?;
        let mut row = Vec::new();
        loop {
            match self.cell() {
                Ok(cell) => row.push(cell),
                Err(wrong) => {
                    // Nothing behind a quote that is not closed can be told apart.
                    self.at = self.text.len();
                    return Some(Err(wrong));
                }
            }
            if self.peek() != Some(self.separator) {
                return Some(Ok(row));
            }
            self.at += 1;
        }
    }
}

impl Rows<'_> {
    fn cell(&mut self) -> Result<Cell, Wrong> {
        let start = self.at;
        if self.peek() != Some(b'"') {
            let ends = |byte: u8| byte == self.separator || byte == b'\n' || byte == b'\r';
            let rest = self.text.get(start..).unwrap_or_default();
            let length = rest.bytes().position(ends).unwrap_or(rest.len());
            self.at += length;
            let text = rest.get(..length).unwrap_or_default().trim().to_owned();
            return Ok(Cell { text, at: start..self.at });
        }
        let mut text = String::new();
        let mut from = start + 1;
        loop {
            let rest = self.text.get(from..).unwrap_or_default();
            let Some(end) = rest.find('"') else {
                return Err((start, "this cell has no closing quote".to_owned()));
            };
            text.push_str(rest.get(..end).unwrap_or_default());
            self.at = from + end + 1;
            if self.peek() != Some(b'"') {
                return Ok(Cell { text, at: start..self.at });
            }
            text.push('"');
            from = self.at + 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }
}

fn separator(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let count = |separator: u8| first.bytes().filter(|byte| *byte == separator).count();
    [b',', b';', b'\t'].into_iter().rev().max_by_key(|separator| count(*separator)).unwrap_or(b',')
}
