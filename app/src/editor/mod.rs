//! The design editor: tables on a canvas, an inspector beside them, problems, access patterns and items below.
//!
//! `session` is the optimistic replica, `desk` shares it with the parts, `saving` keeps it saved. The editor is content
//! of the browser alone: the server renders its outline (`outline`), and it starts once the page is awake. Deliberately absent:
//! versions, plans and exports, which have pages of their own.

mod actions;
mod beside;
mod browser;
mod canvas;
mod clipboard;
mod commands;
mod desk;
mod dock;
pub mod fresh;
pub(crate) mod hold;
mod inspector;
pub mod item_text;
mod judge;
mod late;
mod leaving;
mod live;
mod outline;
mod palette;
pub mod place;
mod saving;
pub mod session;
mod setting;
mod shortcuts;
mod slices;
mod talk;
mod toolbar;
mod transport;
mod watch;
pub mod words;

use crate::prelude::*;

use self::desk::{Desk, Stage};
use crate::data::Data;
use crate::page::{Failure, WindowTitle};
use crate::parts::DesignHead;
use crate::ui::use_toasts;

/// Begins the keys under which the page of imports leaves what takes an import into a design back.
pub(crate) const IMPORTED: &str = "tablewright-import-";

/// The editor of one design.
#[component]
pub fn Editor(
    /// The design's id.
    id: String,
    /// Whether the address names something to be shown first.
    elsewhere: bool,
) -> impl IntoView {
    let head_of = vec![id.clone()];
    let head: Data<DesignHead> = Data::first(
        move || head_of.clone(),
        |id| async move { DesignHead::fetch(&id.concat()).await?.json() },
    );
    let desk = Desk::new(id, use_toasts());
    Effect::new(move || {
        late::begin();
        saving::start(desk);
        saving::watch(desk);
        leaving::watch(desk);
        shortcuts::listen(desk);
        beside::watch(desk);
        clipboard::listen(desk);
    });
    // Once, after the first time that the design is there.
    let is_ready = memo(move |_| desk.stage.with(|stage| *stage == Stage::Ready));
    Effect::new(move || {
        if is_ready.get() {
            judge::start(desk);
            live::start(desk);
            commands::remember_import(desk);
            if let Some(comment) = browser::query("comment") {
                desk.talk.wanted.set_value(Some(comment));
                desk.aside.open.set(Some(beside::Beside::Comments));
            }
            if let Some(against) = browser::query("compare") {
                desk.aside.against.set(against);
                desk.aside.open.set(Some(beside::Beside::Changes));
            }
        }
    });
    // A link names what is to be shown.
    Effect::new(move || {
        if let (Stage::Ready, Some(object)) =
            (desk.stage.get(), browser::query("select").as_deref().and_then(place::from_link))
        {
            desk.select(object);
        }
    });
    let content = move || match desk.stage.get() {
        Stage::Loading => view! { <outline::Outline head elsewhere /> }.into_any(),
        Stage::Ready => view! { <Workbench desk /> }.into_any(),
        Stage::Failed(error) => {
            let retry = Callback::new(move |()| {
                desk.stage.set(Stage::Loading);
                saving::start(desk);
            });
            view! { <div class="page page-narrow"><Failure error on_retry=retry /></div> }.into_any()
        }
    };
    view! { <div class="editor">{content}</div> }
}

/// The editor with a design on its desk.
#[component]
fn Workbench(desk: Desk) -> impl IntoView {
    let name = memo(move |_| desk.design.with(|design| design.name.clone()));
    let again = late::Again::new();
    view! {
        <WindowTitle text=name />
        <h1 class="visually-hidden">{name}</h1>
        <toolbar::Toolbar desk />
        <live::Away desk />
        <div class="workbench">
            <canvas::Canvas desk />
            <late::Beside desk again />
            <late::Inspector desk again />
            <late::Dock desk again />
        </div>
        <p class="visually-hidden" role="status">{desk.said}</p>
        <late::Dialogs desk again />
    }
}
