//! Pauses that grow, and how long something has been going on.

use std::time::Duration;

use tablewright_storage::Timestamp;

use crate::{Limits, Pace};

/// Pauses between looks or tries.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pauses {
    next: Duration,
    at_most: Duration,
    growth: f64,
}

impl Pauses {
    pub(crate) fn between_looks(limits: &Limits) -> Self {
        Self { next: limits.look, at_most: limits.look_at_most, growth: 1.5 }
    }

    pub(crate) fn after_errors(limits: &Limits) -> Self {
        Self { next: limits.retry, at_most: limits.retry_at_most, growth: 2.0 }
    }

    pub(crate) fn after_busy(limits: &Limits) -> Self {
        Self { at_most: limits.busy_at_most, ..Self::after_errors(limits) }
    }

    pub(crate) fn between_figures(limits: &Limits) -> Self {
        Self { next: limits.look_at_most, at_most: limits.filling, growth: 2.0 }
    }

    /// The next pause: half of it certain, half by chance.
    pub(crate) fn next(&mut self, pace: &dyn Pace) -> Duration {
        let pause = self.next.min(self.at_most);
        self.next = pause.mul_f64(self.growth);
        pause.mul_f64(0.5 + 0.5 * pace.jitter().clamp(0.0, 1.0))
    }
}

/// The same thing seen again and again.
#[derive(Debug, Clone)]
pub(crate) struct Streak<T> {
    seen: Option<(T, Timestamp)>,
    times: u32,
}

impl<T> Default for Streak<T> {
    fn default() -> Self {
        Self { seen: None, times: 0 }
    }
}

impl<T: PartialEq> Streak<T> {
    /// How long this has been seen, and how often with this time; something else starts anew.
    pub(crate) fn again(&mut self, what: T, now: Timestamp) -> (Duration, u32) {
        match &self.seen {
            Some((same, since)) if *same == what => {
                self.times += 1;
                (Duration::from_millis(u64::try_from(now.0 - since.0).unwrap_or_default()), self.times)
            }
            _ => {
                *self = Self { seen: Some((what, now)), times: 1 };
                (Duration::ZERO, 1)
            }
        }
    }
}
