//! The optimistic replica: what one editor shows, what the server has confirmed, and the edits in between.
//!
//! An edit happens at once and stands in a queue until the server has ordered it. The server's order is the truth:
//! its edits advance the confirmed document, and what still waits is applied again on top. An edit leaves the queue
//! only by the server's word, so none gets lost; one that no longer fits is shown as not having happened and waits
//! for that word like the others.
//!
//! Deliberately absent: the network, time, randomness (ids come in) and anything of Leptos.

mod hearing;
mod history;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use tablewright_contract::{DesignView, EditsView, PostEdits, SubmittedEdit, Undo};
use tablewright_model::{Applied, Design, Edit, Refusal, apply, displaced};

use self::history::{Direction, History, Step};

/// The most edits in one request; the API takes 500.
const MAX_POSTED: usize = 200;

/// What belongs together for undo: one focus of a field, one drag, one click.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct GestureId(pub u64);

/// The replica of one open editor.
#[derive(Debug, Clone)]
pub struct Session {
    seq: u64,
    /// The highest number that the server was heard to be at.
    latest: u64,
    confirmed: Design,
    shown: Design,
    pending: Vec<Pending>,
    in_flight: bool,
    most_posted: usize,
    history: History,
    moves: Vec<Move>,
}

/// How the shown document came to be what it is, for whoever keeps a copy of it.
#[derive(Debug, Clone, PartialEq)]
pub enum Move {
    /// By an edit on top of it.
    By(Edit),
    /// By an edit in the place of the last one.
    Instead(Edit),
    /// Otherwise: a copy has to be made anew.
    Anew,
}

/// An edit that the server has not ordered yet.
#[derive(Debug, Clone)]
struct Pending {
    id: String,
    edit: Edit,
    /// What it takes back, if it is an undo.
    undo: Option<Undo>,
    gesture: GestureId,
    /// It was in a request: the server may have it, so it can't be changed any more.
    sent: bool,
    /// What was shown before it.
    before: Design,
    /// Whether a copy of the shown document went from `before` by this edit.
    is_followed: bool,
}

/// Something that a person should be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// The server did not take an edit: why, in words.
    Refused {
        /// The edit's id.
        id: String,
        /// Why.
        message: String,
    },
    /// An undo or a redo could not put everything back, or nothing.
    Incomplete {
        /// Why.
        message: String,
        /// Whether some of it happened.
        partly: bool,
    },
}

/// The server's edits do not continue what this replica knows: it must read the design anew and [`Session::rejoin`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutOfStep;

impl Session {
    /// A replica of what the server has.
    #[must_use]
    pub fn new(view: &DesignView) -> Self {
        Self {
            seq: view.seq,
            latest: view.seq,
            confirmed: view.document.clone(),
            shown: view.document.clone(),
            pending: Vec::new(),
            in_flight: false,
            most_posted: MAX_POSTED,
            history: History::default(),
            moves: Vec::new(),
        }
    }

    /// The document with everything that was done here.
    #[must_use]
    pub const fn shown(&self) -> &Design {
        &self.shown
    }

    /// The number of the last edit that the server is known to have.
    #[must_use]
    pub const fn seq(&self) -> u64 {
        self.seq
    }

