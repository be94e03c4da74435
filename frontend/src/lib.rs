//! The browser bundle's entry: the page calls `hydrate` once the module is loaded.
//!
//! Deliberately a few lines: everything that can be seen lives in `tablewright-app`.

use tablewright_app::App;
use wasm_bindgen::prelude::wasm_bindgen;

/// Wakes the server-rendered page up.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_body(App);
}
