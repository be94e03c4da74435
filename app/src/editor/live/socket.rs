//! The browser's end of a live session's socket: text in both directions.

use crate::prelude::window;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, MessageEvent, WebSocket};

/// What is heard of it.
pub(super) enum Heard {
    /// What the server said.
    News(String),
    /// It ended, or never began.
    End,
}

/// The socket; it ends with this value.
pub(super) struct Socket {
    inner: WebSocket,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_close: Closure<dyn FnMut(Event)>,
}

impl Socket {
    /// Opens one to a path below `/api/v1`; none where the browser does not let it.
    pub(super) fn open(path: &str, heard: impl Fn(Heard) + Copy + 'static) -> Option<Self> {
        let location = window().location();
        let scheme = if location.protocol().ok()? == "https:" { "wss" } else { "ws" };
        let inner = WebSocket::new(&format!("{scheme}://{}/api/v1{path}", location.host().ok()?)).ok()?;
        let on_message = Closure::new(move |event: MessageEvent| {
            if let Some(text) = event.data().as_string() {
                heard(Heard::News(text));
            }
        });
        let on_close = Closure::new(move |_: Event| heard(Heard::End));
        inner.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        // An error is followed by the end.
        inner.set_onclose(Some(on_close.as_ref().unchecked_ref()));
        Some(Self { inner, _on_message: on_message, _on_close: on_close })
    }

    /// Says something. A socket that is gone takes nothing; what is said here may get lost.
    pub(super) fn say(&self, text: &str) {
        let _ = self.inner.send_with_str(text);
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        self.inner.set_onmessage(None);
        self.inner.set_onclose(None);
        let _ = self.inner.close();
    }
}
