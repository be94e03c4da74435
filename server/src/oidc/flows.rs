//! Sign-ins that were begun: from the way to the provider until the way back, ten minutes at most.
//!
//! They are in memory: who is on the way while the server starts anew begins again.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use tablewright_storage::{Timestamp, TokenHash, UserId};

/// How long somebody may take at the provider, in milliseconds.
const MOST_TIME: i64 = 10 * 60 * 1_000;
/// Whoever begins without end pushes out nobody but themselves and a few others.
const MOST: usize = 10_000;

/// What somebody goes to the provider for.
#[derive(Debug, Clone)]
pub(crate) enum Purpose {
    /// To sign in.
    SignIn,
    /// To accept an invitation, named by the hash of its secret.
    Join(TokenHash),
    /// To connect the account that they are signed in to.
    Connect(UserId),
}

/// One sign-in on its way.
#[derive(Debug)]
pub(super) struct Flow {
    pub(super) state: [u8; 32],
    pub(super) nonce: String,
    pub(super) verifier: String,
    pub(super) purpose: Purpose,
    pub(super) next: String,
    pub(super) begun: Timestamp,
}

/// All of them, by the hash of the secret in the browser's cookie.
#[derive(Debug, Default)]
pub(super) struct Flows(Mutex<HashMap<[u8; 32], Flow>>);

impl Flows {
    pub(super) fn keep(&self, cookie: [u8; 32], flow: Flow) {
        let mut flows = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if flows.len() >= MOST {
            flows.retain(|_, known| is_open(known, flow.begun));
        }
        if flows.len() >= MOST {
            let oldest = flows.iter().min_by_key(|(_, known)| known.begun.0).map(|(cookie, _)| *cookie);
            oldest.map(|oldest| flows.remove(&oldest));
        }
        flows.insert(cookie, flow);
    }

    /// Takes one out: it is good for one way back.
    pub(super) fn take(&self, cookie: &[u8; 32], now: Timestamp) -> Option<Flow> {
        let mut flows = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        flows.remove(cookie).filter(|flow| is_open(flow, now))
    }
}

fn is_open(flow: &Flow, now: Timestamp) -> bool {
    now.0 - flow.begun.0 < MOST_TIME
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flow(begun: i64) -> Flow {
        let text = String::new;
        let purpose = Purpose::SignIn;
        Flow {
            state: [0; 32],
            nonce: text(),
            verifier: text(),
            purpose,
            next: text(),
            begun: Timestamp(begun),
        }
    }

    #[test]
    fn a_flow_is_good_once_and_for_ten_minutes() {
        let flows = Flows::default();
        flows.keep([1; 32], flow(0));
        flows.keep([2; 32], flow(0));
        assert!(flows.take(&[1; 32], Timestamp(MOST_TIME - 1)).is_some());
        assert!(flows.take(&[1; 32], Timestamp(0)).is_none());
        assert!(flows.take(&[2; 32], Timestamp(MOST_TIME)).is_none());
    }

    #[test]
    fn there_are_never_more_than_so_many() {
        let flows = Flows::default();
        for number in 0..MOST + 10 {
            let mut cookie = [0; 32];
            cookie[..8].copy_from_slice(&number.to_le_bytes());
            flows.keep(cookie, flow(number as i64));
        }
        assert_eq!(flows.0.lock().unwrap().len(), MOST);
        assert!(flows.take(&[0; 32], Timestamp(0)).is_none(), "the oldest went");
    }
}
