//! Where things lie: as the canvas has it, and the rest in rows below.

use tablewright_model::{Design, Position, Size};

use super::card::{Card, WIDTH};

/// Between cards that are laid out here.
const GAP: i64 = 48;

/// A rectangle, in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Its left side.
    pub x: i64,
    /// Its upper side.
    pub y: i64,
    /// From left to right.
    pub width: i64,
    /// From top to bottom.
    pub height: i64,
}

impl Place {
    pub(super) fn of(position: Position, size: Size) -> Self {
        let (x, y) = (i64::from(position.x), i64::from(position.y));
        Self { x, y, width: i64::from(size.width), height: i64::from(size.height) }
    }

    /// With so much around it.
    pub(super) const fn grown(self, by: i64) -> Self {
        let Self { x, y, width, height } = self;
        Self { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by }
    }
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

/// The bounds of everything.
pub(super) fn frame(design: &Design, cards: &[Card], places: &[Place]) -> Place {
    let areas = design.areas.iter().map(|area| Place::of(area.position, area.size));
    let notes = design.notes.iter().map(|note| Place::of(note.position, note.size));
    let whole = places.iter().zip(cards).map(|(place, card)| Place { height: card.whole_height(), ..*place });
    let all: Vec<_> = areas.chain(notes).chain(whole).collect();
    let least = |of: &dyn Fn(&Place) -> i64| all.iter().map(of).min().unwrap_or(0);
    let most = |of: &dyn Fn(&Place) -> i64| all.iter().map(of).max().unwrap_or(0);
    let (x, y) = (least(&|place| place.x), least(&|place| place.y));
    let (right, bottom) = (most(&|place| place.x + place.width), most(&|place| place.y + place.height));
    Place { x, y, width: right - x, height: bottom - y }
}
