//! The keyboard of the whole editor, and the dialog that lists it.

use crate::prelude::*;
use leptos::ev::KeyboardEvent;

use super::actions::{self, ACTIONS};
use super::browser;
use super::desk::{Desk, Stage};
use crate::ui::Dialog;

#[component]
pub(super) fn ShortcutsDialog(desk: Desk) -> impl IntoView {
    let listed = || ACTIONS.iter().filter(|action| !action.keys.is_empty());
    view! {
        <Dialog id="shortcuts" open=desk.shortcuts_open title="Keyboard shortcuts">
            <p class="muted">"On a Mac, Cmd stands for Ctrl. Single letters work outside of text fields."</p>
            <dl class="shortcuts">
                {listed().map(|action| view! {
                    <div class="shortcut">
                        <dt><Keys keys=action.keys /></dt>
                        <dd>{action.what}</dd>
                    </div>
                }).collect_view()}
            </dl>
        </Dialog>
    }
}

/// Keys as caps: alternatives side by side.
#[component]
pub(super) fn Keys(keys: &'static str) -> impl IntoView {
    let caps = |keys: &'static str| keys.split(' ').map(|key| view! { <kbd>{key}</kbd> }).collect_view();
    let sets = keys.split(", ").filter(|keys| !keys.is_empty());
    sets.map(|keys| view! { <span class="keys">{caps(keys)}</span> }).collect_view()
}

/// Listens to the keyboard for as long as the editor is open.
pub(super) fn listen(desk: Desk) {
    let listener = window_event_listener(leptos::ev::keydown, move |event| {
        let open = desk.stage.with_untracked(|stage| *stage == Stage::Ready);
        if open && !event.default_prevented() && !browser::dialog_is_open() {
            on_key(desk, &event);
        }
    });
    on_cleanup(move || listener.remove());
}

fn on_key(desk: Desk, event: &KeyboardEvent) {
    let is_letter = !(event.ctrl_key() || event.meta_key() || event.alt_key());
    if is_letter && browser::in_a_text(event) {
        return;
    }
    if let Some(run) = actions::of_key(event) {
        event.prevent_default();
        run(desk);
    }
}
