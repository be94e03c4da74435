//! The keyboard on the canvas: up and down from line to line, left and right from table to table, Enter to the
//! settings, Delete to remove.

use crate::prelude::*;
use leptos::ev::KeyboardEvent;
use tablewright_model::{Object, TableId};

use super::geometry::Point;
use super::layout::GRID;

use crate::editor::desk::Desk;
use crate::editor::inspector::INSPECTOR;
use crate::editor::{browser, commands, hold, place};

/// Every line of every card, in the order of the page.
const LINES: &str = ".canvas [data-line]";

pub(super) fn on_key(desk: Desk, event: &KeyboardEvent) {
    if event.ctrl_key() || event.meta_key() || !browser::is_inside(event, "[data-line]") {
        return;
    }
    if event.alt_key() {
        return carry(desk, event);
    }
    // It stands for none of what could be set or removed: it is pressed.
    let is_fold = browser::is_inside(event, "[data-fold]");
    match event.key().as_str() {
        "ArrowDown" => step(desk, 1),
        "ArrowUp" => step(desk, -1),
        "ArrowRight" => turn(desk, 1),
        "ArrowLeft" => turn(desk, -1),
        "Home" => jump(desk, true),
        "End" => jump(desk, false),
        "Enter" | "Delete" | "Backspace" if is_fold => return,
        "Enter" => open_settings(desk),
        "Delete" | "Backspace" => commands::remove(desk, desk.shown.get_untracked()),
        _ => return,
    }
    event.prevent_default();
}

/// With Alt, the arrows move what is selected, a step of the grid at a time.
fn carry(desk: Desk, event: &KeyboardEvent) {
    let by = match event.key().as_str() {
        "ArrowDown" => Point { x: 0, y: GRID },
        "ArrowUp" => Point { x: 0, y: -GRID },
        "ArrowRight" => Point { x: GRID, y: 0 },
        "ArrowLeft" => Point { x: -GRID, y: 0 },
        _ => return,
    };
    event.prevent_default();
    let object = desk.shown.get_untracked();
    let object = object.table().map_or(object, Object::Table);
    let picked = desk.board.picked.get_untracked();
    let objects = if picked.contains(&object) { picked } else { vec![object] };
    if let Some(edit) = desk.board.moving(&objects, by) {
        desk.edit_now(edit);
    }
}

/// To the first setting of what is selected.
pub(super) fn open_settings(desk: Desk) {
    desk.sheet_open.set(true);
    hold::in_frame(|| {
        browser::focus_inside(INSPECTOR);
    });
}

/// To the next or the previous line. Past the last line of what is drawn, to the next table of the design.
fn step(desk: Desk, by: isize) {
    let ids = browser::ids_of(LINES);
    let now = ids.iter().position(|id| Some(id) == browser::focused_id().as_ref());
    match now.and_then(|at| at.checked_add_signed(by)).and_then(|at| ids.get(at)) {
        Some(id) => go(desk, Some(id)),
        None => turn(desk, by),
    }
}

/// To the head of the next or the previous table, drawn or not.
fn turn(desk: Desk, by: isize) {
    let now = desk.shown.get_untracked().table();
    let heads = heads(desk);
    let at = heads.iter().position(|id| Some(*id) == now).map_or(0, |at| at.saturating_add_signed(by));
    let next = heads.get(at.min(heads.len().saturating_sub(1)));
    go(desk, next.map(|id| place::card_id(Object::Table(*id))).as_ref());
}

fn jump(desk: Desk, first: bool) {
    let heads = heads(desk);
    let end = if first { heads.first() } else { heads.last() };
    go(desk, end.map(|id| place::card_id(Object::Table(*id))).as_ref());
}

fn heads(desk: Desk) -> Vec<TableId> {
    desk.design.with_untracked(|design| design.tables.iter().map(|table| table.id).collect())
}

/// The selection follows the focus.
fn go(desk: Desk, id: Option<&String>) {
    let Some(id) = id else { return };
    if let Some(object) = place::of_card(id) {
        desk.select(object);
    }
    // A card that was out of sight is drawn first.
    desk.focus_after(vec![id.clone()]);
}
