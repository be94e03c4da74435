//! The keyboard on the canvas: up and down from line to line, left and right from table to table, Enter to the
//! settings, Delete to remove.

use crate::prelude::*;
use leptos::ev::KeyboardEvent;
use tablewright_model::Object;

use crate::editor::desk::Desk;
use crate::editor::inspector::INSPECTOR;
use crate::editor::{browser, commands, place};

/// Every line of every card, in the order of the page.
const LINES: &str = ".canvas [data-line]";
const HEADS: &str = ".canvas .card-head";

pub(super) fn on_key(desk: Desk, event: &KeyboardEvent) {
    if event.ctrl_key() || event.meta_key() || event.alt_key() || !browser::is_inside(event, "[data-line]") {
        return;
    }
    match event.key().as_str() {
        "ArrowDown" => step(desk, LINES, 1),
        "ArrowUp" => step(desk, LINES, -1),
        "ArrowRight" => step(desk, HEADS, 1),
        "ArrowLeft" => step(desk, HEADS, -1),
        "Home" => jump(desk, true),
        "End" => jump(desk, false),
        "Enter" => open_settings(desk),
        "Delete" | "Backspace" => commands::remove(desk, desk.shown.get_untracked()),
        _ => return,
    }
    event.prevent_default();
}

/// To the first setting of what is selected.
pub(super) fn open_settings(desk: Desk) {
    desk.sheet_open.set(true);
    request_animation_frame(|| {
        browser::focus_inside(INSPECTOR);
    });
}

/// To the next or the previous line. Between heads, a line counts as the head of its card.
fn step(desk: Desk, among: &str, by: isize) {
    let ids = browser::ids_of(among);
    let now = ids.iter().position(|id| Some(id) == browser::focused_id().as_ref()).or_else(|| {
        let table = desk.shown.get_untracked().table().map(Object::Table)?;
        ids.iter().position(|id| *id == place::card_id(table))
    });
    let next = now.map_or(0, |at| at.saturating_add_signed(by).min(ids.len().saturating_sub(1)));
    go(desk, ids.get(next));
}

fn jump(desk: Desk, first: bool) {
    let ids = browser::ids_of(HEADS);
    go(desk, if first { ids.first() } else { ids.last() });
}

/// The selection follows the focus.
fn go(desk: Desk, id: Option<&String>) {
    let Some(id) = id else { return };
    if let Some(object) = place::of_card(id) {
        desk.select(object);
    }
    browser::focus_first(std::slice::from_ref(id));
}
