//! The pointers of the others, over the canvas. They keep their size however far away one looks from.

use crate::prelude::*;

use super::people::find;
use crate::editor::canvas::geometry::Point;
use crate::editor::desk::Desk;

#[component]
pub(in crate::editor) fn Pointers(desk: Desk) -> impl IntoView {
    let live = desk.live;
    let shown = memo(move |_| {
        let pointing = |others: &Vec<super::Other>| {
            let pointing = others.iter().filter(|other| other.spot.pointer.is_some());
            pointing.map(|other| other.person.who).collect::<Vec<_>>()
        };
        if desk.board.is_flat() { Vec::new() } else { live.others.with(pointing) }
    });
    view! {
        <For each=move || shown.get() key=|who| *who let:who>
            <Pointer desk who />
        </For>
    }
}

#[component]
fn Pointer(desk: Desk, who: u32) -> impl IntoView {
    let live = desk.live;
    let person = find(&live.others.get_untracked(), who).map(|other| other.person.clone());
    let at = memo(move |_| live.others.with(|others| find(others, who).and_then(|other| other.spot.pointer)));
    let translate = move || {
        let (x, y) = at.get().unwrap_or_default();
        let Point { x, y } = desk.board.on_screen(Point { x, y });
        format!("{x}px {y}px")
    };
    person.map(|person| {
        view! {
            <div class="live-pointer" data-hue=person.hue aria-hidden="true" style:translate=translate>
                <svg viewBox="0 0 16 16">
                    <path d="M1 1l5 13 2-6 6-2z"></path>
                </svg>
                <span class="live-name">{person.name}</span>
            </div>
        }
    })
}
