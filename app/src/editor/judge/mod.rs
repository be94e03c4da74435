//! The judge's word on the design: findings, verdicts and what the panels look at, as signals.
//!
//! The judge runs in a worker (ADR 12), which starts once the editor is usable. It is told each move of the shown
//! document, and answers with what is different since its last word; until the first one nothing is shown. One that dies
//! is started again once; after that the editor goes on without. Deliberately absent: any judgement.

mod findings;
mod worker;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use crate::prelude::*;
use tablewright_contract::judge::{Look, News, Seen, Splice, Told, VerdictLine, Word};
use tablewright_model::{DesignField, Edit, Object, PatternId, apply};

pub(super) use self::findings::Findings;
use self::worker::{Heard, Worker};
use super::desk::Desk;
use super::session::Move;
use super::watch::Watch;
use super::{browser, hold};
use crate::client;

/// How the judge is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Health {
    /// It has not said anything yet.
    Starting,
    /// It judges.
    Well,
    /// It died twice.
    Gone,
}

/// The judge of one open editor.
#[derive(Clone, Copy)]
pub(super) struct Judge {
    pub(super) health: RwSignal<Health>,
    pub(super) findings: RwSignal<Arc<Findings>>,
    verdicts: RwSignal<Arc<Verdicts>>,
    /// Who shows what is found at one object.
    at_findings: Watch,
    /// Who shows the verdict of one pattern.
    at_verdicts: Watch,
    /// What is looked at.
    pub(super) seen: RwSignal<Arc<Vec<Seen>>>,
    /// By the panel that looks.
    looks: StoredValue<BTreeMap<&'static str, Look>>,
    /// What the design is compared with.
    against: StoredValue<Option<String>>,
    /// The list prices that the server knows, as it told them.
    prices: StoredValue<Option<String>>,
    line: StoredValue<Option<StoredValue<Line, LocalStorage>>>,
}

/// The way to a living judge.
struct Line {
    worker: Worker,
    /// The number of the last thing it was told.
    seq: u64,
    /// Whether it has said anything: its first word is about everything.
    has_spoken: bool,
    /// Whether it was started before and died.
    is_second: bool,
}

/// The verdicts in short, in the order of the design.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Verdicts {
    lines: Vec<Arc<VerdictLine>>,
    by_pattern: BTreeMap<PatternId, usize>,
}

impl Verdicts {
    pub(super) fn of(&self, pattern: PatternId) -> Option<&Arc<VerdictLine>> {
        self.lines.get(*self.by_pattern.get(&pattern)?)
    }
}

impl Judge {
    pub(super) fn new() -> Self {
        Self {
            health: RwSignal::new(Health::Starting),
            findings: RwSignal::new(Arc::default()),
            verdicts: RwSignal::new(Arc::default()),
            at_findings: Watch::new(),
            at_verdicts: Watch::new(),
            seen: RwSignal::new(Arc::default()),
            looks: StoredValue::new(BTreeMap::new()),
            against: StoredValue::new(None),
            prices: StoredValue::new(None),
            line: StoredValue::new(None),
        }
    }

    /// Reads what is found at an object, and is woken when that is different.
    pub(super) fn findings_at<T>(self, object: Object, read: impl FnOnce(&Findings) -> T) -> T {
        self.at_findings.track(object);
        self.findings.with_untracked(|findings| read(findings))
    }

    /// The verdict of a pattern in short, and whoever reads is woken when it is another.
    pub(super) fn verdict(self, pattern: PatternId) -> Option<Arc<VerdictLine>> {
        self.at_verdicts.track(Object::Pattern(pattern));
        self.verdicts.with_untracked(|verdicts| verdicts.of(pattern).cloned())
    }

    /// Tells it how the shown document has moved.
    pub(super) fn moved(self, desk: Desk, moves: Vec<Move>) {
        if moves.contains(&Move::Anew) {
            self.tell_design(desk);
            return;
        }
        let is_well = self.health.try_get_untracked() == Some(Health::Well);
        if is_well && !moves.is_empty() && !browser::is_hidden() {
            hold::begin();
        }
        for way in moves {
            self.tell(match way {
                Move::By(edit) => News::Edit(Box::new(edit)),
                Move::Instead(edit) => News::Instead(Box::new(edit)),
                Move::Anew => return,
            });
        }
    }

    /// What a panel looks at; none when it is closed.
    pub(super) fn look(self, panel: &'static str, look: Option<Look>) {
        let changed = self.looks.try_update_value(|looks| {
            if looks.get(panel) == look.as_ref() {
                return None;
            }
            match look {
                Some(look) => looks.insert(panel, look),
                None => looks.remove(panel),
            };
            Some(looks.values().cloned().collect())
        });
        if let Some(Some(looks)) = changed {
            self.tell(News::Look(looks));
        }
    }

    /// What the design is compared with from now on: an answer of the API that has a document.
    pub(super) fn compare_with(self, answer: Option<String>) {
        self.against.set_value(answer.clone());
        self.tell(News::Against(answer));
    }

    /// The list prices that the server knows: its answer.
    fn price_by(self, answer: String) {
        if self.prices.try_update_value(|prices| *prices = Some(answer.clone())).is_some() {
            self.tell(News::Prices(answer));
        }
    }

    /// What is seen of one look, as long as something is.
    pub(super) fn see<T>(self, find: fn(&Seen) -> Option<&T>) -> Memo<Option<T>>
    where
        T: Clone + PartialEq + Send + Sync + 'static,
    {
        memo(move |_| self.seen.with(|seen| seen.iter().find_map(find).cloned()))
    }

