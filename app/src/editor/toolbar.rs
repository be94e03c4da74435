//! The toolbar: the design's name, whether it is saved, what can be done with it.

use crate::prelude::*;
use tablewright_model::{DesignField, Edit, Object};

use super::beside::{self, Beside};
use super::commands;
use super::desk::Desk;
use super::live::People;
use super::saving::Saving;
use super::setting::{Focus, typing};
use crate::ui::{Badge, Button, ButtonKind, Icon, IconButton, IconName, LinkButton, TextInput, Tone};

/// The link to the form that keeps a version; guests have none.
pub(super) const SAVE_VERSION: &str = r#".toolbar a[href$="/versions?save"]"#;

#[component]
pub(super) fn Toolbar(desk: Desk) -> impl IntoView {
    let id = desk.saver.design.get_value();
    view! {
        <div class="toolbar" role="group" aria-label="Design">
            <Name desk />
            <SaveState desk />
            <Show when=move || desk.read_only.get()>
                <Badge>"View only"</Badge>
            </Show>
            <span class="spacer"></span>
            <People desk />
            <div class="toolbar-group">
                <IconButton
                    icon=IconName::Undo
                    label="Undo (Ctrl+Z)"
                    disabled=Signal::derive(move || !desk.can_undo.get())
                    on_press=move |()| desk.undo()
                />
                <IconButton
                    icon=IconName::Redo
                    label="Redo (Ctrl+Shift+Z)"
                    disabled=Signal::derive(move || !desk.can_redo.get())
                    on_press=move |()| desk.redo()
                />
            </div>
            <Button icon=IconName::Plus disabled=desk.read_only on_press=move |()| commands::add_table(desk)>
                "Table"
            </Button>
            <IconButton
                icon=IconName::Search
                label="Go to a place, or do something (Ctrl+K)"
                on_press=move |()| desk.palette_open.set(true)
            />
            <button
                type="button"
                class="button button-quiet button-icon"
                aria-label="Keyboard shortcuts"
                data-tooltip="Keyboard shortcuts (?)"
                on:click=move |_| desk.shortcuts_open.set(true)
            >
                "?"
            </button>
            <div class="toolbar-group toolbar-minor">
                <IconButton
                    icon=IconName::Comment
                    label="Comments on what is selected (Alt+M)"
                    expanded=is_open(desk, Beside::Comments)
                    on_press=move |()| beside::switch(desk, Beside::Comments)
                />
                <IconButton
                    icon=IconName::Code
                    label="The design as text (Alt+E)"
                    expanded=is_open(desk, Beside::Text)
                    on_press=move |()| beside::switch(desk, Beside::Text)
                />
                <IconButton
                    icon=IconName::Compare
                    label="Compare with a version, or with what AWS has (Alt+C)"
                    expanded=is_open(desk, Beside::Changes)
                    on_press=move |()| beside::switch(desk, Beside::Changes)
                />
            </div>
            <Show when=move || !desk.is_guest.get()>
                <Share desk />
                <Export desk />
                <LinkButton kind=ButtonKind::Primary icon=IconName::Version href=format!("/designs/{id}/versions?save")>
                    "Save version…"
                </LinkButton>
            </Show>
        </div>
    }
}

fn is_open(desk: Desk, what: Beside) -> Signal<Option<bool>> {
    Signal::derive(move || Some(desk.aside.open.get() == Some(what)))
}

/// Letting guests in.
#[component]
fn Share(desk: Desk) -> impl IntoView {
    let href = format!("/designs/{}/share", desk.saver.design.get_value());
    view! {
        <Show when=move || !desk.read_only.get()>
            <span class="toolbar-minor">
                <LinkButton icon=IconName::People href=href.clone()>"Share"</LinkButton>
            </span>
        </Show>
    }
}

/// Exports are made of versions: the newest one's page has them.
#[component]
fn Export(desk: Desk) -> impl IntoView {
    let id = desk.saver.design.get_value();
    let href = move || match desk.version.get() {
        0 => format!("/designs/{id}/versions"),
        version => format!("/designs/{id}/versions/{version}"),
    };
    view! {
        <span class="toolbar-minor">
            <LinkButton icon=IconName::Download href=Signal::derive(href)>
                "Export"
            </LinkButton>
        </span>
    }
}

#[component]
fn Name(desk: Desk) -> impl IntoView {
    let gesture = typing(desk);
    let name = memo(move |_| desk.design.with(|design| design.name.clone()));
    let typed =
        move |name| desk.edit(Edit::SetDesign { field: DesignField::Name(name) }, gesture.get_value());
    view! {
        <button
            type="button"
            class="toolbar-design"
            aria-label="Settings of the design"
            on:click=move |_| {
                desk.select(Object::Design);
                desk.sheet_open.set(true);
            }
        >
            <Icon name=IconName::Design />
        </button>
        <div class="toolbar-name">
            // The text gives the field its width.
            <span class="toolbar-name-size" aria-hidden="true">{name}</span>
            <Focus desk gesture>
                <TextInput value=name on_input=typed label="Name of the design" disabled=desk.read_only />
            </Focus>
        </div>
    }
}

#[component]
fn SaveState(desk: Desk) -> impl IntoView {
    let state = desk.saver.state;
    let face = move || match state.get() {
        Saving::Saved => (IconName::Check, "Saved".to_owned(), Tone::Neutral),
        Saving::Underway => (IconName::Clock, "Saving…".to_owned(), Tone::Neutral),
        Saving::Offline => (IconName::Warning, "Offline, kept here".to_owned(), Tone::Change),
        Saving::SignedOut => (IconName::Warning, "Signed out, kept here".to_owned(), Tone::Change),
        Saving::Closed(why) => (IconName::Error, why, Tone::Destroy),
    };
    // Saved and saving come and go with each word; only the rest is worth an announcement.
    let live = move || if matches!(state.get(), Saving::Saved | Saving::Underway) { "off" } else { "polite" };
    view! {
        <p class="save-state" aria-live=live data-tone=move || face().2.term() data-state=move || word(&state.get())>
            <Icon name=Signal::derive(move || face().0) />
            <span>{move || face().1}</span>
            <Show when=move || state.get() == Saving::SignedOut>
                " "
                <a href="/sign-in" target="_blank" rel="external">"Sign in"</a>
            </Show>
        </p>
    }
}

/// For tests and styles.
const fn word(state: &Saving) -> &'static str {
    match state {
        Saving::Saved => "saved",
        Saving::Underway => "saving",
        Saving::Offline => "offline",
        Saving::SignedOut => "signed-out",
        Saving::Closed(_) => "closed",
    }
}
