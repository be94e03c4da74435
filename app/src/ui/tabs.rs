//! Tabs: one of a few panels at a time.

use crate::prelude::*;
use leptos::ev::KeyboardEvent;

use super::focus;

/// The row of tabs. Each goes with the [`TabPanel`] of the same index.
#[component]
pub fn Tabs(
    /// Unique in the page; tabs and panels take their ids from it.
    id: &'static str,
    /// What the row chooses, for assistive technology.
    #[prop(into)]
    label: String,
    /// The tabs' texts, in which only what changes is written anew.
    names: Vec<Signal<String>>,
    /// The index of the chosen one.
    selected: RwSignal<usize>,
) -> impl IntoView {
    let count = names.len();
    let tab = move |(index, name)| view! { <Tab id index name selected /> };
    let tabs = names.into_iter().enumerate().map(tab).collect_view();
    view! {
        <div class="tabs" role="tablist" aria-label=label on:keydown=move |event| walk(&event, id, count, selected)>
            {tabs}
        </div>
    }
}

#[component]
fn Tab(id: &'static str, index: usize, name: Signal<String>, selected: RwSignal<usize>) -> impl IntoView {
    let chosen = move || selected.get() == index;
    view! {
        <button
            type="button"
            role="tab"
            class="tab"
            id=format!("{id}-tab-{index}")
            aria-controls=format!("{id}-panel-{index}")
            aria-selected=move || if chosen() { "true" } else { "false" }
            tabindex=move || if chosen() { "0" } else { "-1" }
            on:click=move |_| selected.set(index)
        >
            {name}
        </button>
    }
}

/// What belongs to one tab; it is made when the tab is chosen.
#[component]
pub fn TabPanel(
    /// The id of the tabs.
    id: &'static str,
    /// Which tab.
    index: usize,
    /// The index of the chosen one.
    selected: RwSignal<usize>,
    /// What is in it.
    children: ChildrenFn,
) -> impl IntoView {
    let children = StoredValue::new(children);
    view! {
        <div
            role="tabpanel"
            class="tab-panel"
            id=format!("{id}-panel-{index}")
            aria-labelledby=format!("{id}-tab-{index}")
            tabindex="0"
            hidden=move || selected.get() != index
        >
            <Show when=move || selected.get() == index>{children.with_value(|children| children())}</Show>
        </div>
    }
}

/// The arrow keys choose, as the pattern for tabs has it.
fn walk(event: &KeyboardEvent, id: &str, count: usize, selected: RwSignal<usize>) {
    let (at, last) = (selected.get_untracked(), count.saturating_sub(1));
    let next = match event.key().as_str() {
        "ArrowRight" if at < last => at + 1,
        "ArrowRight" | "Home" => 0,
        "ArrowLeft" if at > 0 => at - 1,
        "ArrowLeft" | "End" => last,
        _ => return,
    };
    event.prevent_default();
    selected.set(next);
    focus(&format!("{id}-tab-{next}"));
}
