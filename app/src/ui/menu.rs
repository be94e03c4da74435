//! A menu on the browser's own popover: it closes on Escape and on a click elsewhere.

use crate::prelude::*;
use leptos::context::Provider;
use leptos::ev::KeyboardEvent;
use leptos::html;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::{Icon, IconName};

/// The popover's id, for its items.
#[derive(Clone, Copy)]
struct MenuId(&'static str);

/// A button that opens a list of actions.
#[component]
pub fn Menu(
    /// The list's id, unique in the page.
    id: &'static str,
    /// The button's name for assistive technology.
    #[prop(into)]
    label: String,
    /// What the button shows; three dots when absent.
    #[prop(optional, into)]
    trigger: Option<ViewFn>,
    /// What stands above the actions; it can't be chosen.
    #[prop(optional, into)]
    head: Option<ViewFn>,
    /// [`MenuItem`]s and [`MenuSeparator`]s.
    children: Children,
) -> impl IntoView {
    let list = NodeRef::<html::Div>::new();
    let button = NodeRef::<html::Button>::new();
    let face =
        trigger.map_or_else(|| view! { <Icon name=IconName::More /> }.into_any(), |trigger| trigger.run());
    let toggled = move |_| opened(button, list);
    view! {
        <button
            node_ref=button
            type="button"
            class="button button-quiet menu-button"
            popovertarget=id
            aria-haspopup="menu"
            aria-label=label.clone()
        >
            {face}
        </button>
        <div
            node_ref=list
            id=id
            class="menu"
            popover="auto"
            on:toggle=toggled
            on:keydown=move |event| walk(&event, list)
        >
            {head.map(|head| head.run())}
            <div role="menu" aria-label=label>
                <Provider value=MenuId(id)>{children()}</Provider>
            </div>
        </div>
    }
}

/// One action of a menu.
#[component]
pub fn MenuItem(
    /// The icon before its text.
    #[prop(optional, into)]
    icon: Option<IconName>,
    /// Whether it destroys something.
    #[prop(optional)]
    danger: bool,
    /// Whether it can't be chosen.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// What happens.
    #[prop(into)]
    on_press: Callback<()>,
    /// Its text.
    children: Children,
) -> impl IntoView {
    let menu = use_context::<MenuId>().map(|id| id.0);
    view! {
        <button
            type="button"
            role="menuitem"
            tabindex="-1"
            class="menu-item"
            class:menu-item-danger=danger
            disabled=disabled
            popovertarget=menu
            popovertargetaction="hide"
            on:click=move |_| on_press.run(())
        >
            {icon.map(|name| view! { <Icon name /> })}
            <span>{children()}</span>
        </button>
    }
}

/// A line between groups of actions.
#[component]
pub fn MenuSeparator() -> impl IntoView {
    view! { <hr class="menu-separator" /> }
}

/// Puts the open list below its button, inside the window, and the focus on its first item.
fn opened(button: NodeRef<html::Button>, list: NodeRef<html::Div>) {
    let (Some(button), Some(list)) = (button.get(), list.get()) else {
        return;
    };
    let list: &HtmlElement = &list;
    if !list.matches(":popover-open").unwrap_or(false) {
        return;
    }
    let (anchor, size) = (button.get_bounding_client_rect(), list.get_bounding_client_rect());
    let width = f64::from(document().document_element().map_or(0, |root| root.client_width()));
    let height = f64::from(document().document_element().map_or(0, |root| root.client_height()));
    let left = anchor.left().min(width - size.width() - 8.0).max(8.0);
    let below = anchor.bottom() + 4.0;
    let top =
        if below + size.height() > height { (anchor.top() - size.height() - 4.0).max(8.0) } else { below };
    let style = list.style();
    // Setting a property of a style declaration fails for read-only ones only.
    let _ = style.set_property("left", &pixels(left));
    let _ = style.set_property("top", &pixels(top));
    if let Some(first) = items(list).first() {
        let _ = first.focus();
    }
}

/// A whole number of pixels: writing a float would bring its tables into the bundle.
#[expect(clippy::cast_possible_truncation, reason = "a place on a screen")]
fn pixels(length: f64) -> String {
    format!("{}px", length as i32)
}

/// The arrow keys, Home and End.
fn walk(event: &KeyboardEvent, list: NodeRef<html::Div>) {
    let Some(list) = list.get() else { return };
    let items = items(&list);
    let active = document().active_element();
    let at = items.iter().position(|item| active.as_ref() == Some(item.as_ref() as &Element));
    let last = items.len().saturating_sub(1);
    let next = match (event.key().as_str(), at) {
        ("ArrowDown", Some(at)) if at < last => at + 1,
        ("ArrowUp", Some(at)) if at > 0 => at - 1,
        ("ArrowUp" | "End", _) => last,
        ("ArrowDown" | "Home", _) => 0,
        _ => return,
    };
    event.prevent_default();
    if let Some(item) = items.get(next) {
        let _ = item.focus();
    }
}

fn items(list: &Element) -> Vec<HtmlElement> {
    let Ok(found) = list.query_selector_all("[role=menuitem]:not(:disabled)") else {
        return Vec::new();
    };
    (0..found.length()).filter_map(|at| found.get(at)?.dyn_into().ok()).collect()
}
