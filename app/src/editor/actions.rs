//! Everything that can be done by a key or from the palette, in one table: the keys, the words, the deed.
//!
//! The list of shortcuts, the palette and the keyboard all read this table, so that none of them can know less than the
//! others. Deliberately absent: what a deed does to the design, which is `commands`.

use crate::prelude::*;
use leptos::ev::KeyboardEvent;
use tablewright_model::TableId;

use super::beside::{self, Beside};
use super::canvas::board::Zoom;
use super::canvas::fold_line;
use super::commands::{self, New};
use super::desk::{Desk, Panel};
use super::saving::Saving;
use super::{browser, toolbar};

/// Something that the editor can do.
pub(super) struct Action {
    /// Its keys, as people read them: alternatives with a comma between, those pressed together with a space.
    pub(super) keys: &'static str,
    /// What it does.
    pub(super) what: &'static str,
    /// How; none for keys that other parts listen to.
    pub(super) run: Option<fn(Desk)>,
    /// Whether it takes the right to edit.
    pub(super) is_edit: bool,
}

const fn look(keys: &'static str, what: &'static str, run: fn(Desk)) -> Action {
    Action { keys, what, run: Some(run), is_edit: false }
}

const fn edit(keys: &'static str, what: &'static str, run: fn(Desk)) -> Action {
    Action { keys, what, run: Some(run), is_edit: true }
}

/// Keys of one part of the page, for the list alone.
const fn told(keys: &'static str, what: &'static str) -> Action {
    Action { keys, what, run: None, is_edit: false }
}

/// The table.
pub(super) const ACTIONS: &[Action] = &[
    look("Ctrl K", "Go to a place, or do something", |desk| desk.palette_open.set(true)),
    edit("Ctrl Z", "Undo", Desk::undo),
    edit("Ctrl Shift Z, Ctrl Y", "Redo", Desk::redo),
    look("Ctrl S", "Save a version; every change is saved already", save_version),
    edit("Ctrl D", "Duplicate the table", |desk| with_table(desk, commands::duplicate)),
    look("Ctrl B", "Show or hide the panel", |desk| desk.panel_open.update(|open| *open = !*open)),
    look("Ctrl Shift B", "A taller or a lower panel", |desk| {
        desk.panel_open.set(true);
        desk.panel_tall.update(|tall| *tall = !*tall);
    }),
    told("← →", "From table to table"),
    told("↑ ↓", "From line to line"),
    told("Home, End", "First or last table"),
    told("Enter", "To the settings of the selection"),
    told("Escape", "Back to the canvas"),
    told("Delete", "Remove the selection; undo brings it back"),
    edit("T", "Add a table", commands::add_table),
    edit("A", "Add an attribute", |desk| add(desk, New::Attribute)),
    edit("I", "Add an index", |desk| add(desk, New::Index)),
    edit("", "Add a local index", |desk| add(desk, New::LocalIndex)),
    edit("", "Add a vector index", |desk| add(desk, New::VectorIndex)),
    edit("", "Add an entity", |desk| add(desk, New::Entity)),
    edit("", "Add a stream consumer", |desk| add(desk, New::Consumer)),
    edit("", "Add a replica", |desk| add(desk, New::Replica)),
    edit("P", "Add an access pattern", commands::add_pattern),
    edit("S", "Add a sample item", |desk| with_table(desk, commands::add_item)),
    edit("N", "Add a note", commands::add_note),
    edit("", "Put everything in order", commands::tidy),
    look("1", "Show the problems", |desk| desk.show_panel(Panel::Problems)),
    look("2", "Show the access patterns", |desk| desk.show_panel(Panel::Patterns)),
    look("3", "Show the coverage", |desk| desk.show_panel(Panel::Coverage)),
    look("4", "Show the sample items", |desk| desk.show_panel(Panel::Items)),
    look("5", "Show what the stream carries", |desk| desk.show_panel(Panel::Stream)),
    look("6", "Show the cost", |desk| desk.show_panel(Panel::Cost)),
    look("+, =", "Zoom in", |desk| desk.board.zoom(Zoom::In)),
    look("-", "Zoom out", |desk| desk.board.zoom(Zoom::Out)),
    look("0", "Life size", |desk| desk.board.zoom(Zoom::LifeSize)),
    look("F, Ctrl 0", "Show everything", |desk| desk.board.fit()),
    look("L", "A canvas or a list", |desk| desk.board.switch()),
    look("O", "Open or fold a long card", |desk| with_table(desk, fold_line::switch)),
    look("Alt E", "The design as text", |desk| beside::switch(desk, Beside::Text)),
    look("Alt C", "Compare with a version, or with what AWS has", |desk| {
        beside::switch(desk, Beside::Changes)
    }),
    look("Alt M", "Comments on what is selected", |desk| beside::switch(desk, Beside::Comments)),
    told("Ctrl C, Ctrl X, Ctrl V", "Copy, cut and paste tables, between designs as well"),
    told("Alt Arrows", "Move the selection"),
    told("Shift Drag", "Pick several"),
    look("?", "All keyboard shortcuts", |desk| desk.shortcuts_open.set(true)),
];

