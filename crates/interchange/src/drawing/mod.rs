//! A design as a drawing: cards where the canvas has them, areas behind, notes and consumers beside.
//!
//! A value and no picture yet: what is drawn where, in order. [`svg`](crate::svg) writes it as text; the crate `picture`
//! makes pixels of it. Deliberately absent: the editor's looks; what is pasted into a document has to be plain.

mod card;
mod layout;
pub(crate) mod look;
mod width;

use tablewright_model::{Area, Design, Note};

use card::{Card, Line};
pub use layout::Place;
pub use look::{Class, Look};

/// What is drawn of a design.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawing {
    /// What the design is called.
    pub title: String,
    /// All that is seen, in pixels.
    pub frame: Place,
    /// What is drawn, one over the other.
    pub shapes: Vec<Shape>,
}

/// A thing that is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// A box with round corners.
    Box {
        /// What it is.
        class: Class,
        /// Where it is.
        place: Place,
        /// Of its corners.
        radius: i64,
    },
    /// A line from point to point.
    Line {
        /// What it is.
        class: Class,
        /// Across and down.
        points: Vec<(i64, i64)>,
    },
    /// Letters on one line.
    Text {
        /// What it is.
        class: Class,
        /// Where it begins, or ends.
        x: i64,
        /// On what it stands.
        y: i64,
        /// Whether it ends there.
        is_end: bool,
        /// The letters.
        text: String,
    },
    /// What belongs together.
    Group(Vec<Shape>),
}

/// Around everything.
const MARGIN: i64 = 32;
/// Between the border of a card and what is written in it.
const INSET: i64 = 14;
/// Where labels begin, behind the marks.
const LABEL: i64 = 58;
/// Between a label and what is said beside it.
const GAP: i64 = 12;

/// The drawing of a design.
pub(crate) fn draw(design: &Design) -> Drawing {
    let cards: Vec<_> = design.tables.iter().map(|table| Card::of(table)).collect();
    let places = layout::places(design, &cards);
    let frame = layout::frame(design, &cards, &places).grown(MARGIN);
    let mut shapes = vec![Shape::Box { class: Class::Ground, place: frame, radius: 0 }];
    design.areas.iter().for_each(|area| shapes.extend(of_area(area)));
    shapes.extend(cards.iter().zip(&places).map(|(card, place)| of_card(card, *place)));
    design.notes.iter().for_each(|note| shapes.extend(of_note(note)));
    Drawing { title: design.name.clone(), frame, shapes }
}

fn of_area(area: &Area) -> Vec<Shape> {
    let place = Place::of(area.position, area.size);
    let name = text(Class::AreaName, place.x + 12, place.y + 20, &area.name, place.width - 24);
    [Some(boxed(Class::Area, place, 12)), name].into_iter().flatten().collect()
}

fn of_note(note: &Note) -> Vec<Shape> {
    let place = Place::of(note.position, note.size);
    let room = place.width - 20;
    let lines = note.text.lines().flat_map(|line| width::wrapped(line, Class::NoteText.look().size, room));
    let lines = lines.take((place.height / 18).max(1) as usize).enumerate();
    let lines = lines.filter_map(|(at, line)| {
        text(Class::NoteText, place.x + 10, place.y + 20 + 18 * at as i64, &line, i64::MAX)
    });
    [boxed(Class::Note, place, 6)].into_iter().chain(lines).collect()
}

fn of_card(card: &Card, place: Place) -> Shape {
    let mut shapes = vec![boxed(Class::Card, place, 10)];
    shapes.extend(text(Class::Name, place.x + INSET, place.y + 23, &card.name, place.width - 2 * INSET));
    for (at, line) in card.lines.iter().enumerate() {
        shapes.extend(of_line(line, place, place.y + card::HEAD + card::ROW * at as i64));
    }
    shapes.extend(of_consumers(card, place));
    Shape::Group(shapes)
}

/// The label, and at the right end what else is said. Where there is no room for both, each has half of it at least.
fn of_line(line: &Line, place: Place, y: i64) -> Vec<Shape> {
    let (left, right) = (place.x, place.x + place.width);
    let rule =
        line.begins_section.then(|| Shape::Line { class: Class::Line, points: vec![(left, y), (right, y)] });
    let (base, room) = (y + 16, place.width - LABEL - INSET - GAP);
    let wide = |text: &str, class: Class| i64::from(width::width(text, class.look().size)) / 100 + 1;
    let (label, detail) = (wide(&line.label, Class::Label), wide(&line.detail, Class::Detail));
    let detail_room = detail.min(room - label.min(room / 2));
    let label_room = if line.detail.is_empty() { room + GAP } else { room - detail_room };
    let end = width::fitting(&line.detail, Class::Detail.look().size, detail_room);
    let end = (!end.is_empty()).then(|| Shape::Text {
        class: Class::Detail,
        x: right - INSET,
        y: base,
        is_end: true,
        text: end,
    });
    let mark = text(line.class, left + INSET, base, line.mark, LABEL);
    let label = text(Class::Label, left + LABEL, base, &line.label, label_room);
    [rule, mark, label, end].into_iter().flatten().collect()
}

/// Small boxes below the card, each with a line to it.
fn of_consumers(card: &Card, place: Place) -> Vec<Shape> {
    let mut shapes = Vec::new();
    for (at, (name, kind)) in card.consumers.iter().enumerate() {
        let bottom = place.y + card.height();
        let (x, y) = (place.x + 40, bottom + card::CONSUMER * at as i64 + 14);
        let (stem, middle) = (place.x + 20, y + 15);
        let points = vec![(stem, bottom), (stem, middle), (x, middle)];
        let own = Place { x, y, width: place.width - 40, height: 30 };
        shapes.extend([Shape::Line { class: Class::Feed, points }, boxed(Class::Consumer, own, 6)]);
        shapes.extend(text(Class::Label, x + 10, y + 20, &format!("{name} ({kind})"), own.width - 20));
    }
    shapes
}

const fn boxed(class: Class, place: Place, radius: i64) -> Shape {
    Shape::Box { class, place, radius }
}

fn text(class: Class, x: i64, y: i64, text: &str, room: i64) -> Option<Shape> {
    let Look { size, is_bold, .. } = class.look();
    // Bold letters of some systems are wider still, and who opens an SVG has those.
    let room = if is_bold { room / 23 * 20 } else { room };
    let text = width::fitting(text, size, room);
    (!text.is_empty()).then_some(Shape::Text { class, x, y, is_end: false, text })
}
