//! What only the browser can do. Call it from handlers and effects, never while a page is rendered.

#[cfg(feature = "hydrate")]
use std::{cell::Cell, rc::Rc, time::Duration};

use crate::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{EventSource, HtmlElement, MessageEvent};
#[cfg(feature = "hydrate")]
use web_sys::{PerformanceObserver, PerformanceObserverInit};

/// Puts the focus on the element with this id.
pub fn focus(id: &str) {
    let found = document().get_element_by_id(id);
    if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// Loads another page from the server, leaving nothing of this one behind.
pub fn leave_for(path: &str) {
    let _ = window().location().assign(path);
}

/// The path of the page with its query: `/designs/d1?select=table:t1`.
#[must_use]
pub fn address() -> String {
    let location = window().location();
    location.pathname().unwrap_or_default() + &location.search().unwrap_or_default()
}

/// Where the page comes from: `https://tablewright.example`.
#[must_use]
pub fn origin() -> String {
    window().location().origin().unwrap_or_default()
}

/// How long a program waits for the first paint of the page that it wakes.
#[cfg(feature = "hydrate")]
const FIRST_PAINT: Duration = Duration::from_millis(100);

/// Runs something once what the server rendered is on the screen: the program of a page that begins before would keep it
/// from there. A page that is not looked at is not painted, and one that is slow to be painted is not waited for.
#[cfg(feature = "hydrate")]
pub fn after_first_paint(run: impl FnOnce() + 'static) {
    let performance = window().performance();
    let is_painted = performance.is_none_or(|known| known.get_entries_by_type("paint").length() > 0);
    if is_painted || document().hidden() {
        return run();
    }
    let run = Rc::new(Cell::new(Some(run)));
    let go = move || {
        if let Some(run) = run.take() {
            run();
        }
    };
    let painted = Closure::<dyn Fn()>::new(go.clone()).into_js_value();
    if let Ok(observer) = PerformanceObserver::new(painted.unchecked_ref()) {
        observer.observe(&PerformanceObserverInit::new(&js_sys::Array::of1(&"paint".into())));
    }
    set_timeout(go, FIRST_PAINT);
}

/// Says on the body that the page is awake; the script in the head then repeats a press that came too early.
pub fn announce_hydration() {
    if let Some(body) = document().body() {
        let _ = body.set_attribute("data-hydrated", "");
    }
    if let Ok(event) = web_sys::Event::new("hydrated") {
        let _ = document().dispatch_event(&event);
    }
}

/// From light to dark or back, and remembers it in this browser. The script in the head reads it before the first paint.
pub fn toggle_theme() {
    let Some(root) = document().document_element() else {
        return;
    };
    let system_dark =
        window().match_media("(prefers-color-scheme: dark)").ok().flatten().is_some_and(|m| m.matches());
    let dark = root.get_attribute("data-theme").map_or(system_dark, |theme| theme == "dark");
    let theme = if dark { "light" } else { "dark" };
    let _ = root.set_attribute("data-theme", theme);
    if let Ok(Some(storage)) = window().local_storage() {
        let _ = storage.set_item("theme", theme);
    }
}

/// Keeps a text in this browser for another page. A full or forbidden storage keeps nothing.
pub fn keep(key: &str, text: &str) {
    if let Ok(Some(storage)) = window().local_storage() {
        let _ = storage.set_item(key, text);
    }
}

/// Listens to a stream of the server until the owner is gone or `on_message` says that it has heard enough. The browser
/// reconnects by itself.
pub fn events(path: &str, on_message: impl Fn(String) -> bool + 'static) {
    let Ok(source) = EventSource::new(path) else {
        return;
    };
    let closing = source.clone();
    let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if !event.data().as_string().is_none_or(&on_message) {
            closing.close();
        }
    });
    source.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    let held = StoredValue::new_local((source, heard));
    on_cleanup(move || held.with_value(|(source, _)| source.close()));
}
