//! The canvas: every table as a card, where people put it; pan, zoom, pick, move. Or a list, for narrow screens and for
//! whoever would rather read than look.
//!
//! Only what is in view is drawn, and moving changes one transform. Nothing on the canvas has a transform or a clip of its
//! own: before each frame the browser compares all of those with each other, and two hundred cards took it 40 ms. Pure
//! parts (`geometry`, `camera`, `layout`) know nothing of the browser.

pub(super) mod board;
pub mod camera;
mod card;
mod controls;
mod far_card;
pub mod fold;
pub(super) mod fold_line;
pub mod geometry;
mod ground;
mod hand;
pub mod layout;
mod minimap;
mod name;
pub(super) mod walk;
mod wires;

use crate::prelude::*;
use tablewright_contract::judge::Gone;
use tablewright_model::{Object, TableId};

use self::camera::Camera;
use self::card::Card;
use self::controls::Controls;
use self::far_card::FarCard;
use self::geometry::{Point, Rect};
use self::ground::{Ground, left, length, top};
use self::hand::Hand;
use self::layout::{CARD_WIDTH, GRID};
use self::minimap::Minimap;
use super::beside::Marks;
use super::desk::Desk;
use super::live::Pointers;
use super::{browser, commands, hold, place};
use crate::ui::{Button, ButtonKind, EmptyState, IconName};

/// The element that shows the tables.
pub(super) const CANVAS: &str = "canvas";

#[component]
pub(super) fn Canvas(desk: Desk) -> impl IntoView {
    let board = desk.board;
    let hand = StoredValue::new(Hand::default());
    let flat = memo(move |_| board.is_flat());
    let empty = memo(move |_| desk.design.with(|design| design.tables.is_empty()));
    let transform = move |of: fn(Camera) -> String| {
        memo(move |_| if flat.get() { String::new() } else { of(board.camera.get()) })
    };
    let distance = memo(move |_| board.distance());
    Effect::new(move || watch(desk));
    Effect::new(move |before: Option<Object>| reveal_shown(desk, before));
    view! {
        <section
            class="canvas"
            class:is-list=flat
            id=CANVAS
            aria-label="Tables"
            on:keydown=move |event| walk::on_key(desk, &event)
            on:pointerdown=move |event| hand::down(desk, hand, &event)
            on:pointermove=move |event| hand::moved(desk, hand, &event)
            on:pointerup=move |event| hand::up(desk, hand, &event)
            on:pointercancel=move |_| hand::lost(desk, hand)
            on:scroll=move |_| follow_scroll(desk)
            on:wheel=move |event| hand::wheel(desk, &event)
        >
            <Show when=move || empty.get()>
                <Empty desk />
            </Show>
            <div class="world" data-distance=distance style:transform=transform(Camera::transform)>
                <div class="world-drawn" style:transform=transform(Camera::drawn)>
                    <Show when=move || !flat.get()>
                        <Ground desk />
                        <wires::Wires desk />
                    </Show>
                    <Cards desk distance />
                    <Ghosts desk />
                    <Frame desk />
                </div>
            </div>
            <Pointers desk />
        </section>
        <div class="canvas-corner">
            <Minimap desk />
            <Controls desk />
        </div>
    }
}

#[component]
fn Cards(desk: Desk, distance: Memo<usize>) -> impl IntoView {
    let board = desk.board;
    let drawn = memo(move |_| board.drawn(desk.shown.get().table()));
    view! {
        <ul class="canvas-cards">
            <For each=move || drawn.get() key=|id| *id let:id>
                <Cell desk id distance />
            </For>
        </ul>
    }
}

#[component]
fn Cell(desk: Desk, id: TableId, distance: Memo<usize>) -> impl IntoView {
    let board = desk.board;
    let object = Object::Table(id);
    let place = memo(move |_| (!board.is_flat()).then(|| board.place(object)).flatten());
    let far = memo(move |_| distance.get() > 0);
    // A card is as tall as what it lists; from afar it lists nothing and keeps its height.
    let height = move || length(place.get().filter(|_| far.get()).map(|rect| rect.height));
    let picked = move || board.picked.with(|picked| picked.contains(&object));
    let content = move || match far.get() {
        true => view! { <FarCard desk id distance /> },
        false => view! { <Card desk id /> },
    };
    view! {
        <li
            class="canvas-cell"
            class:is-picked=picked
            class:is-unfolded=move || board.unfolded.with(|all| all.contains(&id))
            style:left=move || left(place.get())
            style:top=move || top(place.get())
            style:block-size=height
        >
            {content}
        </li>
    }
}

