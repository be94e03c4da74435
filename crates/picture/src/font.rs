//! The letters: Inter, regular and bold, cut down to the alphabets of Latin, Greek and Cyrillic.
//!
//! Deliberately absent: kerning and whatever else letters do to their neighbours.

use std::collections::BTreeSet;

use tablewright_interchange::Shape;
use ttf_parser::{Face, GlyphId, OutlineBuilder};
use zeno::{Command, Point};

/// Their licence is beside them.
const REGULAR: &[u8] = include_bytes!("../fonts/inter-regular.ttf");
const BOLD: &[u8] = include_bytes!("../fonts/inter-semibold.ttf");

/// What is drawn for a letter that is not there: a box.
const BOX: GlyphId = GlyphId(0);

/// Both weights. A font that can't be read has no letters; a test reads them.
pub(crate) struct Fonts {
    regular: Option<Face<'static>>,
    bold: Option<Face<'static>>,
}

/// A letter of a font.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Letter {
    pub(crate) id: u16,
    /// How far the next one is, in sizes of letters.
    pub(crate) advance: f64,
}

impl Fonts {
    pub(crate) fn new() -> Self {
        let face = |bytes| Face::parse(bytes, 0).ok();
        Self { regular: face(REGULAR), bold: face(BOLD) }
    }

    const fn face(&self, is_bold: bool) -> Option<&Face<'static>> {
        if is_bold { self.bold.as_ref() } else { self.regular.as_ref() }
    }

    /// The letter for a character: none for what joins or hides, a box for what is not there.
    pub(crate) fn letter(&self, is_bold: bool, c: char) -> Option<Letter> {
        let face = self.face(is_bold).filter(|_| !is_silent(c))?;
        let id = face.glyph_index(c).unwrap_or(BOX);
        let advance = f64::from(face.glyph_hor_advance(id).unwrap_or(0)) / f64::from(face.units_per_em());
        Some(Letter { id: id.0, advance })
    }

    /// The outline of a letter of this size whose base begins there.
    pub(crate) fn outline(&self, is_bold: bool, letter: u16, size: f64, base: (f64, f64)) -> Vec<Command> {
        let mut outline = Outline { scale: 0.0, base, path: Vec::new() };
        if let Some(face) = self.face(is_bold) {
            outline.scale = size / f64::from(face.units_per_em());
            let _ = face.outline_glyph(GlyphId(letter), &mut outline);
        }
        outline.path
    }

    /// The characters that have no letter, in order.
    pub(crate) fn lacking(&self, shapes: &[Shape]) -> Vec<char> {
        let mut used = BTreeSet::new();
        shapes.iter().for_each(|shape| letters(shape, &mut used));
        let is_there = |c: char| self.regular.as_ref().is_some_and(|face| face.glyph_index(c).is_some());
        used.into_iter().filter(|c| !is_silent(*c) && !is_there(*c)).collect()
    }
}

fn letters(shape: &Shape, used: &mut BTreeSet<char>) {
    match shape {
        Shape::Text { text, .. } => used.extend(text.chars()),
        Shape::Group(shapes) => shapes.iter().for_each(|shape| letters(shape, used)),
        Shape::Box { .. } | Shape::Line { .. } => {}
    }
}

/// What has no letter anywhere: controls, marks of direction, joiners, variants of pictures.
fn is_silent(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// A letter's outline on its way from the font, whose heights grow upwards, to pixels, whose rows grow downwards.
struct Outline {
    scale: f64,
    base: (f64, f64),
    path: Vec<Command>,
}

impl Outline {
    fn point(&self, x: f32, y: f32) -> Point {
        let (left, base) = self.base;
        Point::new((left + f64::from(x) * self.scale) as f32, (base - f64::from(y) * self.scale) as f32)
    }
}

impl OutlineBuilder for Outline {
    fn move_to(&mut self, x: f32, y: f32) {
        self.path.push(Command::MoveTo(self.point(x, y)));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.path.push(Command::LineTo(self.point(x, y)));
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.path.push(Command::QuadTo(self.point(x1, y1), self.point(x, y)));
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.path.push(Command::CurveTo(self.point(x1, y1), self.point(x2, y2), self.point(x, y)));
    }

    fn close(&mut self) {
        self.path.push(Command::Close);
    }
}
