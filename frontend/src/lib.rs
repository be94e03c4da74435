//! The bundles for browsers, one for the pages and one for the editor, as binaries in `bin`; here both at once for
//! `cargo leptos watch`, which knows of one bundle only.
//!
//! Deliberately a few lines each: everything that can be seen lives in `tablewright-app`.

use wasm_bindgen::prelude::wasm_bindgen;

/// Called by the page once the module is loaded.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    tablewright_app::hydrate::whole();
}