/// What a key stands for. Shift counts only beside Ctrl: alone it is part of the character.
pub(super) fn of_key(event: &KeyboardEvent) -> Option<fn(Desk)> {
    let control = event.ctrl_key() || event.meta_key();
    let (held, key) = ((control, control && event.shift_key(), event.alt_key()), event.key());
    let is_meant = |action: &&Action| {
        action.keys.split(", ").any(|keys| chord(keys) == held && last(keys).eq_ignore_ascii_case(&key))
    };
    ACTIONS.iter().filter(|action| action.run.is_some()).find(is_meant)?.run
}

/// Whether Ctrl, Shift and Alt belong to these keys.
fn chord(keys: &str) -> (bool, bool, bool) {
    let held = |name| keys.split(' ').any(|key| key == name);
    (held("Ctrl"), held("Shift"), held("Alt"))
}

fn last(keys: &str) -> &str {
    keys.rsplit(' ').next().unwrap_or_default()
}

fn with_table(desk: Desk, run: fn(Desk, TableId)) {
    if let Some(table) = commands::current_table(desk) {
        run(desk, table);
    }
}

fn add(desk: Desk, new: New) {
    commands::add_new(desk, new, commands::current_table(desk));
}

/// People press Ctrl+S to save. Every change is saved by itself, which the page says that keeps a state for good; where
/// that can't be reached, the truth is told here.
fn save_version(desk: Desk) {
    desk.saver.now(desk);
    match desk.saver.state.get_untracked() {
        // The link waits for what is under way.
        Saving::Saved | Saving::Underway if browser::press(toolbar::SAVE_VERSION) => {}
        Saving::Saved => desk.toasts.success("Everything is saved."),
        Saving::Underway => desk.toasts.success("Saving. Every change is saved by itself."),
        Saving::Offline | Saving::SignedOut => {
            desk.toasts.error(
                "Not saved on the server yet: it is kept in this browser and sent as soon as that works.",
            );
        }
        Saving::Closed(why) => desk.toasts.error(why),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_two_deeds_have_the_same_key() {
        let mut known = BTreeSet::new();
        for action in ACTIONS.iter().filter(|action| action.run.is_some() && !action.keys.is_empty()) {
            for keys in action.keys.split(", ") {
                assert!(
                    known.insert((chord(keys), last(keys).to_ascii_lowercase())),
                    "{keys} does two things"
                );
            }
        }
    }

    #[test]
    fn keys_are_read_as_people_read_them() {
        assert_eq!((chord("Ctrl Shift Z"), last("Ctrl Shift Z")), ((true, true, false), "Z"));
        assert_eq!((chord("?"), last("?")), ((false, false, false), "?"));
    }

    #[test]
    fn every_deed_has_words_of_its_own() {
        let words: BTreeSet<_> = ACTIONS.iter().map(|action| action.what).collect();
        assert_eq!(words.len(), ACTIONS.len());
    }
}
