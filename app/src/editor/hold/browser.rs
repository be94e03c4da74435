//! Tasks of the browser that can be kept waiting: what effects run in.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use any_spawner::{CustomExecutor, Executor, PinnedFuture, PinnedLocalFuture};

use super::HOLD;

/// Lets effects wait where they are to. Before anything is spawned.
pub(crate) fn install() {
    // Where somebody has spawned before, nothing waits, and an edit takes two frames.
    let _ = Executor::init_custom_executor(Browser);
}

/// Runs tasks as `wasm-bindgen-futures` does.
struct Browser;

impl CustomExecutor for Browser {
    /// There is one thread.
    fn spawn(&self, _: PinnedFuture<()>) {}

    fn spawn_local(&self, task: PinnedLocalFuture<()>) {
        wasm_bindgen_futures::spawn_local(Held(task));
    }

    fn poll_local(&self) {}
}

/// A task that waits while [`HOLD`] keeps it.
struct Held(PinnedLocalFuture<()>);

impl Future for Held {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if HOLD.with_borrow_mut(|hold| hold.keeps(context.waker())) {
            return Poll::Pending;
        }
        self.0.as_mut().poll(context)
    }
}
