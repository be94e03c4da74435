//! The bundles for browsers, as binaries in `bin`: one for the pages, one for the editor, one for the editor's judge.
//! Here the first two at once for `cargo leptos watch`, which knows of one bundle only and runs no judge.
//!
//! Deliberately a few lines each: everything that can be seen lives in `tablewright-app`.

use wasm_bindgen::prelude::wasm_bindgen;

/// Called by the page once the module is loaded.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    tablewright_app::hydrate::whole();
}
