//! What buttons and keys do to the design. Every pointer path and every key ends here.

use std::sync::Arc;

use crate::prelude::*;
use tablewright_model::{Address, Edit, Field, IndexId, Object, Table, TableId};

use super::desk::{Desk, Panel, fresh_id};
use super::{IMPORTED, browser, fresh, judge, place};

/// Adds a table and shows it, with the cursor in its name.
pub(super) fn add_table(desk: Desk) {
    let (id, key) = (fresh_id(), fresh_id());
    let edit = desk.design.with_untracked(|design| fresh::table(design, id, key));
    add(desk, edit, Object::Table(id), Field::Name);
}

/// Adds a copy of a table.
pub(super) fn duplicate(desk: Desk, original: TableId) {
    let id = fresh_id();
    if let Some(table) = table(desk, original) {
        let edit = desk.design.with_untracked(|design| fresh::copy_of_table(design, &table, id));
        add(desk, edit, Object::Table(id), Field::Name);
    }
}

/// What can be added to a table or a design with one press.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum New {
    Attribute,
    Index,
    LocalIndex,
    VectorIndex,
    Entity,
    Consumer,
    Replica,
    Silence,
}

/// Adds an attribute to a table.
pub(super) fn add_attribute(desk: Desk, to: TableId) {
    add_new(desk, New::Attribute, Some(to));
}

/// Adds an index to a table.
pub(super) fn add_index(desk: Desk, to: TableId) {
    add_new(desk, New::Index, Some(to));
}

/// Adds something and shows it, with the cursor in its first setting.
pub(super) fn add_new(desk: Desk, new: New, to: Option<TableId>) {
    let made = match to.and_then(|to| table(desk, to)) {
        None => (new == New::Silence).then(|| {
            let id = fresh_id();
            (fresh::silence(id), Object::Silence(id), Field::Rule)
        }),
        Some(table) => added_to(&table, new),
    };
    if let Some((edit, object, focus)) = made {
        add(desk, edit, object, focus);
    }
}

fn added_to(table: &Table, new: New) -> Option<(Edit, Object, Field)> {
    let to = table.id;
    let index = |edit: Edit, id: IndexId| (edit, Object::Index(to, id), Field::Name);
    Some(match new {
        New::Attribute => {
            let id = fresh_id();
            (fresh::attribute(table, id), Object::Attribute(to, id), Field::Name)
        }
        New::Index => {
            let id = fresh_id();
            index(fresh::index(table, id), id)
        }
        New::LocalIndex => {
            let id = fresh_id();
            index(fresh::local_index(table, id, fresh_id()), id)
        }
        New::VectorIndex => {
            let id = fresh_id();
            index(fresh::vector_index(table, id, fresh_id()), id)
        }
        New::Entity => {
            let id = fresh_id();
            (fresh::entity(table, id), Object::Entity(to, id), Field::Name)
        }
        New::Consumer => {
            let id = fresh_id();
            (fresh::consumer(table, id), Object::Consumer(to, id), Field::Name)
        }
        New::Replica => {
            let id = fresh_id();
            (fresh::replica(table, id), Object::Replica(to, id), Field::Region)
        }
        New::Silence => return None,
    })
}

/// Adds a sample item to a table.
pub(super) fn add_item(desk: Desk, to: TableId) {
    let id = fresh_id();
    if let Some(table) = table(desk, to) {
        add(desk, fresh::item(&table, id), Object::Item(to, id), Field::Values);
    }
}

/// Adds an access pattern of the table that is being looked at, or of the first.
pub(super) fn add_pattern(desk: Desk) {
    let id = fresh_id();
    let Some(table) = current_table(desk).and_then(|id| table(desk, id)) else { return };
    let edit = desk.design.with_untracked(|design| fresh::pattern(design, &table, id));
    add(desk, edit, Object::Pattern(id), Field::Name);
    desk.show_panel(Panel::Patterns);
}

