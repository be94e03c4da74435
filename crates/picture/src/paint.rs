//! Shapes painted on a canvas, one over the other.

use std::collections::BTreeMap;

use tablewright_interchange::{Drawing, DrawnClass, Look, Place, Shape};
use zeno::{Command, Fill, Point, Stroke};

use crate::canvas::{Canvas, Stamp};
use crate::font::{Fonts, Letter};
use crate::size::Size;

/// Letters of fewer pixels nobody can read: a bar stands for them, as pale as they would look.
const LEAST_LETTERS: f64 = 4.0;
/// How wide a letter is on the whole, in sizes of letters.
const MEAN_WIDTH: f64 = 0.55;
/// Into how many places a pixel is divided, across and down, for letters to stand on.
const PLACES: i64 = 4;

/// The drawing in pixels.
pub(crate) fn painted(drawing: &Drawing, size: Size) -> Canvas {
    let canvas = Canvas::new(size.width, size.height);
    let mut painter = Painter {
        canvas,
        frame: drawing.frame,
        scale: size.scale,
        fonts: Fonts::new(),
        hands: BTreeMap::new(),
    };
    drawing.shapes.iter().for_each(|shape| painter.shape(shape));
    painter.canvas
}

struct Painter {
    canvas: Canvas,
    frame: Place,
    scale: f64,
    fonts: Fonts,
    /// For each weight and size of letters.
    hands: BTreeMap<(bool, u32), Hand>,
}

/// Letters of one weight and size, each drawn once for each of its places within a pixel.
#[derive(Default)]
struct Hand {
    letters: BTreeMap<char, Option<Letter>>,
    stamps: Vec<Option<Stamp>>,
}

impl Painter {
    fn shape(&mut self, shape: &Shape) {
        match shape {
            Shape::Box { class: DrawnClass::Ground, .. } => {
                DrawnClass::Ground.look().fill.into_iter().for_each(|colour| self.canvas.fill(colour));
            }
            Shape::Box { class, place, radius } => self.path(*class, &self.rounded(*place, *radius)),
            Shape::Line { class, points } => self.path(*class, &self.line(points)),
            Shape::Text { class, x, y, is_end, text } => self.text(*class, (*x, *y), *is_end, text),
            Shape::Group(shapes) => shapes.iter().for_each(|shape| self.shape(shape)),
        }
    }

    fn path(&mut self, class: DrawnClass, path: &[Command]) {
        let Look { fill, stroke, stroke_tenths, dashes, .. } = class.look();
        if let Some(colour) = fill {
            self.canvas.stamp(&Stamp::of(path, Fill::NonZero), (0, 0), colour);
        }
        let dashes =
            dashes.map(|(dash, gap)| [dash, gap].map(|length| (f64::from(length) * self.scale) as f32));
        let mut style = Stroke::new((f64::from(stroke_tenths) / 10.0 * self.scale) as f32);
        style.dash(dashes.as_ref().map_or(&[], |dashes| dashes.as_slice()), 0.0);
        if let Some(colour) = stroke {
            self.canvas.stamp(&Stamp::of(path, style), (0, 0), colour);
        }
    }

    /// Where a point of the drawing is in the picture.
    fn at(&self, x: f64, y: f64) -> (f64, f64) {
        ((x - self.frame.x as f64) * self.scale, (y - self.frame.y as f64) * self.scale)
    }

    fn point(&self, x: f64, y: f64) -> Point {
        let (x, y) = self.at(x, y);
        Point::new(x as f32, y as f32)
    }

    fn line(&self, points: &[(i64, i64)]) -> Vec<Command> {
        let point = |(x, y): &(i64, i64)| self.point(*x as f64, *y as f64);
        let command =
            |(at, to)| if at == 0 { Command::MoveTo(point(to)) } else { Command::LineTo(point(to)) };
        points.iter().enumerate().map(command).collect()
    }

