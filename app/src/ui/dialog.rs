//! A dialog on the browser's own `<dialog>`: it holds the focus, Escape closes it, and the focus goes back.

use crate::prelude::*;
use leptos::html;

use super::{IconButton, IconName};

/// A modal dialog. Its content is made anew each time it opens.
#[component]
pub fn Dialog(
    /// Its id, unique in the page.
    id: &'static str,
    /// Whether it is open; Escape and the close button set it to false.
    open: RwSignal<bool>,
    /// Its heading.
    #[prop(into)]
    title: TextProp,
    /// Whether it holds more than a few fields.
    #[prop(optional)]
    wide: bool,
    /// What is in it.
    children: ChildrenFn,
) -> impl IntoView {
    let element = NodeRef::<html::Dialog>::new();
    Effect::new(move || follow(element, open.get()));
    let heading = format!("{id}-title");
    let children = StoredValue::new(children);
    view! {
        <dialog
            node_ref=element
            id=id
            class="dialog"
            class:dialog-wide=wide
            aria-labelledby=heading
            on:close=move |_| open.set(false)
        >
            <div class="dialog-head">
                <h2 class="dialog-title" id=heading.clone()>{move || title.get()}</h2>
                <IconButton icon=IconName::Close label="Close" on_press=move |()| open.set(false) />
            </div>
            <Show when=move || open.get()>
                <div class="dialog-body">{children.with_value(|children| children())}</div>
            </Show>
        </dialog>
    }
}

/// Makes the element what the signal says.
fn follow(element: NodeRef<html::Dialog>, open: bool) {
    let Some(element) = element.get() else { return };
    if open && !element.open() {
        // It fails only for an element that is not in the page, and then there is nothing to show.
        let _ = element.show_modal();
    } else if !open && element.open() {
        element.close();
    }
}
