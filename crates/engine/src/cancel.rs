//! Asking a run to stop, or to wait. It does so between two calls, never while it does not know what became of one.

use std::sync::Arc;

use tokio::sync::watch;

/// Wishes for a run; clones share them. A wish to stop can't be taken back, one to wait can.
#[derive(Debug, Clone)]
pub struct Cancel(Arc<watch::Sender<Wish>>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wish {
    GoOn,
    Pause,
    Stop,
    TakeBack,
}

impl Wish {
    const fn is_to_stop(self) -> bool {
        matches!(self, Self::Stop | Self::TakeBack)
    }
}

impl Default for Cancel {
    fn default() -> Self {
        Self(Arc::new(watch::Sender::new(Wish::GoOn)))
    }
}

impl Cancel {
    /// Asks the run to stop.
    pub fn cancel(&self) {
        self.unless_stopped(Wish::Stop);
    }

    /// Asks the run to stop, and to drop an index that it has begun and that is not filled yet.
    pub fn take_back(&self) {
        self.0.send_replace(Wish::TakeBack);
    }

    /// Asks the run to wait before its next call. What AWS has taken goes on.
    pub fn pause(&self) {
        self.unless_stopped(Wish::Pause);
    }

    /// Lets the run go on.
    pub fn go_on(&self) {
        self.unless_stopped(Wish::GoOn);
    }

    /// Whether it was asked to stop.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.0.borrow().is_to_stop()
    }

    /// Whether it was asked to take back what it has begun.
    #[must_use]
    pub fn takes_back(&self) -> bool {
        *self.0.borrow() == Wish::TakeBack
    }

    /// Whether it was asked to wait.
    #[must_use]
    pub fn is_paused(&self) -> bool {
        *self.0.borrow() == Wish::Pause
    }

    /// Returns when it is asked to stop.
    pub(crate) async fn cancelled(&self) {
        self.becomes(Wish::is_to_stop).await;
    }

    /// Returns when it is not asked to wait.
    pub(crate) async fn may_go_on(&self) {
        self.becomes(|wish| wish != Wish::Pause).await;
    }

    fn unless_stopped(&self, wish: Wish) {
        self.0.send_if_modified(|now| {
            let changes = !now.is_to_stop() && *now != wish;
            if changes {
                *now = wish;
            }
            changes
        });
    }

    async fn becomes(&self, is_so: impl Fn(Wish) -> bool) {
        // The sender is held here, so that waiting can't fail.
        let _ = self.0.subscribe().wait_for(|wish| is_so(*wish)).await;
    }
}
