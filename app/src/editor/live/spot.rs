//! Where this window is, told to the others: what is selected, which field is open, the pointer, what is seen.
//!
//! Nothing is told while nobody else is here, and never more often than eyes can follow.

use std::time::Duration;

use crate::prelude::*;
use tablewright_contract::Spot;
use wasm_bindgen::JsCast;

use crate::editor::canvas::geometry::Point;
use crate::editor::desk::Desk;
use crate::editor::{browser, place};

/// Between two words.
const PAUSE: Duration = Duration::from_millis(80);
/// Ids of settings' controls begin like this.
const FIELD: &str = "set-";

/// What of it is not in other signals.
#[derive(Clone, Copy)]
pub(super) struct Own {
    field: RwSignal<String>,
    pointer: RwSignal<Option<(i32, i32)>>,
    waits: StoredValue<bool>,
}

impl Own {
    pub(super) fn new() -> Self {
        Self {
            field: RwSignal::new(String::new()),
            pointer: RwSignal::new(None),
            waits: StoredValue::new(false),
        }
    }

    /// Listens to the page, and tells the others.
    pub(super) fn watch(self, desk: Desk) {
        let focus = window_event_listener_untyped("focusin", move |_| {
            let field = browser::focused_id().filter(|id| id.starts_with(FIELD)).unwrap_or_default();
            if self.field.with_untracked(|before| *before != field) {
                self.field.set(field);
            }
        });
        let moves = window_event_listener(leptos::ev::pointermove, move |event| self.pointed(desk, &event));
        let stops = ["pointerdown", "wheel", "keydown"].map(|name| {
            window_event_listener_untyped(name, move |event| {
                if !browser::is_inside(event.unchecked_ref(), ".live-people") {
                    desk.live.following.set(None);
                }
            })
        });
        on_cleanup(move || {
            focus.remove();
            moves.remove();
            stops.into_iter().for_each(|listener| listener.remove());
        });
        Effect::new(move |before: Option<Spot>| {
            let spot = self.spot(desk);
            let is_alone = desk.live.others.with(Vec::is_empty);
            if !is_alone && before.is_none_or(|before| before != spot) {
                self.tell_soon(desk);
            }
            // Whoever was alone has told nothing.
            if is_alone { Spot::default() } else { spot }
        });
    }

    fn pointed(self, desk: Desk, event: &web_sys::PointerEvent) {
        if desk.live.others.with_untracked(Vec::is_empty) {
            return;
        }
        let is_there = browser::is_inside(event, ".canvas") && !desk.board.is_flat_now();
        let at = Point { x: event.client_x(), y: event.client_y() };
        let at = is_there.then(|| desk.board.on_canvas(at)).map(|Point { x, y }| (x, y));
        if self.pointer.get_untracked() != at {
            self.pointer.set(at);
        }
    }

    fn spot(self, desk: Desk) -> Spot {
        Spot {
            who: 0,
            object: place::to_link(desk.shown.get()),
            field: self.field.get(),
            pointer: self.pointer.get(),
            view: Some(desk.board.view()),
            presents: desk.live.presents.get(),
        }
    }

    fn tell_soon(self, desk: Desk) {
        if self.waits.try_get_value() != Some(false) {
            return;
        }
        self.waits.set_value(true);
        let tell = move || {
            if self.waits.try_set_value(false).is_none() {
                let spot = untrack(|| self.spot(desk));
                desk.live.say(&spot);
            }
        };
        set_timeout(tell, PAUSE);
    }
}

/// Looks where somebody looks.
pub(super) fn follow(desk: Desk, spot: &Spot) {
    if let Some(view) = spot.view {
        desk.board.look_at(view);
    }
    if let Some(object) = place::from_link(&spot.object)
        && desk.shown.get_untracked() != object
    {
        desk.select(object);
    }
}
