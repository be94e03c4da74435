//! Live sessions: who has a design open, where they are, and the edits of each for all the others.
//!
//! A room for each design that somebody has open. Nothing here is stored, and nothing is asked of a reader: what is
//! missed (by a slow reader, by one that was cut off) is read again by its number. Deliberately absent: judging edits
//! and giving them their order (`designs`), and who may come in (`api::design_live`).

pub(crate) mod away;
mod room;
mod socket;

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::extract::ws::Utf8Bytes;
use tablewright_contract::{LiveNews, RecordedEdit};
use tablewright_storage::DesignId;
use tokio::sync::broadcast::Receiver;
use tokio::sync::watch;

use self::room::Room;
pub(crate) use self::socket::serve;

/// The largest message in bytes that carries edits; of larger ones only the number is told, and the listener reads them.
const LARGEST: usize = 32 * 1024;

/// All rooms; cloning it is cheap.
#[derive(Clone, Default)]
pub(crate) struct Live(Arc<Mutex<HashMap<DesignId, Arc<Room>>>>);

/// A place in a room. Whoever gives it up has left.
pub(crate) struct Seat {
    live: Live,
    design: DesignId,
    room: Arc<Room>,
    who: u32,
    news: Receiver<Utf8Bytes>,
    /// Changes when every listener is to look whether it may still listen.
    looks: watch::Receiver<()>,
}

impl Live {
    /// Comes into the room of a design; none when it is full.
    pub(crate) fn join(&self, design: DesignId, name: &str) -> Option<Seat> {
        let mut rooms = self.rooms();
        let room = Arc::clone(rooms.entry(design).or_default());
        let looks = room.looks();
        let (who, news) = room.enter(name)?;
        Some(Seat { live: self.clone(), design, room, who, news, looks })
    }

    /// Tells everybody in the design's room what was just stored. Call it in the order of the numbers.
    pub(crate) fn publish(&self, design: DesignId, seq: u64, edits: impl FnOnce() -> Vec<RecordedEdit>) {
        let room = self.rooms().get(&design).cloned();
        if let Some(room) = room {
            let whole = encoded(&LiveNews { seq, edits: edits(), ..LiveNews::default() });
            let told = if whole.len() > LARGEST { number(seq) } else { whole };
            room.tell(told);
        }
    }

    /// Tells everybody in the design's room that something was said about it.
    pub(crate) fn tell_of_comments(&self, design: DesignId) {
        if let Some(room) = self.rooms().get(&design) {
            room.tell(encoded(&LiveNews { comments: true, ..LiveNews::default() }));
        }
    }

    /// Somebody may have lost the right to listen: every socket of the design looks whether it was its own.
    pub(crate) fn look_again(&self, design: DesignId) {
        if let Some(room) = self.rooms().get(&design) {
            room.look_again();
        }
    }

    /// The same for all designs.
    pub(crate) fn look_again_everywhere(&self) {
        self.rooms().values().for_each(|room| room.look_again());
    }

    /// How many people are in rooms.
    pub(crate) fn listeners(&self) -> u64 {
        self.rooms().values().map(|room| room.count() as u64).sum()
    }

    fn rooms(&self) -> MutexGuard<'_, HashMap<DesignId, Arc<Room>>> {
        // The map is whole after every use, so a poisoned lock holds good data.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Seat {
    /// Who the holder is, and everybody who is here, the holder included.
    pub(crate) fn welcome(&self) -> LiveNews {
        let (came, spots) = self.room.everybody();
        LiveNews { you: Some(self.who), came, spots, ..LiveNews::default() }
    }

    #[cfg(test)]
    fn people(&self) -> Vec<tablewright_contract::Participant> {
        self.room.everybody().0
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut rooms = self.live.rooms();
        self.room.leave(self.who);
        if let Entry::Occupied(room) = rooms.entry(self.design)
            && room.get().count() == 0
        {
            room.remove();
        }
    }
}

/// That the design stands at this number.
fn number(seq: u64) -> Utf8Bytes {
    encoded(&LiveNews { seq, ..LiveNews::default() })
}

/// A message. What can't be written, which nothing here can be, says nothing.
fn encoded(news: &LiveNews) -> Utf8Bytes {
    serde_json::to_string(news).unwrap_or_else(|_| "{}".to_owned()).into()
}

