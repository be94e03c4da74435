//! What can be opened beside the canvas: the design as a text, what differs from another state of it, or what people say
//! about it. One at a time.

mod changes;
mod comments;
mod marks;
mod text;

use crate::prelude::*;

pub(super) use self::marks::{Marks, watch};
use self::text::Draft;
use super::desk::Desk;
use super::place;
use crate::ui::{IconButton, IconName};

/// What is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Beside {
    Text,
    Changes,
    Comments,
}

/// What they keep while they are closed.
#[derive(Clone, Copy)]
pub(super) struct Aside {
    pub(super) open: RwSignal<Option<Beside>>,
    /// The name of the format that is shown.
    format: RwSignal<String>,
    draft: RwSignal<Option<Draft>>,
    /// With what the design is compared: the number of a version, or `live:` and an environment.
    pub(super) against: RwSignal<String>,
    /// How places differ from that.
    pub(super) marks: RwSignal<Marks>,
}

impl Aside {
    pub(super) fn new() -> Self {
        Self {
            open: RwSignal::new(None),
            format: RwSignal::new("json".to_owned()),
            draft: RwSignal::new(None),
            against: RwSignal::new(String::new()),
            marks: RwSignal::new(Marks::default()),
        }
    }

    /// With what the design is compared now.
    pub(super) fn compared(self) -> Option<String> {
        let is_open = self.open.get_untracked() == Some(Beside::Changes);
        Some(self.against.get_untracked()).filter(|against| is_open && !against.is_empty())
    }
}

/// Opens it and goes there, or closes it if it is open.
pub(super) fn switch(desk: Desk, what: Beside) {
    let open = desk.aside.open;
    if open.get_untracked() == Some(what) {
        return close(desk);
    }
    open.set(Some(what));
    desk.focus_after([text::AREA, changes::CHOICE, comments::AREA].map(str::to_owned).to_vec());
}

/// Closes what is open and goes back to the canvas.
fn close(desk: Desk) {
    desk.aside.open.set(None);
    desk.note_place();
    desk.focus_after(vec![place::card_id(desk.shown.get_untracked())]);
}

#[component]
pub(super) fn BesideCanvas(desk: Desk) -> impl IntoView {
    comments::keep(desk);
    move || match desk.aside.open.get() {
        Some(Beside::Text) => view! { <text::TextPane desk /> },
        Some(Beside::Changes) => view! { <changes::ChangesPane desk /> },
        Some(Beside::Comments) => view! { <comments::CommentsPane desk /> },
        None => ().into_any(),
    }
}

/// The frame that all have.
#[component]
fn Pane(desk: Desk, title: &'static str, children: Children) -> impl IntoView {
    view! {
        <section
            class="beside"
            aria-label=title
            on:keydown=move |event| {
                if event.key() == "Escape" {
                    event.prevent_default();
                    close(desk);
                }
            }
        >
            <div class="beside-head">
                <h2 class="beside-title">{title}</h2>
                <IconButton
                    icon=IconName::Close
                    label="Close"
                    small=true
                    on_press=move |()| close(desk)
                />
            </div>
            {children()}
        </section>
    }
}
