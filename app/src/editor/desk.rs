//! The desk: everything that the parts of one open editor share, and the only way they change the design.
//!
//! The document is an immutable value in one signal; parts read it through memo slices that compare by pointer, so an
//! edit repaints what it touched. Deliberately absent: views, and how edits get to the server (`saving`).

mod attention;

use std::sync::Arc;

use crate::prelude::*;
use tablewright_contract::{ApiError, DesignView};
use tablewright_model::{Address, Design, Edit, Object, Pattern, PatternId, Table, TableId};

use super::beside::Aside;
use super::browser;
use super::canvas::board::Board;
use super::canvas::fold_line;
use super::fresh;
use super::judge::{self, Judge};
use super::live::Live;
use super::place;
use super::saving::Saver;
use super::session::{GestureId, Notice, Session};
use super::slices::{entry, is_other, nearest, other};
pub(super) use super::slices::{ids, part, slice};
use super::talk::Talk;
use super::watch::Watch;
use crate::ui::ToastsHandle;

/// How far the design is from being on the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Stage {
    /// On its way.
    Loading,
    /// On the desk.
    Ready,
    /// It could not be read.
    Failed(ApiError),
}

/// The panels below the canvas.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Panel {
    Problems = 0,
    Patterns = 1,
    Coverage = 2,
    Items = 3,
    Stream = 4,
    Cost = 5,
}

/// The shared state of one open editor.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    pub(super) stage: RwSignal<Stage>,
    pub(super) design: RwSignal<Design>,
    /// Who shows one table or one pattern of the design.
    changed: Watch,
    /// What the person chose; [`Desk::shown`] is what is left of it.
    selected: StoredValue<Object>,
    /// The chosen object, or the nearest thing that is still there.
    pub(super) shown: RwSignal<Object>,
    /// Where Tab enters the canvas: at what is shown, else at its table, else at the first.
    entry: StoredValue<Object>,
    /// The elements that were to have the focus last, the first that is there.
    wanted_focus: StoredValue<Vec<String>>,
    /// Who asks whether one object is shown, or is where Tab enters.
    chosen: Watch,
    pub(super) judge: Judge,
    pub(super) read_only: RwSignal<bool>,
    /// Whether a guest is at the desk, to whom no page but this one is open.
    pub(super) is_guest: RwSignal<bool>,
    /// The number of the newest version; 0 when there is none.
    pub(super) version: RwSignal<u32>,
    pub(super) can_undo: RwSignal<bool>,
    pub(super) can_redo: RwSignal<bool>,
    /// Index of the chosen [`Panel`].
    pub(super) panel: RwSignal<usize>,
    pub(super) panel_open: RwSignal<bool>,
    /// Whether it takes the place of half the canvas.
    pub(super) panel_tall: RwSignal<bool>,
    /// On a narrow screen the inspector is a sheet over the canvas.
    pub(super) sheet_open: RwSignal<bool>,
    pub(super) shortcuts_open: RwSignal<bool>,
    pub(super) palette_open: RwSignal<bool>,
    /// For assistive technology: what just happened.
    pub(super) said: RwSignal<String>,
    pub(super) board: Board,
    pub(super) aside: Aside,
    pub(super) toasts: ToastsHandle,
    pub(super) saver: Saver,
    pub(super) live: Live,
    pub(super) talk: Talk,
    pub(super) session: StoredValue<Option<Session>>,
    gestures: StoredValue<u64>,
}

impl Desk {
    /// A desk for a design that is yet to be loaded.
    pub(super) fn new(id: String, toasts: ToastsHandle) -> Self {
        let design = RwSignal::new(Design::default());
        Self {
            stage: RwSignal::new(Stage::Loading),
            design,
            changed: Watch::new(),
            selected: StoredValue::new(Object::Design),
            shown: RwSignal::new(Object::Design),
            entry: StoredValue::new(Object::Design),
            wanted_focus: StoredValue::new(Vec::new()),
            chosen: Watch::new(),
            judge: Judge::new(),
            read_only: RwSignal::new(false),
            is_guest: RwSignal::new(false),
            version: RwSignal::new(0),
            can_undo: RwSignal::new(false),
            can_redo: RwSignal::new(false),
            panel: RwSignal::new(Panel::Problems as usize),
            panel_open: RwSignal::new(true),
            panel_tall: RwSignal::new(false),
            sheet_open: RwSignal::new(false),
            shortcuts_open: RwSignal::new(false),
            palette_open: RwSignal::new(false),
            said: RwSignal::new(String::new()),
            board: Board::new(design),
            aside: Aside::new(),
            toasts,
            saver: Saver::new(id),
            live: Live::new(),
            talk: Talk::new(),
            session: StoredValue::new(None),
            gestures: StoredValue::new(0),
        }
    }