/// The tables that are gone since what the design is compared with: where they lay, or below everything.
#[component]
fn Ghosts(desk: Desk) -> impl IntoView {
    let gone = memo(move |_| desk.aside.marks.with(Marks::gone_tables));
    let place = move |at: usize, gone: &Gone| {
        let below = untrack(|| desk.board.extent()).map_or(0, |extent| extent.end().y + 2 * GRID);
        let x = i32::try_from(at).unwrap_or_default() * (CARD_WIDTH + 2 * GRID);
        let at = gone.position.map_or(Point { x, y: below }, Point::from);
        (!desk.board.is_flat()).then(|| Rect::new(at, CARD_WIDTH, 0))
    };
    let ghost = move |(at, gone): (usize, Gone)| {
        let name = gone.name.clone();
        let place = memo(move |_| place(at, &gone));
        view! {
            <li
                class="canvas-cell ghost"
                style:left=move || left(place.get())
                style:top=move || top(place.get())
            >
                <article class="card" data-change="removed">
                    <p class="card-head"><del class="card-name">{name}</del></p>
                </article>
            </li>
        }
    };
    view! {
        <Show when=move || !gone.with(Vec::is_empty)>
            <ul class="canvas-cards" aria-label="Removed tables">
                {move || gone.get().into_iter().enumerate().map(ghost).collect_view()}
            </ul>
        </Show>
    }
}

/// The frame around what is being picked.
#[component]
fn Frame(desk: Desk) -> impl IntoView {
    let frame = desk.board.frame;
    view! {
        <Show when=move || frame.with(Option::is_some)>
            <div
                class="canvas-frame"
                style:left=move || left(frame.get())
                style:top=move || top(frame.get())
                style:inline-size=move || length(frame.get().map(|rect| rect.width))
                style:block-size=move || length(frame.get().map(|rect| rect.height))
            ></div>
        </Show>
    }
}

#[component]
fn Empty(desk: Desk) -> impl IntoView {
    view! {
        <div class="canvas-empty">
            <EmptyState
                icon=IconName::Table
                title="No table yet"
                text="A table holds the items of one or more entities. Start with its partition key: what every request knows."
            >
                <Button
                    kind=ButtonKind::Primary
                    icon=IconName::Plus
                    disabled=desk.read_only
                    on_press=move |()| commands::add_table(desk)
                >
                    "Add a table"
                </Button>
            </EmptyState>
        </div>
    }
}

/// Learns how large the canvas is, now and whenever it changes; the first time, everything is shown.
fn watch(desk: Desk) {
    browser::watch_size(CANVAS, move || {
        let is_first = desk.board.screen.get_untracked().size == (0, 0);
        browser::measure_canvas(desk);
        if is_first {
            desk.board.fit();
        }
    });
}

/// The browser scrolls to what it is asked to show: by focus, by a search in the page. The camera takes that over.
fn follow_scroll(desk: Desk) {
    if !desk.board.is_flat_now() {
        let scrolled = browser::take_scroll(CANVAS);
        if scrolled != Point::default() {
            desk.board.camera.update(|camera| *camera = camera.moved(Point::default().minus(scrolled)));
        }
    }
}

/// What was chosen by key, by link or in a panel comes into view.
fn reveal_shown(desk: Desk, before: Option<Object>) -> Object {
    let shown = desk.shown.get();
    if before.is_some_and(|before| before != shown) && !desk.board.is_flat_now() {
        hold::in_frame(move || reveal(desk, shown));
    }
    shown
}

fn reveal(desk: Desk, object: Object) {
    let board = desk.board;
    let head = object.table().map(Object::Table);
    let on_page = [Some(object), head]
        .into_iter()
        .flatten()
        .find_map(|object| browser::box_of(&place::card_id(object), board.screen.get_untracked().origin));
    let line = on_page.map(|(at, size)| Rect::new(at, size.x, size.y));
    if let Some(seen) = line {
        board.reveal(seen);
    }
}