    /// A box from its upper left side to the right, as SVG has it: there its dashes begin.
    fn rounded(&self, place: Place, radius: i64) -> Vec<Command> {
        /// How far the handles of a curve are from a corner that it makes round.
        const HANDLE: f64 = 0.447_715;
        let [x, y, width, height] = [place.x, place.y, place.width, place.height].map(|length| length as f64);
        let (right, bottom) = (x + width, y + height);
        let round = (radius as f64).min(width / 2.0).min(height / 2.0);
        let handle = round * HANDLE;
        let to = |x, y| Command::LineTo(self.point(x, y));
        let bend = |one: (f64, f64), other: (f64, f64), end: (f64, f64)| {
            Command::CurveTo(self.point(one.0, one.1), self.point(other.0, other.1), self.point(end.0, end.1))
        };
        vec![
            Command::MoveTo(self.point(x + round, y)),
            to(right - round, y),
            bend((right - handle, y), (right, y + handle), (right, y + round)),
            to(right, bottom - round),
            bend((right, bottom - handle), (right - handle, bottom), (right - round, bottom)),
            to(x + round, bottom),
            bend((x + handle, bottom), (x, bottom - handle), (x, bottom - round)),
            to(x, y + round),
            bend((x, y + handle), (x + handle, y), (x + round, y)),
            Command::Close,
        ]
    }

    fn text(&mut self, class: DrawnClass, (x, y): (i64, i64), is_end: bool, text: &str) {
        let Look { fill: Some(colour), size, is_bold, .. } = class.look() else { return };
        let pixels = f64::from(size) * self.scale;
        let (x, base) = self.at(x as f64, y as f64);
        let left = |width| if is_end { x - width } else { x };
        if pixels < LEAST_LETTERS {
            let width = text.chars().count() as f64 * MEAN_WIDTH * pixels;
            return self.bar((left(width), base), width, pixels, colour);
        }
        let mut hand = self.hands.remove(&(is_bold, size)).unwrap_or_default();
        let letters: Vec<_> = text.chars().filter_map(|c| hand.letter(&self.fonts, is_bold, c)).collect();
        let width = letters.iter().map(|letter| letter.advance).sum::<f64>() * pixels;
        self.letters(&mut hand, &letters, (left(width), base), (is_bold, pixels), colour);
        self.hands.insert((is_bold, size), hand);
    }

    fn letters(
        &mut self,
        hand: &mut Hand,
        letters: &[Letter],
        (mut left, base): (f64, f64),
        (is_bold, pixels): (bool, f64),
        colour: [u8; 3],
    ) {
        for letter in letters {
            let ((x, part_x), (y, part_y)) = (place(left), place(base));
            let drawn = || {
                let part = |part: i64| part as f64 / PLACES as f64;
                let outline = self.fonts.outline(is_bold, letter.id, pixels, (part(part_x), part(part_y)));
                Stamp::of(&outline, Fill::NonZero)
            };
            self.canvas.stamp(hand.stamp(*letter, part_x * PLACES + part_y, drawn), (x, y), colour);
            left += letter.advance * pixels;
        }
    }

    /// What stands for letters of this size: as high as small ones are, and a quarter as strong as their colour.
    fn bar(&mut self, (left, base): (f64, f64), width: f64, size: f64, colour: [u8; 3]) {
        let [left, right] = [left, left + width].map(|x| x.round() as i64);
        let (top, bottom) = ((base - size / 2.0).round() as i64, base.round() as i64);
        self.canvas.tint((left, right), (top, bottom.max(top + 1)), colour, 64);
    }
}

/// The pixel, and the place within it.
fn place(at: f64) -> (i64, i64) {
    let parts = (at * PLACES as f64).round() as i64;
    (parts.div_euclid(PLACES), parts.rem_euclid(PLACES))
}

impl Hand {
    fn letter(&mut self, fonts: &Fonts, is_bold: bool, c: char) -> Option<Letter> {
        *self.letters.entry(c).or_insert_with(|| fonts.letter(is_bold, c))
    }

    fn stamp(&mut self, letter: Letter, part: i64, draw: impl FnOnce() -> Stamp) -> &Stamp {
        let at = usize::from(letter.id) * (PLACES * PLACES) as usize + part as usize;
        if self.stamps.len() <= at {
            self.stamps.resize_with(at + 1, || None);
        }
        self.stamps[at].get_or_insert_with(draw)
    }
}
