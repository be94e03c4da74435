//! A brake on guessing passwords: after ten failures for one address within a quarter of an hour, no more tries.

use std::collections::HashMap;
use std::sync::Mutex;

use tablewright_storage::Timestamp;

const MOST: usize = 10;
const WINDOW: i64 = 15 * 60 * 1_000;
/// Addresses remembered at once; beyond it the ones without recent failures are forgotten first.
const MOST_KEYS: usize = 10_000;

/// Failed sign-ins by address.
#[derive(Debug, Default)]
pub(crate) struct Attempts(Mutex<HashMap<String, Vec<i64>>>);

impl Attempts {
    /// Whether another try is allowed.
    pub(crate) fn allowed(&self, email: &str, now: Timestamp) -> bool {
        self.with(|failures| {
            let recent = failures.get(&key(email)).map_or(0, |times| recent(times, now).count());
            recent < MOST
        })
    }

    /// Remembers a failure.
    pub(crate) fn failed(&self, email: &str, now: Timestamp) {
        self.with(|failures| {
            if failures.len() >= MOST_KEYS {
                failures.retain(|_, times| recent(times, now).next().is_some());
            }
            let times = failures.entry(key(email)).or_default();
            times.retain(|at| now.0 - at < WINDOW);
            times.push(now.0);
        });
    }

    /// Forgets the failures of an address that signed in.
    pub(crate) fn succeeded(&self, email: &str) {
        self.with(|failures| failures.remove(&key(email)));
    }

    fn with<T>(&self, work: impl FnOnce(&mut HashMap<String, Vec<i64>>) -> T) -> T {
        // The map is whole after every closure, so a poisoned lock holds good data.
        work(&mut self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner))
    }
}

fn key(email: &str) -> String {
    email.trim().to_lowercase().chars().take(320).collect()
}

fn recent(times: &[i64], now: Timestamp) -> impl Iterator<Item = &i64> {
    times.iter().filter(move |at| now.0 - **at < WINDOW)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_failures_close_the_door_for_a_quarter_of_an_hour() {
        let attempts = Attempts::default();
        for second in 0..10 {
            assert!(attempts.allowed("a@example.com", Timestamp(second * 1_000)));
            attempts.failed("A@example.com ", Timestamp(second * 1_000));
        }
        assert!(!attempts.allowed("a@example.com", Timestamp(20_000)));
        assert!(attempts.allowed("b@example.com", Timestamp(20_000)));
        assert!(attempts.allowed("a@example.com", Timestamp(20_000 + WINDOW)));
    }
}
