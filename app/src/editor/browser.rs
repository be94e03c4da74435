//! What the editor needs of the browser. Call it from handlers and effects, never while a page is rendered.

use crate::prelude::*;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Blob, BlobPropertyBag, Element, FocusOptions, HtmlElement, HtmlTextAreaElement, MouseEvent, PointerEvent,
    ResizeObserver, Storage, UrlSearchParams,
};

use super::canvas::CANVAS;
use super::canvas::board::Screen;
use super::canvas::geometry::Point;
use super::desk::Desk;
use super::hold;

/// 64 random bits.
pub(super) fn random_bits() -> u64 {
    let mut bytes = [0_u8; 8];
    let filled = window().crypto().and_then(|crypto| crypto.get_random_values_with_u8_array(&mut bytes));
    match filled {
        Ok(_) => u64::from_le_bytes(bytes),
        // A page without a secure context has no crypto; ids need to differ, not to be secret.
        Err(_) => random_half() << 32 | random_half(),
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number from 0 to below 2^32")]
fn random_half() -> u64 {
    (js_sys::Math::random() * 4_294_967_296.0) as u64
}

/// Puts the focus on the first of these elements that is there and takes it; says whether one did.
pub(super) fn focus_first(ids: &[String]) -> bool {
    let elements = ids.iter().filter_map(|id| document().get_element_by_id(id));
    elements.into_iter().any(|element| focus_element(&element))
}

/// Of the controls of one field, whose ids begin with the first one's, the one that is marked as wrong.
pub(super) fn wrong_control(field: &str) -> Option<String> {
    let marked = document().query_selector_all(&format!(r#"[id^="{field}"][aria-invalid="true"]"#)).ok()?;
    let ids = (0..marked.length()).filter_map(|at| Some(marked.get(at)?.dyn_into::<Element>().ok()?.id()));
    // `set-table_t-warm-4` is a control of `set-table_t-warm`, and `set-table_t-warm-up` would be another field.
    let is_of_field = |id: &String| {
        let rest = id.strip_prefix(field).unwrap_or_default();
        rest.is_empty() || rest.starts_with('-') && rest.bytes().skip(1).all(|byte| byte.is_ascii_digit())
    };
    { ids }.find(is_of_field)
}

/// Presses the first element that the selector finds; says whether there is one.
pub(super) fn press(selector: &str) -> bool {
    let found = document().query_selector(selector).ok().flatten();
    let element = found.and_then(|element| element.dyn_into::<HtmlElement>().ok());
    element.inspect(HtmlElement::click).is_some()
}

/// Puts the focus on the first control inside an element.
pub(super) fn focus_inside(id: &str) -> bool {
    const CONTROLS: &str = "input:not(:disabled), select:not(:disabled), textarea:not(:disabled)";
    let container = document().get_element_by_id(id);
    let control = container.and_then(|container| container.query_selector(CONTROLS).ok().flatten());
    control.is_some_and(|control| focus_element(&control))
}

/// Shows the beginning of what an element scrolls.
pub(super) fn scroll_to_start(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        element.set_scroll_top(0);
    }
}

/// Scrolls a list no more than it takes for one of its rows to be seen.
pub(super) fn scroll_to_row(list: &str, row: &str) {
    let found = |id| document().get_element_by_id(id);
    let (Some(list), Some(row)) = (found(list), found(row)) else { return };
    let (around, row) = (list.get_bounding_client_rect(), row.get_bounding_client_rect());
    let (above, below) = (row.top() - around.top(), row.bottom() - around.bottom());
    let by = if above < 0.0 { above } else { below.max(0.0) };
    list.set_scroll_top(list.scroll_top() + Point::of(by, 0.0).x);
}

/// Puts the cursor on a line of a text, and shows it.
pub(super) fn show_line(id: &str, line: u32) {
    let found = document().get_element_by_id(id);
    let Some(area) = found.and_then(|element| element.dyn_into::<HtmlTextAreaElement>().ok()) else { return };
    // The browser counts in units of UTF-16.
    let (mut from, mut all) = (0, 0);
    let mut length = 0;
    for (at, text) in (1..).zip(area.value().split('\n')) {
        let units = text.encode_utf16().zip(0_u32..).count();
        let units = u32::try_from(units).unwrap_or_default();
        if at < line {
            from += units + 1;
        } else if at == line {
            length = units;
        }
        all = at;
    }
    let _ = area.focus();
    let _ = area.set_selection_range(from, from + length);
    let (tall, above) = (area.scroll_height(), i32::try_from(line.saturating_sub(4)).unwrap_or_default());
    area.set_scroll_top(tall / i32::try_from(all.max(1)).unwrap_or(1) * above);
}

fn focus_element(element: &Element) -> bool {
    // What is folded away takes no focus.
    if let Ok(Some(folded)) = element.closest("details:not([open])") {
        let _ = folded.set_attribute("open", "");
    }
    let Some(element) = element.dyn_ref::<HtmlElement>() else { return false };
    let _ = element.focus();
    document().active_element().as_ref() == Some(element.as_ref())
}

/// Whether the person writes: then plain keys belong to the text.
pub(super) fn in_a_text(event: &web_sys::Event) -> bool {
    let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    element.is_some_and(|element| matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT"))
}

/// Whether the event happened inside an element that the selector finds.
pub(super) fn is_inside(event: &web_sys::Event, selector: &str) -> bool {
    let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    element.is_some_and(|element| element.closest(selector).ok().flatten().is_some())
}

/// Whether the `details` that an event is about is open now.
pub(super) fn is_open(event: &web_sys::Event) -> bool {
    let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    element.is_some_and(|element| element.has_attribute("open"))
}

/// An attribute of the nearest element around the event that has it.
pub(super) fn attribute_around(event: &web_sys::Event, name: &str) -> Option<String> {
    let element = event.target()?.dyn_into::<Element>().ok()?;
    element.closest(&format!("[{name}]")).ok()??.get_attribute(name)
}

/// Where a pointer is inside the nearest element that the selector finds around it, and how large that element is.
pub(super) fn inside_of(event: &PointerEvent, selector: &str) -> Option<(Point, Point)> {
    let element = event.target()?.dyn_into::<Element>().ok()?.closest(selector).ok()??;
    let around = element.get_bounding_client_rect();
    let at = Point { x: event.client_x(), y: event.client_y() }.minus(Point::of(around.x(), around.y()));
    Some((at, Point::of(around.width(), around.height())))
}

/// The pointer speaks to the canvas until it is lifted, wherever it goes.
pub(super) fn hold_pointer(event: &PointerEvent) {
    if let Some(canvas) = document().get_element_by_id(CANVAS) {
        let _ = canvas.set_pointer_capture(event.pointer_id());
    }
}

/// Where an element is, seen from a point of the window, and how large it is.
pub(super) fn box_of(id: &str, from: Point) -> Option<(Point, Point)> {
    let around = document().get_element_by_id(id)?.get_bounding_client_rect();
    Some((Point::of(around.x(), around.y()).minus(from), Point::of(around.width(), around.height())))
}

/// How far an element was scrolled; it is put back.
pub(super) fn take_scroll(id: &str) -> Point {
    let Some(element) = document().get_element_by_id(id) else { return Point::default() };
    let scrolled = Point { x: element.scroll_left(), y: element.scroll_top() };
    element.set_scroll_left(0);
    element.set_scroll_top(0);
    scrolled
}

/// Whether a copy, cut or paste is about the canvas: the person is on it, or nowhere in particular.
pub(super) fn is_of_canvas(event: &web_sys::Event) -> bool {
    let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    element.is_some_and(|element| element.tag_name() == "BODY" || is_inside(event, ".canvas"))
}

/// Puts a text on the clipboard in the place of what the browser would copy; says whether it did.
pub(super) fn put_on_clipboard(event: &web_sys::Event, text: &str) -> bool {
    let done = clipboard(event, "setData", &["text/plain".into(), text.into()]).is_some();
    if done {
        event.prevent_default();
    }
    done
}

/// The text on the clipboard, as the event brings it.
pub(super) fn from_clipboard(event: &web_sys::Event) -> Option<String> {
    clipboard(event, "getData", &["text/plain".into()])?.as_string().filter(|text| !text.is_empty())
}

/// Calls the event's own way to the clipboard by its name: it needs no permission, and no bindings.
fn clipboard(event: &web_sys::Event, method: &str, arguments: &[JsValue]) -> Option<JsValue> {
    let data = js_sys::Reflect::get(event, &"clipboardData".into()).ok()?;
    let method = js_sys::Reflect::get(&data, &method.into()).ok()?.dyn_into::<js_sys::Function>().ok()?;
    method.apply(&data, &arguments.iter().collect()).ok()
}

/// Tells the board where the canvas is and how large.
pub(super) fn measure_canvas(desk: Desk) {
    let Some((origin, size)) = box_of(CANVAS, Point::default()) else { return };
    let is_narrow =
        window().match_media("(width < 60rem)").ok().flatten().is_some_and(|media| media.matches());
    let screen = Screen { origin, size: (size.x, size.y), is_narrow };
    if desk.board.screen.get_untracked() != screen {
        desk.board.screen.set(screen);
    }
}

/// Calls whenever an element gets another size, and once at the start, for as long as the owner is there.
pub(super) fn watch_size(id: &str, on_change: impl Fn() + 'static) {
    let Some(element) = document().get_element_by_id(id) else { return };
    let heard = Closure::<dyn Fn()>::new(on_change);
    let Ok(observer) = ResizeObserver::new(heard.as_ref().unchecked_ref()) else { return };
    observer.observe(&element);
    let held = StoredValue::new_local((observer, heard));
    on_cleanup(move || held.with_value(|(observer, _)| observer.disconnect()));
}

/// Whether a dialog is open: it has the keyboard for itself.
pub(super) fn dialog_is_open() -> bool {
    document().query_selector("dialog[open]").ok().flatten().is_some()
}

/// The ids of all elements that the selector finds, in the order of the page.
pub(super) fn ids_of(selector: &str) -> Vec<String> {
    let Ok(found) = document().query_selector_all(selector) else { return Vec::new() };
    let element = |at| found.get(at).and_then(|node| node.dyn_into::<Element>().ok());
    (0..found.length()).filter_map(element).map(|element| element.id()).collect()
}

/// The id of the element that has the focus.
pub(super) fn focused_id() -> Option<String> {
    document().active_element().map(|element| element.id())
}

/// Gives the focus back to what has it now, if it is gone by the next frame: whatever is moved in the page loses it.
pub(super) fn keep_focus() {
    let Some(focused) = document().active_element().and_then(|found| found.dyn_into::<HtmlElement>().ok())
    else {
        return;
    };
    hold::in_frame(move || {
        let nobody_has_it = document().active_element() == document().body().map(Element::from);
        if nobody_has_it && focused.is_connected() {
            let options = FocusOptions::new();
            options.set_prevent_scroll(true);
            let _ = focused.focus_with_options(&options);
        }
    });
}

/// Whether nobody looks at the page.
pub(super) fn is_hidden() -> bool {
    document().hidden()
}

/// The value of a name in the address's query.
pub(super) fn query(name: &str) -> Option<String> {
    let query = window().location().search().ok()?;
    UrlSearchParams::new_with_str(&query).ok()?.get(name)
}

/// Where this click takes the page: nothing if it is not on a link, or opens another page beside this one.
pub(super) fn followed(event: &MouseEvent) -> Option<String> {
    let beside =
        event.button() != 0 || event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
    if beside || event.default_prevented() {
        return None;
    }
    let element = event.target()?.dyn_into::<Element>().ok()?;
    let link = element.closest("a[href]:not([target], [download], [href^='#'])").ok()??;
    link.get_attribute("href")
}

/// Puts a query into the address without a step in the history.
pub(super) fn replace_query(query: &str) {
    let Ok(path) = window().location().pathname() else { return };
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&format!("{path}{query}")));
    }
}

/// Sends what must not be lost while the page goes away; there is no answer.
pub(super) fn send_beacon(path: &str, json: &str) {
    let options = BlobPropertyBag::new();
    options.set_type("application/json");
    let parts = js_sys::Array::of1(&JsValue::from_str(json));
    if let Ok(body) = Blob::new_with_str_sequence_and_options(&parts, &options) {
        let _ = window().navigator().send_beacon_with_opt_blob(path, Some(&body));
    }
}

/// Keeps a text in this browser. A full or forbidden storage keeps nothing; the page still has it.
pub(super) fn keep(key: &str, text: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(key, text);
    }
}

/// Forgets what was kept.
pub(super) fn forget(key: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(key);
    }
}

/// Everything that was kept under keys that start like this.
pub(super) fn kept(prefix: &str) -> Vec<(String, String)> {
    let Some(storage) = storage() else { return Vec::new() };
    let keys = (0..storage.length().unwrap_or(0)).filter_map(|at| storage.key(at).ok().flatten());
    let own: Vec<_> = keys.filter(|key| key.starts_with(prefix)).collect();
    let pair = |key: String| Some((key.clone(), storage.get_item(&key).ok().flatten()?));
    own.into_iter().filter_map(pair).collect()
}

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}
