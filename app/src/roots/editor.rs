//! `/designs/:id`: the editor, which fills the window.

use crate::prelude::*;

use super::{Frame, WindowTitles, design_of, parted, provide_contexts};
use crate::editor::Editor;
use crate::session::Guard;

/// The editor as a program of its own.
#[component]
pub fn EditorRoot(
    /// The address of the page, which names the design.
    address: String,
) -> impl IntoView {
    provide_contexts();
    let (path, query) = parted(&address);
    let elsewhere = query.contains("select=");
    let id = design_of(path).unwrap_or_default().to_owned();
    view! {
        <WindowTitles />
        <Frame path=path.to_owned()>
            <Guard />
            <div class="editor-page">
                <Editor id elsewhere />
            </div>
        </Frame>
    }
}
