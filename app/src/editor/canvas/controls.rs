//! The buttons in the corner of the canvas. Each has a key as well.

use crate::prelude::*;

use super::board::Zoom;
use crate::editor::commands;
use crate::editor::desk::Desk;
use crate::ui::{IconButton, IconName};

#[component]
pub(super) fn Controls(desk: Desk) -> impl IntoView {
    let board = desk.board;
    let zoom = move || format!("{} %", board.camera.with(|camera| camera.zoom / 10));
    let list_label = Signal::derive(move || {
        if board.as_list.get() { "Show as a canvas (L)".to_owned() } else { "Show as a list (L)".to_owned() }
    });
    view! {
        <div class="canvas-controls" role="group" aria-label="View">
            <Show when=move || !board.is_flat()>
                <IconButton icon=IconName::Minus label="Zoom out (-)" on_press=move |()| board.zoom(Zoom::Out) />
                <button
                    type="button"
                    class="button button-quiet canvas-zoom"
                    aria-label=move || format!("{}: life size (0)", zoom())
                    on:click=move |_| board.zoom(Zoom::LifeSize)
                >
                    {zoom}
                </button>
                <IconButton icon=IconName::Plus label="Zoom in (+)" on_press=move |()| board.zoom(Zoom::In) />
                <IconButton icon=IconName::Fit label="Show everything (F)" on_press=move |()| board.fit() />
                <IconButton
                    icon=IconName::Tidy
                    label="Put everything in order"
                    disabled=desk.read_only
                    on_press=move |()| commands::tidy(desk)
                />
                <IconButton
                    icon=IconName::Pencil
                    label="Add a note (N)"
                    disabled=desk.read_only
                    on_press=move |()| commands::add_note(desk)
                />
            </Show>
            <IconButton
                icon=IconName::List
                label=list_label
                on_press=move |()| board.switch()
            />
        </div>
    }
}