/// Adds a note in the middle of what one looks at.
pub(super) fn add_note(desk: Desk) {
    let id = fresh_id();
    add(desk, fresh::note(id, desk.board.middle().into()), Object::Note(id), Field::Text);
}

/// Puts everything on the canvas into a calm order, in one step.
pub(super) fn tidy(desk: Desk) {
    desk.edit_now(desk.board.tidying());
    desk.board.fit();
    desk.say("Put everything in order.".to_owned());
}

/// Removes an object with everything that hangs on it; no question is asked, since it can be undone.
pub(super) fn remove(desk: Desk, object: Object) {
    let Some(edit) = removal(object) else { return };
    let (name, next) =
        desk.design.with_untracked(|design| (place::described(design, object), neighbour(desk, object)));
    desk.edit_now(edit);
    if desk.read_only.get_untracked() {
        return;
    }
    desk.select(next);
    desk.focus_after(vec![place::card_id(next)]);
    let message = format!("Removed {name}.");
    desk.toasts.offer(message, "Undo", move || desk.undo());
}

/// Whoever comes from an import into this design can take it back here like any step.
pub(super) fn remember_import(desk: Desk) {
    let key = format!("{IMPORTED}{}", desk.saver.design.get_value());
    let Some(undo) = browser::kept(&key).pop().and_then(|(_, undo)| judge::offered(&undo)) else { return };
    browser::forget(&key);
    let gesture = desk.gesture();
    desk.with_session(|session| session.remember(gesture, undo));
    desk.refresh();
    desk.toasts.offer("The import is in the design.", "Undo", move || desk.undo());
}

/// The table of the selection, or the first.
pub(super) fn current_table(desk: Desk) -> Option<TableId> {
    let shown = desk.shown.get_untracked();
    let asked = match shown {
        Object::Pattern(id) => {
            desk.design.with_untracked(|design| design.pattern(id).map(|pattern| pattern.table))
        }
        other => other.table(),
    };
    asked.or_else(|| desk.design.with_untracked(|design| design.tables.iter().next().map(|table| table.id)))
}

fn add(desk: Desk, edit: Edit, object: Object, focus: Field) {
    desk.add(edit, object, Some(Address::field(object, focus)));
}

fn table(desk: Desk, id: TableId) -> Option<Arc<Table>> {
    desk.design.with_untracked(|design| design.tables.get(id).cloned())
}

const fn removal(object: Object) -> Option<Edit> {
    Some(match object {
        Object::Design => return None,
        Object::Table(table) => Edit::RemoveTable { table },
        Object::Attribute(table, attribute) => Edit::RemoveAttribute { table, attribute },
        Object::Index(table, index) => Edit::RemoveIndex { table, index },
        Object::Item(table, item) => Edit::RemoveItem { table, item },
        Object::Pattern(pattern) => Edit::RemovePattern { pattern },
        Object::Entity(table, entity) => Edit::RemoveEntity { table, entity },
        Object::Consumer(table, consumer) => Edit::RemoveConsumer { table, consumer },
        Object::Replica(table, replica) => Edit::RemoveReplica { table, replica },
        Object::Note(note) => Edit::RemoveNote { note },
        Object::Area(area) => Edit::RemoveArea { area },
        Object::Silence(silence) => Edit::RemoveSilence { silence },
    })
}

/// What is shown after the object is gone: the table it was in, or the table beside it.
fn neighbour(desk: Desk, object: Object) -> Object {
    let beside = |gone: TableId| {
        desk.design.with_untracked(|design| {
            let at = design.tables.position(gone).unwrap_or_default();
            let others: Vec<_> =
                design.tables.iter().map(|table| table.id).filter(|id| *id != gone).collect();
            others.get(at).or(others.last()).map_or(Object::Design, |id| Object::Table(*id))
        })
    };
    match object {
        Object::Table(id) => beside(id),
        other => other.table().or_else(|| current_table(desk)).map_or(Object::Design, Object::Table),
    }
}
