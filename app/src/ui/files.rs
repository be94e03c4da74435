//! Files that somebody chooses or drops: read in the browser, given as base64.

use std::rc::Rc;

use crate::prelude::*;
use leptos::ev::{DragEvent, Event};
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

use super::field::Naming;

/// A file as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadFile {
    /// Its name.
    pub name: String,
    /// Its size in bytes.
    pub size: usize,
    /// What is in it, in base64.
    pub base64: String,
}

/// A place to drop files on, around the browser's own control for choosing them.
#[component]
pub fn FileDrop(
    /// What was read, each time that files were chosen or dropped.
    #[prop(into)]
    on_files: Callback<Vec<ReadFile>>,
    /// A file could not be read.
    #[prop(into)]
    on_problem: Callback<String>,
) -> impl IntoView {
    let naming = Naming::of(None);
    let is_over = RwSignal::new(false);
    let chosen = move |event: Event| {
        let files = event.target().map(|target| listed(&target, "files")).unwrap_or_default();
        read_all(files, on_files, on_problem);
    };
    let dropped = move |event: DragEvent| {
        event.prevent_default();
        is_over.set(false);
        let transfer = member(&event, "dataTransfer");
        read_all(listed(&transfer, "files"), on_files, on_problem);
    };
    let over = move |event: DragEvent| {
        event.prevent_default();
        is_over.set(true);
    };
    view! {
        <div
            class="file-drop"
            class:file-drop-over=is_over
            on:dragover=over
            on:dragleave=move |_| is_over.set(false)
            on:drop=dropped
        >
            <input
                type="file"
                multiple
                class="file-input"
                id=naming.id()
                aria-describedby=naming.described_by()
                on:change=chosen
            />
            <span class="small muted">"or drop files here"</span>
        </div>
    }
}

fn read_all(files: Vec<JsValue>, on_files: Callback<Vec<ReadFile>>, on_problem: Callback<String>) {
    if files.is_empty() {
        return;
    }
    let files = Rc::new(files);
    spawn_local(async move {
        let mut read = Vec::new();
        for file in files.iter() {
            let name = member(file, "name").as_string().unwrap_or_default();
            match bytes(file).await {
                Some(bytes) => read.push(ReadFile { name, size: bytes.len(), base64: base64(&bytes) }),
                None => on_problem.run(format!("{name} can't be read: choose it again.")),
            }
        }
        on_files.run(read);
    });
}

async fn bytes(file: &JsValue) -> Option<Vec<u8>> {
    let blob = file.dyn_ref::<Blob>()?;
    let buffer = JsFuture::from(blob.array_buffer()).await.ok()?;
    Some(js_sys::Uint8Array::new(&buffer).to_vec())
}

/// The browser's own encoder takes a text whose characters are bytes.
fn base64(bytes: &[u8]) -> String {
    let text: String = bytes.iter().map(|byte| char::from(*byte)).collect();
    window().btoa(&text).unwrap_or_default()
}

fn member(of: &JsValue, name: &str) -> JsValue {
    js_sys::Reflect::get(of, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
}

fn listed(of: &JsValue, name: &str) -> Vec<JsValue> {
    let list = member(of, name);
    if list.is_object() { js_sys::Array::from(&list).to_vec() } else { Vec::new() }
}
