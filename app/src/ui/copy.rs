//! Copying a text.

use crate::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;

use super::{Button, ButtonKind, IconName, use_toasts};

/// A button that copies a text and says so.
#[component]
pub fn CopyButton(
    /// What is copied.
    #[prop(into)]
    text: Signal<String>,
    /// What it is, for the message: `Terraform`, `Link`.
    #[prop(into)]
    what: String,
) -> impl IntoView {
    let toasts = use_toasts();
    let what = StoredValue::new(what);
    let copy = move |()| {
        let text = text.get_untracked();
        spawn_local(async move {
            match JsFuture::from(window().navigator().clipboard().write_text(&text)).await {
                Ok(_) => toasts.success(format!("{} copied.", what.get_value())),
                Err(_) => toasts.error("The browser did not allow copying. Select the text and copy it."),
            }
        });
    };
    view! {
        <Button kind=ButtonKind::Quiet small=true icon=IconName::Copy on_press=copy>
            "Copy"
        </Button>
    }
}
