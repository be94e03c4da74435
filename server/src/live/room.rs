//! One room: the people in it, and the line on which everybody hears the same.
//!
//! The line keeps a bounded backlog, once for all readers. Moves are gathered for a moment, so that fifty people who
//! move at once make a few messages and not thousands.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::extract::ws::Utf8Bytes;
use tablewright_contract::{HUES, LiveNews, Participant, Spot};
use tokio::sync::broadcast::{self, Receiver};
use tokio::sync::watch;

use super::encoded;

/// Messages that a reader may be behind before it is cut off.
pub(super) const BACKLOG: usize = 256;
/// People in one room.
pub(super) const MOST: usize = 200;
/// How long moves are gathered.
const GATHERING: Duration = Duration::from_millis(60);
const MOST_INITIALS: usize = 2;

/// A room.
pub(super) struct Room {
    line: broadcast::Sender<Utf8Bytes>,
    people: Mutex<People>,
    looks: watch::Sender<()>,
}

#[derive(Default)]
struct People {
    last: u32,
    here: BTreeMap<u32, (Participant, Spot)>,
    moved: BTreeSet<u32>,
}

impl Default for Room {
    fn default() -> Self {
        Self { line: broadcast::channel(BACKLOG).0, people: Mutex::default(), looks: watch::Sender::new(()) }
    }
}

impl Room {
    /// Takes somebody in, unless it is full; the others hear of it.
    pub(super) fn enter(&self, name: &str) -> Option<(u32, Receiver<Utf8Bytes>)> {
        let mut people = self.people();
        if people.here.len() >= MOST {
            return None;
        }
        people.last += 1;
        let who = people.last;
        let hue = people.free_hue();
        let participant = Participant { who, name: name.to_owned(), initials: initials(name), hue };
        people.here.insert(who, (participant.clone(), Spot { who, ..Spot::default() }));
        self.tell(encoded(&LiveNews { came: vec![participant], ..LiveNews::default() }));
        Some((who, self.line.subscribe()))
    }

    /// Lets somebody out; the others hear of it.
    pub(super) fn leave(&self, who: u32) {
        let mut people = self.people();
        people.here.remove(&who);
        people.moved.remove(&who);
        self.tell(encoded(&LiveNews { left: vec![who], ..LiveNews::default() }));
    }

    /// What wakes a listener to look whether it may still listen.
    pub(super) fn looks(&self) -> watch::Receiver<()> {
        self.looks.subscribe()
    }

    /// Wakes all of them.
    pub(super) fn look_again(&self) {
        self.looks.send_replace(());
    }

    /// Somebody is elsewhere now; the others hear of it in a moment.
    pub(super) fn moved(self: &Arc<Self>, who: u32, spot: Spot) {
        let mut people = self.people();
        let Some((_, before)) = people.here.get_mut(&who) else { return };
        *before = Spot { who, ..spot };
        let is_first = people.moved.is_empty();
        people.moved.insert(who);
        if is_first {
            let room = Arc::clone(self);
            tokio::spawn(async move {
                tokio::time::sleep(GATHERING).await;
                room.tell_moves();
            });
        }
    }

    /// Everybody, and where they are.
    pub(super) fn everybody(&self) -> (Vec<Participant>, Vec<Spot>) {
        self.people().here.values().cloned().unzip()
    }

    /// How many are here.
    pub(super) fn count(&self) -> usize {
        self.people().here.len()
    }

    /// Says something to everybody. That nobody listens is no fault.
    pub(super) fn tell(&self, message: Utf8Bytes) {
        let _ = self.line.send(message);
    }

    fn tell_moves(&self) {
        let mut people = self.people();
        let moved = std::mem::take(&mut people.moved);
        let spots = moved.iter().filter_map(|who| people.here.get(who)).map(|(_, spot)| spot.clone());
        self.tell(encoded(&LiveNews { spots: spots.collect(), ..LiveNews::default() }));
    }

    fn people(&self) -> MutexGuard<'_, People> {
        // They are whole after every use, so a poisoned lock holds good data.
        self.people.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl People {
    /// A colour that nobody has, or the one of the fewest.
    fn free_hue(&self) -> u8 {
        let taken = |hue: &u8| self.here.values().filter(|(person, _)| person.hue == *hue).count();
        (0..HUES).min_by_key(taken).unwrap_or_default()
    }
}

/// The first letters of the first and the last word.
fn initials(name: &str) -> String {
    let mut letters = name.split_whitespace().filter_map(|word| word.chars().next());
    let first = letters.next();
    let of_two: String = first.into_iter().chain(letters.next_back()).flat_map(char::to_uppercase).collect();
    of_two.chars().take(MOST_INITIALS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_of_the_first_and_the_last_name() {
        for (name, expected) in [
            ("Ada Lovelace", "AL"),
            ("ada", "A"),
            ("Johann Wolfgang von Goethe", "JG"),
            ("  ", ""),
            ("ßeta", "SS"),
            ("نور", "ن"),
            ("🦀 Ferris", "🦀F"),
        ] {
            assert_eq!(initials(name), expected, "{name}");
        }
    }

    #[test]
    fn colours_are_used_up_before_one_is_given_twice() {
        let room = Room::default();
        let seats: Vec<_> = (0..HUES).map(|_| room.enter("Ada").unwrap()).collect();
        let hues: BTreeSet<_> = room.everybody().0.iter().map(|person| person.hue).collect();
        assert_eq!(hues.len(), seats.len());
        room.leave(3);
        room.enter("Grace").unwrap();
        assert_eq!(room.everybody().0.last().unwrap().hue, 2);
    }
}
