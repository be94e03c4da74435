//! The state of the canvas: from where one looks at it, what is picked, what is being moved.
//!
//! All of it is this window's alone; nothing of it is in the design until something is put down.

use crate::prelude::*;
use tablewright_model::{Design, Edit, Object, TableId};

use super::camera::{Camera, LIFE_SIZE};
use super::fold::Lines;
use super::geometry::{Point, Rect, bounds};
use super::layout::{GRID, moved, place_of, places, tidied};

/// Below each of these zooms, cards show less, and that larger: names, keys and indexes; names; the beginnings of names.
const FAR: [i32; 3] = [450, 250, 125];
/// How far beyond the screen cards are drawn, in its pixels: a quick hand shall not see them come.
const AHEAD: i32 = 240;
/// What the controls in the corner take of the screen's height, beside the margin that is there anyway.
const CONTROLS: i32 = 32;

/// What the canvas shows and how.
#[derive(Clone, Copy)]
pub(in crate::editor) struct Board {
    design: RwSignal<Design>,
    pub(super) camera: RwSignal<Camera>,
    /// Where the canvas is in the window, and how large.
    pub(in crate::editor) screen: RwSignal<Screen>,
    /// What was picked to be moved or removed together.
    pub(in crate::editor) picked: RwSignal<Vec<Object>>,
    /// What is in the hand, and how far it was carried.
    pub(super) carried: RwSignal<Option<Carried>>,
    /// The frame that is being drawn around what is to be picked, on the canvas.
    pub(super) frame: RwSignal<Option<Rect>>,
    /// A list instead of a canvas: the person's choice.
    pub(super) as_list: RwSignal<bool>,
    /// Where each table is. Changed with the design, and only when a place has: every card watches it.
    pub(super) places: RwSignal<Vec<(TableId, Rect)>>,
    /// The tables whose cards list everything.
    pub(in crate::editor) unfolded: RwSignal<Vec<TableId>>,
}

/// The canvas in the window.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::editor) struct Screen {
    pub(in crate::editor) origin: Point,
    pub(in crate::editor) size: (i32, i32),
    /// Too narrow to look around on: everything lies below one another.
    pub(in crate::editor) is_narrow: bool,
}

/// What is being moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Carried {
    pub(super) objects: Vec<Object>,
    pub(super) by: Point,
}

impl Board {
    pub(in crate::editor) fn new(design: RwSignal<Design>) -> Self {
        Self {
            design,
            camera: RwSignal::new(Camera::default()),
            screen: RwSignal::new(Screen::default()),
            picked: RwSignal::new(Vec::new()),
            carried: RwSignal::new(None),
            frame: RwSignal::new(None),
            as_list: RwSignal::new(false),
            places: RwSignal::new(Vec::new()),
            unfolded: RwSignal::new(Vec::new()),
        }
    }

    /// Brings the places to what the design says now.
    pub(in crate::editor) fn follow(self) {
        let unfolded = self.unfolded.get_untracked();
        let now = self.design.with_untracked(|design| places(design, &unfolded));
        if self.places.with_untracked(|before| *before != now) {
            self.places.set(now);
        }
    }

    /// Unfolds the card of a table, or folds it again.
    pub(super) fn unfold(self, table: TableId, is_open: bool) {
        self.unfolded.update(|all| {
            all.retain(|one| *one != table);
            all.extend(is_open.then_some(table));
        });
        self.follow();
    }

    /// Whoever looks at an attribute shall see it.
    pub(in crate::editor) fn uncover(self, object: Object) {
        let Object::Attribute(table, attribute) = object else { return };
        if self.lines(table).hidden.contains(&attribute) {
            self.unfold(table, true);
        }
    }

    /// What the card of a table lists now.
    pub(super) fn lines(self, id: TableId) -> Lines {
        let unfolded = self.unfolded.read_untracked();
        self.design
            .with_untracked(|design| design.table(id).map(|table| Lines::of(table, &unfolded)))
            .unwrap_or_default()
    }

    /// Whether cards lie below one another instead of on a canvas.
    pub(in crate::editor) fn is_flat(self) -> bool {
        self.as_list.get() || self.screen.with(|screen| screen.is_narrow)
    }

    pub(in crate::editor) fn is_flat_now(self) -> bool {
        self.as_list.get_untracked() || self.screen.with_untracked(|screen| screen.is_narrow)
    }

    /// From the canvas to the list, or back.
    pub(in crate::editor) fn switch(self) {
        self.as_list.update(|as_list| *as_list = !*as_list);
    }

    /// How far away cards are: at 0 everything on them can be read, at 3 hardly a name.
    pub(super) fn distance(self) -> usize {
        if self.is_flat() { 0 } else { self.camera.with(|camera| distance(camera.zoom)) }
    }

    /// The tables that are drawn: those in view, and the one that is shown, which may have the focus.
    pub(super) fn drawn(self, shown: Option<TableId>) -> Vec<TableId> {
        let all = self.is_flat();
        let screen = self.screen.get();
        let camera = self.camera.get();
        let (width, height) = screen.size;
        let ahead = Rect::new(Point::default(), width, height).grown(AHEAD);
        self.places.with(|places| {
            let is_drawn = |(id, rect): &&(TableId, Rect)| {
                all || Some(*id) == shown || camera.to_screen(*rect).meets(ahead)
            };
            places.iter().filter(is_drawn).map(|(id, _)| *id).collect()
        })
    }

    /// Where something is, while it is carried included.
    pub(super) fn place(self, object: Object) -> Option<Rect> {
        let rect = self.resting(object)?;
        let by = self.carried.with(|carried| {
            carried.as_ref().filter(|carried| carried.objects.contains(&object)).map(|carried| carried.by)
        });
        Some(Rect { at: rect.at.plus(by.unwrap_or_default()), ..rect })
    }

