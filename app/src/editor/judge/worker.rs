//! A thread of the browser that is sent text and sends text back.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, MessageEvent, WorkerOptions, WorkerType};

/// Its script: `assets/public/judge-worker.js`.
const SCRIPT: &str = "/judge-worker.js";

/// What is heard of it.
pub(super) enum Heard {
    /// What it said.
    Word(String),
    /// It broke down.
    Death,
}

/// The thread; it ends with this value.
pub(super) struct Worker {
    inner: web_sys::Worker,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(Event)>,
}

impl Worker {
    /// Starts it; none where the browser has no such threads or forbids them.
    pub(super) fn start(heard: impl Fn(Heard) + Copy + 'static) -> Option<Self> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let inner = web_sys::Worker::new_with_options(SCRIPT, &options).ok()?;
        let on_message = Closure::new(move |event: MessageEvent| {
            if let Some(text) = event.data().as_string() {
                heard(Heard::Word(text));
            }
        });
        let on_error = Closure::new(move |_: Event| heard(Heard::Death));
        inner.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        inner.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Some(Self { inner, _on_message: on_message, _on_error: on_error })
    }

    /// Sends it a text. A thread that is gone takes nothing, and has said so.
    pub(super) fn tell(&self, text: &str) {
        let _ = self.inner.post_message(&text.into());
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.inner.set_onmessage(None);
        self.inner.set_onerror(None);
        self.inner.terminate();
    }
}