    /// Puts a design on the desk.
    pub(super) fn open(self, view: &DesignView, session: Session) {
        self.session.set_value(Some(session));
        self.read_only.set(!view.can_edit);
        self.version.set(view.version);
        self.is_guest.set(view.guest);
        self.talk.may.set(view.can_comment);
        fold_line::recall(self);
        self.refresh();
        let first = self.design.with_untracked(|design| design.tables.iter().next().map(|table| table.id));
        self.choose(first.map_or(Object::Design, Object::Table));
        self.stage.set(Stage::Ready);
    }

    /// A new gesture: what is edited under it is one step to undo.
    pub(super) fn gesture(self) -> GestureId {
        self.gestures.try_update_value(|last| *last += 1);
        GestureId(self.gestures.try_get_value().unwrap_or_default())
    }

    /// An edit of a gesture that goes on, such as typing: it is sent a moment after the last one.
    pub(super) fn edit(self, edit: Edit, gesture: GestureId) {
        if self.dispatch(edit, gesture) {
            self.saver.soon(self);
        }
    }

    /// An edit that is whole by itself: it is sent at once.
    pub(super) fn edit_now(self, edit: Edit) {
        if self.dispatch(edit, self.gesture()) {
            self.saver.now(self);
        }
    }

    /// Adds something and shows it.
    pub(super) fn add(self, edit: Edit, object: Object, at: Option<Address>) {
        if self.dispatch(edit, self.gesture()) {
            self.saver.now(self);
            self.select(object);
            self.sheet_open.set(true);
            self.say(
                self.design.with_untracked(|design| format!("Added {}.", place::described(design, object))),
            );
            if let Some(address) = at {
                self.focus_after(vec![place::field_id(address), place::card_id(object)]);
            }
        }
    }

    fn dispatch(self, edit: Edit, gesture: GestureId) -> bool {
        if self.read_only.get_untracked() {
            self.toasts.error(
                "You may look at this design, but not edit it. Ask an administrator for the role designer.",
            );
            return false;
        }
        let id = fresh_edit_id();
        let done = self.with_session(|session| session.dispatch(edit, gesture, id));
        match done {
            Some(Ok(())) => {
                self.refresh();
                true
            }
            Some(Err(refusal)) => {
                self.toasts.error(format!("Not done: {refusal}."));
                // The control goes back to what the design says.
                self.design.notify();
                false
            }
            None => false,
        }
    }

    /// Takes back the person's last step.
    pub(super) fn undo(self) {
        self.step(Session::undo, self.can_undo, "Undone.", "Nothing to undo.");
    }

    /// Does the last undone step again.
    pub(super) fn redo(self) {
        self.step(Session::redo, self.can_redo, "Redone.", "Nothing to redo.");
    }

    fn step(
        self,
        how: fn(&mut Session, String) -> Option<Notice>,
        possible: RwSignal<bool>,
        done: &str,
        nothing: &str,
    ) {
        // A message with an undo may outlive the editor.
        let Some(possible) = possible.try_get_untracked() else { return };
        if !possible {
            self.say(nothing.to_owned());
            return;
        }
        let notice = self.with_session(|session| how(session, fresh_edit_id())).flatten();
        self.refresh();
        self.saver.now(self);
        match notice {
            Some(notice) => self.tell(notice),
            None => self.say(done.to_owned()),
        }
    }

    /// Tells the person what did not happen.
    pub(super) fn tell(self, notice: Notice) {
        self.toasts.error(match notice {
            Notice::Refused { message, .. } => format!("A change did not happen: {message}."),
            Notice::Incomplete { message, partly: true } => {
                format!("Only a part could be put back: {message}.")
            }
            Notice::Incomplete { message, partly: false } => format!("This can't be put back: {message}."),
        });
    }

    /// Says something to assistive technology.
    pub(super) fn say(self, text: String) {
        self.said.set(text);
    }

