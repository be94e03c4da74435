//! The ways into the bundles for browsers: each wakes the page that the server rendered.
//!
//! One function for each bundle, with nothing to choose at run time: what a function does not name is not in its bundle.

use crate::prelude::*;
use leptos::mount::hydrate_body;

use crate::editor::hold;
use crate::roots::{EditorRoot, PagesRoot, Root};
use crate::ui::{address, after_first_paint};

/// Wakes any page but the editor.
pub fn pages() {
    hydrate_body(|| view! { <PagesRoot /> });
}

/// Wakes the editor.
pub fn editor() {
    hold::install();
    after_first_paint(|| hydrate_body(|| view! { <EditorRoot address=address() /> }));
}

/// Wakes whichever it is, with the weight of both: for tools that know of one bundle only.
pub fn whole() {
    match Root::of(&address()) {
        Root::Pages => pages(),
        Root::Editor => editor(),
    }
}
