//! The live session: edits of others as they are stored, who else is here, and where.
//!
//! Everything works without it: edits go out by `saving`, which also looks for those of others for as long as nothing is
//! heard here. What is told live is an offer: what comes late, twice or not at all is read by its number.

mod away;
mod marks;
mod people;
mod pointers;
mod socket;
mod spot;

use crate::prelude::*;
use tablewright_contract::{AwayView, LiveNews, Participant, Spot};

use self::socket::{Heard, Socket};
use super::desk::Desk;

pub(super) use away::{Away, leaves, returned};
pub(super) use people::People;
pub(super) use pointers::Pointers;

/// Ticks without a word, after which nobody is believed to be there: the server speaks every third.
const PATIENCE: u32 = 8;
/// Attempts at each tick, before they become rare.
const EAGER: u32 = 3;
const RARE: u32 = 6;

/// Somebody else, and where they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Other {
    person: Participant,
    spot: Spot,
}

/// What is known of the others.
#[derive(Clone, Copy)]
pub(super) struct Live {
    others: RwSignal<Vec<Other>>,
    /// Whom this window follows.
    following: RwSignal<Option<u32>>,
    /// Whether this window is shown to everybody.
    presents: RwSignal<bool>,
    /// What happened while one was away, until one has read it.
    away: RwSignal<Option<AwayView>>,
    left: StoredValue<away::Left>,
    own: spot::Own,
    line: StoredValue<Option<StoredValue<Socket, LocalStorage>>>,
    state: StoredValue<State>,
}

#[derive(Debug, Clone, Copy, Default)]
struct State {
    you: u32,
    /// Whether the server has spoken.
    is_open: bool,
    /// Ticks since the last word, or attempts since the last success.
    ticks: u32,
}

impl Live {
    pub(super) fn new() -> Self {
        Self {
            others: RwSignal::new(Vec::new()),
            following: RwSignal::new(None),
            presents: RwSignal::new(false),
            away: RwSignal::new(None),
            left: StoredValue::new(away::Left::default()),
            own: spot::Own::new(),
            line: StoredValue::new(None),
            state: StoredValue::new(State::default()),
        }
    }

    /// Called every few seconds: comes back where the line broke. Whether somebody has to look for news meanwhile.
    pub(super) fn tick(self, desk: Desk) -> bool {
        let Some(mut state) = self.state.try_get_value() else { return false };
        state.ticks += 1;
        self.state.set_value(state);
        if state.is_open && state.ticks <= PATIENCE {
            return false;
        }
        if state.is_open {
            self.hang_up();
        }
        if state.ticks <= EAGER || state.ticks.is_multiple_of(RARE) {
            self.hope(desk);
        }
        true
    }

    /// Tries again, unless it is trying: also when there is reason to hope, as when the network is back.
    pub(super) fn hope(self, desk: Desk) {
        if self.line.try_with_value(Option::is_none) == Some(true) {
            self.connect(desk);
        }
    }

    fn connect(self, desk: Desk) {
        let after = desk.with_session(|session| session.seq());
        let (Some(after), Some(design)) = (after, desk.saver.design.try_get_value()) else { return };
        let heard = move |heard| match heard {
            Heard::News(text) => {
                if let Ok(news) = serde_json::from_str(&text) {
                    self.take_in(desk, news);
                }
            }
            Heard::End => self.hang_up(),
        };
        let socket = Socket::open(&format!("/designs/{design}/live?after={after}"), heard);
        self.line.set_value(socket.map(StoredValue::new_local));
    }

    fn take_in(self, desk: Desk, news: LiveNews) {
        let LiveNews { seq, you, edits, came, spots, left, comments } = news;
        let open = |state: &mut State| {
            state.is_open = true;
            state.ticks = 0;
            state.you = you.unwrap_or(state.you);
            state.you
        };
        let Some(own) = self.state.try_update_value(open) else { return };
        if you.is_some() {
            self.set_others(Vec::new());
            desk.saver.reachable(desk);
        }
        // Whoever comes back has missed what was said meanwhile.
        if comments || you.is_some() {
            desk.talk.hear();
        }
        if seq > 0 {
            desk.saver.heard(desk, seq, edits);
        }
        if came.is_empty() && spots.is_empty() && left.is_empty() {
            return;
        }
        let mut others = self.others.get_untracked();
        let newcomers = came.into_iter().filter(|person| person.who != own);
        others.extend(newcomers.map(|person| Other { person, spot: Spot::default() }));
        others.retain(|other| !left.contains(&other.person.who));
        for spot in spots {
            if let Some(other) = others.iter_mut().find(|other| other.person.who == spot.who) {
                self.moved(desk, other, spot);
            }
        }
        self.set_others(others);
    }

    /// Somebody is elsewhere now; whoever follows goes along.
    fn moved(self, desk: Desk, other: &mut Other, spot: Spot) {
        let who = Some(spot.who);
        if spot.presents && !other.spot.presents {
            self.presents.set(false);
            self.following.set(who);
        } else if other.spot.presents && !spot.presents && self.following.get_untracked() == who {
            self.following.set(None);
        }
        if self.following.get_untracked() == who {
            spot::follow(desk, &spot);
        }
        other.spot = spot;
    }

    /// Follows somebody, or nobody any more.
    fn follow(self, desk: Desk, who: Option<u32>) {
        self.following.set(who);
        let others = self.others.get_untracked();
        if let Some(other) = who.and_then(|who| people::find(&others, who)) {
            spot::follow(desk, &other.spot);
        }
    }

    fn set_others(self, others: Vec<Other>) {
        let followed = self.following.get_untracked();
        if followed.is_some_and(|who| others.iter().all(|other| other.person.who != who)) {
            self.following.set(None);
        }
        if self.others.with_untracked(|before| *before != others) {
            self.others.set(others);
        }
    }

    fn say(self, spot: &Spot) {
        let Some(line) = self.line.try_get_value().flatten() else { return };
        if let Ok(text) = serde_json::to_string(spot) {
            line.try_with_value(|socket| socket.say(&text));
        }
    }

    /// Ends the line. Without it, nobody is known to be here.
    fn hang_up(self) {
        if let Some(line) = self.line.try_update_value(Option::take).flatten() {
            line.dispose();
        }
        let shut = |state: &mut State| {
            if std::mem::take(&mut state.is_open) {
                state.ticks = 0;
            }
        };
        if self.state.try_update_value(shut).is_some() {
            self.set_others(Vec::new());
        }
    }
}

/// Joins the session once the design is there; it is left with the editor.
pub(super) fn start(desk: Desk) {
    let live = desk.live;
    live.connect(desk);
    live.own.watch(desk);
    marks::keep(desk);
    away::look(desk);
    on_cleanup(move || live.hang_up());
}
