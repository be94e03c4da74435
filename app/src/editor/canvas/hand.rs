//! What the pointer does to the canvas: drag the ground to look around, drag a head to move a card, drag with Shift to
//! pick several, turn the wheel to move, with Ctrl to zoom; two fingers do both.

use crate::prelude::*;
use leptos::ev::{PointerEvent, WheelEvent};
use tablewright_model::Object;

use super::board::{Board, Carried};
use super::geometry::{Point, Rect, whole};
use super::layout::GRID;
use crate::editor::desk::Desk;
use crate::editor::{browser, place};

/// How far a press has to go to be a drag.
const SLACK: i32 = 4;

/// What the pointer holds.
#[derive(Debug, Clone, Default)]
pub(super) struct Hand {
    fingers: Vec<(i32, Point)>,
    grip: Grip,
}

#[derive(Debug, Clone, Default)]
enum Grip {
    #[default]
    Nothing,
    /// The ground.
    Ground,
    /// Something that lies on it, or nothing but the ground: pressed, and a drag once it goes far enough.
    Pressed { objects: Vec<Object>, from: Point },
    /// The same, under way.
    Carrying { objects: Vec<Object>, from: Point },
    /// The corner of a frame, on the canvas.
    Frame(Point),
}

pub(super) fn down(desk: Desk, hand: StoredValue<Hand>, event: &PointerEvent) {
    let board = desk.board;
    if board.is_flat_now() || event.button() > 1 {
        return;
    }
    browser::measure_canvas(desk);
    let at = point(board, event);
    let finger = (event.pointer_id(), at);
    let grip = if event.button() == 1 { Grip::Ground } else { grip_of(desk, event, at) };
    if matches!(grip, Grip::Nothing) {
        return;
    }
    if matches!(grip, Grip::Ground | Grip::Frame(_)) {
        browser::hold_pointer(event);
        event.prevent_default();
    }
    hand.update_value(|hand| {
        hand.fingers.push(finger);
        // A second finger zooms, whatever the first one held.
        hand.grip = if hand.fingers.len() > 1 { Grip::Ground } else { grip };
    });
}

fn grip_of(desk: Desk, event: &PointerEvent, at: Point) -> Grip {
    let board = desk.board;
    if let Some(grip) = browser::attribute_around(event, "data-grip") {
        let Some(object) = place::of_card(&grip) else { return Grip::Nothing };
        if desk.read_only.get_untracked() {
            return Grip::Nothing;
        }
        let picked = board.picked.get_untracked();
        let objects = if picked.contains(&object) { picked } else { vec![object] };
        return Grip::Pressed { objects, from: at };
    }
    if browser::is_inside(event, ".card") {
        // A finger has nothing but cards to pull the canvas by.
        let touch = event.pointer_type() == "touch";
        return if touch { Grip::Pressed { objects: Vec::new(), from: at } } else { Grip::Nothing };
    }
    if browser::is_inside(event, "button, a") {
        return Grip::Nothing;
    }
    board.picked.set(Vec::new());
    if event.shift_key() { Grip::Frame(board.camera.get_untracked().to_canvas(at)) } else { Grip::Ground }
}

pub(super) fn moved(desk: Desk, hand: StoredValue<Hand>, event: &PointerEvent) {
    let board = desk.board;
    let id = event.pointer_id();
    let at = point(board, event);
    let Some((mut held, before)) = hand
        .try_with_value(|hand| {
            let before = hand.fingers.iter().find(|(finger, _)| *finger == id).map(|(_, before)| *before);
            before.map(|before| (hand.clone(), before))
        })
        .flatten()
    else {
        return;
    };
    let other = held.fingers.iter().find(|(finger, _)| *finger != id).map(|(_, other)| *other);
    match (&held.grip, other) {
        (_, Some(other)) => pinch(board, other, before, at),
        (Grip::Ground, None) => board.camera.update(|camera| *camera = camera.moved(at.minus(before))),
        (Grip::Frame(corner), None) => frame(board, *corner, at),
        (Grip::Pressed { objects, from }, None) if at.minus(*from).length() > SLACK => {
            browser::hold_pointer(event);
            held.grip = match objects.is_empty() {
                true => Grip::Ground,
                false => Grip::Carrying { objects: objects.clone(), from: *from },
            };
        }
        (Grip::Carrying { objects, from }, None) => carry(board, objects, at.minus(*from), event.alt_key()),
        (Grip::Nothing | Grip::Pressed { .. }, None) => {}
    }
    for finger in &mut held.fingers {
        if finger.0 == id {
            finger.1 = at;
        }
    }
    hand.set_value(held);
}

/// Two fingers: the canvas stays under both.
fn pinch(board: Board, still: Point, before: Point, at: Point) {
    let apart = |finger: Point| finger.minus(still).length().max(1);
    board.camera.update(|camera| {
        let zoom = i64::from(camera.zoom) * i64::from(apart(at)) / i64::from(apart(before));
        *camera = camera.zoomed(i32::try_from(zoom).unwrap_or(i32::MAX), still);
    });
}

fn frame(board: Board, corner: Point, at: Point) {
    let other = board.camera.get_untracked().to_canvas(at);
    let frame = Rect::between(corner, other);
    board.picked.set(board.within(frame));
    board.frame.set(Some(frame));
}

/// Things snap to the grid, by the first of them; with Alt they go where the hand goes.
fn carry(board: Board, objects: &[Object], on_screen: Point, freely: bool) {
    let by = board.camera.get_untracked().distance(on_screen);
    let by = if freely { by } else { by.snapped(GRID) };
    board.carried.set(Some(Carried { objects: objects.to_vec(), by }));
}

pub(super) fn up(desk: Desk, hand: StoredValue<Hand>, event: &PointerEvent) {
    let board = desk.board;
    hand.update_value(|hand| {
        hand.fingers.retain(|(finger, _)| *finger != event.pointer_id());
        hand.grip = Grip::Nothing;
    });
    board.frame.set(None);
    let Some(carried) = board.carried.get_untracked() else { return };
    if let Some(edit) = board.put_down(&carried).filter(|_| carried.by != Point::default()) {
        desk.edit_now(edit);
    }
    // After the edit: what was carried shall not jump back in between.
    board.carried.set(None);
}

/// The hand was taken away: what it carried goes back.
pub(super) fn lost(desk: Desk, hand: StoredValue<Hand>) {
    hand.set_value(Hand::default());
    desk.board.frame.set(None);
    desk.board.carried.set(None);
}

pub(super) fn wheel(desk: Desk, event: &WheelEvent) {
    let board = desk.board;
    if board.is_flat_now() {
        return;
    }
    event.prevent_default();
    // Some mice count lines.
    let unit = if event.delta_mode() == 0 { 1 } else { 20 };
    let by = Point { x: whole(event.delta_x()) * unit, y: whole(event.delta_y()) * unit };
    let origin = board.screen.get_untracked().origin;
    let at = Point { x: event.client_x(), y: event.client_y() }.minus(origin);
    board.camera.update(|camera| {
        *camera = if event.ctrl_key() || event.meta_key() {
            camera.turned(by.y, at)
        } else if event.shift_key() && by.x == 0 {
            camera.moved(Point { x: -by.y, y: 0 })
        } else {
            camera.moved(Point { x: -by.x, y: -by.y })
        };
    });
}

fn point(board: Board, event: &PointerEvent) -> Point {
    Point { x: event.client_x(), y: event.client_y() }.minus(board.screen.get_untracked().origin)
}
