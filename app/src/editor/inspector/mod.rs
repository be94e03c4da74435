//! The inspector: the settings of what is selected, grouped, the common first.

mod attribute;
mod billing;
mod condition;
mod design;
mod index;
mod item;
mod key_list;
mod key_picker;
mod listed;
mod pattern;
mod projection;
mod table;
mod table_parts;
mod tags;

use crate::prelude::*;
use tablewright_model::{IndexId, Object, TableId};

use super::browser;
use super::desk::Desk;
use super::place;
use crate::ui::{IconButton, IconName};

/// The element that holds the settings.
pub(super) const INSPECTOR: &str = "inspector";

/// The panel beside the canvas; on a narrow screen a sheet over it.
#[component]
pub(super) fn Inspector(desk: Desk) -> impl IntoView {
    let body = move || match desk.shown.get() {
        Object::Design => view! { <design::DesignSettings desk /> }.into_any(),
        Object::Table(table) => view! { <table::TableSettings desk table /> }.into_any(),
        Object::Attribute(table, attribute) => {
            view! { <attribute::AttributeSettings desk table attribute /> }.into_any()
        }
        Object::Index(table, index) if is_global(desk, table, index) => {
            view! { <index::IndexSettings desk table index /> }.into_any()
        }
        Object::Pattern(pattern) => view! { <pattern::PatternSettings desk pattern /> }.into_any(),
        Object::Item(table, item) => view! { <item::ItemSettings desk table item /> }.into_any(),
        object @ (Object::Index(..)
        | Object::Entity(..)
        | Object::Consumer(..)
        | Object::Replica(..)
        | Object::Note(_)
        | Object::Area(_)
        | Object::Silence(_)) => view! { <listed::ListedSettings desk object /> }.into_any(),
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

/// Whether it is a global index; the others have no controls of their own yet.
fn is_global(desk: Desk, table: TableId, index: IndexId) -> bool {
    desk.design.with_untracked(|design| design.table(table).is_some_and(|table| table.index(index).is_some()))
}

/// The heading of a kind of object, with the way up and the way out.
#[component]
pub(super) fn Heading(
    desk: Desk,
    /// What kind of object it is.
    kind: &'static str,
    icon: IconName,
    /// The object that this one belongs to.
    #[prop(optional)]
    parent: Option<Object>,
    /// Removes it.
    #[prop(optional, into)]
    on_remove: Option<Callback<()>>,
) -> impl IntoView {
    let up = parent.map(|parent| view! { <Up desk parent /> });
    let remove = on_remove.map(|on_remove| {
        let label = format!("Remove the {}", kind.to_ascii_lowercase());
        view! { <IconButton icon=IconName::Trash label small=true disabled=desk.read_only on_press=on_remove /> }
    });
    view! {
        <header class="inspector-head">
            <span class="inspector-icon">
                <crate::ui::Icon name=icon />
            </span>
            <h2 class="inspector-kind">{kind}</h2>
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
