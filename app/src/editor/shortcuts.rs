//! The keyboard of the whole editor, and the dialog that lists it.

use crate::prelude::*;
use leptos::ev::KeyboardEvent;
use tablewright_model::TableId;

use super::canvas::board::Zoom;
use super::commands;
use super::desk::{Desk, Panel};
use super::saving::Saving;
use super::{browser, desk};
use crate::ui::Dialog;

/// What the dialog lists: keys, and what they do.
const LIST: [(&str, &str); 26] = [
    ("Ctrl Z", "Undo"),
    ("Ctrl Shift Z, Ctrl Y", "Redo"),
    ("Ctrl S", "Is everything saved?"),
    ("Ctrl D", "Duplicate the table"),
    ("Ctrl B", "Show or hide the panel"),
    ("Ctrl Shift B", "A taller or a lower panel"),
    ("← →", "From table to table"),
    ("↑ ↓", "From line to line"),
    ("Home, End", "First or last table"),
    ("Enter", "To the settings of the selection"),
    ("Escape", "Back to the canvas"),
    ("Delete", "Remove the selection; undo brings it back"),
    ("T", "Add a table"),
    ("A", "Add an attribute"),
    ("I", "Add an index"),
    ("P", "Add an access pattern"),
    ("S", "Add a sample item"),
    ("1, 2, 3", "Problems, access patterns, coverage"),
    ("4, 5, 6", "Items, stream, cost"),
    ("N", "Add a note"),
    ("+, -, 0", "Zoom in, zoom out, life size"),
    ("F", "Show everything"),
    ("L", "A canvas or a list"),
    ("Alt Arrows", "Move the selection"),
    ("Shift Drag", "Pick several"),
    ("?", "This list"),
];

#[component]
pub(super) fn ShortcutsDialog(desk: Desk) -> impl IntoView {
    view! {
        <Dialog id="shortcuts" open=desk.shortcuts_open title="Keyboard shortcuts">
            <p class="muted">"On a Mac, Cmd stands for Ctrl. Single letters work outside of text fields."</p>
            <dl class="shortcuts">
                {LIST.map(|(keys, what)| view! {
                    <div class="shortcut">
                        <dt>{keys.split(", ").map(|keys| view! { <Keys keys /> }).collect_view()}</dt>
                        <dd>{what}</dd>
                    </div>
                }).collect_view()}
            </dl>
        </Dialog>
    }
}

#[component]
fn Keys(keys: &'static str) -> impl IntoView {
    let caps = keys.split(' ').map(|key| view! { <kbd>{key}</kbd> }).collect_view();
    view! { <span class="keys">{caps}</span> }
}

/// Listens to the keyboard for as long as the editor is open.
pub(super) fn listen(desk: Desk) {
    let listener = window_event_listener(leptos::ev::keydown, move |event| {
        let open = desk.stage.with_untracked(|stage| *stage == desk::Stage::Ready);
        if open && !event.default_prevented() && !browser::dialog_is_open() {
            on_key(desk, &event);
        }
    });
    on_cleanup(move || listener.remove());
}

fn on_key(desk: Desk, event: &KeyboardEvent) {
    let done = match event.ctrl_key() || event.meta_key() {
        true => with_control(desk, event),
        false if event.alt_key() || browser::in_a_text(event) => false,
        false => plain(desk, event),
    };
    if done {
        event.prevent_default();
    }
}

fn with_control(desk: Desk, event: &KeyboardEvent) -> bool {
    match (event.key().to_ascii_lowercase().as_str(), event.shift_key()) {
        ("z", false) => desk.undo(),
        ("z", true) | ("y", false) => desk.redo(),
        ("s", false) => reassure(desk),
        ("b", false) => desk.panel_open.update(|open| *open = !*open),
        ("b", true) => {
            desk.panel_open.set(true);
            desk.panel_tall.update(|tall| *tall = !*tall);
        }
        ("d", false) => match commands::current_table(desk) {
            Some(table) => commands::duplicate(desk, table),
            None => return false,
        },
        _ => return false,
    }
    true
}

fn plain(desk: Desk, event: &KeyboardEvent) -> bool {
    let in_table = |add: fn(Desk, TableId)| {
        if let Some(table) = commands::current_table(desk) {
            add(desk, table);
        }
    };
    match event.key().as_str() {
        "?" => desk.shortcuts_open.set(true),
        "t" => commands::add_table(desk),
        "a" => in_table(commands::add_attribute),
        "i" => in_table(commands::add_index),
        "s" => in_table(commands::add_item),
        "p" => commands::add_pattern(desk),
        "n" => commands::add_note(desk),
        "+" | "=" => desk.board.zoom(Zoom::In),
        "-" => desk.board.zoom(Zoom::Out),
        "0" => desk.board.zoom(Zoom::LifeSize),
        "f" => desk.board.fit(),
        "l" => desk.board.switch(),
        "1" => desk.show_panel(Panel::Problems),
        "2" => desk.show_panel(Panel::Patterns),
        "3" => desk.show_panel(Panel::Coverage),
        "4" => desk.show_panel(Panel::Items),
        "5" => desk.show_panel(Panel::Stream),
        "6" => desk.show_panel(Panel::Cost),
        _ => return false,
    }
    true
}

/// People press Ctrl+S to be sure. They are told the truth, and how to keep a state by name.
fn reassure(desk: Desk) {
    desk.saver.now(desk);
    match desk.saver.state.get_untracked() {
        Saving::Saved => {
            desk.toasts.success("Everything is saved. “Save version…” keeps this state for good.")
        }
        Saving::Underway => desk.toasts.success("Saving. Every change is saved by itself."),
        Saving::Offline | Saving::SignedOut => {
            desk.toasts.error(
                "Not saved on the server yet: it is kept in this browser and sent as soon as that works.",
            );
        }
        Saving::Closed(why) => desk.toasts.error(why),
    }
}
