//! A picture of a design as SVG: cards where the canvas has them, areas behind, notes and consumers beside.
//!
//! It is readable in light and dark and needs no font of its own. Deliberately absent: the editor's looks; a picture
//! that is pasted into a document has to be plain.

mod card;
mod layout;
mod style;

use std::fmt::Write as _;

use tablewright_model::{Area, Design, Note};

use crate::export::Holds;
use card::{Card, Line};
use layout::{Frame, Place};

/// A picture holds nothing.
pub(crate) const HOLDS: Holds = Holds::VIEW;

/// Around everything.
const MARGIN: i64 = 32;

/// The design as a picture.
pub(crate) fn write(design: &Design) -> String {
    let cards: Vec<_> = design.tables.iter().map(|table| Card::of(table)).collect();
    let places = layout::places(design, &cards);
    let frame = layout::frame(design, &places);
    let mut out = String::new();
    open(&mut out, design, frame);
    for area in &design.areas {
        write_area(&mut out, area);
    }
    for (card, place) in cards.iter().zip(&places) {
        write_card(&mut out, card, *place);
    }
    for note in &design.notes {
        write_note(&mut out, note);
    }
    out.push_str("</svg>\n");
    out
}

fn open(out: &mut String, design: &Design, frame: Frame) {
    let Frame { left, top, right, bottom } = frame;
    let (x, y) = (left - MARGIN, top - MARGIN);
    let (width, height) = (right - left + 2 * MARGIN, bottom - top + 2 * MARGIN);
    // Writing to a string does not fail.
    let _ = writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"{x} {y} {width} {height}\" role=\"img\">\n<title>{}</title>\n<style>\n{}</style>\n\
         <rect class=\"ground\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>",
        escaped(&design.name),
        style::SHEET
    );
}

fn write_area(out: &mut String, area: &Area) {
    let place = Place::of(area.position, area.size);
    rect(out, "area", place, 12);
    text(out, "area-name", place.x + 12, place.y + 20, &area.name);
}

fn write_note(out: &mut String, note: &Note) {
    let place = Place::of(note.position, note.size);
    rect(out, "note", place, 6);
    let columns = (place.width / 7).max(4);
    let lines = note.text.lines().flat_map(|line| layout::wrapped(line, columns as usize));
    for (at, line) in lines.take((place.height / 18).max(1) as usize).enumerate() {
        text(out, "note-text", place.x + 10, place.y + 20 + 18 * at as i64, &line);
    }
}

fn write_card(out: &mut String, card: &Card, place: Place) {
    out.push_str("<g>\n");
    rect(out, "card", place, 10);
    text(out, "name", place.x + 14, place.y + 23, &shortened(&card.name, 30));
    for (at, line) in card.lines.iter().enumerate() {
        write_line(out, line, place, place.y + card::HEAD + card::ROW * at as i64);
    }
    write_consumers(out, card, place);
    out.push_str("</g>\n");
}

fn write_line(out: &mut String, line: &Line, place: Place, y: i64) {
    if line.begins_section {
        let (left, right) = (place.x, place.x + place.width);
        let _ = writeln!(out, "<path class=\"line\" d=\"M{left} {y}H{right}\"/>");
    }
    let base = y + 16;
    text(out, line.kind.class(), place.x + 14, base, line.mark);
    text(
        out,
        "label",
        place.x + 58,
        base,
        &shortened(&line.label, if line.detail.is_empty() { 28 } else { 16 }),
    );
    if !line.detail.is_empty() {
        let detail = escaped(&shortened(&line.detail, 17));
        let x = place.x + place.width - 14;
        let _ = writeln!(
            out,
            "<text class=\"detail\" x=\"{x}\" y=\"{base}\" text-anchor=\"end\">{detail}</text>"
        );
    }
}

/// Small boxes below the card, each with a line to it.
fn write_consumers(out: &mut String, card: &Card, place: Place) {
    for (at, (name, kind)) in card.consumers.iter().enumerate() {
        let y = place.y + card.height() + card::CONSUMER * at as i64 + 14;
        let x = place.x + 40;
        let (stem, middle) = (place.x + 20, y + 15);
        let _ =
            writeln!(out, "<path class=\"feed\" d=\"M{stem} {}V{middle}H{x}\"/>", place.y + card.height());
        rect(out, "consumer", Place { x, y, width: place.width - 40, height: 30 }, 6);
        text(out, "label", x + 10, y + 20, &shortened(&format!("{name} ({kind})"), 32));
    }
}

fn rect(out: &mut String, class: &str, place: Place, radius: i64) {
    let Place { x, y, width, height } = place;
    let _ = writeln!(
        out,
        "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"{radius}\"/>"
    );
}

fn text(out: &mut String, class: &str, x: i64, y: i64, text: &str) {
    if !text.is_empty() {
        let _ = writeln!(out, "<text class=\"{class}\" x=\"{x}\" y=\"{y}\">{}</text>", escaped(text));
    }
}

fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((cut, _)) => format!("{}…", text.get(..cut).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// A text in XML, which takes no control characters at all.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if crate::text::is_hidden(c) || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
