//! The ways into the bundles for browsers: each wakes the page that the server rendered.
//!
//! One function for each bundle, with nothing to choose at run time: what a function does not name is not in its bundle.

use crate::prelude::*;
use leptos::mount::hydrate_body;

use crate::roots::{EditorRoot, PagesRoot, Root};
use crate::ui::path;

/// Wakes any page but the editor.
pub fn pages() {
    hydrate_body(|| view! { <PagesRoot /> });
}

/// Wakes the editor.
pub fn editor() {
    hydrate_body(|| view! { <EditorRoot path=path() /> });
}

/// Wakes whichever it is, with the weight of both: for tools that know of one bundle only.
pub fn whole() {
    match Root::of(&path()) {
        Root::Pages => pages(),
        Root::Editor => editor(),
    }
}
