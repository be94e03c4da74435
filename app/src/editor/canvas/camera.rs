//! Where one looks at the canvas from: moving, zooming, fitting. Pure: the browser's numbers come in.

use super::geometry::{Point, Rect};

/// The part of the canvas that is seen. A point of the canvas is drawn at `point × zoom / 1000 + offset`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Camera {
    /// Where the canvas's origin is drawn.
    pub offset: Point,
    /// In thousandths: 1000 is life size.
    pub zoom: i32,
}

impl Default for Camera {
    fn default() -> Self {
        Self { offset: Point { x: MARGIN, y: MARGIN }, zoom: LIFE_SIZE }
    }
}

/// The zoom at which a unit of the canvas is a pixel.
pub const LIFE_SIZE: i32 = 1000;
const LEAST: i32 = 50;
const MOST: i32 = 2000;
/// Room around what is fitted, in pixels.
const MARGIN: i32 = 32;

impl Camera {
    /// Moved with the hand: what is under it stays under it.
    #[must_use]
    pub const fn moved(self, by: Point) -> Self {
        Self { offset: self.offset.plus(by), ..self }
    }

    /// Zoomed to so many thousandths, while the point of the screen stays where it is.
    #[must_use]
    pub fn zoomed(self, zoom: i32, around: Point) -> Self {
        let zoom = zoom.clamp(LEAST, MOST);
        let from = around.minus(self.offset);
        let scaled = Point { x: ratio(from.x, zoom, self.zoom), y: ratio(from.y, zoom, self.zoom) };
        Self { offset: around.minus(scaled), zoom }
    }

    /// Zoomed by a turn of the wheel: 100 is a notch of a mouse.
    #[must_use]
    pub fn turned(self, wheel: i32, around: Point) -> Self {
        let wheel = wheel.clamp(-240, 240);
        // A tenth of the zoom a notch, and at least a little, so that a slow hand gets somewhere.
        let change = ratio(self.zoom, wheel, 800);
        let change = if change == 0 { wheel.signum() } else { change };
        self.zoomed(self.zoom - change, around)
    }

    /// Everything of a rectangle within a screen of this size, at life size at most.
    #[must_use]
    pub fn fitting(rect: Rect, screen: (i32, i32)) -> Self {
        let room = (screen.0 - 2 * MARGIN, screen.1 - 2 * MARGIN);
        let fits = |length: i32, room: i32| ratio(LIFE_SIZE, room.max(1), length.max(1));
        let zoom = fits(rect.width, room.0).min(fits(rect.height, room.1)).clamp(LEAST, LIFE_SIZE);
        Self { offset: Point::default(), zoom }.centred(rect, screen)
    }

    /// The same zoom, with a rectangle in the middle; what is larger than the screen begins at its edge.
    #[must_use]
    pub fn centred(self, rect: Rect, screen: (i32, i32)) -> Self {
        let place = |start: i32, length: i32, room: i32| {
            let free = (room - ratio(length, self.zoom, LIFE_SIZE)) / 2;
            free.max(MARGIN) - ratio(start, self.zoom, LIFE_SIZE)
        };
        let x = place(rect.at.x, rect.width, screen.0);
        Self { offset: Point { x, y: place(rect.at.y, rect.height, screen.1) }, ..self }
    }

    /// Moved no more than it takes for a rectangle of the screen to be seen, with some room around it.
    #[must_use]
    pub fn revealing(self, seen: Rect, screen: (i32, i32)) -> Self {
        let end = seen.end();
        if seen.at.x >= 0 && seen.at.y >= 0 && end.x <= screen.0 && end.y <= screen.1 {
            return self;
        }
        let shift = |start: i32, length: i32, room: i32| {
            let (to_start, to_end) = (MARGIN - start, room - MARGIN - start - length);
            // What does not fit shows its beginning.
            if to_start > 0 || to_end < to_start { to_start } else { to_end.min(0) }
        };
        let x = shift(seen.at.x, seen.width, screen.0);
        self.moved(Point { x, y: shift(seen.at.y, seen.height, screen.1) })
    }

    /// The point of the canvas that is drawn at a point of the screen.
    #[must_use]
    pub fn to_canvas(self, point: Point) -> Point {
        let from = point.minus(self.offset);
        Point { x: ratio(from.x, LIFE_SIZE, self.zoom), y: ratio(from.y, LIFE_SIZE, self.zoom) }
    }

    /// Where a rectangle of the canvas is drawn.
    #[must_use]
    pub fn to_screen(self, rect: Rect) -> Rect {
        let drawn = |length: i32| ratio(length, self.zoom, LIFE_SIZE);
        let at = Point { x: drawn(rect.at.x), y: drawn(rect.at.y) }.plus(self.offset);
        Rect::new(at, drawn(rect.width), drawn(rect.height))
    }

    /// A distance on the screen, on the canvas.
    #[must_use]
    pub fn distance(self, on_screen: Point) -> Point {
        Point { x: ratio(on_screen.x, LIFE_SIZE, self.zoom), y: ratio(on_screen.y, LIFE_SIZE, self.zoom) }
    }

    /// The part of the canvas that a screen of this size shows.
    #[must_use]
    pub fn seen(self, screen: (i32, i32)) -> Rect {
        Rect::between(self.to_canvas(Point::default()), self.to_canvas(Point { x: screen.0, y: screen.1 }))
    }

