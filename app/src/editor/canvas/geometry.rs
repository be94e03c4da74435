//! Points and rectangles of the canvas, in whole units: what is drawn must not blur, and whole numbers print small.

use tablewright_model::{Position, Size};

/// A place, or a distance.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Point {
    /// To the right.
    pub x: i32,
    /// Down.
    pub y: i32,
}

impl Point {
    /// A point from numbers of the browser.
    #[must_use]
    pub fn of(x: f64, y: f64) -> Self {
        Self { x: whole(x), y: whole(y) }
    }

    /// This point, moved.
    #[must_use]
    pub const fn plus(self, by: Self) -> Self {
        Self { x: self.x.saturating_add(by.x), y: self.y.saturating_add(by.y) }
    }

    /// The way from another point to this one.
    #[must_use]
    pub const fn minus(self, other: Self) -> Self {
        Self { x: self.x.saturating_sub(other.x), y: self.y.saturating_sub(other.y) }
    }

    /// The nearest point of a grid.
    #[must_use]
    pub const fn snapped(self, grid: i32) -> Self {
        Self { x: snapped(self.x, grid), y: snapped(self.y, grid) }
    }

    /// How far it is from the origin, counted along the axes.
    #[must_use]
    pub const fn length(self) -> i32 {
        self.x.saturating_abs().saturating_add(self.y.saturating_abs())
    }
}

impl From<Position> for Point {
    fn from(position: Position) -> Self {
        Self { x: position.x, y: position.y }
    }
}

impl From<Point> for Position {
    fn from(point: Point) -> Self {
        Self { x: point.x, y: point.y }
    }
}

const fn snapped(value: i32, grid: i32) -> i32 {
    value.saturating_add(grid / 2).div_euclid(grid) * grid
}

/// The whole part of a number of the browser; what is out of range is at its edge.
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "the cast saturates")]
pub fn whole(number: f64) -> i32 {
    number as i32
}

/// A rectangle: its upper left corner and its extent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rect {
    /// The upper left corner.
    pub at: Point,
    /// To the right; never negative.
    pub width: i32,
    /// Down; never negative.
    pub height: i32,
}

impl Rect {
    /// A rectangle at a point.
    #[must_use]
    pub const fn new(at: Point, width: i32, height: i32) -> Self {
        Self { at, width, height }
    }

    /// What lies on the canvas with a position and a size of the model.
    #[must_use]
    pub fn sized(position: Position, size: Size) -> Self {
        let extent = |length: u32| i32::try_from(length).unwrap_or(i32::MAX);
        Self::new(position.into(), extent(size.width), extent(size.height))
    }

    /// The rectangle between two opposite corners.
    #[must_use]
    pub fn between(one: Point, other: Point) -> Self {
        let at = Point { x: one.x.min(other.x), y: one.y.min(other.y) };
        let far = Point { x: one.x.max(other.x), y: one.y.max(other.y) }.minus(at);
        Self::new(at, far.x, far.y)
    }

    /// The lower right corner.
    #[must_use]
    pub const fn end(self) -> Point {
        self.at.plus(Point { x: self.width, y: self.height })
    }

    /// The point in the middle.
    #[must_use]
    pub const fn middle(self) -> Point {
        self.at.plus(Point { x: self.width / 2, y: self.height / 2 })
    }

    /// Whether the two share a point.
    #[must_use]
    pub const fn meets(self, other: Self) -> bool {
        let (end, other_end) = (self.end(), other.end());
        self.at.x <= other_end.x && other.at.x <= end.x && self.at.y <= other_end.y && other.at.y <= end.y
    }

    /// The smallest rectangle that holds both.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        let (end, other_end) = (self.end(), other.end());
        let at = Point { x: self.at.x.min(other.at.x), y: self.at.y.min(other.at.y) };
        Self::between(at, Point { x: end.x.max(other_end.x), y: end.y.max(other_end.y) })
    }

    /// Larger by a margin on each side.
    #[must_use]
    pub const fn grown(self, margin: i32) -> Self {
        let at = self.at.minus(Point { x: margin, y: margin });
        Self::new(at, self.width.saturating_add(2 * margin), self.height.saturating_add(2 * margin))
    }
}

/// The smallest rectangle that holds all; `None` of nothing.
#[must_use]
pub fn bounds(rects: impl IntoIterator<Item = Rect>) -> Option<Rect> {
    rects.into_iter().reduce(Rect::with)
}
