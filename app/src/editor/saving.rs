//! Saving: when edits go out, what happens when they can't, and what is kept in the browser meanwhile.
//!
//! One request at a time. What is not saved lies in the session's queue, and a copy of the queue in the browser's
//! storage, so that a closed tab or a dead battery costs nothing: the next visit sends it, under the same ids.

use std::time::Duration;

use crate::prelude::*;
use leptos::leptos_dom::helpers::{IntervalHandle, TimeoutHandle};
use leptos::task::spawn_local;
use tablewright_contract::{DesignView, EditsView, PostEdits, RecordedEdit, SubmittedEdit};

use super::browser;
use super::desk::{Desk, Stage, fresh_id};
use super::live;
use super::session::{OutOfStep, Session};
use super::transport::{self, Trouble};

/// Making a request takes a millisecond, which the frame that shows the edit does not have.
const FRAME: Duration = Duration::from_millis(17);
/// After the last keystroke.
const TYPING_PAUSE: Duration = Duration::from_millis(300);
/// Between looks for the edits of others.
const POLL: Duration = Duration::from_secs(5);
/// Between attempts to reach a server that does not answer.
const RETRY: Duration = Duration::from_secs(3);

/// What the toolbar says about saving.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Saving {
    Saved,
    Underway,
    Offline,
    SignedOut,
    /// Nothing more can be saved here; why.
    Closed(String),
}

/// The state of saving one design.
#[derive(Clone, Copy)]
pub(super) struct Saver {
    pub(super) state: RwSignal<Saving>,
    pub(super) design: StoredValue<String>,
    timer: StoredValue<Option<TimeoutHandle>>,
    /// Whether a look for news is on its way.
    looks: StoredValue<bool>,
    /// Where this page keeps its queue; other pages of the same design have their own.
    key: StoredValue<String>,
}

impl Saver {
    pub(super) fn new(design: String) -> Self {
        Self {
            state: RwSignal::new(Saving::Saved),
            design: StoredValue::new(design),
            timer: StoredValue::new(None),
            looks: StoredValue::new(false),
            key: StoredValue::new(String::new()),
        }
    }

    /// Sends after a pause in typing.
    pub(super) fn soon(self, desk: Desk) {
        self.set(Saving::Underway);
        self.wake_in(desk, TYPING_PAUSE);
    }

    /// Sends what waits, unless a request is on its way: its answer sends the rest.
    pub(super) fn now(self, desk: Desk) {
        self.stop_timer();
        if matches!(self.state.try_get_untracked(), None | Some(Saving::Closed(_))) {
            return;
        }
        let Some(request) = desk.with_session(Session::outgoing).flatten() else { return };
        self.keep_queue(desk);
        if matches!(self.state.get_untracked(), Saving::Saved) {
            self.set(Saving::Underway);
        }
        let Some(design) = self.design.try_get_value() else { return };
        let send = async move {
            let answer = transport::post(&design, &request).await;
            self.answered(desk, answer);
        };
        set_timeout(move || spawn_local(send), FRAME);
    }

    fn answered(self, desk: Desk, answer: Result<EditsView, Trouble>) {
        match answer {
            Ok(answer) => {
                let taken = desk.with_session(|session| session.acknowledge(&answer));
                self.took(desk, taken);
                self.catch_up(desk);
            }
            Err(Trouble::Rejected(message)) => {
                let notice = desk.with_session(|session| session.rejected(&message)).flatten();
                desk.refresh();
                notice.into_iter().for_each(|notice| desk.tell(notice));
                self.settled(desk);
            }
            Err(trouble) => self.interrupted(desk, trouble),
        }
    }

    fn interrupted(self, desk: Desk, trouble: Trouble) {
        desk.with_session(Session::connection_lost);
        self.keep_queue(desk);
        match trouble {
            Trouble::SignedOut => self.set(Saving::SignedOut),
            Trouble::Closed(message) => {
                desk.read_only.try_set(true);
                self.set(Saving::Closed(message));
                return;
            }
            Trouble::Unreachable | Trouble::Rejected(_) => self.set(Saving::Offline),
        }
        self.wake_in(desk, RETRY);
    }

    fn took(self, desk: Desk, taken: Option<Result<Vec<super::session::Notice>, OutOfStep>>) {
        match taken {
            // The page is closed.
            None => {}
            Some(Ok(notices)) => {
                desk.refresh();
                notices.into_iter().for_each(|notice| desk.tell(notice));
                self.settled(desk);
            }
            Some(Err(OutOfStep)) => self.rejoin(desk),
        }
    }

    /// After an answer: the rest goes out, or everything is saved.
    fn settled(self, desk: Desk) {
        match desk.with_session(|session| session.waiting()) {
            Some(0) => {
                self.set(Saving::Saved);
                self.keep_queue(desk);
            }
            Some(_) if self.has_timer() => self.set(Saving::Underway),
            Some(_) => {
                self.set(Saving::Underway);
                self.now(desk);
            }
            None => {}
        }
    }

    /// Reads the design anew; what waits stays on top of it.
    fn rejoin(self, desk: Desk) {
        let Some(design) = self.design.try_get_value() else { return };
        spawn_local(async move {
            match transport::load(&design).await {
                Ok(view) => {
                    desk.with_session(|session| session.rejoin(&view));
                    desk.refresh();
                    self.settled(desk);
                }
                Err(_) => self.interrupted(desk, Trouble::Unreachable),
            }
        });
    }

    /// What was told live. What is missing then is read.
    pub(super) fn heard(self, desk: Desk, seq: u64, edits: Vec<RecordedEdit>) {
        let taken = desk.with_session(|session| {
            let before = session.seq();
            let taken = session.hear(seq, edits);
            (taken.is_err() || session.seq() != before).then_some(taken)
        });
        self.took(desk, taken.flatten());
        self.catch_up(desk);
    }