    /// Brings the signals to what the session says.
    pub(super) fn refresh(self) {
        let shown = |session: &mut Session| {
            (session.shown().clone(), session.can_undo(), session.can_redo(), session.take_moves())
        };
        let Some((design, undo, redo, moves)) = self.with_session(shown) else { return };
        // First of all: it works while this thread repaints.
        self.judge.moved(self, moves);
        set_if_other(self.can_undo, undo);
        set_if_other(self.can_redo, redo);
        self.put(design);
    }

    /// Puts the next design in the place of the last, and wakes who shows what is different.
    fn put(self, next: Design) {
        let Some(before) = self.design.try_get_untracked() else { return };
        self.design.set(next.clone());
        self.board.follow();
        self.changed.wake(|object| is_other(&before, &next, object));
        self.choose(self.selected.get_value());
    }

    /// Remembers what the person chose, and shows what there is of it.
    fn choose(self, object: Object) {
        self.selected.set_value(object);
        let before = (self.shown.get_untracked(), self.entry.get_value());
        let now = self.design.with_untracked(|design| {
            let shown = nearest(design, object);
            (shown, entry(design, shown))
        });
        self.board.uncover(now.0);
        if now == before {
            return;
        }
        self.entry.set_value(now.1);
        set_if_other(self.shown, now.0);
        let concerned = [before.0, before.1, now.0, now.1];
        self.chosen.wake(|object| {
            concerned.iter().any(|one| *one == object || one.table().map(Object::Table) == Some(object))
        });
    }

    /// Whether an object is shown.
    pub(super) fn is_shown(self, object: Object) -> bool {
        self.chosen.track(object);
        self.shown.get_untracked() == object
    }

    /// Whether a table is shown, or anything in it.
    pub(super) fn is_within(self, table: TableId) -> bool {
        self.chosen.track(Object::Table(table));
        self.shown.get_untracked().table() == Some(table)
    }

    /// Whether Tab enters the canvas here.
    pub(super) fn is_entry(self, object: Object) -> bool {
        self.chosen.track(object);
        self.entry.get_value() == object
    }

    /// Works with the session, if the design is there and the page still open.
    pub(super) fn with_session<T>(self, work: impl FnOnce(&mut Session) -> T) -> Option<T> {
        self.session.try_update_value(|session| session.as_mut().map(work)).flatten()
    }

    /// One table; it changes only when the table does.
    pub(super) fn table(self, id: TableId) -> Memo<Option<Arc<Table>>> {
        let find = move |design: &Design| design.tables.get(id).cloned();
        Memo::new_with_compare(move |_| self.read(Object::Table(id), find), other)
    }

    /// One access pattern; it changes only when it does.
    pub(super) fn pattern(self, id: PatternId) -> Memo<Option<Arc<Pattern>>> {
        let find = move |design: &Design| design.patterns.get(id).cloned();
        Memo::new_with_compare(move |_| self.read(Object::Pattern(id), find), other)
    }

    /// Reads one table or one pattern, and is woken when that one changes.
    pub(super) fn read<T>(self, object: Object, read: impl FnOnce(&Design) -> T) -> T {
        self.changed.track(object);
        self.design.with_untracked(read)
    }

    /// What AWS would refuse of a field, in words.
    pub(super) fn error_of(self, address: Address) -> Signal<Option<String>> {
        let memo = memo(move |_| {
            self.judge.findings_at(address.object, |findings| {
                let here = findings.refused(address.object).filter(|found| found.address == address);
                let messages: Vec<_> = here.map(|found| found.message.as_str()).collect();
                (!messages.is_empty()).then(|| messages.join(". "))
            })
        });
        memo.into()
    }

    /// How much AWS would refuse of an object, its parts included.
    pub(super) fn problems_in(self, object: Object) -> Memo<usize> {
        memo(move |_| self.judge.findings_at(object, |findings| findings.count_in(object)))
    }

    /// Does what the judge offers, as one step; says whether it was done.
    pub(super) fn take(self, offer: &str) -> bool {
        let done = judge::offered(offer).is_some_and(|edit| self.dispatch(edit, self.gesture()));
        if done {
            self.saver.now(self);
        }
        done
    }
}

/// A random id of any kind.
pub(super) fn fresh_id<T: From<tablewright_model::Id>>() -> T {
    fresh::id(browser::random_bits())
}

fn fresh_edit_id() -> String {
    fresh_id::<tablewright_model::Id>().to_string()
}

fn set_if_other<T: Clone + PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.try_get_untracked().is_some_and(|before| before != value) {
        signal.try_set(value);
    }
}