    fn resting(self, object: Object) -> Option<Rect> {
        let of = |design: &Design| self.places.with(|places| place_of(design, places, object));
        match object {
            Object::Table(_) => self.design.with_untracked(of),
            _ => self.design.with(of),
        }
    }

    /// Everything on the canvas that can be moved, with its place.
    fn everything(self) -> Vec<(Object, Rect)> {
        let places = self.places.get_untracked();
        self.design.with_untracked(|design| {
            let tables = places.iter().map(|(id, _)| Object::Table(*id));
            let notes = design.notes.iter().map(|note| Object::Note(note.id));
            let areas = design.areas.iter().map(|area| Object::Area(area.id));
            let all = tables.chain(notes).chain(areas);
            all.filter_map(|object| Some((object, place_of(design, &places, object)?))).collect()
        })
    }

    /// The smallest rectangle that holds everything.
    pub(super) fn extent(self) -> Option<Rect> {
        bounds(self.everything().into_iter().map(|(_, rect)| rect))
    }

    /// What lies in a frame, even in part.
    pub(super) fn within(self, frame: Rect) -> Vec<Object> {
        let met = self.everything().into_iter().filter(|(_, rect)| rect.meets(frame));
        met.map(|(object, _)| object).collect()
    }

    /// Shows everything.
    pub(in crate::editor) fn fit(self) {
        let size = self.screen.get_untracked().size;
        if let Some(extent) = self.extent() {
            self.camera.set(Camera::fitting(extent, (size.0, size.1 - CONTROLS)));
        }
    }

    /// Zooms around the middle of the screen: in or out, or to life size.
    pub(in crate::editor) fn zoom(self, how: Zoom) {
        let (width, height) = self.screen.get_untracked().size;
        let middle = Point { x: width / 2, y: height / 2 };
        self.camera.update(|camera| {
            let zoom = match how {
                Zoom::In => camera.zoom * 5 / 4,
                Zoom::Out => camera.zoom * 4 / 5,
                Zoom::LifeSize => LIFE_SIZE,
            };
            *camera = camera.zoomed(zoom, middle);
        });
    }

    /// The middle of what one looks at, on the grid: where something new belongs.
    pub(in crate::editor) fn middle(self) -> Point {
        let size = self.screen.get_untracked().size;
        self.camera.get_untracked().seen(size).middle().snapped(GRID)
    }

    /// The middle of what one looks at, and the zoom.
    pub(in crate::editor) fn view(self) -> (i32, i32, i32) {
        let camera = self.camera.get();
        let middle = camera.seen(self.screen.get().size).middle();
        (middle.x, middle.y, camera.zoom)
    }

    /// Looks at what another window of any size looks at.
    pub(in crate::editor) fn look_at(self, (x, y, zoom): (i32, i32, i32)) {
        let size = self.screen.get_untracked().size;
        let zoomed = Camera::default().zoomed(zoom, Point::default());
        self.camera.set(zoomed.centred(Rect::new(Point { x, y }, 0, 0), size));
    }

    /// A point of the window, on the canvas.
    pub(in crate::editor) fn on_canvas(self, at: Point) -> Point {
        let origin = self.screen.get_untracked().origin;
        self.camera.get_untracked().to_canvas(at.minus(origin))
    }

    /// A point of the canvas, on its part of the window.
    pub(in crate::editor) fn on_screen(self, at: Point) -> Point {
        self.camera.get().to_screen(Rect::new(at, 0, 0)).at
    }

    /// The edit that puts everything into a calm order.
    pub(in crate::editor) fn tidying(self) -> Edit {
        self.design.with_untracked(tidied)
    }

    /// The edit that puts down what was carried.
    pub(super) fn put_down(self, carried: &Carried) -> Option<Edit> {
        self.moving(&carried.objects, carried.by)
    }

    /// The edit that moves things by a distance.
    pub(in crate::editor) fn moving(self, objects: &[Object], by: Point) -> Option<Edit> {
        let to = |object: Object| {
            let places = self.places.get_untracked();
            let rect = self.design.with_untracked(|design| place_of(design, &places, object))?;
            moved(object, rect.at.plus(by))
        };
        let mut edits: Vec<_> = objects.iter().filter_map(|object| to(*object)).collect();
        match edits.len() {
            0 | 1 => edits.pop(),
            _ => Some(Edit::Batch { edits }),
        }
    }

    /// Shows a table from near, if it was too far to read.
    pub(in crate::editor) fn approach(self, object: Object) {
        let is_far = !self.is_flat_now() && self.camera.with_untracked(|camera| distance(camera.zoom) > 0);
        let place = object.table().map_or(object, Object::Table);
        if let Some(rect) = untrack(|| self.resting(place)).filter(|_| is_far) {
            let size = self.screen.get_untracked().size;
            self.camera.set(Camera { zoom: LIFE_SIZE, ..Camera::default() }.centred(rect, size));
        }
    }

    /// Moves the view until a rectangle of the screen is seen.
    pub(super) fn reveal(self, seen: Rect) {
        let size = self.screen.get_untracked().size;
        let camera = self.camera.get_untracked();
        let next = camera.revealing(seen, size);
        if next != camera {
            self.camera.set(next);
        }
    }
}

fn distance(zoom: i32) -> usize {
    FAR.iter().filter(|far| zoom < **far).count()
}

/// Ways to zoom.
#[derive(Debug, Clone, Copy)]
pub(in crate::editor) enum Zoom {
    In,
    Out,
    LifeSize,
}
