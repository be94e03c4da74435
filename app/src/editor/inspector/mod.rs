//! The inspector: the settings of what is selected, grouped, the common first.
//!
//! Each kind of object has a table of controls in a file of its own; `sheet` draws any of them.

mod attribute;
mod cell;
mod condition;
mod consumer;
mod control;
mod design;
mod entity;
mod index;
mod item;
mod key_list;
mod key_picker;
mod lists;
mod pattern;
mod replica;
mod shape_text;
mod sheet;
mod subject;
mod table;
mod tags;
mod throughput;
mod value;
mod wrong;

use std::collections::BTreeMap;

use crate::prelude::*;
use tablewright_model::{Design, Object};

pub(super) use self::cell::Cell;
pub(super) use self::design::DESIGN_NAME;
use self::sheet::{Folds, Sheet, SheetView, capitalised};
pub(super) use self::table::TABLE_NAME;
use super::desk::Desk;
use super::place;
use super::{browser, commands};
use crate::ui::{IconButton, IconName};

/// What a description is for.
pub(super) const DESCRIPTION: &str = "What it is for, in Markdown.";

/// The element that holds the settings.
pub(super) const INSPECTOR: &str = "inspector";

/// The panel beside the canvas; on a narrow screen a sheet over it.
#[component]
pub(super) fn Inspector(desk: Desk) -> impl IntoView {
    let folds: Folds = StoredValue::new(BTreeMap::new());
    Effect::new(move || desk.settings_came());
    Effect::new(move || {
        desk.shown.track();
        browser::scroll_to_start(INSPECTOR);
    });
    let body = move || {
        let object = desk.shown.get();
        let (sheet, icon) = desk.design.with_untracked(|design| sheet_of(design, object));
        view! {
            <Heading desk object icon />
            <SheetView desk object sheet folds />
        }
    };
    view! {
        <aside
            class="inspector"
            class:is-open=desk.sheet_open
            id=INSPECTOR
            aria-label="Settings of the selection"
            on:keydown=move |event| leave_on_escape(desk, &event)
        >
            <div class="inspector-close">
                <IconButton icon=IconName::Close label="Back to the canvas" on_press=move |()| back_to_card(desk) />
            </div>
            {body}
        </aside>
    }
}

fn sheet_of(design: &Design, object: Object) -> (&'static dyn Sheet, IconName) {
    match object {
        Object::Design => (&design::DESIGN, IconName::Design),
        Object::Table(_) => (&table::TABLE, IconName::Table),
        Object::Attribute(..) => (&attribute::ATTRIBUTE, IconName::Tag),
        Object::Index(table, index) => {
            let table = design.table(table);
            let is_local = table.is_some_and(|table| table.local_indexes.get(index).is_some());
            let is_vector = table.is_some_and(|table| table.vector_indexes.get(index).is_some());
            let sheet: &'static dyn Sheet = match (is_local, is_vector) {
                (true, _) => &index::LOCAL,
                (_, true) => &index::VECTOR,
                _ => &index::GLOBAL,
            };
            (sheet, IconName::Index)
        }
        Object::Item(..) => (&item::ITEM, IconName::Design),
        Object::Entity(..) => (&entity::ENTITY, IconName::Copy),
        Object::Consumer(..) => (&consumer::CONSUMER, IconName::Stream),
        Object::Replica(..) => (&replica::REPLICA, IconName::Environment),
        Object::Pattern(_) => (&pattern::PATTERN, IconName::Pattern),
        Object::Note(_) => (&design::NOTE, IconName::Pencil),
        Object::Area(_) => (&design::AREA, IconName::Grip),
        Object::Silence(_) => (&design::SILENCE, IconName::Info),
    }
}

/// The heading of an object, with the way up and the way out.
#[component]
fn Heading(desk: Desk, object: Object, icon: IconName) -> impl IntoView {
    let parent = match object {
        Object::Note(_) | Object::Area(_) | Object::Silence(_) => Some(Object::Design),
        Object::Design | Object::Table(_) | Object::Pattern(_) => None,
        inner => inner.table().map(Object::Table),
    };
    let up = parent.map(|parent| view! { <Up desk parent /> });
    let remove = (object != Object::Design).then(|| {
        let label = format!("Remove the {}", object.label());
        let remove = move |()| commands::remove(desk, object);
        view! { <IconButton icon=IconName::Trash label small=true disabled=desk.read_only on_press=remove /> }
    });
    view! {
        <header class="inspector-head">
            <span class="inspector-icon">
                <crate::ui::Icon name=icon />
            </span>
            <h2 class="inspector-kind">{capitalised(object.label())}</h2>
            {up}
            <span class="spacer"></span>
            {remove}
        </header>
    }
}

#[component]
fn Up(desk: Desk, parent: Object) -> impl IntoView {
    let name = memo(move |_| desk.design.with(|design| place::described(design, parent)));
    view! {
        <button type="button" class="inspector-up" on:click=move |_| desk.select(parent)>
            "of " {name}
        </button>
    }
}