    fn tell_design(self, desk: Desk) {
        if let Some(design) = desk.with_session(|session| session.shown().clone()) {
            self.tell(News::Design(Box::new(design)));
        }
    }

    /// Tells it an edit that changes nothing: a browser prepares code when it first runs, and no edit of the person is to
    /// wait for that.
    fn rehearse(self, desk: Desk) {
        let edit = desk.with_session(|session| {
            let shown = session.shown();
            let edit = Edit::SetDesign { field: DesignField::Name(shown.name.clone()) };
            apply(shown, &edit).is_ok().then_some(edit)
        });
        if let Some(edit) = edit.flatten() {
            self.tell(News::Edit(Box::new(edit)));
        }
    }

    fn tell(self, news: News) {
        let Some(line) = self.line.try_get_value().flatten() else { return };
        line.try_update_value(|line| {
            line.seq += 1;
            if let Ok(told) = serde_json::to_string(&Told { seq: line.seq, news }) {
                line.worker.tell(&told);
            }
        });
    }

    /// Starts the worker and tells it everything.
    fn start(self, desk: Desk, is_second: bool) {
        let heard = move |heard| match heard {
            Heard::Word(text) => match serde_json::from_str(&text) {
                Ok(word) => self.take_in(desk, word),
                Err(_) => self.died(desk),
            },
            Heard::Death => self.died(desk),
        };
        let Some(worker) = Worker::start(heard) else { return self.give_up() };
        if self.health.try_get_untracked().is_none() {
            return;
        }
        let line = Line { worker, seq: 0, has_spoken: false, is_second };
        self.line.set_value(Some(StoredValue::new_local(line)));
        self.tell_design(desk);
        self.rehearse(desk);
        self.tell(News::Against(self.against.get_value()));
        if let Some(prices) = self.prices.get_value() {
            self.tell(News::Prices(prices));
        }
        let looks: Vec<_> = self.looks.with_value(|looks| looks.values().cloned().collect());
        if !looks.is_empty() {
            self.tell(News::Look(looks));
        }
    }

    fn take_in(self, desk: Desk, word: Word) {
        let Some(line) = self.line.try_get_value().flatten() else { return };
        let heard = line.try_update_value(|line| (std::mem::replace(&mut line.has_spoken, true), line.seq));
        let Some((has_spoken, told)) = heard else { return };
        let Word { seq, lost, findings, silenced, verdicts, seen } = word;
        // What is looked at comes last.
        let is_whole = seen.is_some() && seq == told;
        if !has_spoken {
            self.found(Findings::default().spliced(findings, silenced));
            self.judged(Verdicts::default().spliced(verdicts));
            self.health.set(Health::Well);
            // Whoever reads the design does so once more, in the same frame (see `rehearse`).
            desk.design.notify();
        } else {
            if let Some(now) = self.findings.with_untracked(|before| before.unless_same(findings, silenced)) {
                self.found(now);
            }
            if !verdicts.is_empty() {
                let now = self.verdicts.with_untracked(|before| Verdicts::clone(before));
                self.judged(now.spliced(verdicts));
            }
        }
        if let Some(seen) = seen.filter(|seen| self.seen.with_untracked(|before| **before != *seen)) {
            self.seen.set(Arc::new(seen));
        }
        if lost {
            self.tell_design(desk);
        }
        if is_whole {
            hold::done();
        }
    }

    fn found(self, now: Findings) {
        let (before, now) = (self.findings.get_untracked(), Arc::new(now));
        self.findings.set(Arc::clone(&now));
        self.at_findings.wake(|object| before.differs_at(&now, object));
    }

    fn judged(self, now: Verdicts) {
        let (before, now) = (self.verdicts.get_untracked(), Arc::new(now));
        self.verdicts.set(Arc::clone(&now));
        self.at_verdicts.wake(|object| match object {
            Object::Pattern(id) => before.of(id) != now.of(id),
            _ => false,
        });
    }

    fn died(self, desk: Desk) {
        match self.hang_up() {
            Some(false) => self.start(desk, true),
            Some(true) => self.give_up(),
            None => {}
        }
    }

    /// Ends the worker; says whether it was the second.
    fn hang_up(self) -> Option<bool> {
        hold::done();
        let line = self.line.try_update_value(Option::take).flatten()?;
        let is_second = line.try_with_value(|line| line.is_second);
        line.dispose();
        is_second
    }

    /// What was said before is not about the design as it will be.
    fn give_up(self) {
        if self.health.try_set(Health::Gone).is_none() {
            self.found(Findings::default());
            self.judged(Verdicts::default());
            self.seen.set(Arc::default());
        }
    }
}

impl Verdicts {
    fn spliced(mut self, splices: Vec<Splice<VerdictLine>>) -> Self {
        Splice::apply_all(splices, &mut self.lines, Arc::new);
        self.by_pattern.clear();
        // Not collected: that would bring a sort of its own along.
        for (at, line) in self.lines.iter().enumerate() {
            self.by_pattern.insert(line.pattern, at);
        }
        self
    }
}

/// Starts the judge, after what the person came for is on the screen; it ends with the editor.
pub(super) fn start(desk: Desk) {
    request_animation_frame(move || set_timeout(move || begin(desk), Duration::ZERO));
    on_cleanup(move || {
        desk.judge.hang_up();
    });
}

/// The worker knows some prices itself: without the server's it goes by those.
fn begin(desk: Desk) {
    desk.judge.start(desk, false);
    leptos::task::spawn_local(async move {
        if let Ok(answer) = client::get::<()>("/prices").await {
            desk.judge.price_by(answer.into_text());
        }
    });
}

/// The edit that the judge offers.
pub(super) fn offered(json: &str) -> Option<Edit> {
    serde_json::from_str(json).ok()
}