    /// As a transform of CSS, for what is drawn at the scale of [`Camera::drawn`].
    #[must_use]
    pub fn transform(self) -> String {
        let Self { offset: Point { x, y }, zoom } = self;
        format!("translate({x}px,{y}px) {}", scale(zoom, self.sharpness()))
    }

    /// The scale that everything is drawn at, as a transform of CSS. It changes only when the zoom has doubled or halved:
    /// in between, pictures that are there already are made a little smaller. From far away they are small as well; at
    /// life size, all of the canvas would be pictures of a hundred megabytes, which no processor moves in a frame.
    #[must_use]
    pub fn drawn(self) -> String {
        scale(self.sharpness(), LIFE_SIZE)
    }

    /// In thousandths: the least of 125, 250, 500 … that is not below the zoom.
    fn sharpness(self) -> i32 {
        let mut sharpness = 125;
        while sharpness < self.zoom {
            sharpness *= 2;
        }
        sharpness
    }
}

/// Without a remainder: every sharpness divides 10,000.
fn scale(zoom: i32, of: i32) -> String {
    let scale = ratio(zoom, 10_000, of);
    format!("scale({}.{:04})", scale / 10_000, scale % 10_000)
}

/// `value × by / of`, without leaving the range in between.
fn ratio(value: i32, by: i32, of: i32) -> i32 {
    let exact = i64::from(value) * i64::from(by) / i64::from(of.max(1));
    i32::try_from(exact).unwrap_or(if exact < 0 { i32::MIN } else { i32::MAX })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCREEN: (i32, i32) = (1000, 600);

    #[test]
    fn zooming_keeps_the_point_under_the_hand() {
        let mut camera = Camera { offset: Point { x: 120, y: -40 }, zoom: 700 };
        let hand = Point { x: 400, y: 300 };
        let before = camera.to_canvas(hand);
        for wheel in [-100, -100, 40, 240, -3] {
            camera = camera.turned(wheel, hand);
        }
        assert!(camera.to_canvas(hand).minus(before).length() <= 8, "{camera:?}");
    }

    #[test]
    fn what_is_fitted_is_seen_whole_and_in_the_middle() {
        for rect in [
            Rect::new(Point { x: -500, y: 200 }, 4000, 900),
            Rect::new(Point { x: 10, y: 10 }, 300, 200),
            Rect::new(Point { x: 0, y: 0 }, 300, 9000),
        ] {
            let camera = Camera::fitting(rect, SCREEN);
            let drawn = camera.to_screen(rect);
            assert!(drawn.at.x >= 0 && drawn.at.y >= 0, "{drawn:?}");
            assert!(drawn.end().x <= SCREEN.0 && drawn.end().y <= SCREEN.1, "{drawn:?}");
            assert!((drawn.middle().x - SCREEN.0 / 2).abs() <= 2, "{drawn:?}");
            assert!(camera.zoom <= LIFE_SIZE);
        }
    }

    #[test]
    fn what_is_drawn_is_made_smaller_by_half_at_most() {
        for zoom in [125, 126, 400, 999, 1000, 1001, MOST] {
            let sharpness = Camera { zoom, ..Camera::default() }.sharpness();
            assert!((zoom..2 * zoom).contains(&sharpness), "{zoom}: {sharpness}");
        }
        for (zoom, moved, drawn) in [
            (LEAST, "scale(0.4000)", "scale(0.1250)"),
            (200, "scale(0.8000)", "scale(0.2500)"),
            (777, "scale(0.7770)", "scale(1.0000)"),
            (1001, "scale(0.5005)", "scale(2.0000)"),
        ] {
            let camera = Camera { offset: Point { x: 1, y: -2 }, zoom };
            assert_eq!(camera.transform(), format!("translate(1px,-2px) {moved}"));
            assert_eq!(camera.drawn(), drawn);
        }
    }

    #[test]
    fn the_zoom_has_an_end_in_both_directions() {
        let far = (0..100).fold(Camera::default(), |camera, _| camera.turned(100, Point::default()));
        let near = (0..100).fold(Camera::default(), |camera, _| camera.turned(-100, Point::default()));
        assert_eq!((far.zoom, near.zoom), (LEAST, MOST));
    }

    #[test]
    fn revealing_moves_no_more_than_it_must() {
        let camera = Camera::default();
        let inside = Rect::new(Point { x: 100, y: 100 }, 200, 40);
        assert_eq!(camera.revealing(inside, SCREEN), camera);
        let right = Rect::new(Point { x: 990, y: 100 }, 200, 40);
        assert_eq!(camera.revealing(right, SCREEN).offset.x, camera.offset.x - 222);
        let left = Rect::new(Point { x: -50, y: 100 }, 200, 40);
        assert_eq!(camera.revealing(left, SCREEN).offset.x, camera.offset.x + 82);
        let tall = Rect::new(Point { x: 100, y: 300 }, 200, 4000);
        assert_eq!(camera.revealing(tall, SCREEN).offset.y, camera.offset.y - 268);
    }

    #[test]
    fn the_far_end_of_the_canvas_does_not_overflow() {
        let camera = Camera { offset: Point { x: i32::MAX, y: i32::MIN }, zoom: LEAST };
        let seen = camera.seen(SCREEN);
        assert!(seen.meets(seen));
        let _ = camera.turned(240, Point { x: i32::MIN, y: i32::MAX });
    }
}
