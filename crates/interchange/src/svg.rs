//! A drawing as SVG: readable in light and dark, and without a font of its own.

use std::fmt::Write as _;

use tablewright_model::Design;

use crate::drawing::{Class, Drawing, Place, Shape, draw, look};
use crate::export::Holds;

/// A picture holds nothing.
pub(crate) const HOLDS: Holds = Holds::VIEW;

/// The design as a picture.
pub(crate) fn write(design: &Design) -> String {
    let Drawing { title, frame, shapes } = draw(design);
    let Place { x, y, width, height } = frame;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"{x} {y} {width} {height}\" role=\"img\">\n<title>{}</title>\n<style>\n{}</style>\n",
        escaped(&title),
        look::sheet()
    );
    shapes.iter().for_each(|shape| write_shape(&mut out, shape));
    out.push_str("</svg>\n");
    out
}

fn write_shape(out: &mut String, shape: &Shape) {
    // Writing to a string does not fail.
    match shape {
        Shape::Box { class, place, radius } => write_box(out, *class, *place, *radius),
        Shape::Line { class, points } => {
            let _ = writeln!(out, "<path class=\"{}\" d=\"{}\"/>", class.name(), path(points));
        }
        Shape::Text { class, x, y, is_end, text } => {
            let (class, end) = (class.name(), if *is_end { " text-anchor=\"end\"" } else { "" });
            let _ =
                writeln!(out, "<text class=\"{class}\" x=\"{x}\" y=\"{y}\"{end}>{}</text>", escaped(text));
        }
        Shape::Group(shapes) => {
            out.push_str("<g>\n");
            shapes.iter().for_each(|shape| write_shape(out, shape));
            out.push_str("</g>\n");
        }
    }
}

fn write_box(out: &mut String, class: Class, place: Place, radius: i64) {
    let (class, Place { x, y, width, height }) = (class.name(), place);
    let round = if radius == 0 { String::new() } else { format!(" rx=\"{radius}\"") };
    let _ = writeln!(
        out,
        "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"{round}/>"
    );
}

/// Lines of a drawing run along or down.
fn path(points: &[(i64, i64)]) -> String {
    let mut path = String::new();
    let mut last = None;
    for (x, y) in points {
        path += &match last {
            None => format!("M{x} {y}"),
            Some((_, before)) if before == y => format!("H{x}"),
            Some((before, _)) if before == x => format!("V{y}"),
            Some(_) => format!("L{x} {y}"),
        };
        last = Some((x, y));
    }
    path
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