    /// How many edits wait for the server's word.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.pending.len()
    }

    /// Whether there is something to undo.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        self.history.has(Direction::Undo)
    }

    /// Whether there is something to redo.
    #[must_use]
    pub fn can_redo(&self) -> bool {
        self.history.has(Direction::Redo)
    }

    /// What has happened to the shown document since this was asked last.
    pub fn take_moves(&mut self) -> Vec<Move> {
        std::mem::take(&mut self.moves)
    }

    /// Does an edit now, and queues it under an id that the caller made.
    ///
    /// # Errors
    ///
    /// The [`Refusal`], when it does not fit; nothing has changed then.
    pub fn dispatch(&mut self, edit: Edit, gesture: GestureId, id: String) -> Result<(), Refusal> {
        if self.replaces_last(&edit, gesture) {
            return self.replace_last(edit);
        }
        let applied = apply(&self.shown, &edit)?;
        if applied.inverse == edit {
            // The field has that value already.
            return Ok(());
        }
        self.history.record(gesture, &id, &edit, &applied);
        self.push(id, edit, None, gesture, applied.design);
        Ok(())
    }

    /// Remembers a step that was made elsewhere, by the edit that takes it back.
    pub fn remember(&mut self, gesture: GestureId, inverse: Edit) {
        let applied = Applied { design: self.shown.clone(), inverse };
        self.history.record(gesture, "", &Edit::Batch { edits: Vec::new() }, &applied);
    }

    /// Takes back the newest step of this person; the message is for the live region and the toast.
    pub fn undo(&mut self, id: String) -> Option<Notice> {
        self.step(Direction::Undo, id)
    }

    /// Does again what was undone last.
    pub fn redo(&mut self, id: String) -> Option<Notice> {
        self.step(Direction::Redo, id)
    }

    /// The next request, unless one is on its way or nothing waits.
    pub fn outgoing(&mut self) -> Option<PostEdits> {
        if self.in_flight || self.pending.is_empty() {
            return None;
        }
        self.in_flight = true;
        let next = self.pending.iter_mut().take(self.most_posted);
        let edits = next.map(|pending| {
            pending.sent = true;
            pending.submitted()
        });
        Some(PostEdits { after: self.seq, edits: edits.collect() })
    }

    /// The answer to the request on its way.
    ///
    /// # Errors
    ///
    /// [`OutOfStep`], when the answer does not continue what is known here.
    pub fn acknowledge(&mut self, answer: &EditsView) -> Result<Vec<Notice>, OutOfStep> {
        self.in_flight = false;
        self.most_posted = MAX_POSTED;
        self.receive(answer)
    }

    /// The request got no answer: its edits stay and go out again, under the same ids.
    pub const fn connection_lost(&mut self) {
        self.in_flight = false;
    }

    /// The server will never take the request as it is. A larger one is tried again edit by edit; a single edit is
    /// given up, so that it does not block the others.
    pub fn rejected(&mut self, message: &str) -> Option<Notice> {
        self.in_flight = false;
        let sent = self.pending.iter().take(self.most_posted).filter(|pending| pending.sent);
        if sent.count() > 1 {
            self.most_posted = 1;
            return None;
        }
        let id = self.pending.first()?.id.clone();
        let notice = self.give_up(id, message.to_owned());
        self.rebase();
        self.moved_anew();
        Some(notice)
    }

    /// Starts again from what the server has; what waits is kept and applied on top.
    pub fn rejoin(&mut self, view: &DesignView) {
        self.in_flight = false;
        self.seq = view.seq;
        self.latest = view.seq;
        self.confirmed = view.document.clone();
        self.rebase();
        self.moved_anew();
    }

    /// Takes in edits that an earlier page left behind; they go out before those made since.
    pub fn restore(&mut self, left_behind: Vec<SubmittedEdit>) {
        let known: BTreeSet<_> = self.pending.iter().map(|pending| pending.id.clone()).collect();
        let fresh = left_behind.into_iter().filter(|edit| !known.contains(&edit.id));
        let restored = fresh.map(|SubmittedEdit { id, edit, undo }| Pending {
            id,
            edit,
            undo,
            gesture: GestureId(u64::MAX),
            sent: true,
            before: Design::default(),
            is_followed: false,
        });
        self.pending = restored.chain(std::mem::take(&mut self.pending)).collect();
        self.rebase();
        self.moved_anew();
    }

    /// Everything that waits, for keeping it over a reload.
    #[must_use]
    pub fn queue(&self) -> Vec<SubmittedEdit> {
        self.pending.iter().map(Pending::submitted).collect()
    }

    fn replaces_last(&self, edit: &Edit, gesture: GestureId) -> bool {
        self.pending.last().is_some_and(|last| {
            !last.sent && last.gesture == gesture && history::same_place(&last.edit, edit)
        }) && self.history.ends_with(gesture)
    }

    /// Typing goes on in a field whose last value has not left yet: that value never was.
    fn replace_last(&mut self, edit: Edit) -> Result<(), Refusal> {
        let Some(last) = self.pending.last_mut() else {
            return Ok(());
        };
        let applied = apply(&last.before, &edit)?;
        self.shown.clone_from(&applied.design);
        self.moves.push(if last.is_followed { Move::Instead(edit.clone()) } else { Move::Anew });
        if applied.inverse == edit {
            // Back to what it was: nothing happened.
            self.history.forget(&last.id);
            self.pending.pop();
        } else {
            self.history.refresh(&last.id, &applied);
            last.edit = edit;
        }
        Ok(())
    }

    fn push(&mut self, id: String, edit: Edit, undo: Option<Undo>, gesture: GestureId, after: Design) {
        let before = std::mem::replace(&mut self.shown, after);
        self.moves.push(Move::By(edit.clone()));
        self.pending.push(Pending { id, edit, undo, gesture, sent: false, before, is_followed: true });
    }

    fn step(&mut self, direction: Direction, id: String) -> Option<Notice> {
        let Step { gesture, inverses } = self.history.take(direction)?;
        let plan = history::applicable(&self.shown, inverses);
        let partly = plan.edit.is_some();
        if let Some((edit, applied)) = plan.edit {
            self.history.put_opposite(direction, gesture, &id, &applied);
            self.push(id, edit, Some(plan.undo), gesture, applied.design);
        }
        let message = plan.refusal?.to_string();
        Some(Notice::Incomplete { message, partly })
    }

    fn moved_anew(&mut self) {
        self.moves.push(Move::Anew);
        self.unfollowed();
    }

    fn unfollowed(&mut self) {
        self.pending.iter_mut().for_each(|pending| pending.is_followed = false);
    }

    fn give_up(&mut self, id: String, message: String) -> Notice {
        self.pending.retain(|pending| pending.id != id);
        self.history.forget(&id);
        Notice::Refused { id, message }
    }

    /// Applies what waits on top of what is confirmed. An edit that does not fit changes nothing for now.
    fn rebase(&mut self) {
        let mut shown = self.confirmed.clone();
        for pending in &mut self.pending {
            pending.before = shown.clone();
            if let Some(applied) = pending.applied_to(&shown) {
                self.history.refresh(&pending.id, &applied);
                shown = applied.design;
            }
        }
        self.shown = shown;
    }
}

impl Pending {
    /// What the server will make of it, as far as is known; none if it does not fit.
    fn applied_to(&self, design: &Design) -> Option<Applied> {
        let is_own =
            |undo: &Undo| displaced(design, &self.edit).is_ok_and(|displaced| displaced == undo.finds);
        if self.undo.as_ref().is_none_or(is_own) { apply(design, &self.edit).ok() } else { None }
    }

    fn submitted(&self) -> SubmittedEdit {
        SubmittedEdit { id: self.id.clone(), edit: self.edit.clone(), undo: self.undo.clone() }
    }
}
