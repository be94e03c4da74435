//! Where things lie: as the canvas has it, and the rest in rows below.

use tablewright_model::{Design, Position, Size};

use super::card::{Card, WIDTH};

/// Between cards that are laid out here.
const GAP: i64 = 48;

/// A rectangle.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) x: i64,
    pub(super) y: i64,
    pub(super) width: i64,
    pub(super) height: i64,
}

impl Place {
    pub(super) fn of(position: Position, size: Size) -> Self {
        let (x, y) = (i64::from(position.x), i64::from(position.y));
        Self { x, y, width: i64::from(size.width), height: i64::from(size.height) }
    }
}

/// The bounds of everything.
#[derive(Clone, Copy)]
pub(super) struct Frame {
    pub(super) left: i64,
    pub(super) top: i64,
    pub(super) right: i64,
    pub(super) bottom: i64,
}

/// A place for each card, in their order.
pub(super) fn places(design: &Design, cards: &[Card]) -> Vec<Place> {
    let whole = |card: &Card| card.whole_height();
    let placed = design.tables.iter().zip(cards).filter_map(|(table, card)| {
        let Position { x: _, y } = table.position?;
        Some(i64::from(y) + whole(card))
    });
    let lefts = design.tables.iter().filter_map(|table| table.position.map(|at| i64::from(at.x)));
    let (left, mut y) = (lefts.min().unwrap_or(0), placed.max().map_or(0, |bottom| bottom + GAP));
    let free = design.tables.iter().filter(|table| table.position.is_none()).count();
    let columns = (free as f64).sqrt().ceil().max(1.0) as i64;
    let (mut column, mut tallest) = (0, 0);
    let mut places = Vec::with_capacity(cards.len());
    for (table, card) in design.tables.iter().zip(cards) {
        let (width, height) = (WIDTH, card.height());
        if let Some(Position { x, y }) = table.position {
            places.push(Place { x: x.into(), y: y.into(), width, height });
            continue;
        }
        if column == columns {
            y += tallest + GAP;
            (column, tallest) = (0, 0);
        }
        places.push(Place { x: left + column * (WIDTH + GAP), y, width, height });
        column += 1;
        tallest = tallest.max(whole(card));
    }
    places
}

pub(super) fn frame(design: &Design, places: &[Place]) -> Frame {
    let areas = design.areas.iter().map(|area| Place::of(area.position, area.size));
    let notes = design.notes.iter().map(|note| Place::of(note.position, note.size));
    let below = |(place, card): (&Place, Card)| Place { height: card.whole_height(), ..*place };
    let cards = places.iter().zip(design.tables.iter().map(|table| Card::of(table))).map(below);
    let all: Vec<_> = areas.chain(notes).chain(cards).collect();
    let least = |of: &dyn Fn(&Place) -> i64| all.iter().map(of).min().unwrap_or(0);
    let most = |of: &dyn Fn(&Place) -> i64| all.iter().map(of).max().unwrap_or(0);
    Frame {
        left: least(&|place| place.x),
        top: least(&|place| place.y),
        right: most(&|place| place.x + place.width),
        bottom: most(&|place| place.y + place.height),
    }
}

/// A line cut into lines of so many characters at most, between words where that goes.
pub(super) fn wrapped(line: &str, columns: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in line.split(' ') {
        let Some(last) = lines.last_mut() else { break };
        let is_full = !last.is_empty() && last.chars().count() + 1 + word.chars().count() > columns;
        if is_full {
            lines.push(word.to_owned());
        } else {
            if !last.is_empty() {
                last.push(' ');
            }
            last.push_str(word);
        }
    }
    lines
}
