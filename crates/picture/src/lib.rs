//! A drawing of a design as pixels: a PNG, the same bytes for the same drawing on every machine.
//!
//! The letters are in the crate, since a server may have no fonts and no two have the same (ADR 29). Deliberately absent:
//! what is drawn, which is `interchange`'s, and a way into the browser's bundles: a page shows what the server makes.

mod canvas;
mod encode;
mod font;
mod paint;
mod size;

use tablewright_interchange::Drawing;

use font::Fonts;
use size::Size;

/// The drawing as a PNG.
#[must_use]
pub fn png(drawing: &Drawing) -> Vec<u8> {
    encode::png(paint::painted(drawing, Size::of(drawing)))
}

/// What the picture does not show as the drawing has it, in words.
#[must_use]
pub fn notes(drawing: &Drawing) -> Vec<String> {
    let letters = Fonts::new().lacking(&drawing.shapes);
    [Size::of(drawing).told(), told(&letters)].into_iter().flatten().collect()
}

/// Some of the letters, and how many there are.
fn told(letters: &[char]) -> Option<String> {
    const SHOWN: usize = 12;
    let shown: Vec<_> = letters.iter().take(SHOWN).map(char::to_string).collect();
    let more = letters.len().saturating_sub(SHOWN);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let what = "that the font of pictures does not have, drawn as boxes (SVG leaves fonts to the reader)";
    (!letters.is_empty()).then(|| format!("letters {what}: {}{more}", shown.join(" ")))
}