    /// A long absence comes in pages.
    fn catch_up(self, desk: Desk) {
        if desk.with_session(|session| session.is_behind()).unwrap_or(false) {
            self.look_for_news(desk);
        }
    }

    fn look_for_news(self, desk: Desk) {
        let open = !matches!(self.state.try_get_untracked(), None | Some(Saving::Closed(_)));
        let after = desk.with_session(|session| (session.waiting() == 0).then(|| session.seq())).flatten();
        let (true, false, Some(after), Some(design), Some(false)) =
            (open, browser::is_hidden(), after, self.design.try_get_value(), self.looks.try_get_value())
        else {
            return;
        };
        self.looks.set_value(true);
        spawn_local(async move {
            let news = transport::news(&design, after).await;
            self.looks.try_set_value(false);
            match news {
                Ok(news) if news.edits.is_empty() => self.reachable(desk),
                Ok(news) => {
                    let taken = desk.with_session(|session| session.receive(&news));
                    self.took(desk, taken);
                    self.catch_up(desk);
                }
                Err(Trouble::Unreachable) => self.set(Saving::Offline),
                Err(Trouble::SignedOut) => self.set(Saving::SignedOut),
                Err(Trouble::Closed(_) | Trouble::Rejected(_)) => {}
            }
        });
    }

    pub(super) fn reachable(self, desk: Desk) {
        if matches!(self.state.try_get_untracked(), Some(Saving::Offline | Saving::SignedOut)) {
            self.settled(desk);
        }
    }

    /// The page is about to go: keep the queue here, and try to get it out as well.
    pub(super) fn leaving(self, desk: Desk) {
        self.stop_timer();
        self.keep_queue(desk);
        let queue = desk.with_session(|session| (session.seq(), session.queue()));
        if let (Some((after, edits)), Some(design)) = (queue, self.design.try_get_value())
            && !edits.is_empty()
            && let Ok(json) = serde_json::to_string(&PostEdits { after, edits })
        {
            browser::send_beacon(&format!("/api/v1{}", transport::path(&design)), &json);
        }
    }

    fn keep_queue(self, desk: Desk) {
        let (Some(queue), Some(key)) =
            (desk.with_session(|session| session.queue()), self.key.try_get_value())
        else {
            return;
        };
        if queue.is_empty() {
            browser::forget(&key);
        } else if let Ok(json) = serde_json::to_string(&queue) {
            browser::keep(&key, &json);
        }
    }

    /// Takes over what earlier pages of this design left behind.
    fn take_over(self) -> Vec<SubmittedEdit> {
        let prefix = format!("tablewright-queue:{}:", self.design.get_value());
        self.key.set_value(format!("{prefix}{}", fresh_id::<tablewright_model::Id>()));
        let mut queue = Vec::new();
        for (key, json) in browser::kept(&prefix) {
            queue.extend(serde_json::from_str::<Vec<SubmittedEdit>>(&json).unwrap_or_default());
            browser::forget(&key);
        }
        queue
    }

    fn wake_in(self, desk: Desk, delay: Duration) {
        self.stop_timer();
        let wake = move || {
            self.timer.try_set_value(None);
            self.now(desk);
        };
        if let Ok(handle) = set_timeout_with_handle(wake, delay) {
            self.timer.try_set_value(Some(handle));
        }
    }

    fn has_timer(self) -> bool {
        self.timer.try_with_value(Option::is_some).unwrap_or(false)
    }

    fn stop_timer(self) {
        if let Some(Some(handle)) = self.timer.try_update_value(Option::take) {
            handle.clear();
        }
    }

    fn set(self, state: Saving) {
        if self.state.try_get_untracked().is_some_and(|before| before != state) {
            self.state.try_set(state);
        }
    }
}

/// Loads the design and keeps it saved for as long as the page is open.
pub(super) fn start(desk: Desk) {
    let design = desk.saver.design.get_value();
    spawn_local(async move {
        match transport::load(&design).await {
            Ok(view) => opened(desk, &view),
            Err(error) => {
                desk.stage.try_set(Stage::Failed(error));
            }
        }
    });
}

fn opened(desk: Desk, view: &DesignView) {
    if desk.stage.try_get_untracked().is_none() {
        return;
    }
    let mut session = Session::new(view);
    session.restore(desk.saver.take_over());
    let waits = session.waiting() > 0;
    desk.open(view, session);
    if waits {
        desk.saver.set(Saving::Underway);
        desk.saver.now(desk);
    }
}

/// Listens to the page: it comes back, it goes away, the network returns.
pub(super) fn watch(desk: Desk) {
    let saver = desk.saver;
    let look = move || {
        if desk.live.tick(desk) {
            saver.look_for_news(desk);
        }
    };
    let poll = set_interval_with_handle(look, POLL).ok();
    let online = window_event_listener(leptos::ev::online, move |_| {
        saver.now(desk);
        desk.live.hope(desk);
    });
    let leave = window_event_listener(leptos::ev::pagehide, move |_| saver.leaving(desk));
    let hide = window_event_listener_untyped("visibilitychange", move |_| {
        if browser::is_hidden() {
            saver.leaving(desk);
            live::leaves(desk);
        } else {
            saver.look_for_news(desk);
            desk.live.hope(desk);
            live::returned(desk);
        }
    });
    on_cleanup(move || {
        poll.as_ref().map(IntervalHandle::clear);
        for listener in [online, leave, hide] {
            listener.remove();
        }
        saver.leaving(desk);
    });
}
