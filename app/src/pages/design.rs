//! `/designs/:id`: the editor, which fills the window.

use crate::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::editor::Editor;

/// The place of the editor; another design gets another one.
#[component]
pub(crate) fn DesignPage() -> impl IntoView {
    let params = use_params_map();
    let id = memo(move |_| params.read().get("id").unwrap_or_default());
    view! { <div class="editor-page">{move || view! { <Editor id=id.get() /> }}</div> }
}
