//! The rounds: new entries of the log become deliveries, due deliveries are sent, and failures wait for their turn.

use std::time::Duration;

use futures::StreamExt;
use futures::stream;
use tablewright_storage::{DeliveryState, Due, StoreError, Timestamp, Tried};
use tokio::sync::{Notify, watch};

use super::send::{Message, send};
use super::{message, sign};
use crate::state::AppState;
use crate::time::now;

/// The pauses between the tries, in seconds; after the last there is none: about two and a half days in all.
const PAUSES: [i64; 9] = [10, 60, 300, 1_800, 7_200, 21_600, 43_200, 43_200, 86_400];
/// Deliveries at the same time, so that one slow receiver does not hold up the others.
const AT_ONCE: usize = 8;
const BATCH: u32 = 64;
/// The log is looked at so often even when nobody called.
const LONGEST: Duration = Duration::from_secs(30);

/// Wakes the rounds, and whoever listens, when something may have been noted.
#[derive(Debug, Default)]
pub(crate) struct Alarm {
    rounds: Notify,
    heard: watch::Sender<u64>,
}

impl Alarm {
    /// Something may have been noted.
    pub(crate) fn ring(&self) {
        self.rounds.notify_one();
        self.heard.send_modify(|times| *times += 1);
    }

    /// Changes each time it rings, for whoever watches something that is written.
    pub(crate) fn listen(&self) -> watch::Receiver<u64> {
        self.heard.subscribe()
    }
}

/// Makes rounds for as long as the server runs.
pub(crate) async fn run(state: AppState) {
    loop {
        if let Err(error) = round(&state, now()).await {
            tracing::error!(%error, "webhooks could not be told");
        }
        let pause = pause(&state).await;
        tokio::select! {
            () = state.alarm.rounds.notified() => {}
            () = tokio::time::sleep(pause) => {}
        }
    }
}

/// Looks at the log and sends what is due; how many deliveries were tried.
pub(super) async fn round(state: &AppState, now: Timestamp) -> Result<usize, StoreError> {
    if state.store.webhooks().await?.is_empty() {
        return Ok(0);
    }
    while state.store.fan_out(now).await? > 0 {}
    let mut tried = 0;
    loop {
        let due = state.store.due(now, BATCH).await?;
        if due.is_empty() {
            return Ok(tried);
        }
        tried += due.len();
        let sent = stream::iter(due).map(|due| attempt(state, due, now)).buffer_unordered(AT_ONCE);
        let outcomes: Vec<Result<(), StoreError>> = sent.collect().await;
        outcomes.into_iter().collect::<Result<(), _>>()?;
    }
}

async fn attempt(state: &AppState, due: Due, now: Timestamp) -> Result<(), StoreError> {
    let Due { delivery, webhook, entry } = due;
    let body = message::body(webhook.form, &entry, &state.base);
    let signature = sign::signature(&webhook.secret, now, &body);
    let message = Message { url: &webhook.url, id: delivery.id, event: &entry.action, signature, body };
    let answer = send(state.reach, message).await;
    state.store.record_delivery(delivery.id, &outcome(answer, delivery.attempts, now)).await
}

/// What an answer means for a delivery that was tried so often before.
fn outcome(answer: Result<u16, String>, before: u32, now: Timestamp) -> Tried {
    let (status, error) = match answer {
        Ok(status @ 200..=299) => {
            return Tried { state: DeliveryState::Delivered, due_at: now, status: Some(status), error: None };
        }
        Ok(status) => (Some(status), format!("The answer was {status}.")),
        Err(reason) => (None, reason),
    };
    // 410 says that nobody will ever listen there again.
    let pause =
        if status == Some(410) { None } else { PAUSES.get(usize::try_from(before).unwrap_or(usize::MAX)) };
    match pause {
        Some(seconds) => {
            let due_at = Timestamp(now.0 + seconds * 1_000);
            Tried { state: DeliveryState::Waiting, due_at, status, error: Some(error) }
        }
        None => Tried { state: DeliveryState::GivenUp, due_at: now, status, error: Some(error) },
    }
}

async fn pause(state: &AppState) -> Duration {
    match state.store.next_due().await {
        Ok(Some(due)) => {
            let millis = u64::try_from(due.0.saturating_sub(now().0)).unwrap_or(0);
            Duration::from_millis(millis).clamp(Duration::from_millis(50), LONGEST)
        }
        _ => LONGEST,
    }
}

#[cfg(test)]
mod outcomes {
    use super::*;

    #[test]
    fn a_failure_waits_longer_each_time_and_is_given_up_in_the_end() {
        let mut at = Timestamp(0);
        let mut waits = Vec::new();
        for before in 0..20 {
            let tried = outcome(Ok(500), before, at);
            if tried.state == DeliveryState::GivenUp {
                assert_eq!(before, 9);
                break;
            }
            waits.push(tried.due_at.0 - at.0);
            at = tried.due_at;
        }
        assert!(waits.is_sorted() && waits.len() == 9, "{waits:?}");
    }

    #[test]
    fn what_arrived_is_over_and_so_is_what_nobody_wants() {
        assert_eq!(outcome(Ok(204), 0, Timestamp(0)).state, DeliveryState::Delivered);
        assert_eq!(outcome(Ok(410), 0, Timestamp(0)).state, DeliveryState::GivenUp);
        // A redirect is not followed: it could lead where the server must not ask.
        assert_eq!(outcome(Ok(302), 0, Timestamp(0)).state, DeliveryState::Waiting);
        assert_eq!(outcome(Err("x".to_owned()), 0, Timestamp(0)).error.as_deref(), Some("x"));
    }
}
