//! The bundle of every page but the editor.

use wasm_bindgen::prelude::wasm_bindgen;

/// Called by the page once the module is loaded.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    tablewright_app::hydrate::pages();
}

/// Nothing happens before the page calls.
fn main() {}
