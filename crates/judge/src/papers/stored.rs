//! The sample items as DynamoDB would store them: by partition, in order, a table for the table and one for each index;
//! what a sparse index is without stands faded below, with the reason.

use std::sync::Arc;

use tablewright_access::preview::{Absence, Block, Group, Preview, Refused, Why};
use tablewright_contract::paper::{Grid, Head, Kind, Part, Row, Tone};
use tablewright_model::{Object, Table, quoted};

use super::items::{Shown, grid, keys};
use super::{count, said};

pub(super) fn parts(table: &Table) -> Vec<Part> {
    let preview = Preview::of_table(table);
    let blocks = preview.blocks(table);
    if blocks.is_empty() {
        return vec![said(
            Tone::Plain,
            format!("{} has no key to store items by: give it one.", quoted(&table.name)),
        )];
    }
    let refused = refused(table, preview.refused(table.id));
    refused.into_iter().chain(blocks.iter().map(|one| Part::Grid(block(table, one)))).collect()
}

/// Items that are not stored at all.
fn refused(table: &Table, refused: &[Refused]) -> Option<Part> {
    let row = |one: &Refused| {
        let at = table.items.position(one.item).map_or(0, |at| at + 1);
        Row {
            cells: vec![format!("Item {at}"), why(&one.why)],
            tone: Tone::Bad,
            about: Some(Object::Item(table.id, one.item)),
            ..Row::default()
        }
    };
    let heads = [("Not stored", Kind::Text), ("Why", Kind::Text)];
    super::grid("Not stored", heads, refused.iter().map(row).collect())
}

fn block(table: &Table, block: &Block) -> Grid {
    let keys = keys(table, block.place);
    let groups = block.groups.iter().flat_map(|group| {
        let place = |(at, entry): (usize, &tablewright_access::preview::Entry)| Shown {
            goes_on: at > 0,
            ..Shown::plain(entry.item, Arc::clone(&entry.attributes))
        };
        group.entries.iter().enumerate().map(place)
    });
    let absent = block.absent.iter().map(|one| Shown {
        tone: Tone::Absent,
        why: format!("Not in this index: {}.", absence(&one.why)),
        ..Shown::plain(one.item, Arc::clone(&one.attributes))
    });
    let items: Vec<Shown> = groups.chain(absent).collect();
    let mut grid = grid(&block.name, table, &keys, &items);
    of_partitions(&mut grid, &block.groups);
    grid
}

/// A column that says how large each partition is, beside its first item.
fn of_partitions(grid: &mut Grid, groups: &[Group]) {
    grid.heads.push(Head { text: "Partition".to_owned(), kind: Kind::Text });
    let mut told = groups.iter().map(|group| {
        format!(
            "{}, {}",
            count(group.entries.len(), "item"),
            count(usize::try_from(group.bytes).unwrap_or(0), "byte")
        )
    });
    for row in &mut grid.rows {
        let is_first = row.tone != Tone::Absent && !row.goes_on;
        row.cells.push(if is_first { told.next().unwrap_or_default() } else { String::new() });
    }
}

fn absence(why: &Absence) -> String {
    match why {
        Absence::Lacks(name) => format!("it has no {}", quoted(name)),
        Absence::WrongType { attribute, expected, found } => {
            let (found, expected) = (found.descriptor(), expected.descriptor());
            format!("its {} is of type {found}, and the key of type {expected}", quoted(attribute))
        }
        Absence::Empty(name) => format!("its {} is empty, which no key is", quoted(name)),
    }
}

fn why(why: &Why) -> String {
    match why {
        Why::Value(name, message) => format!("{}: {message}", quoted(name)),
        Why::Item(message) => message.clone(),
        Why::Replaced(_) => "another item behind it has the same key and takes its place".to_owned(),
    }
}
