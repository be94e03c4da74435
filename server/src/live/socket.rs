//! One listener's socket, from the welcome to its end.
//!
//! A reader that does not take what it is sent is cut off; it comes back and reads what it missed by its number. So is
//! one that says too much, one that does not answer pings, and one who may not read the design any more.

use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, WebSocket};
use tablewright_contract::{LiveNews, Spot};
use tokio::time::{Instant, MissedTickBehavior, interval_at, timeout};

use super::{Seat, encoded, number};

/// Between pings, and looks whether the listener may still listen.
const BEAT: Duration = Duration::from_secs(15);
/// How long a reader may take over one message.
const PATIENCE: Duration = Duration::from_secs(10);
/// Messages that a listener may send between two beats.
const MOST_TOLD: u32 = 900;
/// The longest name of a place, in bytes.
const LONGEST: usize = 200;

/// Why a socket ends. The codes of one's own begin at 4000.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// The other side is gone.
    Gone,
    /// It is behind: it reads too slowly.
    Slow,
    /// It said something that is not for here, or too much.
    Unruly,
    /// It may not listen any more.
    Forbidden,
}

/// Serves a listener until it ends. `still` says what the design's last number is, as long as the listener may know it.
pub(crate) async fn serve<F>(mut socket: WebSocket, mut seat: Seat, welcome: LiveNews, still: impl Fn() -> F)
where
    F: Future<Output = Option<u64>>,
{
    let end = match send(&mut socket, Message::Text(encoded(&welcome))).await {
        Ok(()) => listen(&mut socket, &mut seat, still).await,
        Err(end) => end,
    };
    tracing::debug!(design = %seat.design, who = seat.who, ?end, "a live session ends");
    // The place is free before the other side says goodbye, if it ever does.
    drop(seat);
    if let Some((code, reason)) = end.close() {
        let frame = CloseFrame { code, reason: reason.into() };
        let _ = send(&mut socket, Message::Close(Some(frame))).await;
    }
}

async fn listen<F>(socket: &mut WebSocket, seat: &mut Seat, still: impl Fn() -> F) -> End
where
    F: Future<Output = Option<u64>>,
{
    let mut beat = interval_at(Instant::now() + BEAT, BEAT);
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let (mut told, mut silent) = (0, 0);
    loop {
        let next = tokio::select! {
            news = seat.news.recv() => match news {
                Ok(news) => send(socket, Message::Text(news)).await,
                Err(_) => Err(End::Slow),
            },
            message = socket.recv() => {
                told += 1;
                silent = 0;
                if told > MOST_TOLD { Err(End::Unruly) } else { heard(seat, message) }
            }
            // The room lives as long as the seat, so this never ends by itself.
            _ = seat.looks.changed() => beaten(socket, still().await).await,
            _ = beat.tick() => {
                told = 0;
                silent += 1;
                if silent > 2 { Err(End::Gone) } else { beaten(socket, still().await).await }
            }
        };
        if let Err(end) = next {
            return end;
        }
    }
}

fn heard(seat: &Seat, message: Option<Result<Message, axum::Error>>) -> Result<(), End> {
    match message {
        None | Some(Err(_) | Ok(Message::Close(_))) => Err(End::Gone),
        Some(Ok(Message::Ping(_) | Message::Pong(_))) => Ok(()),
        Some(Ok(Message::Binary(_))) => Err(End::Unruly),
        Some(Ok(Message::Text(text))) => {
            let spot = serde_json::from_str(&text).ok().filter(is_a_place).ok_or(End::Unruly)?;
            seat.room.moved(seat.who, spot);
            Ok(())
        }
    }
}

/// Names of places end up in other people's pages: they are ids of elements and of objects, and nothing else.
fn is_a_place(spot: &Spot) -> bool {
    let is_id = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':');
    [&spot.object, &spot.field].into_iter().all(|name| name.len() <= LONGEST && name.chars().all(is_id))
}

async fn beaten(socket: &mut WebSocket, seq: Option<u64>) -> Result<(), End> {
    let seq = seq.ok_or(End::Forbidden)?;
    send(socket, Message::Ping(Vec::new().into())).await?;
    // A listener that lost a message learns of it by the number.
    send(socket, Message::Text(number(seq))).await
}

async fn send(socket: &mut WebSocket, message: Message) -> Result<(), End> {
    match timeout(PATIENCE, socket.send(message)).await {
        Ok(sent) => sent.map_err(|_| End::Gone),
        Err(_) => Err(End::Slow),
    }
}

impl End {
    const fn close(self) -> Option<(u16, &'static str)> {
        match self {
            Self::Gone => None,
            Self::Slow => Some((4000, "behind: come back")),
            Self::Unruly => Some((4001, "not for here")),
            Self::Forbidden => Some((4003, "not allowed any more")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_an_id_and_not_a_text() {
        let place = |object: &str, field: &str| Spot {
            object: object.into(),
            field: field.into(),
            ..Spot::default()
        };
        assert!(is_a_place(&place("attribute:game-scores:user", "set-table_t-name")));
        assert!(!is_a_place(&place("<b>", "")));
        assert!(!is_a_place(&place("", "a b")));
        assert!(!is_a_place(&place(&"x".repeat(LONGEST + 1), "")));
    }
}
