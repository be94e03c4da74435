//! What lies below the cards: named areas, and notes.

use crate::prelude::*;
use tablewright_model::{AreaId, Design, NoteId, Object};

use super::geometry::Rect;
use crate::editor::desk::{Desk, ids};
use crate::editor::place::card_id;

#[component]
pub(super) fn Ground(desk: Desk) -> impl IntoView {
    let areas = memo(move |_| desk.design.with(|design| ids(&design.areas)));
    let notes = memo(move |_| desk.design.with(|design| ids(&design.notes)));
    view! {
        <For each=move || areas.get() key=|id: &AreaId| *id let:id>
            <Lying desk object=Object::Area(id) class="area" />
        </For>
        <For each=move || notes.get() key=|id: &NoteId| *id let:id>
            <Lying desk object=Object::Note(id) class="note" />
        </For>
    }
}

/// Something with a place, a size and a text. A press selects it, a drag moves it.
#[component]
fn Lying(desk: Desk, object: Object, class: &'static str) -> impl IntoView {
    let board = desk.board;
    let text = memo(move |_| desk.design.with(|design| text_of(design, object)));
    let place = memo(move |_| board.place(object));
    let grip = card_id(object);
    let chosen = memo(move |_| desk.is_shown(object));
    let picked = move || board.picked.with(|picked| picked.contains(&object));
    view! {
        <div
            class=class
            class:is-chosen=chosen
            class:is-picked=picked
            style:left=move || left(place.get())
            style:top=move || top(place.get())
            style:inline-size=move || length(place.get().map(|rect| rect.width))
            style:block-size=move || length(place.get().map(|rect| rect.height))
        >
            <button
                type="button"
                class="lying-text"
                id=grip.clone()
                data-grip=grip
                data-line=""
                on:click=move |event| {
                    desk.select(object);
                    desk.sheet_open.set(event.detail() > 0);
                }
            >
                {text}
            </button>
        </div>
    }
}

fn text_of(design: &Design, object: Object) -> String {
    let text = match object {
        Object::Note(id) => design.notes.get(id).map(|note| &note.text),
        Object::Area(id) => design.areas.get(id).map(|area| &area.name),
        _ => None,
    };
    text.cloned().unwrap_or_default()
}

/// How far to the right a rectangle of the canvas is, in CSS. Each property is set by itself: the page's policy takes no
/// style as a text.
pub(super) fn left(rect: Option<Rect>) -> String {
    length(rect.map(|rect| rect.at.x))
}

/// How far down it is.
pub(super) fn top(rect: Option<Rect>) -> String {
    length(rect.map(|rect| rect.at.y))
}

/// A length of the canvas, in CSS.
pub(super) fn length(pixels: Option<i32>) -> String {
    pixels.map(|pixels| format!("{pixels}px")).unwrap_or_default()
}
