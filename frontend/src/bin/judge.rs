//! The bundle of the judge, for a worker beside the editor: no page, no Leptos, text in and text out.

use std::cell::RefCell;

use tablewright_judge::Judge;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

thread_local! {
    static JUDGE: RefCell<Judge> = RefCell::default();
}

/// Takes in a message of the editor. Called by `assets/public/judge-worker.js`.
///
/// # Errors
///
/// Why it is none that the judge knows.
#[wasm_bindgen]
pub fn hear(told: &str) -> Result<(), JsValue> {
    JUDGE.with_borrow_mut(|judge| judge.hear_json(told)).map_err(thrown)
}

/// The judge's word on everything heard so far: findings and verdicts.
///
/// # Errors
///
/// None that is known.
#[wasm_bindgen]
pub fn word() -> Result<String, JsValue> {
    JUDGE.with_borrow_mut(Judge::word_json).map_err(thrown)
}

/// The word after that one, if there is one: on what panels look at.
///
/// # Errors
///
/// None that is known.
#[wasm_bindgen]
pub fn next_word() -> Result<Option<String>, JsValue> {
    JUDGE.with_borrow(Judge::next_word_json).map_err(thrown)
}

fn thrown<E: ToString>(error: E) -> JsValue {
    JsValue::from_str(&error.to_string())
}

/// Nothing happens before the worker calls.
fn main() {}
