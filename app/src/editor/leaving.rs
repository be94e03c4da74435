//! Following a link out of the editor: it waits until what was typed before is with the server, so that the next page
//! shows it.
//!
//! Deliberately not for ever: a second press of a link goes at once, and so does every link while saving is not underway.
//! What is not saved then lies in this browser (see `saving`).

use crate::prelude::*;
use leptos::ev;

use super::browser;
use super::desk::Desk;
use super::saving::Saving;
use crate::ui::leave_for;

/// Holds links back while saving is underway.
pub(super) fn watch(desk: Desk) {
    let awaited = RwSignal::new(None::<String>);
    let state = desk.saver.state;
    let pressed = window_event_listener(ev::click, move |event| {
        let underway = state.get_untracked() == Saving::Underway;
        if underway
            && awaited.with_untracked(Option::is_none)
            && let Some(link) = browser::followed(&event)
        {
            event.prevent_default();
            awaited.set(Some(link));
            desk.saver.now(desk);
        }
    });
    on_cleanup(move || pressed.remove());
    Effect::new(move || {
        if let (Some(link), true) = (awaited.get(), state.get() != Saving::Underway) {
            leave_for(&link);
        }
    });
}
