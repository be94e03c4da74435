//! Everything in small, with the part that is seen; a press goes there. For eyes and pointers only: the keyboard walks
//! from card to card.

use crate::prelude::*;
use leptos::ev::PointerEvent;

use super::board::Board;
use super::geometry::{Point, Rect};
use crate::editor::browser;
use crate::editor::desk::Desk;

#[component]
pub(super) fn Minimap(desk: Desk) -> impl IntoView {
    let board = desk.board;
    // Only where something is out of sight.
    let whole = memo(move |_| {
        let (camera, screen) = (board.camera.get(), board.screen.get());
        let seen = camera.seen(screen.size);
        let rects = board.places.get();
        let all = super::geometry::bounds(rects.iter().map(|(_, rect)| *rect))?;
        let is_inside = |rect: &Rect| rect.meets(seen);
        (!rects.iter().all(|(_, rect)| is_inside(rect)) && !board.is_flat()).then(|| all.with(seen).grown(80))
    });
    // The frame may hear that there is nothing to show before it goes: a box has four numbers at any time.
    let frame = memo(move |_| whole.get().map_or_else(|| "0 0 1 1".to_owned(), view_box));
    let cards = memo(move |_| {
        board.places.with(|places| places.iter().map(|(_, rect)| path(*rect)).collect::<String>())
    });
    let seen = memo(move |_| path(board.camera.get().seen(board.screen.get().size)));
    let go = move |event: PointerEvent| {
        if event.buttons() == 1 {
            event.prevent_default();
            go_to(board, whole.get_untracked(), &event);
        }
    };
    view! {
        <Show when=move || whole.with(Option::is_some)>
            <svg
                class="minimap"
                aria-hidden="true"
                viewBox=frame
                preserveAspectRatio="none"
                on:pointerdown=go
                on:pointermove=go
            >
                <path class="minimap-cards" d=cards></path>
                <path class="minimap-seen" d=seen></path>
            </svg>
        </Show>
    }
}

fn go_to(board: Board, whole: Option<Rect>, event: &PointerEvent) {
    let (Some(whole), Some((at, size))) = (whole, browser::inside_of(event, ".minimap")) else { return };
    let share = |at: i32, size: i32, length: i32| {
        i32::try_from(i64::from(at) * i64::from(length) / i64::from(size.max(1))).unwrap_or_default()
    };
    let to =
        whole.at.plus(Point { x: share(at.x, size.x, whole.width), y: share(at.y, size.y, whole.height) });
    let screen = board.screen.get_untracked().size;
    board.camera.update(|camera| *camera = camera.centred(Rect::new(to, 0, 0), screen));
}

fn view_box(Rect { at: Point { x, y }, width, height }: Rect) -> String {
    format!("{x} {y} {width} {height}")
}

fn path(Rect { at: Point { x, y }, width, height }: Rect) -> String {
    format!("M{x} {y}h{width}v{height}h-{width}z")
}
