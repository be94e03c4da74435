//! A brake on guessing passwords: too many failures within a quarter of an hour, for one account or from one address,
//! and there are no more tries until the oldest of them is that old.

use std::collections::HashMap;
use std::sync::Mutex;

use tablewright_storage::Timestamp;

/// Failures for one account.
const MOST_FOR_AN_ACCOUNT: usize = 10;
/// Failures from one address: an office may sit behind one.
const MOST_FROM_AN_ADDRESS: usize = 50;
const WINDOW: i64 = 15 * 60 * 1_000;
/// Keys remembered at once; beyond it the ones without recent failures are forgotten first.
const MOST_KEYS: usize = 10_000;

/// Failed sign-ins, by account and by address.
#[derive(Debug, Default)]
pub(crate) struct Attempts(Mutex<HashMap<Key, Vec<i64>>>);

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Key {
    Account(String),
    Address(String),
}

impl Key {
    const fn most(&self) -> usize {
        match self {
            Self::Account(_) => MOST_FOR_AN_ACCOUNT,
            Self::Address(_) => MOST_FROM_AN_ADDRESS,
        }
    }
}

impl Attempts {
    /// After how many seconds another try is allowed; `None` for now.
    pub(crate) fn wait(&self, email: &str, address: &str, now: Timestamp) -> Option<u64> {
        self.with(|failures| {
            let wait = |key: &Key| {
                let recent: Vec<_> = recent(failures.get(key)?, now).collect();
                let over = recent.len().checked_sub(key.most())?;
                let free = recent.get(over)? + WINDOW - now.0;
                u64::try_from(free).ok().map(|millis| millis.div_ceil(1_000))
            };
            keys(email, address).iter().filter_map(wait).max()
        })
    }

    /// Remembers a failure.
    pub(crate) fn failed(&self, email: &str, address: &str, now: Timestamp) {
        self.with(|failures| {
            if failures.len() >= MOST_KEYS {
                failures.retain(|_, times| recent(times, now).next().is_some());
            }
            for key in keys(email, address) {
                let times = failures.entry(key).or_default();
                times.retain(|at| now.0 - at < WINDOW);
                times.push(now.0);
            }
        });
    }

    /// Forgets the failures of an account that signed in. Those of the address stay: one right password does not
    /// excuse the guesses at others.
    pub(crate) fn succeeded(&self, email: &str) {
        self.with(|failures| failures.remove(&Key::Account(account(email))));
    }

    fn with<T>(&self, work: impl FnOnce(&mut HashMap<Key, Vec<i64>>) -> T) -> T {
        // The map is whole after every closure, so a poisoned lock holds good data.
        work(&mut self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner))
    }
}

/// What a try counts for. Without an address, as in a test, it counts for the account alone.
fn keys(email: &str, address: &str) -> Vec<Key> {
    let address = (!address.is_empty()).then(|| Key::Address(address.to_owned()));
    std::iter::once(Key::Account(account(email))).chain(address).collect()
}

fn account(email: &str) -> String {
    email.trim().to_lowercase().chars().take(320).collect()
}

fn recent(times: &[i64], now: Timestamp) -> impl Iterator<Item = i64> {
    times.iter().copied().filter(move |at| now.0 - at < WINDOW)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOWHERE: &str = "";

    #[test]
    fn ten_failures_close_the_door_for_a_quarter_of_an_hour() {
        let attempts = Attempts::default();
        for second in 0..10 {
            assert_eq!(attempts.wait("a@example.com", NOWHERE, Timestamp(second * 1_000)), None);
            attempts.failed("A@example.com ", NOWHERE, Timestamp(second * 1_000));
        }
        assert_eq!(attempts.wait("a@example.com", NOWHERE, Timestamp(20_000)), Some(880));
        assert_eq!(attempts.wait("b@example.com", NOWHERE, Timestamp(20_000)), None);
        // The oldest failure is forgotten first, and gives one more try.
        assert_eq!(attempts.wait("a@example.com", NOWHERE, Timestamp(WINDOW)), None);
        attempts.failed("a@example.com", NOWHERE, Timestamp(WINDOW));
        assert_eq!(attempts.wait("a@example.com", NOWHERE, Timestamp(WINDOW)), Some(1));
        attempts.succeeded("a@example.com");
        assert_eq!(attempts.wait("a@example.com", NOWHERE, Timestamp(WINDOW)), None);
    }

    #[test]
    fn one_address_does_not_try_one_account_after_the_other() {
        let attempts = Attempts::default();
        for number in 0..50 {
            assert_eq!(attempts.wait("next@example.com", "192.0.2.1", Timestamp(0)), None);
            attempts.failed(&format!("{number}@example.com"), "192.0.2.1", Timestamp(0));
        }
        attempts.succeeded("1@example.com");
        assert_eq!(attempts.wait("next@example.com", "192.0.2.1", Timestamp(0)), Some(900));
        assert_eq!(attempts.wait("next@example.com", "192.0.2.2", Timestamp(0)), None);
    }
}
