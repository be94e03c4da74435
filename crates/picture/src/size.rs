//! How large a picture is: twice the drawing, as screens have it, unless that is more than anybody can hold.

use tablewright_interchange::{Drawing, Place, Shape};

/// How many pixels of the picture a pixel of the drawing gets.
const SHARPNESS: f64 = 2.0;
/// The longest side that other programs open for certain.
const MOST_EDGE: f64 = 16_384.0;
/// At three bytes each, and written while a request waits.
const MOST_PIXELS: f64 = 16e6;
/// What is painted lies one over the other; areas that cover all there is would otherwise be painted for minutes.
const MOST_PAINT: f64 = 64e6;

/// The size of a picture, and how many of its pixels a pixel of the drawing gets.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Size {
    pub(crate) width: usize,
    pub(crate) height: usize,
    pub(crate) scale: f64,
}

impl Size {
    pub(crate) fn of(drawing: &Drawing) -> Self {
        let Place { width, height, .. } = drawing.frame;
        let (width, height) = (width.max(1) as f64, height.max(1) as f64);
        let most_by = |most: f64, there: f64| (most / there).sqrt();
        let scale = SHARPNESS
            .min(MOST_EDGE / width.max(height))
            .min(most_by(MOST_PIXELS, width * height))
            .min(most_by(MOST_PAINT, drawing.shapes.iter().map(paint).sum::<f64>().max(1.0)));
        let pixels = |length: f64| (length * scale).round().max(1.0) as usize;
        Self { width: pixels(width), height: pixels(height), scale }
    }

    /// That it is smaller than wished for.
    pub(crate) fn told(self) -> Option<String> {
        let Self { width, height, scale } = self;
        let percent = (scale / SHARPNESS * 100.0).floor().max(1.0);
        let why = "since all of it would be too large for one picture";
        (scale < SHARPNESS)
            .then(|| format!("sharpness: drawn in {width} × {height} pixels, {percent} % as sharp, {why}"))
    }
}

/// How much a shape paints.
fn paint(shape: &Shape) -> f64 {
    match shape {
        Shape::Box { place, .. } => place.width.max(0) as f64 * place.height.max(0) as f64,
        Shape::Group(shapes) => shapes.iter().map(paint).sum(),
        Shape::Line { .. } | Shape::Text { .. } => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use tablewright_interchange::DrawnClass;

    use super::*;

    fn drawing(width: i64, height: i64, boxes: usize) -> Drawing {
        let frame = Place { x: 0, y: 0, width, height };
        let shape = Shape::Box { class: DrawnClass::Area, place: frame, radius: 0 };
        Drawing { title: String::new(), frame, shapes: vec![shape; boxes] }
    }

    #[test]
    fn pictures_are_sharp_until_they_would_be_too_large() {
        for (width, height, boxes, expected) in [
            (300, 200, 3, (600, 400)),
            (0, 0, 0, (2, 2)),
            (40_000, 10, 1, (16_384, 4)),
            (20_000, 20_000, 1, (4_000, 4_000)),
            (4_294_967_295, 1, 1, (16_384, 1)),
            (1_000, 1_000, 6_400, (100, 100)),
        ] {
            let size = Size::of(&drawing(width, height, boxes));
            assert_eq!((size.width, size.height), expected, "{width} × {height}, {boxes}");
            assert_eq!(size.told().is_some(), size.scale < 2.0);
        }
    }
}