#[cfg(test)]
mod tests {
    use tablewright_contract::Spot;
    use tablewright_model::{DesignField, Edit, Id};
    use tokio::sync::broadcast::error::RecvError;

    use super::*;

    fn design(name: &str) -> DesignId {
        DesignId(name.parse::<Id>().unwrap())
    }

    fn edit(seq: u64, bytes: usize) -> Vec<RecordedEdit> {
        let edit = Edit::SetDesign { field: DesignField::Description("x".repeat(bytes)) };
        vec![RecordedEdit { seq, id: format!("e{seq}"), author: "Ada".into(), at: String::new(), edit }]
    }

    fn heard(seat: &mut Seat) -> LiveNews {
        serde_json::from_str(&seat.news.try_recv().unwrap()).unwrap()
    }

    #[tokio::test]
    async fn those_in_a_room_hear_of_each_other_and_of_nobody_else() {
        let live = Live::default();
        let mut ada = live.join(design("d"), "Ada Lovelace").unwrap();
        let elsewhere = live.join(design("e"), "Alan").unwrap();
        let grace = live.join(design("d"), "Grace Hopper").unwrap();
        assert_eq!(ada.people().len(), 2);
        let came = heard(&mut ada).came.remove(0);
        assert_eq!((came.who, came.name.as_str(), came.initials.as_str()), (2, "Grace Hopper", "GH"));
        assert_ne!(came.hue, ada.people()[0].hue);
        drop(grace);
        assert_eq!(heard(&mut ada).left, [2]);
        live.publish(design("d"), 1, || edit(1, 1));
        assert_eq!(heard(&mut ada).edits, edit(1, 1));
        assert_eq!((elsewhere.people().len(), elsewhere.news.len()), (1, 0));
        drop((ada, elsewhere));
        assert!(live.rooms().is_empty(), "an empty room goes away");
    }

    #[tokio::test]
    async fn of_a_large_edit_only_the_number_is_told() {
        let live = Live::default();
        let mut ada = live.join(design("d"), "Ada").unwrap();
        live.publish(design("d"), 7, || edit(7, LARGEST));
        assert_eq!(heard(&mut ada), LiveNews { seq: 7, ..LiveNews::default() });
    }

    #[tokio::test]
    async fn a_slow_reader_is_cut_off_and_costs_the_others_nothing() {
        let live = Live::default();
        let mut slow = live.join(design("d"), "Slow").unwrap();
        let mut quick = live.join(design("d"), "Quick").unwrap();
        for seq in 1..=1_000 {
            live.publish(design("d"), seq, || edit(seq, 1_000));
            assert_eq!(heard(&mut quick).seq, seq);
        }
        assert!(matches!(slow.news.recv().await, Err(RecvError::Lagged(_))));
        let waits = std::iter::from_fn(|| slow.news.try_recv().ok()).count();
        assert_eq!(waits, room::BACKLOG, "what waits for a reader is bounded");
    }

    #[tokio::test]
    async fn many_moves_are_told_at_once_and_under_the_movers_own_number() {
        let live = Live::default();
        let mut ada = live.join(design("d"), "Ada").unwrap();
        let grace = live.join(design("d"), "Grace").unwrap();
        heard(&mut ada);
        for x in 0..50 {
            grace.room.moved(grace.who, Spot { who: 1, pointer: Some((x, 0)), ..Spot::default() });
        }
        let told: LiveNews = serde_json::from_str(&ada.news.recv().await.unwrap()).unwrap();
        assert_eq!(told.spots, [Spot { who: 2, pointer: Some((49, 0)), ..Spot::default() }]);
        assert_eq!(ada.news.len(), 0);
        assert_eq!(ada.welcome().spots.len(), 2, "who comes later sees it too");
    }

    #[test]
    fn a_room_has_an_end() {
        let live = Live::default();
        let seats: Vec<_> = (0..room::MOST).map_while(|_| live.join(design("d"), "Ada")).collect();
        assert_eq!(seats.len(), room::MOST);
        assert!(live.join(design("d"), "Ada").is_none());
        assert!(live.join(design("e"), "Ada").is_some());
    }
}
