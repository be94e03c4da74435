//! `/designs/:id`: the editor, which fills the window.

use crate::prelude::*;

use super::{Frame, WindowTitles, design_of, provide_contexts};
use crate::editor::Editor;
use crate::session::Guard;

/// The editor as a program of its own.
#[component]
pub fn EditorRoot(
    /// The path of the page, which names the design.
    path: String,
) -> impl IntoView {
    provide_contexts();
    let id = design_of(&path).unwrap_or_default().to_owned();
    view! {
        <WindowTitles />
        <Frame path>
            <Guard />
            <div class="editor-page">
                <Editor id />
            </div>
        </Frame>
    }
}