/// A group of settings.
#[component]
pub(super) fn Group(
    title: &'static str,
    #[prop(optional)] aside: Option<AnyView>,
    children: Children,
) -> impl IntoView {
    view! {
        <section class="group" aria-label=title>
            <div class="group-head">
                <h3 class="group-title">{title}</h3>
                {aside}
            </div>
            {children()}
        </section>
    }
}

fn leave_on_escape(desk: Desk, event: &leptos::ev::KeyboardEvent) {
    if event.key() == "Escape" && !browser::dialog_is_open() {
        event.prevent_default();
        event.stop_propagation();
        back_to_card(desk);
    }
}

/// The focus goes back to what is being edited, on the canvas or in its list.
fn back_to_card(desk: Desk) {
    desk.sheet_open.set(false);
    let object = desk.shown.get_untracked();
    let parent = object.table().map(Object::Table);
    let ids = [Some(object), parent].into_iter().flatten().map(place::card_id).collect();
    desk.focus_after(ids);
}

#[cfg(test)]
mod tests {
    use tablewright_model::{Area, Edit, Note, Position, Size, Table, apply, describe};

    use super::control::At;
    use super::*;
    use crate::editor::fresh;

    /// One of everything, as a press of a button makes it.
    fn everything() -> (Design, Vec<Object>) {
        let id = fresh::id::<tablewright_model::Id>(1);
        let (table, attribute, index) = (id.into(), id.into(), |n| fresh::id(n));
        let mut design = Design::blank("Everything");
        let made = |design: &mut Design, edit: Edit| *design = apply(design, &edit).unwrap().design;
        let edit = fresh::table(&design, table, attribute);
        made(&mut design, edit);
        let makers: [fn(&Table) -> Edit; 7] = [
            |table| fresh::index(table, fresh::id(2)),
            |table| fresh::local_index(table, fresh::id(3), fresh::id(3)),
            |table| fresh::vector_index(table, fresh::id(4), fresh::id(4)),
            |table| fresh::entity(table, fresh::id(1)),
            |table| fresh::consumer(table, fresh::id(1)),
            |table| fresh::replica(table, fresh::id(1)),
            |table| fresh::item(table, fresh::id(1)),
        ];
        for make in makers {
            let edit = make(design.table(table).unwrap());
            made(&mut design, edit);
        }
        let edit = fresh::pattern(&design, design.table(table).unwrap(), id.into());
        made(&mut design, edit);
        let (position, size) = (Position { x: 8, y: -8 }, Size { width: 80, height: 40 });
        let note = Note { id: id.into(), text: "Why".to_owned(), position, size };
        let area = Area { id: id.into(), name: "Users".to_owned(), colour: None, position, size };
        made(&mut design, Edit::AddNote { at: 0, note });
        made(&mut design, Edit::AddArea { at: 0, area });
        made(&mut design, fresh::silence(id.into()));
        let objects = vec![
            Object::Design,
            Object::Table(table),
            Object::Attribute(table, attribute),
            Object::Attribute(table, fresh::id(4)),
            Object::Index(table, index(2)),
            Object::Index(table, index(3)),
            Object::Index(table, index(4)),
            Object::Entity(table, id.into()),
            Object::Consumer(table, id.into()),
            Object::Replica(table, id.into()),
            Object::Item(table, id.into()),
            Object::Pattern(id.into()),
            Object::Note(id.into()),
            Object::Area(id.into()),
            Object::Silence(id.into()),
        ];
        (design, objects)
    }

    #[test]
    fn every_setting_of_every_object_has_a_control() {
        let (design, objects) = everything();
        for object in objects {
            let (sheet, _) = sheet_of(&design, object);
            let covered: Vec<_> = sheet.parts().into_iter().flat_map(|part| part.fields).collect();
            for setting in describe(&design, object).unwrap() {
                assert!(covered.contains(&setting.field), "{} of {}", setting.label, object.label());
            }
        }
    }

    #[test]
    fn writing_what_is_there_changes_nothing() {
        let (design, objects) = everything();
        for object in objects {
            let (sheet, _) = sheet_of(&design, object);
            let at = At::of(&design, object);
            for (number, value) in sheet.values(&at).into_iter().enumerate() {
                let Some(value) = value else { continue };
                let edit = sheet.edit(&at, number, &value).unwrap();
                assert_eq!(edit, Ok(Edit::Batch { edits: vec![] }), "control {number} of {}", object.label());
            }
        }
    }

    #[test]
    fn labels_of_an_object_differ() {
        let (design, objects) = everything();
        for object in objects {
            let labels = sheet::labels(sheet_of(&design, object).0, &design, object);
            let distinct: std::collections::BTreeSet<_> = labels.iter().collect();
            assert_eq!(distinct.len(), labels.len(), "{labels:?}");
            assert!(labels.iter().all(|label| !label.is_empty()), "{labels:?}");
        }
    }
}
